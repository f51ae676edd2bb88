"""One item of advice, as the policy file writes it."""

from functools import cached_property
from typing import Annotated

from pydantic import Field, field_validator

from projections.advice.deed import Condition, Deed, read_condition, read_deed
from projections.risk import STATUSES
from projections.section import Days, Section
from projections.signals import all_signals
from projections.stage import STAGES
from projections.words import Words

EVERY, NEXT = "every", "next"
KINDS = ("captive", "free", "latent", "spurious")
WON = ("won_by_price", "won_by_brand")
NEEDS = ("need_gap", "tier_gap", "needs_unknown")

Sentence = Annotated[str, Field(min_length=1, max_length=300)]


def reasons() -> list[str]:
    """Everything an item can be because of."""
    statuses = [status for status in STATUSES if status not in (None, "prevention")]
    return [*STAGES, EVERY, NEXT, *map(str, statuses), *KINDS, *WON, *NEEDS, *(one.name for one in all_signals())]


class AdviceItem(Section):
    """because: one of reasons(). within: days. Done by any event of done_by, or when done_when holds. selling: held
    back while the status is rescue.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
    because: str
    within: Days
    done_by: tuple[str, ...] = ()
    done_when: str | None = None
    selling: bool = False
    en: Sentence
    zh: Sentence

    @field_validator("because")
    @classmethod
    def it_is_a_reason(cls, because: str) -> str:
        if because not in reasons():
            raise ValueError(f"{because!r} is nothing to give advice for: name a stage, a status or a signal")
        return because

    @field_validator("done_by")
    @classmethod
    def events_can_do_it(cls, done_by: tuple[str, ...]) -> tuple[str, ...]:
        for one in done_by:
            read_deed(one)
        return done_by

    @field_validator("done_when")
    @classmethod
    def it_can_hold(cls, done_when: str | None) -> str | None:
        if done_when is not None:
            read_condition(done_when)
        return done_when

    @field_validator("en", "zh")
    @classmethod
    def it_says_only_what_is_known(cls, sentence: str) -> str:
        try:
            Words(en=sentence, zh=sentence).said({"missing": ""})
        except (KeyError, ValueError, IndexError) as error:
            raise ValueError("a sentence may hold {missing} and no other braces") from error
        return sentence

    @cached_property
    def deeds(self) -> tuple[Deed, ...]:
        return tuple(map(read_deed, self.done_by))

    @cached_property
    def condition(self) -> Condition | None:
        return None if self.done_when is None else read_condition(self.done_when)

    @cached_property
    def words(self) -> Words:
        return Words(en=self.en, zh=self.zh)
