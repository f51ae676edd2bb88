"""From a row of a select to the interaction it describes."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Any

from api.importing.event_select import EventSelect
from api.importing.local_times import LocalTimes, local_micros
from ledger.catalogue import CATALOGUE
from ledger.document import read_document
from ledger.errors import Invalid
from ledger.interaction import Interaction
from ledger.times import format_instant

_AMOUNTS = ("amount", "lines")


class Documents:
    """Reads the rows of one select: customer, occurred_at, external_id, rows, then its fields."""

    def __init__(
        self,
        select: EventSelect,
        *,
        source: str,
        currency: str | None,
        local: LocalTimes | None,
        zone: tzinfo,
        now: int,
    ) -> None:
        """local: of the mapping's time zone, where it names one. zone: where a date alone begins."""
        self._select = select
        self._source = source
        self._local = local
        self._zone = zone
        self._now = now
        fields = CATALOGUE[select.rule.type].model.model_fields
        self._currency = currency if "currency" in fields and "currency" not in select.fields else None
        self._currency_needed = self._currency is not None and fields["currency"].is_required()

    def read(self, row: Sequence[Any]) -> Interaction:
        """The interaction, validated; otherwise an error of ours that names every problem."""
        customer, occurred_at, external_id, _, *values = row
        data = {name: value for name, value in zip(self._select.fields, values, strict=True) if value is not None}
        for name in self._select.nullable:
            data.setdefault(name, None)
        if self._currency_needed or (self._currency and any(name in data for name in _AMOUNTS)):
            data["currency"] = self._currency
        document: dict[str, Any] = {
            "customer": "" if customer is None else customer,
            "type": self._select.rule.type,
            "occurred_at": self._instant(occurred_at),
            "source": self._source,
            "data": data,
        }
        if external_id is not None:
            document["external_id"] = external_id
        return read_document(document, zone=self._zone, now=self._now)

    def _instant(self, value: Any) -> str | None:
        """As documents write it. The times of a table may reach far beyond the calendar, infinity included."""
        try:
            return self._written(value)
        except OverflowError:
            raise Invalid("this lies beyond the calendar", "check the year", "/occurred_at") from None

    def _written(self, value: Any) -> str | None:
        if value is None:
            return None
        if self._select.clock == "instant":
            return format_instant(value)
        local = value if self._select.clock == "local" else local_micros(value)
        if self._local is None or local is None:
            return str(value)
        return format_instant(self._local.instant(local))


def has_row_in(row: Sequence[Any], numbers: Mapping[int, str]) -> int | None:
    """The first of the event's rows that is among the numbers."""
    return next((number for number in row[3] if number in numbers), None)
