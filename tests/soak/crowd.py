"""Four writers, one of them killed and one undone, and two followers: every event is heard once, in order, by both."""

import subprocess
from collections import Counter
from pathlib import Path
from random import Random

from tests.soak.child import CUSTOMERS, THE_END, order, registered
from tests.soak.documents import Tally
from tests.soak.processes import child, killed
from tests.soak.stores import check_sound, open_at


def soak_crowd(store: str, directory: Path, *, seed: int, batches: int) -> Tally:
    """Each writer writes so many batches of 1 to 4 orders; the killed one dies somewhere on the way."""
    moments = Random(seed)
    with open_at(store, directory) as ledger:
        ledger.record_many([registered(f"C-{number + 1}") for number in range(CUSTOMERS)])
    followers = [child("follow", store, directory, "") for _ in range(2)]
    writers = [child("write", store, directory, f"w{number}", batches) for number in range(2)]
    undone = child("undo", store, directory, "undone", batches)
    victim = child("append", store, directory, "killed")
    said = list(killed(victim, moments.randrange(1, max(2, batches))))
    for writer in writers:
        said += _finished(writer)
    taken_back = _finished(undone)
    with open_at(store, directory) as ledger:
        ledger.record(order("C-1", THE_END))
        events = ledger.events(limit=2**31)
    stored = {str(event.external_id): f"{event.position} {event.event_id} {event.external_id}" for event in events}
    log = [f"{event.position} {event.event_id} {event.leaf.hex()}" for event in events]
    for heard in map(_finished, followers):
        assert heard[0] == "listening"
        assert heard[1:] == log, "a follower lost, doubled or reordered an event"
    for line in said:
        assert stored[line.split()[2]] == line.strip(), f"acknowledged and lost: {line}"
    assert not [name for name in stored if name.startswith("undone")], "what was taken back stands in the log"
    assert len(taken_back) == batches
    return Counter(
        {
            "acknowledged": len(said),
            "taken back": len(taken_back),
            "heard by each follower": len(log),
            "events in the log": check_sound(store, directory),
        }
    )


def _finished(process: "subprocess.Popen[str]") -> list[str]:
    with process:
        assert process.stdout is not None
        said = process.stdout.read().splitlines()
    assert process.returncode == 0
    return said
