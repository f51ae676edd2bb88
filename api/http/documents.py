"""The body of a request: in the form the address reads, and no longer than it may be."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from api.http.refusals import UnsupportedMediaType
from ledger.errors import Invalid
from ledger.strict_json import parse_json

JSON = "application/json"
NDJSON = "application/x-ndjson"


def check_form(request: Request, media_type: str) -> None:
    """UnsupportedMediaType unless the body says that it is of this type, in UTF-8, and not packed."""
    kind, _, rest = request.headers.get("content-type", "").partition(";")
    name, _, charset = rest.strip().partition("=")
    in_utf8 = name.lower() != "charset" or charset.strip('" ').lower() in ("utf-8", "utf8", "us-ascii")
    if kind.strip().lower() != media_type or not in_utf8:
        raise UnsupportedMediaType(f"this address reads {media_type} in UTF-8", f"send Content-Type: {media_type}")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise UnsupportedMediaType("packed bodies are not read here", "send it without Content-Encoding")


async def body_of(request: Request) -> bytes:
    """The whole body of a JSON request; BodyLimit has seen to its size."""
    check_form(request, JSON)
    return await request.body()


def object_of(raw: bytes) -> Mapping[str, Any]:
    """The JSON object in a body, read as strictly as any event document."""
    document = parse_json(raw)
    if not isinstance(document, Mapping):
        raise Invalid("the body must be a JSON object", "write {...}")
    return document
