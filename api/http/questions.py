"""The parameters of the reading routes; anything else in a query is refused, so that a misspelt one is not ignored."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

DEFAULT_LIMIT, LARGEST_LIMIT = 100, 1000
LAST_POSITION = 2**63 - 1

Text = Annotated[str, Field(min_length=1, max_length=512)]
_CLOCK = "a date (its last microsecond in the ledger's time zone) or an RFC 3339 instant, inclusive"


class NoQuestion(BaseModel):
    """A route without parameters."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class MomentQuestion(NoQuestion):
    """Two of the clocks."""

    as_of: Annotated[Text | None, Field(description=f"Only what had occurred by then: {_CLOCK}. Default: today.")] = (
        None
    )
    known_at: Annotated[
        Text | None, Field(description=f"Only what had been recorded by then: {_CLOCK}. Default: everything.")
    ] = None


class ClockQuestion(MomentQuestion):
    """The three clocks."""

    policy: Annotated[
        Text | None,
        Field(description="The thresholds that judge: a version or sha256:PREFIX. Default: those in force each day."),
    ] = None


class ListQuestion(ClockQuestion):
    """A list, page by page."""

    limit: Annotated[int, Field(ge=1, le=LARGEST_LIMIT, description="Items on a page.")] = DEFAULT_LIMIT
    cursor: Annotated[
        str | None, Field(max_length=8192, description="`next` of the page before; all pages are one answer.")
    ] = None

    def asked(self) -> dict[str, str]:
        """The parameters that were given, but for those that say which page."""
        return {
            name: str(value)
            for name, value in self.model_dump(exclude={"limit", "cursor"}, exclude_unset=True, by_alias=True).items()
        }


class BookQuestion(ListQuestion):
    """Which customers, in which order."""

    stage: Literal["development", "initial", "stable", "strategic"] | None = None
    momentum: Literal["advancing", "steady", "stagnant", "regressing", "interrupted"] | None = None
    risk: Literal["prevention", "control", "rescue", "lost"] | None = None
    owner: Annotated[Text | None, Field(description="Looked after by this person.")] = None
    tier: Literal["A", "B", "C"] | None = None
    signal: Annotated[Text | None, Field(description="With this signal.")] = None
    search: Annotated[Text | None, Field(description="In code or name, any case.")] = None
    sort: Annotated[Text | None, Field(description="A field of the row, -FIELD descending. Default: by code.")] = None

    def filters(self) -> dict[str, str | None]:
        """As the book takes them."""
        names = ("stage", "momentum", "risk", "owner", "tier", "signal", "search")
        return {name: getattr(self, name) for name in names}


class PortfolioQuestion(ListQuestion):
    """Between which dates."""

    since: Annotated[
        Text | None, Field(alias="from", description=f"Where movements begin: {_CLOCK}. Default: a year before as_of.")
    ] = None


class TimelineQuestion(ListQuestion):
    """In which order, and with what is left out otherwise."""

    order: Annotated[Literal["asc", "desc"], Field(description="Oldest or newest first.")] = "desc"
    include: Annotated[Literal["retracted"] | None, Field(description="What is left out otherwise.")] = None


class EventsQuestion(ListQuestion):
    """Which part of the log."""

    after: Annotated[int, Field(ge=0, le=LAST_POSITION, description="Only later positions; exclusive.")] = 0
    types: Annotated[Text | None, Field(description="Only these types, comma between.")] = None
    customer: Annotated[Text | None, Field(description="Only this customer; $ledger for the ledger's own.")] = None


class StreamQuestion(NoQuestion):
    """Where to begin, and what to hear of."""

    after: Annotated[
        int | None,
        Field(ge=0, le=LAST_POSITION, description="Begin after this position; default: the end. Last-Event-ID wins."),
    ] = None
    types: Annotated[Text | None, Field(description="Only these types, comma between.")] = None
    customer: Annotated[Text | None, Field(description="Only this customer.")] = None
