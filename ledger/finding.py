"""What `doctor` says of one thing it looked at."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Finding:
    """remedy: "" where there is nothing to do; what is in order may have one that brings it further."""

    name: str
    ok: bool
    what: str
    remedy: str = ""
