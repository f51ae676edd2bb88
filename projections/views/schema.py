"""The SQL of views.db: tables of a generation, and the names under which readers find the present one."""
# ruff: noqa: S608 - put together from the names of our own tables and columns

from collections.abc import Iterator, Sequence

from ledger.sqlite.identity import FileKind
from projections.views.columns import Column, Table
from projections.views.progress_table import PROGRESS
from projections.views.tables import TABLES

FILE_NAME = "views.db"
VIEWS_FILE = FileKind(application_id=0x47585631, version=1, name="file of views")  # "GXV1"

# `tracking` is eventsourcing's; the position of a generation stands there under the generation's name.
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

NEW_GENERATION = "INSERT INTO generations VALUES (?, 0, NULL, NULL, '', 0, '', '')"
NOTE = """
UPDATE generations SET event_id = ?, known_at = ?, as_of = ?, policy_version = ?, policy_sha256 = ?, made_by = ?
WHERE generation = ?
"""
NOTED = """
SELECT notification_id, event_id, known_at, as_of, policy_version, policy_sha256, made_by
FROM generations JOIN tracking ON application_name = ? WHERE generation = ?
"""
PRESENT = "UPDATE generations SET present = (generation = ?)"
PRESENT_GENERATION = "SELECT generation FROM generations WHERE present"
LAST_GENERATION = "SELECT coalesce(max(generation), 0) FROM generations"
OTHER_GENERATIONS = "SELECT generation FROM generations WHERE generation <> ?"
FORGET_GENERATION = "DELETE FROM generations WHERE generation = ?"
# Tables of a generation end in its number, whatever an older program called them; "_" would match any letter.
TABLES_OF_GENERATION = "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB '*[^0-9]_' || ?"
ALL_VIEWS = "SELECT name FROM sqlite_master WHERE type = 'view'"
FORGET_TRACKING = "DELETE FROM tracking WHERE application_name = ?"


def tracked_as(generation: int) -> str:
    """The name under which a generation's position is tracked."""
    return f"views {generation}"


def table_name(table: Table, generation: int) -> str:
    return f"{table.name}_{generation}"


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


def insert_into(table: Table, generation: int) -> str:
    marks = ", ".join("?" * len(table.columns))
    return f"INSERT INTO {table_name(table, generation)} VALUES ({marks})"


def delete_from(table: Table, generation: int) -> str:
    key = " AND ".join(f"{name} = ?" for name in table.key)
    return f"DELETE FROM {table_name(table, generation)} WHERE {key}"


def select_all(table: Table, generation: int) -> str:
    return f"SELECT {', '.join(table.names)} FROM {table_name(table, generation)}"


def select_columns(table: Table, generation: int, names: Sequence[str]) -> str:
    return f"SELECT {', '.join(names)} FROM {table_name(table, generation)} ORDER BY {', '.join(table.key)}"


def select_of_customers(table: Table, generation: int) -> str:
    """Takes a JSON list of codes."""
    names = ", ".join(f"kept.{name}" for name in table.names)
    return f"""
SELECT {names} FROM json_each(?) AS wanted CROSS JOIN {table_name(table, generation)} AS kept
ON kept.{table.whose} = wanted.value
"""


def _column(column: Column) -> str:
    return f"{column.name} {column.type}" + ("" if column.null else " NOT NULL")


def layout() -> str:
    """Everything that would look different in another layout."""
    return "\n".join([*STATEMENTS, *create_tables(0), *present_views(0)])
