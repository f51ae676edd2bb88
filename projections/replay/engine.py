"""What works on the parts of a book: processes of this machine, or a cluster."""

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from projections.replay.parts import Part, Reader

Found = TypeVar("Found")
Found_co = TypeVar("Found_co", covariant=True)


class Work(Protocol[Found_co]):
    """Something that can be sent to a process."""

    def __call__(self, reader: Reader, part: Part) -> Found_co: ...


class Engine(Protocol):
    """Every part is worked on, and its result given once, with the part it is of; in any order."""

    def map(self, work: Work[Found], parts: Sequence[Part]) -> Iterator[tuple[Part, Found]]: ...
