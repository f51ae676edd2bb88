"""A process that records and says what was acknowledged, until it is killed. Given: NAME DIRECTORY [DATABASE]."""

import sys
from datetime import UTC
from pathlib import Path

from ledger.application import now_micros, open_ledger
from ledger.document import read_document
from ledger.place import Place


def main(name: str, directory: str, database: str | None = None) -> None:
    with open_ledger(Place(directory=Path(directory), database=database)) as ledger:
        number = 0
        while True:
            lines = [
                {"order_id": f"{name}-{number + n}", "currency": "EUR", "amount": "5.00"} for n in range(number % 4 + 1)
            ]
            number += len(lines)
            orders = [
                read_document(
                    {"customer": "C-1", "type": "OrderPlaced", "occurred_at": "2025-03-10T09:00:00Z", "data": line},
                    zone=UTC,
                    now=now_micros(),
                )
                for line in lines
            ]
            receipts = ledger.record_many(orders) if len(orders) > 1 else [ledger.record(orders[0])]
            for receipt, line in zip(receipts, lines, strict=True):
                # One write per line: what the reader gets is what was acknowledged, no more and no less.
                sys.stdout.write(f"{receipt.position} {receipt.event_id} {line['order_id']}\n")  # type: ignore[union-attr]
                sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
