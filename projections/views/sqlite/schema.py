"""The SQL of views.db: tables of a generation, and the names under which readers find the present one."""
# ruff: noqa: S608 - put together from the names of our own tables and columns

from collections.abc import Iterator

from ledger.sqlite.identity import FileKind
from projections.views.columns import Column, Table
from projections.views.progress_table import PROGRESS
from projections.views.statements import ViewsSql, table_name, tracked_as
from projections.views.tables import TABLES

VIEWS_FILE = FileKind(application_id=0x47585631, version=1, name="file of views")  # "GXV1"
SQL = ViewsSql(mark="?", schema="", wanted="json_each(?1) AS wanted CROSS JOIN")

CREATE_GENERATIONS = """
CREATE TABLE generations (
  generation INTEGER PRIMARY KEY,
  present INTEGER NOT NULL,
  event_id TEXT,
  known_at TEXT,
  as_of TEXT NOT NULL,
  policy_version INTEGER NOT NULL,
  policy_sha256 TEXT NOT NULL,
  made_by TEXT NOT NULL
) STRICT
"""
CREATE_TRACKING = """
CREATE TABLE tracking (application_name TEXT, notification_id INTEGER, PRIMARY KEY (application_name)) WITHOUT ROWID
"""
STATEMENTS = (CREATE_GENERATIONS, CREATE_TRACKING)

# Tables of a generation end in its number, whatever an older program called them; "_" would match any letter.
TABLES_OF_GENERATION = "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB '*[^0-9]_' || ?"
ALL_VIEWS = "SELECT name FROM sqlite_master WHERE type = 'view'"


def create_tables(generation: int) -> Iterator[str]:
    for table in TABLES:
        columns = ",\n  ".join(_column(column) for column in table.columns)
        key = ", ".join(table.key)
        yield (
            f"CREATE TABLE {table_name(table, generation)} (\n  {columns},\n  PRIMARY KEY ({key})\n)"
            " STRICT, WITHOUT ROWID"
        )


def present_views(generation: int) -> Iterator[str]:
    """Let the public names mean this generation."""
    for table in TABLES:
        yield f"CREATE VIEW {table.name} AS SELECT {', '.join(table.names)} FROM {table_name(table, generation)}"
    yield f"""
CREATE VIEW progress AS
SELECT {", ".join(PROGRESS.names)} FROM generations
JOIN (SELECT notification_id AS position FROM tracking WHERE application_name = '{tracked_as(generation)}')
WHERE generation = {generation}
"""


def delete_from(table: Table, generation: int) -> str:
    key = " AND ".join(f"{name} = ?" for name in table.key)
    return f"DELETE FROM {table_name(table, generation)} WHERE {key}"


def layout() -> str:
    """Everything that would look different in another layout."""
    return "\n".join([*STATEMENTS, *create_tables(0), *present_views(0)])


def _column(column: Column) -> str:
    return f"{column.name} {column.type}" + ("" if column.null else " NOT NULL")
