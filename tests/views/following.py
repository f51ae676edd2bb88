"""A process that records, follows, rebuilds or seals until it is killed: WHAT DIRECTORY [DATABASE]."""

import sys
from datetime import UTC
from functools import partial
from itertools import count
from pathlib import Path
from shutil import rmtree

from ledger.application import now_micros, open_ledger
from ledger.document import read_document
from ledger.place import Place
from projections.follower.follower import Follower
from projections.follower.rebuild import Means, rebuild
from projections.journal.building import build
from projections.replay.workers import Workers
from projections.views.store import views_of


def main(what: str, place: Place) -> None:
    with open_ledger(place, create=False) as ledger:
        views = views_of(ledger)
        if what == "rebuild":
            for number in count():
                say(number)
                rebuild(ledger, views, clock=now_micros)
        if what == "rebuild by two":
            with Workers(partial(open_ledger, place, create=False), 2) as two:
                means = Means(workers=two, in_memory=1)  # each customer a part
                for _ in count():
                    rebuild(ledger, views, clock=now_micros, means=means, tell=say)
        if what == "seal":
            for _ in count():
                rmtree(ledger.directory / "journal", ignore_errors=True)
                build(ledger, ledger.directory / "journal", {}, positions=3, tell=say)
        follower = Follower(ledger, views, clock=now_micros)
        follower.start()
        for number in count():
            document = {
                "customer": f"C-{number % 4 + 1}",
                "type": "OrderPlaced",
                "occurred_at": f"2024-{number % 12 + 1:02d}-17",
                "data": {"order_id": f"{now_micros()}", "amount": "12.00", "currency": "EUR"},
            }
            say(ledger.record(read_document(document, zone=UTC, now=now_micros())).position)
            if number % 3 == 0:
                follower.wait_for(ledger.last()[0], 10)


def say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], Place(directory=Path(sys.argv[2]), database="".join(sys.argv[3:]) or None))
