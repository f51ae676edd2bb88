"""One sealed box: the personal fields of one event, readable only while every named person's key exists."""

from collections.abc import Sequence

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SEALED = "$sealed"  # the key under which a box stands in stored data
KEY_BYTES = 32
NONCE_BYTES = 12
_INFO = b"guanxi sealed box v1 "


def _event_key(keys: Sequence[bytes], event_id: str) -> bytes:
    """The key of one event, made of the keys of all its persons: lose one of them and it cannot be made again."""
    derive = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=_INFO + event_id.encode())
    return derive.derive(b"".join(keys))


def seal_box(keys: Sequence[bytes], *, event_id: str, associated: bytes, plaintext: bytes, nonce: bytes) -> bytes:
    """nonce || ciphertext || tag. keys: one per person, in the order in which the box names them, at least one."""
    return nonce + AESGCM(_event_key(keys, event_id)).encrypt(nonce, plaintext, associated)


def open_box(keys: Sequence[bytes], *, event_id: str, associated: bytes, box: bytes) -> bytes:
    """The plaintext; raises InvalidTag when box, keys or associated data are not those of the sealing."""
    return AESGCM(_event_key(keys, event_id)).decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], associated)
