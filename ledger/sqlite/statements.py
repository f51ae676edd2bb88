"""The questions put to the table of events, as SQL.

Lists of keys travel as one JSON argument: one statement, prepared once, for one key or five thousand. CROSS JOIN keeps
SQLite from turning the loop around and scanning the log.
"""
# ruff: noqa: S608 - the texts below are put together from constants only

from ledger.columns import COLUMNS, IS_SWEEPING

_ROW = ", ".join(f"events.{name}" for name in COLUMNS)
_RAW = ", ".join(f"events.{name}" for name in (*COLUMNS[:8], "data"))

_PLACES = f"({', '.join('?' * len(COLUMNS))})"
INSERT = f"INSERT INTO events ({', '.join(COLUMNS)}) VALUES {_PLACES}"
# What a trigger costs falls due mostly once a statement: with 100 rows in one, a row costs a third less.
ROWS_AT_ONCE = 100
INSERT_ROWS = f"{INSERT}{f', {_PLACES}' * (ROWS_AT_ONCE - 1)}"

LAST = "SELECT position, recorded_at FROM events ORDER BY position DESC LIMIT 1"
RECORDED_AT = "SELECT recorded_at FROM events WHERE position = ?"
BY_POSITION = f"SELECT {_ROW} FROM events WHERE position = ?"
PAGE = f"SELECT {_ROW} FROM events WHERE position > ?1 AND position <= ?2 {{types}} ORDER BY position LIMIT ?3"
PAGE_TYPES = "AND events.type IN (SELECT value FROM json_each(?4))"
STREAM_PAGE = f"""
SELECT {_ROW} FROM events WHERE stream = ?1 AND version > ?2 AND version <= ?3 AND position > ?4 {{types}}
ORDER BY version {{order}} LIMIT ?5
"""
STREAM_PAGE_TYPES = "AND type IN (SELECT value FROM json_each(?6))"

VERSIONS = """
SELECT wanted.value, (SELECT max(version) FROM events WHERE stream = wanted.value) FROM json_each(?) AS wanted
"""
BY_EXTERNAL_ID = f"""
SELECT {_ROW} FROM json_each(?) AS wanted CROSS JOIN events
ON source = json_extract(wanted.value, '$[0]') AND external_id = json_extract(wanted.value, '$[1]')
"""
BY_EVENT_ID = f"SELECT {_ROW} FROM json_each(?) AS wanted CROSS JOIN events ON event_id = wanted.value"

# What the rules need: the events about some subjects, and, however deep, the corrections and retractions of those. An
# event can only be about an earlier one, so this ends. Wanted: {stream: [subject, ...]}, a third faster than pairs.
_ABOUT_NAMES = ("position", "event_id", "stream", "type", "schema", "occurred_at", "data", "subject")
_ABOUT = ", ".join(f"events.{name}" for name in _ABOUT_NAMES)
ABOUT = f"""
WITH RECURSIVE loaded ({", ".join(_ABOUT_NAMES)}) AS (
  SELECT {_ABOUT} FROM json_each(?) AS streams CROSS JOIN json_each(streams.value) AS subjects CROSS JOIN events
  ON events.stream = streams.key AND events.subject = subjects.value
  UNION ALL
  SELECT {_ABOUT} FROM loaded CROSS JOIN events
  ON events.stream = loaded.stream AND events.subject = 'event:' || loaded.event_id
)
SELECT * FROM loaded
"""

IS_THERE = """
SELECT EXISTS (SELECT 1 FROM events WHERE source = ?1 AND external_id = ?2)
  OR EXISTS (SELECT 1 FROM events WHERE stream = ?3 AND subject = ?4)
"""

# Looks back over a bounded stretch of the stream, however rare orders are in it.
LATEST_ORDERS = """
SELECT version, data FROM events
WHERE stream = ?1 AND version > (SELECT max(version) FROM events WHERE stream = ?1) - ?2 AND type = 'OrderPlaced'
ORDER BY version DESC LIMIT ?3
"""

# One step down the index per stream; DISTINCT would read the index of every event.
STREAMS = """
WITH RECURSIVE each (stream) AS (
  SELECT min(stream) FROM events
  UNION ALL
  SELECT (SELECT min(stream) FROM events WHERE events.stream > each.stream) FROM each WHERE each.stream IS NOT NULL
)
SELECT stream FROM each WHERE stream IS NOT NULL
"""

RAW_PAGE = f"SELECT {_RAW} FROM events WHERE position > ?1 AND position <= ?2 {{types}} ORDER BY position LIMIT ?3"
RAW_OF_STREAMS = f"""
SELECT {_RAW} FROM json_each(?1) AS wanted CROSS JOIN events
ON stream = wanted.value AND position > ?2 AND position <= ?3 {{types}} ORDER BY position
"""

# The plus keeps SQLite from going through the whole log in order of position.
SWEEPS = f"""
SELECT position, event_id, stream, type, data, json_extract(metadata, '$.correlation_id') FROM events
WHERE {IS_SWEEPING} AND +position <= ? ORDER BY position
"""
_BROUGHT_BY = "json_extract(metadata, '$.correlation_id') IN (SELECT value FROM json_each(?))"
BROUGHT = f"SELECT position, stream FROM events WHERE position <= ? AND {_BROUGHT_BY} ORDER BY position"
BROUGHT_TO = f"""
SELECT position, stream FROM json_each(?) AS wanted CROSS JOIN events
ON stream = wanted.value AND position <= ? AND {_BROUGHT_BY} ORDER BY position
"""
