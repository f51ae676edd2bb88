"""The policy: every number that judges a relationship, as data; the rules are one of the three clocks."""

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator

from ledger.catalogue.binding import BindingKind
from ledger.currencies import CURRENCY_DIGITS
from projections.calendar import from_day_number
from projections.section import Count, Days, DecimalPart, Months, Part, Positive, Rate, Section, said

Limits = TypeVar("Limits", bound="Section")
NO_END = 2**62  # local day number: of a policy that nothing follows


class CurrencyPolicy(Section):
    """Rates into one common currency, as exact decimals, and the currency in which customers are compared."""

    reporting: str = said("CNY", "")
    rates: dict[str, Rate]

    @field_validator("reporting", "rates")
    @classmethod
    def currencies_exist(cls, value: Any) -> Any:
        for code in [value] if isinstance(value, str) else value:
            if code not in CURRENCY_DIGITS:
                raise ValueError(f"{code!r} is no active currency of ISO 4217 such as EUR")
        return value


class DepartmentPolicy(Section):
    """Other spellings of departments, each mapped to the name that counts."""

    aliases: dict[str, str]


class StagePolicy(Section):
    """Thresholds of the stages (domain model, section 1)."""

    purchases_months: Months
    contact_months: Months
    enter_stable_share: Part
    leave_stable_share: Part
    leave_strategic_share: Part
    enter_stable_departments: Count
    evaluation_months: Months
    enter_strategic_meeting_months: Months
    leave_strategic_meeting_months: Months
    lapse_months: Months
    lapse_max_months: Months
    lapse_gap_factor: Positive
    lapse_gap_months: Months
    lapse_gap_order_days: Annotated[int, Field(ge=2, le=100)]
    binding_months: Months
    lock_in_by_one: tuple[BindingKind, ...]
    lock_in_by_two: tuple[BindingKind, ...]
    settling_days: Annotated[int, Field(ge=0, le=31)]

    @model_validator(mode="after")
    def exits_lie_below_entries(self) -> "StagePolicy":
        # Left below the number and entered from it on: of two equal ones the exit still lies below.
        if not self.leave_strategic_share <= self.leave_stable_share <= self.enter_stable_share:
            raise ValueError(
                "exit thresholds lie below entry: leave_strategic_share <= leave_stable_share <= enter_stable_share"
            )
        if self.leave_strategic_meeting_months < self.enter_strategic_meeting_months:
            raise ValueError("leave_strategic_meeting_months may not be shorter than enter_strategic_meeting_months")
        if self.lapse_max_months < self.lapse_months:
            raise ValueError("lapse_max_months may not be shorter than lapse_months")
        return self


class MomentumPolicy(Section):
    """Thresholds of momentum (section 1, second table)."""

    look_back_months: Months
    falling_ratio: Annotated[float, Field(gt=0, lt=1)]
    rising_ratio: Annotated[float, Field(gt=1, le=100)]
    first_order_months: Months
    order_days_months: Months
    order_days: Count
    stagnant_development_months: Months
    stagnant_initial_months: Months
    stagnant_stable_months: Months
    stagnant_stable_tiers: tuple[Literal["A", "B", "C"], ...]


class TierPolicy(Section):
    """How long an assigned tier wins, and how the derived one is cut (section 6)."""

    assigned_months: Months
    a_part: DecimalPart = said(Decimal("0.80"), "")
    b_part: DecimalPart = said(Decimal("0.95"), "")
    potential_share: Part = said(0.5, "")
    regular_months: Count = said(6, "")
    regular_window_months: Months = said(12, "")
    regular_order_days: Annotated[int, Field(ge=2, le=100)] = said(4, "")
    regular_order_days_months: Months = said(24, "")
    regular_gap_factor: Positive = said(2, "")

    @model_validator(mode="after")
    def parts_rise(self) -> "TierPolicy":
        if not self.a_part <= self.b_part:
            raise ValueError("a_part <= b_part must hold")
        return self


class RhythmPolicy(Section):
    """Constants of the order rhythm (signals, section 1)."""

    half_life_days: Days
    r: Positive
    alpha_days: Positive
    a: Positive
    b: Positive
    lapse_days: Days
    min_orders: Annotated[int, Field(ge=2, le=100)]


class Tables(Section):
    """Tables of the policy whose models stand beside what they govern: one per signal, one per score (policy_file.py
    puts them together).
    """

    def of(self, limits: type[Limits]) -> Limits:
        """The table of this model."""
        found: Limits = self._by_model[limits]
        return found

    @cached_property
    def _by_model(self) -> dict[type[Section], Any]:
        return {type(table): table for _, table in self}


class RiskPolicy(Section):
    """Thresholds of the risk status (section 9)."""

    lost_months: Months
    rescue_order_days: Count
    control_watch_groups: Count


class Policy(Section):
    """All thresholds together."""

    time_zone: str
    currency: CurrencyPolicy
    departments: DepartmentPolicy
    stage: StagePolicy
    momentum: MomentumPolicy
    tier: TierPolicy
    rhythm: RhythmPolicy
    signals: Tables
    scores: Tables
    risk: RiskPolicy
    advice: tuple[Section, ...] = ()  # of projections/advice/item.py, which knows the signals

    @field_validator("advice")
    @classmethod
    def ids_differ(cls, advice: tuple[Section, ...]) -> tuple[Section, ...]:
        ids = [getattr(item, "id", None) for item in advice]
        if twice := sorted({str(one) for one in ids if ids.count(one) > 1}):
            raise ValueError(f"two items of advice have the id {twice[0]!r}")
        return advice

    @field_validator("time_zone")
    @classmethod
    def zone_exists(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(f"{name!r} is no IANA time zone such as Europe/London") from error
        return name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """A version that judges the reviews before another came into force. until: local day number, its last day."""

    version: int | None
    sha256: str
    policy: Policy
    until: int


@dataclass(frozen=True, kw_only=True)
class PolicyVersion:
    """A policy with the name it is cited by: its number (from 1; None of a file that nobody published) and the SHA-256
    of its TOML text. earlier: those that judge the reviews before it, ascending; none where it judges them all.
    """

    version: int | None
    sha256: str
    policy: Policy
    earlier: tuple[Earlier, ...] = ()

    @property
    def turns(self) -> tuple[Earlier, ...]:
        """All that judge, one after the other: the last one without an end."""
        return (*self.earlier, Earlier(version=self.version, sha256=self.sha256, policy=self.policy, until=NO_END))

    def turns_from(self, day: int) -> list[Earlier]:
        """Those that judge on this local day or later."""
        return [turn for turn in self.turns if turn.until >= day]

    @property
    def identity(self) -> str:
        """Equal for rules that judge every review alike: the hash, and where others came before it a hash of all."""
        if not self.earlier:
            return self.sha256
        turns = [self.sha256, *(f"{one.version}@{one.until}" for one in self.earlier)]
        return hashlib.sha256(" ".join(turns).encode()).hexdigest()

    def cited(self) -> dict[str, object]:
        """The form in which every answer names it."""
        return {"version": self.version, "sha256": self.sha256}

    def cited_in_turn(self) -> dict[str, object]:
        """The same with `earlier`, where others judge the reviews before it: of each its last day as well."""
        earlier = [
            {"version": one.version, "sha256": one.sha256, "until": str(from_day_number(one.until))}
            for one in self.earlier
        ]
        return {**self.cited(), "earlier": earlier} if earlier else self.cited()

    def hashes(self) -> dict[int | None, str]:
        """The SHA-256 of each version that judges any review."""
        return {**{one.version: one.sha256 for one in self.earlier}, self.version: self.sha256}
