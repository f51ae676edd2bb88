"""The real order book (two years of a wholesaler): imported from its two files, then judged whole at one date."""

import tempfile
import time
from pathlib import Path

from api.importing.importing import import_files
from bench.rows import rate_row
from ledger.application import now_micros, open_ledger
from projections.answers import book
from projections.clocks import resolve
from projections.policy_file import default_policy

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data" / "online-retail"
FILES = (("online-retail-2009.toml", "2009-2010.parquet"), ("online-retail-2010.toml", "2010-2011.csv.gz"))


def run() -> None:
    if not DATA.is_dir():
        print(f"skipped: the data set is not at {DATA.relative_to(ROOT.parent)}")
        return
    zone = default_policy().policy.zone
    with tempfile.TemporaryDirectory() as home, open_ledger(Path(home)) as ledger:
        for mapping, file in FILES:
            begin = time.perf_counter()
            summary = import_files(
                ledger,
                [DATA / file],
                mapping=ROOT / "examples" / "mappings" / mapping,
                restore=False,
                ignore_recorded_at=False,
                strict=False,
                dry_run=False,
                zone=zone,
                now=now_micros(),
                rejects_dir=Path(home, "rejects"),
                progress=None,
            ).document()
            print(rate_row(f"import {file}: rows", summary["rows"], time.perf_counter() - begin))
        for as_of in ("2011-06-12", "2011-12-09"):
            begin = time.perf_counter()
            rows = book(ledger, resolve(ledger, as_of=as_of, now=now_micros()))
            print(rate_row(f"book as of {as_of}: customers", len(rows), time.perf_counter() - begin))
