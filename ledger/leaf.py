"""The leaf of an event: one hash over everything that is stored of it, the ground of every later proof."""

from hashlib import sha256

import orjson

LEAF_PREFIX = b"\x00"  # RFC 6962: leaves and inner nodes of the tree must never be mistaken for one another


def leaf_hash(
    position: int,
    event_id: str,
    stream: str,
    version: int,
    type: str,  # noqa: A002 - the stored column's name
    schema: int,
    occurred_at: int,
    recorded_at: int,
    source: str | None,
    external_id: str | None,
    data: bytes,
    metadata: bytes,
) -> bytes:
    """SHA-256(0x00 || canonical JSON of the twelve fields); 32 bytes. Arguments stand in the order of the columns.

    data, metadata: canonical JSON already, sealed fields as ciphertext; they are embedded as they are.
    """
    # The keys are written in sorted order, so the whole is canonical without sorting once more.
    return sha256(
        LEAF_PREFIX
        + orjson.dumps(
            {
                "data": orjson.Fragment(data),
                "event_id": event_id,
                "external_id": external_id,
                "metadata": orjson.Fragment(metadata),
                "occurred_at": occurred_at,
                "position": position,
                "recorded_at": recorded_at,
                "schema": schema,
                "source": source,
                "stream": stream,
                "type": type,
                "version": version,
            }
        )
    ).digest()
