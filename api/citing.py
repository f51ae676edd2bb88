"""How people read which policy judged."""

from collections.abc import Mapping

DIGITS = 12  # of a hash; --policy takes so many


def cited(version: int | None, hashes: Mapping[int | None, str]) -> str:
    """ "2 (sha256:5f1d7a0c3b2e)"; hashes: the SHA-256 of each version."""
    return f"{version} (sha256:{hashes[version][:DIGITS]})"
