"""The customer's file: registration, profile, owner, tier, estimated spend, reviews and notes."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from ledger.catalogue.fields import Amount, Currency, Fraction, SealedText, Text, refuse
from ledger.catalogue.frame import Body, Stored
from ledger.catalogue.key_account import KeyAccount
from ledger.catalogue.marks import How


class CustomerRegistered(Body):
    """A customer enters the book; recorded once, and it may be recorded late."""

    stored: ClassVar = Stored("CustomerRegistered", schema=1, group="file", subject="customer")

    name: Text
    currency: Currency
    industry: Text | None = None
    region: Text | None = None
    country: Text | None = None
    legal_form: Text | None = None
    owner: Text | None = None
    address: Text | None = None
    payment_terms: Text | None = None
    owner_managed: bool | None = None
    key_account: KeyAccount | None = None


class ProfileChanged(Body):
    """Fields of the customer's file are new; the others stay. The currency never changes."""

    stored: ClassVar = Stored("ProfileChanged", schema=1, group="file")

    name: Text | None = None
    industry: Text | None = None
    region: Text | None = None
    country: Text | None = None
    legal_form: Text | None = None
    owner: Text | None = None
    address: Text | None = None
    payment_terms: Text | None = None
    owner_managed: bool | None = None
    key_account: KeyAccount | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        """It names at least one field."""
        check_change(self)
        return self


class OwnerAssigned(Body):
    """Somebody of ours answers for the customer from now on."""

    stored: ClassVar = Stored("OwnerAssigned", schema=1, group="file")

    owner: Text


class TierAssigned(Body):
    """The class of customer somebody decided on."""

    stored: ClassVar = Stored("TierAssigned", schema=1, group="file")

    tier: Literal["A", "B", "C"]
    basis: Literal["contribution", "strategic_fit", "potential"] | None = None


class AnnualSpendEstimated(Body):
    """What the customer is thought to buy a year in our category, from anybody (its wallet)."""

    stored: ClassVar = Stored("AnnualSpendEstimated", schema=1, group="file")

    currency: Currency
    amount: Amount
    category: Text | None = None
    open_share: Annotated[Fraction, How('the part open to us, from 0 to 1, such as "0.7"')] | None = None
    method: Text | None = None


class AccountReviewed(Body):
    """We summed up how things stand; period is the time looked back on, such as "2025 Q1"."""

    stored: ClassVar = Stored("AccountReviewed", schema=1, group="file")

    period: Text | None = None
    gains: SealedText | None = None
    failings: SealedText | None = None
    next_steps: SealedText | None = None


def check_change(body: Body, *ids: str) -> None:
    """Refuse a change that names no field besides its ids."""
    if not body.as_stored().keys() - set(ids):
        raise refuse("this changes nothing", "name at least one field and its new value")
