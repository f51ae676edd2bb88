"""Strong entity tags: an answer is a function of its address, the clocks and the position; so is the tag."""

import hashlib

from starlette.requests import Request

from api.http.release import release
from projections.clocks import Clocks


def entity_tag(request: Request, clocks: Clocks) -> str:
    """Quoted, as it stands in the header; a new version of Guanxi may answer differently and tags differently."""
    parts = (
        release(),
        request.scope["path"],
        sorted(request.query_params.multi_items()),
        clocks.as_of,
        clocks.known_at,
        clocks.cut,
        clocks.position,
        clocks.rules.version,
        clocks.rules.identity,
    )
    return f'"{hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'


def is_held(request: Request, tag: str) -> bool:
    """Whether the caller says in If-None-Match that it has this very answer."""
    held = ",".join(request.headers.getlist("if-none-match"))
    return tag in {one.strip().removeprefix("W/") for one in held.split(",")}
