"""Stored data of older schemas, brought to the current one when they are read; nothing stored is ever rewritten.

To change the data of a type: raise its schema in the catalogue, add a step at the end of STEPS, raise the schema of
EventCorrected (its nested data are of whatever schema their type had then, so its own number counts all steps ever
taken; it has no steps itself), and add golden files beside the old ones in tests/golden/stored-data. Then `check`
passes again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ledger.catalogue import CATALOGUE, EventType
from ledger.errors import Unavailable
from ledger.in_force import CORRECTED

Data = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """How the data of a type went from a schema to the next.

    upgrade: pure; keeps the key "$sealed" where there is one, and does not need a sealed field, which may be missing.
    """

    type: str
    schema: int
    upgrade: Callable[[Data], dict[str, Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Upcasting:
    """steps: in the order in which the schemas rose, of all types together; none is ever taken out or moved."""

    catalogue: Mapping[str, EventType]
    steps: Sequence[Step]

    def check(self) -> None:
        """Unavailable where stored data could not be brought to the current schema. Called when a ledger is opened."""
        reached = {name: 1 for name in self.catalogue if name != CORRECTED}
        for step in self.steps:
            if reached.get(step.type) != step.schema:
                raise _broken(f"a step from schema {step.schema} of {step.type} stands where none can")
            reached[step.type] += 1
        for name, schema in reached.items():
            if schema != self.catalogue[name].schema:
                raise _broken(f"no step leads from schema {schema} of {name} to {self.catalogue[name].schema}")
        if self.catalogue[CORRECTED].schema != 1 + len(self.steps):
            raise _broken(f"the schema of {CORRECTED} is not 1 more than the number of steps ever taken")

    def understands(self, type_name: str, schema: int) -> bool:
        """Whether this version can read such an event; others are kept, shown as they are, and skipped."""
        kind = self.catalogue.get(type_name)
        return kind is not None and 1 <= schema <= kind.schema

    def upcast(self, type_name: str, schema: int, data: Data) -> Data:
        """The data in the current schema of a type that is understood; the same object where they are so already.

        Those of a correction stay as they are until it is known what it corrects: see `upcast_correction`.
        """
        if type_name == CORRECTED or schema == self.catalogue[type_name].schema:
            return data
        return _through((step for step in self.steps if step.type == type_name and step.schema >= schema), data)

    def current(self, type_name: str, schema: int, data: Data) -> tuple[int, Data]:
        """(schema, data) as this version says them; those of a later version as they are.

        A correction keeps its number, which tells how to read what it says of its original.
        """
        if type_name == CORRECTED or not self.understands(type_name, schema):
            return schema, data
        return self.catalogue[type_name].schema, self.upcast(type_name, schema, data)

    def upcast_correction(self, original_type: str, schema: int, corrected: Data) -> Data:
        """The data a correction gives to its original, in the current schema of the original's type.

        schema: that of the EventCorrected. corrected: its `data`.
        """
        return _through((step for step in self.steps[schema - 1 :] if step.type == original_type), corrected)


def _through(steps: Iterable[Step], data: Data) -> Data:
    for step in steps:
        data = step.upgrade(data)
    return data


def _broken(what: str) -> Unavailable:
    return Unavailable(
        f"this version of Guanxi cannot read all that it may have stored: {what}",
        "Nothing is wrong with the ledger: install another version.",
    )


STEPS: tuple[Step, ...] = ()
UPCASTING = Upcasting(catalogue=CATALOGUE, steps=STEPS)
