"""Events of a later version, met while reading: skipped, counted, and told of once."""

from collections import Counter

from ledger.upcasting import UPCASTING, Upcasting


class UnknownEvents:
    """A tally; whoever reads asks `skip` of each event and shows `warning` once, at the end."""

    def __init__(self, upcasting: Upcasting = UPCASTING) -> None:
        self._upcasting = upcasting
        self._counts: Counter[tuple[str, int]] = Counter()
        self._met: set[int] = set()

    def skip(self, type_name: str, schema: int, events: int = 1) -> bool:
        """Whether such an event is none of ours; then it is counted."""
        if self._upcasting.understands(type_name, schema):
            return False
        self._counts[type_name, schema] += events
        return True

    def skip_at(self, position: int, type_name: str, schema: int) -> bool:
        """The same of the event at a position, counted once however often it is read."""
        if position in self._met:
            return True
        skipped = self.skip(type_name, schema)
        if skipped:
            self._met.add(position)
        return skipped

    def counts(self) -> dict[str, int]:
        """How many of what, by "TYPE schema N"."""
        return {f"{name} schema {schema}": count for (name, schema), count in sorted(self._counts.items())}

    def warning(self) -> str | None:
        """One sentence and what to do, None where nothing was skipped."""
        if not self._counts:
            return None
        kinds = ", ".join(
            f"{name} of schema {schema} ({count})" for (name, schema), count in sorted(self._counts.items())
        )
        count = sum(self._counts.values())
        what = "1 event was" if count == 1 else f"{count} events were"
        return f"{what} skipped, recorded by a later version of Guanxi: {kinds}. Upgrade Guanxi to count them."
