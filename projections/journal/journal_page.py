"""docs/journal.md, from the definitions of the columns: `python -m projections.journal.journal_page`."""

import sys
from collections.abc import Iterator

import polars as pl

from projections.journal.columns import FIELDS, MINOR
from projections.journal.files import STORED_SCHEMA
from projections.journal.manifest import BUCKETS, LAYOUT
from projections.journal.sealing import SEGMENT

OPENING = """\
# Journal

The log as typed columns: one row per event, with everything that judges a relationship and nothing that is personal.
This page is written from the code by `make journal`; a test fails while it is stale.

- Every field of `docs/events.md` that is not sealed is a column, whatever type of event says it; NULL where an event
  does not say it. What is personal and all free text are not here, and nothing is that only the compliance role may
  know: neither its events, nor what was recorded about them.
- Events of the ledger's own stream are left out.
- A correction stands where it was recorded: `target` names the original, its columns say what replaces the original's
  data, and `moved_to` the original's new time.
- A figure is decimal text, exact. An amount stands twice: `amount` as text, and `amount_minor` as an integer of the
  currency's minor units.
- A field has one type in all types of event. `value` is text: of a contract an amount, of an override what was set, a
  number or a truth as JSON.
"""

MEANINGS = {
    "position": "place of the event in the ledger, from 1",
    "event_id": "the event's own id",
    "customer": "code of the customer it was recorded on",
    "type": "what happened, as OrderPlaced",
    "occurred_at": "when it happened, UTC",
    "recorded_at": "when it was recorded, UTC",
    **{minor: f"`{amount}` without its point: minor units of `currency`" for amount, minor in MINOR.items()},
    "target": "of a correction, retraction or restoration: the event_id it names",
    "moved_to": "of a correction: the original's new `occurred_at`, RFC 3339",
}
MANY = 4  # types of event that are listed by name


FILES = f"""\
## Files

`guanxi journal build` writes the journal below the data directory, as Parquet that DuckDB, polars, Spark and Power BI
read as it is. Every file has all the columns below, whatever its rows say.

- `journal/segments/FIRST-LAST.parquet`: the log by ranges of {SEGMENT:,} positions. A segment is sealed: it is never
  written again. The events after the last whole segment are only in the log.
- `journal/buckets-N/00.parquet` to `{BUCKETS - 1}.parquet`: the same rows by customer, each customer whole in one file,
  sorted by customer, `occurred_at`, `position`. Merged customers are in the bucket of the one that lives on. A build
  that has more to add writes them anew beside the present ones, with the next N.
- While `guanxi serve` runs it seals by itself, in a process of its own, and makes the buckets anew once they lack a
  fifth of what is sealed; whoever reads takes the newer segments, and the end of the log, besides.
- `journal/journal.json`: the list of both, with the rows, size and checksums of each file and a digest of what the log
  says at the positions of a segment. `layout` is {LAYOUT}; `schema` changes when a column does, and the next build then
  starts anew.

`guanxi journal check` compares all of it with the files and with the log, and names what differs. Nothing here is
needed to keep: a build makes again, from the log, whatever is missing or broken.
"""

QUESTION = """\
```sql
SELECT customer, count(*) AS orders, sum(amount_minor) AS minor_units, any_value(currency) AS currency
FROM 'guanxi-data/journal/segments/*.parquet' WHERE type = 'OrderPlaced' GROUP BY customer ORDER BY orders DESC;
```
"""


def journal_page() -> str:
    """The whole page."""
    return "\n".join([OPENING, FILES, QUESTION, *_columns()])


def _columns() -> Iterator[str]:
    yield "## Columns\n"
    yield "| column | type | holds | said by |"
    yield "|---|---|---|---|"
    for name, dtype in STORED_SCHEMA.items():
        yield f"| `{name}` | {written(dtype)} | {MEANINGS.get(name) or FIELDS[name].how} | {_said_by(name)} |"
    yield ""


def _said_by(name: str) -> str:
    if name not in FIELDS:
        return ""
    types = FIELDS[name].types
    return ", ".join(types) if len(types) <= MANY else f"{', '.join(types[:MANY])} and {len(types) - MANY} more"


def written(dtype: pl.DataType | type[pl.DataType]) -> str:
    """The type as SQL over Parquet calls it."""
    if isinstance(dtype, pl.List):
        return f"{written(dtype.inner)}[]"  # type: ignore[arg-type]
    if isinstance(dtype, pl.Struct):
        return f"STRUCT({', '.join(f'{field.name} {written(field.dtype)}' for field in dtype.fields)})"  # type: ignore[arg-type]
    if isinstance(dtype, pl.Datetime):
        return "TIMESTAMP WITH TIME ZONE"
    return {pl.String: "VARCHAR", pl.Boolean: "BOOLEAN", pl.Int64: "BIGINT", pl.Int32: "INTEGER"}[dtype.base_type()]


if __name__ == "__main__":
    sys.stdout.write(journal_page())
