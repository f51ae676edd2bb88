"""The table of events: its columns, indexes and the triggers that keep it append-only. The format is for ever."""

from ledger.columns import IS_SWEEPING

# `subject` is what the rules look events up by (docs/decisions/0003); it is derived from type and data, and so stands
# outside the leaf.
CREATE_EVENTS = """
CREATE TABLE events (
  position INTEGER PRIMARY KEY CHECK (position >= 1),
  event_id TEXT NOT NULL UNIQUE,
  stream TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  type TEXT NOT NULL,
  schema INTEGER NOT NULL CHECK (schema >= 1),
  occurred_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  source TEXT,
  external_id TEXT,
  data TEXT NOT NULL,
  metadata TEXT NOT NULL,
  leaf BLOB NOT NULL CHECK (length(leaf) = 32),
  subject TEXT,
  UNIQUE (stream, version),
  CHECK (external_id IS NULL OR source IS NOT NULL)
) STRICT
"""

CREATE_EXTERNAL_INDEX = """
CREATE UNIQUE INDEX events_external ON events (source, external_id) WHERE external_id IS NOT NULL
"""

CREATE_SUBJECT_INDEX = """
CREATE INDEX events_subject ON events (stream, subject) WHERE subject IS NOT NULL
"""

# What acts on whole customers and imports is asked for with every answer, and is rare: an index of those events alone.
SWEEPING_INDEX = "events_sweeping"
CREATE_SWEEPING_INDEX = f"CREATE INDEX {SWEEPING_INDEX} ON events (type) WHERE {IS_SWEEPING}"

REFUSE_UPDATE = """
CREATE TRIGGER events_never_change BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'the log is append-only: events are never changed'); END
"""

REFUSE_DELETE = """
CREATE TRIGGER events_never_go BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'the log is append-only: events are never deleted'); END
"""

# Costs about 5 of the 15 microseconds of a bare insert, and makes a gap impossible instead of detectable. That
# recorded_at never falls is what lets a known_at be turned into a position by halving.
REFUSE_DISORDER = """
CREATE TRIGGER events_stand_in_order BEFORE INSERT ON events
WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM events)
  OR NEW.version IS NOT (SELECT coalesce(max(version), 0) + 1 FROM events WHERE stream = NEW.stream)
  OR NEW.recorded_at < (SELECT recorded_at FROM events ORDER BY position DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, 'positions and versions run 1, 2, 3 ... without a gap, and recorded_at never falls'); END
"""

STATEMENTS = (
    CREATE_EVENTS,
    CREATE_EXTERNAL_INDEX,
    CREATE_SUBJECT_INDEX,
    CREATE_SWEEPING_INDEX,
    REFUSE_UPDATE,
    REFUSE_DELETE,
    REFUSE_DISORDER,
)
