"""Event ids: UUIDv7 (RFC 9562), unique for ever; never used for order."""

RANDOM_BYTES = 8


def new_event_id(at: int, random: bytes) -> str:
    """at: microseconds since 1970 UTC, not negative; random: 8 bytes, 62 bits of which are used.

    The time leads, to the quarter of a microsecond, so ids made one after the other lie close together in an index.
    """
    millis, micros = divmod(at, 1000)
    high = (millis & 0xFFFF_FFFF_FFFF) << 16 | 0x7000 | micros * 4096 // 1000
    low = 0x8000_0000_0000_0000 | int.from_bytes(random) >> 2
    text = f"{high:016x}{low:016x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
