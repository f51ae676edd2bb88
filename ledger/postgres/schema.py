"""The table of events: its columns, indexes and the triggers that keep it append-only. The format is for ever."""

from ledger.columns import IS_SWEEPING
from ledger.postgres.schema_kind import SchemaKind

SCHEMA = "guanxi"
LEDGER_SCHEMA = SchemaKind(
    schema=SCHEMA, layout=1, mark="Guanxi ledger, layout ", holds="ledger", remedy="Name another database."
)

# Text compares by code point, as in every store; `data` is text, not jsonb, so that its bytes are those of the leaf.
CREATE_EVENTS = """
CREATE TABLE guanxi.events (
  position bigint PRIMARY KEY CHECK (position >= 1),
  event_id text COLLATE "C" NOT NULL UNIQUE,
  stream text COLLATE "C" NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  type text COLLATE "C" NOT NULL,
  schema integer NOT NULL CHECK (schema >= 1),
  occurred_at bigint NOT NULL,
  recorded_at bigint NOT NULL,
  source text COLLATE "C",
  external_id text COLLATE "C",
  data text COLLATE "C" NOT NULL,
  metadata text COLLATE "C" NOT NULL,
  leaf bytea NOT NULL CHECK (octet_length(leaf) = 32),
  subject text COLLATE "C",
  UNIQUE (stream, version),
  CHECK (external_id IS NULL OR source IS NOT NULL)
)
"""

CREATE_EXTERNAL_INDEX = """
CREATE UNIQUE INDEX events_external ON guanxi.events (source, external_id) WHERE external_id IS NOT NULL
"""

CREATE_SUBJECT_INDEX = """
CREATE INDEX events_subject ON guanxi.events (stream, subject) WHERE subject IS NOT NULL
"""

# What acts on whole customers and imports is asked for with every answer, and is rare: an index of those events alone.
SWEEPING_INDEX = "events_sweeping"
CREATE_SWEEPING_INDEX = f"CREATE INDEX {SWEEPING_INDEX} ON guanxi.events (position) WHERE {IS_SWEEPING}"

REFUSE_CHANGE_BODY = """
BEGIN
  RAISE EXCEPTION 'the log is append-only: events are never changed and never deleted'
  USING ERRCODE = 'integrity_constraint_violation';
END
"""

# Looks at all rows of one statement at once, so that it costs an import next to nothing. The row before the first one
# is the one rule that ties a write to the log: whoever inserts, positions and versions run on from what stands there.
REFUSE_DISORDER_BODY = """
BEGIN
  IF EXISTS (
    SELECT FROM (
      SELECT position, recorded_at, lag(position) OVER ahead AS before, lag(recorded_at) OVER ahead AS moment
      FROM added WINDOW ahead AS (ORDER BY position)
    ) AS came
    LEFT JOIN guanxi.events AS last ON came.before IS NULL AND last.position = came.position - 1
    WHERE came.position <> coalesce(came.before, last.position, 0) + 1
       OR came.recorded_at < coalesce(came.moment, last.recorded_at)
  ) OR EXISTS (
    SELECT FROM (
      SELECT stream, version, lag(version) OVER ahead AS before
      FROM added WINDOW ahead AS (PARTITION BY stream ORDER BY position)
    ) AS came
    LEFT JOIN guanxi.events AS last
      ON came.before IS NULL AND last.stream = came.stream AND last.version = came.version - 1
    WHERE came.version <> coalesce(came.before, last.version, 0) + 1
  ) THEN
    RAISE EXCEPTION 'positions and versions run 1, 2, 3 ... without a gap, and recorded_at never falls'
    USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END
"""


def _function(name: str, body: str) -> str:
    return f"CREATE FUNCTION guanxi.{name}() RETURNS trigger LANGUAGE plpgsql AS $body${body}$body$"


STATEMENTS = (
    "CREATE SCHEMA guanxi",
    f"COMMENT ON SCHEMA guanxi IS '{LEDGER_SCHEMA.comment}'",
    CREATE_EVENTS,
    CREATE_EXTERNAL_INDEX,
    CREATE_SUBJECT_INDEX,
    CREATE_SWEEPING_INDEX,
    _function("refuse_change", REFUSE_CHANGE_BODY),
    _function("refuse_disorder", REFUSE_DISORDER_BODY),
    "CREATE TRIGGER events_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON guanxi.events "
    "FOR EACH STATEMENT EXECUTE FUNCTION guanxi.refuse_change()",
    "CREATE TRIGGER events_stand_in_order AFTER INSERT ON guanxi.events REFERENCING NEW TABLE AS added "
    "FOR EACH STATEMENT EXECUTE FUNCTION guanxi.refuse_disorder()",
    # Also for a session that plays a replica, which passes ordinary triggers by.
    "ALTER TABLE guanxi.events ENABLE ALWAYS TRIGGER events_never_change",
    "ALTER TABLE guanxi.events ENABLE ALWAYS TRIGGER events_stand_in_order",
    "REVOKE UPDATE, DELETE, TRUNCATE ON guanxi.events FROM PUBLIC, CURRENT_USER",
)
