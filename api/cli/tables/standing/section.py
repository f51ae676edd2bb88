"""What the sections of a page share: their title line, their evidence, their absences."""

from collections.abc import Sequence

from rich.console import RenderableType

from api.cli.tables.paragraph import Paragraph
from api.cli.tables.words import DIM, Span

Section = list[RenderableType]
SHOWN = 6


def title(name: str, *detail: Span) -> Paragraph:
    """ "Rhythm" in bold, details after it."""
    return Paragraph((name, "bold"), *((("  ", ""), *detail) if detail else ()), indent=0)


def evidence(positions: Sequence[int], count: int | None = None) -> Span:
    """ " [events 12, 14, 20]": the latest few, how many more; nothing where there is no evidence."""
    if not positions:
        return ("", "")
    more = (count or len(positions)) - min(SHOWN, len(positions))
    earlier = f"{more} earlier, " if more else ""
    word = "event" if len(positions) == 1 and not more else "events"
    return (f" [{word} {earlier}{', '.join(map(str, positions[-SHOWN:]))}]", DIM)


def absences(sentences: Sequence[str]) -> list[RenderableType]:
    """What is not there, one line each."""
    return [Paragraph((sentence, DIM), mark=(("– ", DIM),)) for sentence in sentences]
