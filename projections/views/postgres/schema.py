"""The SQL of views in a database: partitions of a generation, and the views under whose names readers find the present.

The public views never change while the layout does not: they read the partition of the generation that a row of
`generations` calls present. So a swap is a change of rows, which waits for no reader and which no reader waits for.
"""
# ruff: noqa: S608 - put together from the names of our own tables and columns

import hashlib
from collections.abc import Iterator

from ledger.postgres.schema_kind import SchemaKind
from projections.views.columns import INTEGER, REAL, TEXT, Column, Table
from projections.views.progress_table import PROGRESS
from projections.views.statements import ViewsSql, table_name
from projections.views.tables import TABLES

PUBLIC, OWN = "guanxi_views", "guanxi_generations"  # schemas: what everybody may be shown, and what stands behind it
VIEWS = 0x47585631  # "GXV1", so that a lock of ours is not mistaken for that of another program
CHANNEL = "guanxi_views"  # on which is told how far the public views are
VIEWS_SCHEMA = SchemaKind(schema=OWN, layout=1, mark="Guanxi views, layout ", holds="views", remedy="Rename it.")
TYPES = {TEXT: 'text COLLATE "C"', INTEGER: "bigint", REAL: "double precision"}  # text compares as in every store
SQL = ViewsSql(mark="$", schema=f"{OWN}.", wanted="json_array_elements_text($1::json) AS wanted (value) JOIN")

STATEMENTS = (
    f"CREATE SCHEMA {OWN}",
    f"COMMENT ON SCHEMA {OWN} IS '{VIEWS_SCHEMA.comment}'",
    f"CREATE SCHEMA IF NOT EXISTS {PUBLIC}",
    f"""
CREATE TABLE {OWN}.generations (
  generation bigint PRIMARY KEY,
  present boolean NOT NULL,
  event_id text,
  known_at text,
  as_of text NOT NULL,
  policy_version bigint NOT NULL,
  policy_sha256 text NOT NULL,
  made_by text NOT NULL
)
""",
    f"CREATE TABLE {OWN}.tracking (application_name text PRIMARY KEY, notification_id bigint)",
)

MADE = f"SELECT to_regclass('{OWN}.generations')::oid::bigint"
TABLES_OF_GENERATION = f"""
SELECT relname FROM pg_class
WHERE relnamespace = '{OWN}'::regnamespace AND relkind = 'r' AND relname ~ ('[^0-9]_' || $1::bigint || '$')
"""
PARENTS_WITHOUT = f"""
SELECT relname FROM pg_class WHERE relnamespace = '{OWN}'::regnamespace AND relkind = 'p'
AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhparent = pg_class.oid)
AND NOT EXISTS (SELECT FROM pg_depend WHERE refobjid = pg_class.oid AND deptype = 'n')
"""
SHOWN = f"""
SELECT relname, obj_description(oid, 'pg_class') FROM pg_class
WHERE relnamespace = '{PUBLIC}'::regnamespace AND relkind = 'v'
"""


def create_tables(generation: int) -> Iterator[str]:
    """Tables of a generation; the default fills in of which they are, so that rows are written as everywhere."""
    for table in TABLES:
        columns, key = ",\n  ".join(map(_column, table.columns)), ", ".join(table.key)
        parent, child = parent_name(table), f"{OWN}.{table_name(table, generation)}"
        yield (
            f"CREATE TABLE IF NOT EXISTS {OWN}.{parent} (\n  generation bigint NOT NULL,\n  {columns}\n)"
            " PARTITION BY LIST (generation)"
        )
        yield (
            f"CREATE TABLE {child} (\n  generation bigint NOT NULL DEFAULT {generation}"
            f" CHECK (generation = {generation}),\n  {columns},\n  PRIMARY KEY ({key})\n)"
        )
        yield f"ALTER TABLE {OWN}.{parent} ATTACH PARTITION {child} FOR VALUES IN ({generation})"


def parent_name(table: Table) -> str:
    """Of all partitions of a table; tables of another layout have another, so that both can stand side by side."""
    columns = "\n".join(map(_column, table.columns))
    return f"{table.name}_of_{hashlib.sha256(columns.encode()).hexdigest()[:8]}"


def public_views() -> dict[str, tuple[str, str]]:
    """By name, what makes a public view and what is said of it, which ends in its layout."""
    present = f"(SELECT generation FROM {OWN}.generations WHERE present)"
    found = {}
    for table in TABLES:
        parent = parent_name(table)
        made = f"SELECT {', '.join(table.names)} FROM {OWN}.{parent} WHERE generation = {present}"
        found[table.name] = (made, f"one row: {table.grain} [{parent}]")
    progress = (
        f"SELECT {', '.join(PROGRESS.names)} FROM {OWN}.generations JOIN "
        f"(SELECT application_name, notification_id AS position FROM {OWN}.tracking) AS reached "
        "ON application_name = 'views ' || generation WHERE present"
    )
    layout = hashlib.sha256(progress.encode()).hexdigest()[:8]
    found[PROGRESS.name] = (progress, f"one row: {PROGRESS.grain} [{layout}]")
    return found


def delete_from(table: Table, generation: int) -> str:
    """Takes a JSON list of keys, each a list."""
    types = {column.name: column.type for column in table.columns}
    key = " AND ".join(
        f"kept.{name} = (gone.value ->> {place})::{TYPES[types[name]]}" for place, name in enumerate(table.key)
    )
    return f"DELETE FROM {SQL.at(table, generation)} AS kept USING json_array_elements($1::json) AS gone WHERE {key}"


def copy_into(table: Table, generation: int) -> str:
    return f"COPY {SQL.at(table, generation)} ({', '.join(table.names)}) FROM STDIN"


def layout() -> str:
    """Everything that would look different in another layout."""
    return "\n".join([*STATEMENTS, *create_tables(0), *(made for made, _ in public_views().values())])


def _column(column: Column) -> str:
    return f"{column.name} {TYPES[column.type]}" + ("" if column.null else " NOT NULL")
