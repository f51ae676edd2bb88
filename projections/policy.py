"""The policy: every number that judges a relationship, as data; the rules are one of the three clocks."""

import hashlib
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from ledger.errors import Invalid, Problem

Months = Annotated[int, Field(ge=1, le=600)]
Days = Annotated[int, Field(ge=1, le=36500)]
Count = Annotated[int, Field(ge=1, le=1000)]
Part = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class Section(BaseModel):
    """A frozen table of the policy; unknown keys are refused, so that a misspelt one is not silently ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CurrencyPolicy(Section):
    """Rates into one common currency, as exact decimals."""

    rates: dict[str, Annotated[Decimal, Field(gt=0, allow_inf_nan=False)]]


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
    lock_in_by_one: tuple[str, ...]
    lock_in_by_two: tuple[str, ...]
    settling_days: Annotated[int, Field(ge=0, le=31)]

    @model_validator(mode="after")
    def exits_lie_below_entries(self) -> "StagePolicy":
        if not self.leave_strategic_share <= self.leave_stable_share < self.enter_stable_share:
            raise ValueError(
                "exit thresholds lie below entry: leave_strategic_share <= leave_stable_share < enter_stable_share"
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
    stagnant_stable_tiers: tuple[str, ...]


class TierPolicy(Section):
    """How long an assigned tier wins."""

    assigned_months: Months


class RhythmPolicy(Section):
    """Constants of the order rhythm (signals, section 1)."""

    half_life_days: Days
    r: Positive
    alpha_days: Positive
    a: Positive
    b: Positive
    lapse_days: Days
    min_orders: Annotated[int, Field(ge=2, le=100)]


class OrderOverduePolicy(Section):
    """Probabilities of so long a silence, below which the signal fires."""

    watch: Part
    alert: Part
    crisis: Part
    alert_chance_of_lapse: Part

    @model_validator(mode="after")
    def severities_rise(self) -> "OrderOverduePolicy":
        if not self.crisis <= self.alert <= self.watch:
            raise ValueError("crisis <= alert <= watch must hold")
        return self


class VolumeFallingPolicy(Section):
    """Windows, sizes and the limit of chance (signals, section 2)."""

    watch_days: Days
    alert_days: Days
    reference_days: Days
    watch_fall: Part
    alert_fall: Part
    crisis_fall: Part
    limit_z: Annotated[float, Field(lt=0, allow_inf_nan=False)]
    min_expected: Positive

    @model_validator(mode="after")
    def severities_rise(self) -> "VolumeFallingPolicy":
        if not self.watch_fall <= self.alert_fall <= self.crisis_fall:
            raise ValueError("watch_fall <= alert_fall <= crisis_fall must hold")
        return self


class ComplaintOpenPolicy(Section):
    """Deadlines by severity of the complaint."""

    minor_deadline_days: Days
    major_deadline_days: Days
    critical_deadline_hours: Annotated[int, Field(ge=1, le=8760)]
    watch_days_left: Days
    crisis_deadlines: Positive
    reopened_part: Part


class ContactSilencePolicy(Section):
    """Rhythm by tier, and how many rhythms of silence make which severity."""

    rhythm_days: dict[Literal["A", "B", "C", "none"], Days]
    watch: Count
    alert: Count
    crisis: Count

    @model_validator(mode="after")
    def complete_and_rising(self) -> "ContactSilencePolicy":
        if set(self.rhythm_days) != {"A", "B", "C", "none"}:
            raise ValueError("rhythm_days needs A, B, C and none")
        if not self.watch <= self.alert <= self.crisis:
            raise ValueError("watch <= alert <= crisis must hold")
        return self


class CompetitorActivePolicy(Section):
    """How long an activity of a rival counts."""

    days: Days
    order_won_days: Days


class SignalPolicies(Section):
    """One table per signal."""

    order_overdue: OrderOverduePolicy
    volume_falling: VolumeFallingPolicy
    complaint_open: ComplaintOpenPolicy
    contact_silence: ContactSilencePolicy
    competitor_active: CompetitorActivePolicy


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
    signals: SignalPolicies
    risk: RiskPolicy

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
class PolicyVersion:
    """A policy with the name it is cited by: its number (from 1) and the SHA-256 of its TOML text."""

    version: int
    sha256: str
    policy: Policy

    def cited(self) -> dict[str, object]:
        """The form in which every answer names it."""
        return {"version": self.version, "sha256": self.sha256}


def read_policy(toml: str, *, version: int) -> PolicyVersion:
    """Read and check a policy file; raises Invalid with one problem per mistake."""
    try:
        policy = Policy.model_validate(tomllib.loads(toml))
    except tomllib.TOMLDecodeError as error:
        raise Invalid(f"the policy is no valid TOML: {error}", "Mend that line") from error
    except ValidationError as error:
        problems = tuple(
            Problem(
                pointer="/" + "/".join(str(part) for part in e["loc"]),
                message=e["msg"],
                remedy="Compare with the default policy",
            )
            for e in error.errors()
        )
        raise Invalid("the policy is not valid", "Mend the named keys", problems=problems) from error
    return PolicyVersion(version=version, sha256=hashlib.sha256(toml.encode()).hexdigest(), policy=policy)


@cache
def default_policy() -> PolicyVersion:
    """Version 1, in force from the beginning."""
    text = resources.files("projections").joinpath("default_policy.toml").read_text(encoding="utf-8")
    return read_policy(text, version=1)
