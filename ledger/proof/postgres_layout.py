"""The database as a whole: are its table, indexes and triggers those of a ledger."""

from collections.abc import Iterator
from typing import Any

import psycopg

from ledger.postgres.schema import REFUSE_CHANGE_BODY, REFUSE_DISORDER_BODY, SWEEPING_INDEX
from ledger.proof.difference import RESTORE, Difference

_FOUND = """
SELECT 'column', attname, format_type(atttypid, atttypmod) || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END
FROM pg_attribute WHERE attrelid = 'guanxi.events'::regclass AND attnum > 0 AND NOT attisdropped
UNION ALL
SELECT 'index', relname, pg_get_indexdef(indexrelid) || CASE WHEN indisvalid THEN '' ELSE ' INVALID' END
FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE indrelid = 'guanxi.events'::regclass
UNION ALL
SELECT 'constraint', conname, pg_get_constraintdef(oid) || CASE WHEN convalidated THEN '' ELSE ' NOT VALID' END
FROM pg_constraint WHERE conrelid = 'guanxi.events'::regclass AND contype IN ('c', 'p', 'u', 'f', 'x')
UNION ALL
SELECT 'trigger', tgname,
  pg_get_triggerdef(pg_trigger.oid) || CASE tgenabled WHEN 'A' THEN ' ' ELSE ' NOT ALWAYS ' END || prosrc
FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid WHERE tgrelid = 'guanxi.events'::regclass AND NOT tgisinternal
"""
_ON = "ON guanxi.events USING btree"
_SWEEPING = "'CustomersMerged'::text, 'CustomersUnmerged'::text, 'ImportReverted'::text"
_EACH = "FOR EACH STATEMENT EXECUTE FUNCTION"
_EXPECTED = {
    ("column", "position"): "bigint NOT NULL",
    ("column", "event_id"): "text NOT NULL",
    ("column", "stream"): "text NOT NULL",
    ("column", "version"): "bigint NOT NULL",
    ("column", "type"): "text NOT NULL",
    ("column", "schema"): "integer NOT NULL",
    ("column", "occurred_at"): "bigint NOT NULL",
    ("column", "recorded_at"): "bigint NOT NULL",
    ("column", "source"): "text",
    ("column", "external_id"): "text",
    ("column", "data"): "text NOT NULL",
    ("column", "metadata"): "text NOT NULL",
    ("column", "leaf"): "bytea NOT NULL",
    ("column", "subject"): "text",
    ("index", "events_pkey"): f'CREATE UNIQUE INDEX events_pkey {_ON} ("position")',
    ("index", "events_event_id_key"): f"CREATE UNIQUE INDEX events_event_id_key {_ON} (event_id)",
    ("index", "events_stream_version_key"): f"CREATE UNIQUE INDEX events_stream_version_key {_ON} (stream, version)",
    ("index", "events_external"): (
        f"CREATE UNIQUE INDEX events_external {_ON} (source, external_id) WHERE (external_id IS NOT NULL)"
    ),
    ("index", "events_subject"): f"CREATE INDEX events_subject {_ON} (stream, subject) WHERE (subject IS NOT NULL)",
    ("index", SWEEPING_INDEX): (
        f'CREATE INDEX {SWEEPING_INDEX} {_ON} ("position") WHERE (type = ANY (ARRAY[{_SWEEPING}]))'
    ),
    ("constraint", "events_pkey"): 'PRIMARY KEY ("position")',
    ("constraint", "events_event_id_key"): "UNIQUE (event_id)",
    ("constraint", "events_stream_version_key"): "UNIQUE (stream, version)",
    ("constraint", "events_position_check"): 'CHECK (("position" >= 1))',
    ("constraint", "events_version_check"): "CHECK ((version >= 1))",
    ("constraint", "events_schema_check"): "CHECK ((schema >= 1))",
    ("constraint", "events_leaf_check"): "CHECK ((octet_length(leaf) = 32))",
    ("constraint", "events_check"): "CHECK (((external_id IS NULL) OR (source IS NOT NULL)))",
    ("trigger", "events_never_change"): (
        "CREATE TRIGGER events_never_change BEFORE DELETE OR UPDATE OR TRUNCATE ON guanxi.events "
        f"{_EACH} guanxi.refuse_change() {REFUSE_CHANGE_BODY}"
    ),
    ("trigger", "events_stand_in_order"): (
        "CREATE TRIGGER events_stand_in_order AFTER INSERT ON guanxi.events REFERENCING NEW TABLE AS added "
        f"{_EACH} guanxi.refuse_disorder() {REFUSE_DISORDER_BODY}"
    ),
}


def layout_differences(connection: psycopg.Connection[Any]) -> Iterator[Difference]:
    """What is missing of the table of events, is another one, or was put beside it."""
    connection.execute(
        "SET search_path TO pg_catalog"
    )  # else what the user finds without naming its schema is not named
    found = {(kind, name): " ".join(made.split()) for kind, name, made in connection.execute(_FOUND)}
    for (kind, name), made in _EXPECTED.items():
        if (kind, name) not in found and name != SWEEPING_INDEX:  # without it the log is as good, only slower
            yield _changed(f"the {kind} {name} is missing")
        elif found.get((kind, name), wanted := " ".join(made.split())) != wanted:
            yield _changed(f"the {kind} {name} is not the one a ledger has")
    for kind, name in sorted(found.keys() - _EXPECTED.keys()):
        yield _changed(f"the {kind} {name} is none of a ledger's")


def _changed(what: str) -> Difference:
    return Difference(position=None, what=what, remedy=f"The database no longer keeps itself append-only. {RESTORE}")
