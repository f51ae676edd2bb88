"""`python -m tests.soak`: the full size, bounded in time; prints what was done and the seed that repeats it."""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from tests.soak.crowd import soak_crowd
from tests.soak.documents import Tally, soak_documents
from tests.soak.kills import soak_kills
from tests.soak.stores import SQLITE


def main() -> None:
    """Each part in a directory of its own; the first that fails ends the soak with its place and seed."""
    asked = _arguments()
    parts: dict[str, Callable[[Path], Tally]] = {
        "crowd": lambda place: soak_crowd(asked.store, place, seed=asked.seed, batches=asked.batches),
        "kills": lambda place: soak_kills(
            asked.store, place, seed=asked.seed, count=asked.kills, enough=_after(asked.seconds)
        ),
        "documents": lambda place: soak_documents(
            asked.store, place, seed=asked.seed, count=asked.documents, enough=_after(asked.seconds)
        ),
    }
    for name in asked.parts.split(","):
        began = monotonic()
        with tempfile.TemporaryDirectory(prefix=f"guanxi-soak-{name}-") as scratch:
            _say(f"{name}: {SQLITE if asked.store == SQLITE else 'postgresql'}, seed {asked.seed}")
            tally = parts[name](Path(scratch) / "data")
        for what, count in sorted(tally.items()):
            _say(f"  {count:>10,}  {what}")
        _say(f"  nothing lost, nothing doubled, nothing torn, in {monotonic() - began:.0f} s")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--store", default=SQLITE, help="sqlite, or the URL of an empty PostgreSQL database")
    parser.add_argument("--parts", default="crowd,kills,documents", help="which, comma between")
    parser.add_argument("--documents", type=int, default=2_000_000, help="documents that went wrong")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--batches", type=int, default=400, help="writes of each writer in the crowd")
    parser.add_argument("--seconds", type=float, default=3600.0, help="of kills, and of documents, at most each")
    parser.add_argument("--seed", type=int, default=20250314)
    return parser.parse_args()


def _after(seconds: float) -> Callable[[], bool]:
    began: list[float] = []

    def enough() -> bool:
        began.append(monotonic())
        return began[-1] - began[0] > seconds

    return enough


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
