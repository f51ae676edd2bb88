"""docs/views.md, from the definitions of the tables: `python -m projections.views.views_page > docs/views.md`."""

import sys
from collections.abc import Iterator

from projections.views.columns import Column
from projections.views.examples import EXAMPLES
from projections.views.progress_table import PROGRESS
from projections.views.tables import TABLES

OPENING = """\
# Views

What Guanxi says today, as plain SQL tables: for Metabase, Superset, Grafana, Power BI, a notebook or `sqlite3`. They
stand where the log stands, in `views.db` in the data directory or in the schema `guanxi_views` of the database. This
page is written from the code by `make views`; a test fails while it is stale.

- The tables are derived. While `guanxi serve` runs they follow the log within milliseconds, whoever records; `guanxi
  rebuild` makes them anew. The file, or both schemas `guanxi_views` and `guanxi_generations`, may be deleted at any
  time.
- Read them, never write them, and open a file read-only: `sqlite3 "file:guanxi-data/views.db?mode=ro"`. Readers never
  see half of a change, and never half of a rebuild: each of the names below is an SQL view of the present generation
  of tables, which a rebuild replaces in one transaction.
- In a database `guanxi rebuild --grant ROLE` lets a role read `guanxi_views` and nothing else, from then on and across
  rebuilds. TEXT is `text` there, INTEGER `bigint`, REAL `double precision`. A rebuild waits for no reader. A
  transaction that stays open at REPEATABLE READ should read all it needs at its beginning: tables that a rebuild has
  replaced go at its end, which it tries five times for 50 ms each; those in which somebody has read in an open
  transaction then go with the next rebuild, or when a server begins to follow.
- All rows stand at one place in the log and at the end of one day, which `progress` names. At midnight in the ledger's
  time zone everybody is judged again.
- Nothing here is personal: contacts stand as codes, free text does not stand here at all, and compliance events do not
  show.
- Days are text `YYYY-MM-DD` in the ledger's time zone, moments are text in UTC with six digits and `Z`, truth is 0 or
  1, lists and objects are JSON text. Money is an integer of minor units (`1250000` is CNY 12,500.00; JPY has no minor
  units) beside its currency and the same as exact decimal text. Add up minor units of one currency; never the text.
"""


def views_page() -> str:
    """The whole page."""
    return "\n".join([OPENING, *_tables(), *_examples()])


def _tables() -> Iterator[str]:
    for table in (*TABLES, PROGRESS):
        yield f"## {table.name}\n"
        yield f"One row: {table.grain}. Key: {', '.join(f'`{name}`' for name in table.key)}.\n"
        yield "| column | type | meaning | unit | NULL means |"
        yield "|---|---|---|---|---|"
        for column in table.columns:
            yield _line(column)
        yield ""


def _line(column: Column) -> str:
    cells = (f"`{column.name}`", column.type, column.meaning, column.unit or "", column.null or "never")
    return f"| {' | '.join(cells)} |"


def _examples() -> Iterator[str]:
    yield "## Questions\n"
    for example in EXAMPLES:
        yield f"{example.question}\n\n```sql\n{example.sql.strip()}\n```\n"


if __name__ == "__main__":
    sys.stdout.write(views_page())
