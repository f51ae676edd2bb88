"""The one table from the code of an error to its HTTP status and title."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Status(NamedTuple):
    """number: the HTTP status; title: the same words for every problem with this code."""

    number: int
    title: str


STATUSES: Mapping[str, Status] = MappingProxyType(
    {
        "bad_request": Status(400, "Bad request"),
        "unauthenticated": Status(401, "Not signed in"),
        "forbidden": Status(403, "Forbidden"),
        "unknown_customer": Status(404, "Unknown customer"),
        "not_found": Status(404, "Not found"),
        "method_not_allowed": Status(405, "Method not allowed"),
        "rule": Status(409, "Against a rule"),
        "already_registered": Status(409, "Already registered"),
        "conflict": Status(409, "Recorded with different content"),
        "merged": Status(409, "Merged into another customer"),
        "version_conflict": Status(409, "Overtaken by other writers"),
        "too_large": Status(413, "Too large"),
        "unsupported_media_type": Status(415, "Unsupported media type"),
        "unknown_type": Status(422, "Unknown type of event"),
        "invalid": Status(422, "Invalid"),
        "unknown_reference": Status(422, "Unknown reference"),
        "rate_limited": Status(429, "Too many requests"),
        "unexpected": Status(500, "A fault of Guanxi"),
        "unavailable": Status(503, "Unavailable"),
    }
)
