"""What the customer says: of us, of what it will do, of what it needs."""

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ledger.catalogue.fields import ContactRef, Date, Id, Score, SealedText, refuse
from ledger.catalogue.frame import Body, Stored
from ledger.catalogue.marks import Names, Refers

GoalRef = Annotated[Id, Refers("goal")]


class DimensionScore(BaseModel):
    """One dimension, each figure from 0 to 10."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)

    dimension: Literal["price", "quality", "delivery", "service", "product", "relationship"]
    perceived: Score
    expected: Score
    best_rival: Score | None = None


class SatisfactionSurveyed(Body):
    """What somebody there got from us, had expected, and gets from the best rival; each dimension once."""

    stored: ClassVar = Stored("SatisfactionSurveyed", schema=1, group="voice")

    scores: Annotated[list[DimensionScore], Field(min_length=1)]
    contact_id: ContactRef | None = None

    @model_validator(mode="after")
    def _each_dimension_once(self) -> Self:
        """Each dimension is scored once."""
        seen: set[str] = set()
        for number, score in enumerate(self.scores):
            if score.dimension in seen:
                place = f"/scores/{number}/dimension"
                raise refuse(f'"{score.dimension}" is scored twice', "keep one of the two", place)
            seen.add(score.dimension)
        return self

    def as_stored(self) -> dict[str, Any]:
        return super().as_stored() | {"scores": [score.model_dump(exclude_none=True) for score in self.scores]}


class RecommendationScored(Body):
    """How likely somebody there would recommend us, from 0 to 10."""

    stored: ClassVar = Stored("RecommendationScored", schema=1, group="voice")

    score: Score
    contact_id: ContactRef | None = None


class RepurchaseIntentStated(Body):
    """How likely they will go on buying from us, from 0 to 10, as somebody there says."""

    stored: ClassVar = Stored("RepurchaseIntentStated", schema=1, group="voice")

    score: Score
    contact_id: ContactRef | None = None


class ReferralMade(Body):
    """The customer recommended us to somebody."""

    stored: ClassVar = Stored("ReferralMade", schema=1, group="voice")

    to: SealedText | None = None
    contact_id: ContactRef | None = None


class NeedObserved(Body):
    """What the organisation or a person needs, for which aspect they buy, and whether it is met."""

    stored: ClassVar = Stored("NeedObserved", schema=1, group="voice")

    level: Literal["survival", "safety", "social", "esteem", "self_actualisation"]
    subject: Literal["organisation", "person"]
    aspect: Literal["price", "quality", "delivery", "service", "technology", "image", "ease"] | None = None
    met: Literal["no", "partly", "yes"] | None = None
    contact_id: ContactRef | None = None
    text: SealedText | None = None


class CustomerGoalAgreed(Body):
    """A goal of the customer's that we help to reach."""

    stored: ClassVar = Stored("CustomerGoalAgreed", schema=1, group="voice", about="goal_id")

    goal_id: Annotated[Id, Names("goal")]
    text: SealedText | None = None
    due_on: Date | None = None


class CustomerGoalReached(Body):
    """It is reached."""

    stored: ClassVar = Stored("CustomerGoalReached", schema=1, group="voice", about="goal_id")

    goal_id: GoalRef
