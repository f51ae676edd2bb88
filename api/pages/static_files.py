"""The stylesheet and the one script, under addresses that change with their content, so that browsers may keep them."""

import hashlib
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType

MEDIA = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
PREFIX = "/static"


@dataclass(frozen=True, kw_only=True)
class StaticFile:
    """address: with a digest of the content in it."""

    address: str
    media: str
    content: bytes


class StaticFiles:
    """All files of the folder `static`, read once."""

    def __init__(self) -> None:
        found = {}
        for entry in sorted(resources.files("api.pages").joinpath("static").iterdir(), key=lambda e: e.name):
            stem, dot, ending = entry.name.rpartition(".")
            if f".{ending}" in MEDIA:
                content = entry.read_bytes()
                digest = hashlib.sha256(content).hexdigest()[:12]
                address = f"{PREFIX}/{stem}.{digest}{dot}{ending}"
                found[entry.name] = StaticFile(address=address, media=MEDIA[f".{ending}"], content=content)
        self._by_name = MappingProxyType(found)
        self._by_address = MappingProxyType({file.address: file for file in found.values()})

    def address(self, name: str) -> str:
        """Where a page finds the file."""
        return self._by_name[name].address

    def at(self, address: str) -> StaticFile | None:
        return self._by_address.get(address)
