"""What a backup file is: a tar archive with a list of its files and their hashes at its head."""

import hashlib
import io
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Annotated

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ledger.access_log import file as access_file
from ledger.errors import NotFound, Unavailable
from ledger.privacy import keys_file, master_key
from ledger.sqlite import opening
from ledger.sqlite.identity import KEYS_FILE, LEDGER_FILE

LEDGER, KEYS, MASTER = opening.FILE_NAME, keys_file.FILE_NAME, master_key.FILE_NAME
ACCESS = access_file.FILE_NAME
MANIFEST = "guanxi-backup.json"
MANIFEST_MOST = 1 << 20
FORMAT = 1
LAYOUTS = {LEDGER: LEDGER_FILE.version, KEYS: KEYS_FILE.version, MASTER: 1, ACCESS: access_file.ACCESS_FILE.version}
BLOCK = 1 << 20
ANOTHER = "Use another backup."


class Content(BaseModel):
    """One file of a backup. layout: of the database, 1 for others."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    bytes: Annotated[int, Field(ge=0)]
    sha256: str
    layout: int


class Manifest(BaseModel):
    """files: by name, in the order in which they follow. events: the last position."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    format: int
    made_at: str
    events: Annotated[int, Field(ge=0)]
    files: Mapping[str, Content]


def write(archive: Path, folder: Path, names: list[str], *, made_at: str, events: int) -> None:
    """Pack these files of a folder; archive: a new file, which exists already and is empty."""
    files = {
        name: Content(bytes=(folder / name).stat().st_size, sha256=_sha256(folder / name), layout=LAYOUTS[name])
        for name in names
    }
    manifest = Manifest(format=FORMAT, made_at=made_at, events=events, files=files)
    head = orjson.dumps(manifest.model_dump(), option=orjson.OPT_INDENT_2)
    with tarfile.open(archive, "w", format=tarfile.PAX_FORMAT) as tar:
        tar.addfile(_member(MANIFEST, len(head)), io.BytesIO(head))
        for name in names:
            with (folder / name).open("rb") as content:
                tar.addfile(_member(name, files[name].bytes), content)


def read(archive: Path, folder: Path) -> Manifest:
    """Unpack a backup into a folder, every byte checked; Unavailable where it is damaged, foreign or newer."""
    try:
        with tarfile.open(archive, "r:") as tar:
            manifest = _manifest(archive, tar)
            for name, content in manifest.files.items():
                member = tar.next()
                stream = None if member is None or member.name != name else tar.extractfile(member)
                if stream is None or _copied(stream, folder / name) != content.sha256:
                    raise _damaged(archive)
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {archive}", "Give the file that `guanxi backup` made.") from error
    except tarfile.TarError as error:
        raise (_foreign if isinstance(error, tarfile.ReadError) and _is_foreign(archive) else _damaged)(
            archive
        ) from error
    except (ValueError, EOFError) as error:  # numbers and names in a header that was hit
        raise _damaged(archive) from error
    return manifest


def _manifest(archive: Path, tar: tarfile.TarFile) -> Manifest:
    member = tar.next()
    stream = None if member is None or member.name != MANIFEST else tar.extractfile(member)
    if stream is None:
        raise _foreign(archive)
    try:
        plain = orjson.loads(stream.read(MANIFEST_MOST))
        if isinstance(plain, dict) and isinstance(plain.get("format"), int) and plain["format"] > FORMAT:
            raise _newer(archive)
        manifest = Manifest.model_validate(plain)
    except (orjson.JSONDecodeError, ValidationError) as error:
        raise _damaged(archive) from error
    if LEDGER not in manifest.files or not manifest.files.keys() <= LAYOUTS.keys():
        raise _damaged(archive)
    if any(content.layout > LAYOUTS[name] for name, content in manifest.files.items()):
        raise _newer(archive)
    return manifest


def _copied(stream: IO[bytes], target: Path) -> str:
    """Write the file (mode 0600); the hash of what was written."""
    digest = hashlib.sha256()
    target.touch(mode=0o600)
    with target.open("wb") as file:
        while block := stream.read(BLOCK):
            digest.update(block)
            file.write(block)
    return digest.hexdigest()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member


def _is_foreign(archive: Path) -> bool:
    """Whether the file does not even begin as a backup does."""
    with archive.open("rb") as file:
        return not file.read(len(MANIFEST)).startswith(MANIFEST.encode())


def _foreign(archive: Path) -> Unavailable:
    return Unavailable(f"{archive} is not a backup of Guanxi", "Give the file that `guanxi backup` made.")


def _damaged(archive: Path) -> Unavailable:
    return Unavailable(f"{archive} is damaged or cut short; nothing was restored", ANOTHER)


def _newer(archive: Path) -> Unavailable:
    return Unavailable(f"{archive} was made by a newer Guanxi", "Upgrade Guanxi.")
