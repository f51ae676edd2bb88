"""The master key that wraps every person's key: from the environment, or a file beside the ledger."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ledger.errors import Unavailable
from ledger.new_file import appearing_whole

KEY_BYTES, NONCE_BYTES = 32, 12
FILE_NAME = "master.key"
COMING = "master.key.new"  # while it takes the place of master.key, see rotating.py
VARIABLE, FILE_VARIABLE = "GUANXI_MASTER_KEY", "GUANXI_MASTER_KEY_FILE"


class MasterKey:
    """AES-256-GCM over other keys, each bound to a label that says whose it is."""

    def __init__(self, key: bytes, random: Callable[[int], bytes]) -> None:
        self._cipher, self._random = AESGCM(key), random

    def wrap(self, key: bytes, label: bytes) -> bytes:
        """nonce || ciphertext || tag."""
        nonce = self._random(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, key, label)

    def opens(self, wrapped: bytes, label: bytes) -> bool:
        """Whether this key wrapped it."""
        with suppress(InvalidTag):
            self._cipher.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], label)
            return True
        return False

    def unwrap(self, wrapped: bytes, label: bytes, *, place: Path) -> bytes:
        """The key; Unavailable when another master key or another label was used. place: for the message."""
        try:
            return self._cipher.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], label)
        except InvalidTag as error:
            raise Unavailable(
                f"the master key is not the one {place} was made with",
                f"Put the right {FILE_NAME} back, or set the right {VARIABLE}.",
            ) from error


def find_master_key(directory: Path, environ: Mapping[str, str], random: Callable[[int], bytes]) -> MasterKey | None:
    """None where nobody has set one yet. Asked in turn: GUANXI_MASTER_KEY, GUANXI_MASTER_KEY_FILE, master.key."""
    return given_master_key(environ, random, VARIABLE, FILE_VARIABLE) or kept_master_key(directory / FILE_NAME, random)


def given_master_key(
    environ: Mapping[str, str], random: Callable[[int], bytes], variable: str, file_variable: str
) -> MasterKey | None:
    """The key in one variable, else in the file that the other one names; None where neither is set."""
    if text := environ.get(variable):
        return MasterKey(_decode(text, variable), random)
    if named := environ.get(file_variable):
        return MasterKey(_read(Path(named)), random)
    return None


def kept_master_key(path: Path, random: Callable[[int], bytes]) -> MasterKey | None:
    """The key in this file; None where there is no such file."""
    return MasterKey(_read(path), random) if path.exists() else None


def make_master_key(path: Path, random: Callable[[int], bytes]) -> MasterKey:
    """A new key in this file (mode 0600), on disk before it is used; the one there if another process was first."""
    with appearing_whole(path) as draft:
        draft.touch(mode=0o600)
        draft.write_bytes(b64encode(random(KEY_BYTES)) + b"\n")
    return MasterKey(_read(path), random)


def _read(path: Path) -> bytes:
    try:
        return _decode(path.read_text(encoding="ascii", errors="replace"), str(path))
    except OSError as error:
        raise Unavailable(
            f"the master key cannot be read from {path}: {error.strerror}",
            "Put the file back, or make it readable for this user.",
        ) from error


def _decode(text: str, place: str) -> bytes:
    with suppress(ValueError):
        key = b64decode(text.strip(), validate=True)
        if len(key) == KEY_BYTES:
            return key
    raise Unavailable(f"{place} holds no master key", f"It must be {KEY_BYTES} bytes in base64, 44 characters.")
