"""The questions put to the table of events, as SQL.

Lists of keys travel as one JSON argument: one statement, prepared once, for one key or five thousand.
"""
# ruff: noqa: S608 - the texts below are put together from constants only

from ledger.columns import COLUMNS, IS_SWEEPING
from ledger.postgres.schema import SCHEMA

_EVENTS = f"{SCHEMA}.events"
_ROW = ", ".join(f"events.{name}" for name in COLUMNS)
_RAW = ", ".join(f"events.{name}" for name in (*COLUMNS[:8], "data"))
_KEYS = "json_array_elements_text({}::json) AS wanted (value)"

CHANNEL = "guanxi_events"
LEDGER = 0x47584C31  # "GXL1", so that a lock of ours is not mistaken for that of another program
# One lock for the writers of this table, which readers and VACUUM do not feel. Listeners hear of it at the commit.
LOCK_AND_TELL = (
    f"SELECT pg_advisory_xact_lock({LEDGER}::bigint << 32 | '{_EVENTS}'::regclass::oid::bigint), "
    f"pg_notify('{CHANNEL}', '')"
)

INSERT = (
    f"INSERT INTO {_EVENTS} ({', '.join(COLUMNS)}) "
    f"VALUES ({', '.join(f'${number}' for number in range(1, len(COLUMNS) + 1))})"
)
COPY = f"COPY {_EVENTS} ({', '.join(COLUMNS)}) FROM STDIN"

LAST = f"SELECT position, recorded_at FROM {_EVENTS} ORDER BY position DESC LIMIT 1"
RECORDED_AT = f"SELECT recorded_at FROM {_EVENTS} WHERE position = $1"
BY_POSITION = f"SELECT {_ROW} FROM {_EVENTS} WHERE position = $1"
PAGE = f"SELECT {_ROW} FROM {_EVENTS} WHERE position > $1 AND position <= $2 {{types}} ORDER BY position LIMIT $3"
PAGE_TYPES = "AND events.type IN (SELECT json_array_elements_text($4::json))"
STREAM_PAGE = f"""
SELECT {_ROW} FROM {_EVENTS} WHERE stream = $1 AND version > $2 AND version <= $3 AND position > $4 {{types}}
ORDER BY version {{order}} LIMIT $5
"""
STREAM_PAGE_TYPES = "AND type IN (SELECT json_array_elements_text($6::json))"

VERSIONS = f"""
SELECT wanted.value, (SELECT max(version) FROM {_EVENTS} WHERE stream = wanted.value) FROM {_KEYS.format("$1")}
"""
BY_EXTERNAL_ID = f"""
SELECT {_ROW} FROM json_array_elements($1::json) AS wanted (value) JOIN {_EVENTS}
ON source = wanted.value ->> 0 AND external_id = wanted.value ->> 1
"""
BY_EVENT_ID = f"SELECT {_ROW} FROM {_KEYS.format('$1')} JOIN {_EVENTS} ON event_id = wanted.value"

# What the rules need: the events about some subjects, and, however deep, the corrections and retractions of those. An
# event can only be about an earlier one, so this ends. Wanted: {stream: [subject, ...]}.
_ABOUT_NAMES = ("position", "event_id", "stream", "type", "schema", "occurred_at", "data", "subject")
_ABOUT = ", ".join(f"events.{name}" for name in _ABOUT_NAMES)
ABOUT = f"""
WITH RECURSIVE loaded ({", ".join(_ABOUT_NAMES)}) AS (
  SELECT {_ABOUT} FROM json_each($1::json) AS streams
  CROSS JOIN LATERAL json_array_elements_text(streams.value) AS subjects (value)
  JOIN {_EVENTS} ON events.stream = streams.key AND events.subject = subjects.value
  UNION ALL
  SELECT {_ABOUT} FROM loaded JOIN {_EVENTS}
  ON events.stream = loaded.stream AND events.subject = 'event:' || loaded.event_id
)
SELECT * FROM loaded
"""

IS_THERE = f"""
SELECT EXISTS (SELECT 1 FROM {_EVENTS} WHERE source = $1::text AND external_id = $2::text)
  OR EXISTS (SELECT 1 FROM {_EVENTS} WHERE stream = $3 AND subject = $4)
"""

# Looks back over a bounded stretch of the stream, however rare orders are in it.
LATEST_ORDERS = f"""
SELECT version, data FROM {_EVENTS}
WHERE stream = $1 AND version > (SELECT max(version) FROM {_EVENTS} WHERE stream = $1) - $2 AND type = 'OrderPlaced'
ORDER BY version DESC LIMIT $3
"""

# One step down the index per stream; DISTINCT would read the index of every event.
STREAMS = f"""
WITH RECURSIVE each (stream) AS (
  SELECT min(stream) FROM {_EVENTS}
  UNION ALL
  SELECT (SELECT min(stream) FROM {_EVENTS} WHERE events.stream > each.stream) FROM each WHERE each.stream IS NOT NULL
)
SELECT stream FROM each WHERE stream IS NOT NULL
"""

RAW_PAGE = f"SELECT {_RAW} FROM {_EVENTS} WHERE position > $1 AND position <= $2 {{types}} ORDER BY position LIMIT $3"
# Of some streams. Without values a planner takes the bounds for narrow ones, and would read the whole log by position
# for each stream; OFFSET and the sum leave it nothing but the index of streams.
_OF_STREAMS = f"""
{_KEYS.format("$1")} CROSS JOIN LATERAL (
  SELECT * FROM {_EVENTS} WHERE stream = wanted.value AND {{}} OFFSET 0
) AS events
"""
RAW_OF_STREAMS = f"""
SELECT {_RAW} FROM {_OF_STREAMS.format("position + 0 > $2 AND position + 0 <= $3 {types}")} ORDER BY position
"""

SWEEPS = f"""
SELECT position, event_id, stream, type, data, metadata::json ->> 'correlation_id' FROM {_EVENTS}
WHERE {IS_SWEEPING} AND position <= $1 ORDER BY position
"""
_BROUGHT_BY = "metadata::json ->> 'correlation_id' IN (SELECT json_array_elements_text({}::json))"
BROUGHT = (
    f"SELECT position, stream FROM {_EVENTS} WHERE position <= $1 AND {_BROUGHT_BY.format('$2')} ORDER BY position"
)
BROUGHT_TO = f"""
SELECT position, stream FROM {_OF_STREAMS.format("position + 0 <= $2")} WHERE {_BROUGHT_BY.format("$3")}
ORDER BY position
"""
