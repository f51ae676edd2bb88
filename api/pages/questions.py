"""What the address of a page may ask; an empty field of a form is no field, and anything else is refused."""

from typing import Annotated, Literal

from pydantic import Field

from api.http.questions import NoQuestion
from api.pages.clock_form import ClockForm

Text = Annotated[str | None, Field(max_length=60)]  # every link of a page repeats what was asked
FILTERS = ("stage", "momentum", "risk", "owner", "tier", "signal", "search")


class PageQuestion(NoQuestion):
    """The clocks."""

    as_of: Text = None
    known_at: Text = None
    policy: Annotated[str | None, Field(max_length=80)] = None  # sha256: and 64 digits
    lang: Literal["", "en", "zh"] = ""

    def form(self) -> ClockForm:
        return ClockForm(
            as_of=self.as_of or None, known_at=self.known_at or None, policy=self.policy or None, lang=self.lang or None
        )


class BookPageQuestion(PageQuestion):
    """Which customers, in which order, which page of them."""

    stage: Text = None
    momentum: Text = None
    risk: Text = None
    owner: Text = None
    tier: Text = None
    signal: Text = None
    search: Text = None
    sort: Text = None
    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1

    def filters(self) -> dict[str, str | None]:
        return {name: getattr(self, name) or None for name in FILTERS}


class PortfolioPageQuestion(PageQuestion):
    """since: where movements begin, in the address `from`."""

    since: Annotated[Text, Field(alias="from")] = None


class CustomerPageQuestion(PageQuestion):
    """skip: how many of the newest events to leave out, to show older ones."""

    skip: Annotated[int, Field(ge=0, le=1_000_000_000)] = 0
