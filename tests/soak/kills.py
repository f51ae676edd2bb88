"""Processes killed at any moment while they append, import and rebuild: nothing lost, nothing doubled, nothing torn."""

import json
import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from ledger.application import now_micros
from projections.follower.rebuild import rebuild
from projections.views.sqlite.file import ViewsFile
from projections.views.store import views_of
from tests.soak.child import CUSTOMERS, registered
from tests.soak.documents import Tally
from tests.soak.processes import GUANXI, ROOT, child, killed, started
from tests.soak.stores import SQLITE, check_sound, open_at
from tests.views.kept import contents, unlike

LINES = 9_000  # of the file that is imported: two writes


def soak_kills(
    store: str, directory: Path, *, seed: int, count: int, enough: Callable[[], bool] = lambda: False
) -> Tally:
    """Kill `count` times, in turn; what was acknowledged is in the log once. enough: is it time to end."""
    kinds, database = ("append", "import", "rebuild"), () if store == SQLITE else (store,)
    guanxi = (*GUANXI, "--data", directory, *(() if store == SQLITE else ("--database", store)))
    tally: Tally = Counter()
    moments = Random(seed)
    with open_at(store, directory) as ledger:
        ledger.record_many([registered(f"C-{number + 1}") for number in range(CUSTOMERS)])
    files: list[Path] = []
    acknowledged: dict[str, list[str]] = {}
    for number in range(count):
        if enough():
            break
        what = kinds[number % len(kinds)]
        if what == "append":
            for line in killed(child(what, store, directory, f"a{number}"), moments.randrange(1, 40)):
                position, event_id, order_id = line.split()
                acknowledged[order_id] = [position, event_id]
            tally["killed while appending"] += 1
        elif what == "import":
            files.append(directory.parent / f"soak-{number}.jsonl")
            write_lines(files[-1], f"import-{number}")
            process = started(*guanxi, "import", files[-1])
            tally["killed while importing"] += _killed_after(store, directory, process, moments.randrange(LINES))
        else:
            program = ROOT / "tests" / "views" / "following.py"
            killed(started(program, what, directory, *database), moments.randrange(1, 4))
            tally["killed while rebuilding"] += 1
    tally["acknowledged"] = len(acknowledged)
    tally["events in the log"] = check_sound(store, directory)
    _check_appended(store, directory, acknowledged)
    _check_imported(store, directory, files, tally, started(*guanxi, "import", *files, "--format", "json"))
    _check_views(store, directory)
    return tally


def _killed_after(store: str, directory: Path, process: "subprocess.Popen[str]", events: int) -> bool:
    """Kill it once it has recorded so many events; False where it was done before that was seen."""
    with process, open_at(store, directory) as ledger:
        upto = ledger.last()[0] + events
        while ledger.last()[0] < upto:
            try:
                process.wait(0.002)
            except subprocess.TimeoutExpired:
                continue
            return False
        process.kill()
    return True


def write_lines(file: Path, name: str) -> None:
    """Orders with external ids: imported again, each counts once."""
    with file.open("w", encoding="utf-8") as lines:
        for number in range(LINES):
            order_id = f"{name}-{number}"
            document = {
                "customer": f"C-{number % CUSTOMERS + 1}",
                "type": "OrderPlaced",
                "occurred_at": "2025-03-10",
                "source": "soak",
                "external_id": order_id,
                "data": {"order_id": order_id, "currency": "EUR", "amount": "5.00"},
            }
            lines.write(json.dumps(document) + "\n")


def _check_appended(store: str, directory: Path, acknowledged: dict[str, list[str]]) -> None:
    stored: dict[str, list[str]] = {}
    with open_at(store, directory) as ledger:
        for event in ledger.events(types=["OrderPlaced"], limit=2**31):
            assert event.external_id is not None
            assert event.external_id not in stored, f"{event.external_id} stands twice"
            stored[event.external_id] = [str(event.position), event.event_id]
    lost = [order_id for order_id, place in acknowledged.items() if stored.get(order_id) != place]
    assert not lost, f"acknowledged and lost: {lost[:5]}"


def _check_imported(
    store: str, directory: Path, files: Sequence[Path], tally: Tally, process: "subprocess.Popen[str]"
) -> None:
    """The last import, the process, goes through all files; then every line stands once."""
    with process:
        assert process.stdout is not None
        summary = json.loads(process.stdout.read())
    assert (summary["read"], summary["rejected"]) == (LINES * len(files), 0)
    tally["known to the last import"] = summary["known"]
    with open_at(store, directory) as ledger:
        orders = ledger.events(types=["OrderPlaced"], limit=2**31)
    assert sum(str(event.external_id).startswith("import-") for event in orders) == LINES * len(files)


def _check_views(store: str, directory: Path) -> None:
    """Views that were killed again and again equal new ones."""
    with open_at(store, directory) as ledger:
        views, other = views_of(ledger), ViewsFile(directory.parent / "other.db")
        for one in (views, other):
            rebuild(ledger, one, clock=now_micros)
        assert unlike(contents(views), contents(other)) == []
