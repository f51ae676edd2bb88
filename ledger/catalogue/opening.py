"""Ways in: openings observed, quotations submitted and decided, tenders announced."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from ledger.catalogue.fields import Amount, Count, Currency, Date, Id, SealedText, Text, refuse
from ledger.catalogue.frame import Body, Stored
from ledger.catalogue.marks import Names, Refers

OpeningId = Annotated[Id, Names("opening")]
OpeningRef = Annotated[Id, Refers("opening")]
QuotationId = Annotated[Id, Names("quotation")]
QuotationRef = Annotated[Id, Refers("quotation")]


class OpeningObserved(Body):
    """A way in, waited for or made by us."""

    stored: ClassVar = Stored("OpeningObserved", schema=1, group="opening", about="opening_id")

    opening_id: OpeningId
    kind: Literal[
        "new_product",
        "supplier_evaluation",
        "staff_change",
        "competitor_quality",
        "competitor_service",
        "competitor_relationship",
        "competitor_single_thread",
        "competitor_capacity",
        "cost_pressure",
        "new_need",
        "rebalancing",
        "status_quo_cost",
    ]
    origin: Literal["awaited", "created"]
    due_on: Date | None = None
    heard_from: SealedText | None = None
    text: SealedText | None = None


class OpeningClosed(Body):
    """The way in was taken, missed, or was none."""

    stored: ClassVar = Stored("OpeningClosed", schema=1, group="opening", about="opening_id")

    opening_id: OpeningRef
    result: Literal["taken", "missed", "void"]


class Priced(Body):
    """An amount with its currency: both or neither."""

    currency: Currency | None = None
    amount: Amount | None = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        """Amount and currency come together."""
        if self.amount is not None and self.currency is None:
            raise refuse("this amount has no currency", 'add "currency", such as "CNY"', "/currency")
        if self.currency is not None and self.amount is None:
            raise refuse("this currency has no amount", 'add "amount", or leave the currency out', "/amount")
        return self


class QuotationSubmitted(Priced):
    """We made an offer; options counts the variants in it."""

    stored: ClassVar = Stored("QuotationSubmitted", schema=1, group="opening", about="quotation_id")

    quotation_id: QuotationId
    options: Count | None = None
    opening_id: OpeningRef | None = None


class QuotationDecided(Priced):
    """The offer was won or lost; the amount is what it closed at."""

    stored: ClassVar = Stored("QuotationDecided", schema=1, group="opening", about="quotation_id")

    quotation_id: QuotationRef
    result: Literal["won", "lost"]
    rival: Text | None = None
    reason: SealedText | None = None


class TenderAnnounced(Body):
    """The customer invites offers until a day; open: anybody may bid."""

    stored: ClassVar = Stored("TenderAnnounced", schema=1, group="opening", about="tender_id")

    tender_id: Annotated[Id, Names("tender")]
    due_on: Date
    open: bool | None = None
    scope: Text | None = None
