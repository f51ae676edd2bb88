"""JSON in a column of text: always the same bytes for the same value."""

import orjson


def json_text(value: object) -> str:
    """Keys sorted, no spaces."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
