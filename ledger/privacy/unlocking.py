"""Which master key opens a keys.db: the one that is set, or the coming one where a rotation was cut off."""

from collections.abc import Callable, Mapping
from pathlib import Path

from ledger.errors import Unavailable
from ledger.privacy.master_key import COMING, FILE_VARIABLE, VARIABLE, MasterKey, find_master_key, kept_master_key

PROOF, PROOF_LABEL = b"guanxi master key", b"proof"


def prove(master: MasterKey) -> bytes:
    """What stands in keys.db, so that a wrong master key is noticed before anything is sealed with it."""
    return master.wrap(PROOF, PROOF_LABEL)


def unlock(
    path: Path, proof: bytes, *, directory: Path, environ: Mapping[str, str], random: Callable[[int], bytes]
) -> MasterKey:
    """The master key of the keys.db at `path`, in which this proof stands; Unavailable where there is none, or no right
    one."""
    master = find_master_key(directory, environ, random)
    if master is not None and master.opens(proof, PROOF_LABEL):
        return master
    if coming := coming_master_key(proof, directory=directory, environ=environ, random=random):
        return coming
    if master is None:
        raise Unavailable(
            f"the master key of {path} is missing",
            "Put master.key back beside it, or set GUANXI_MASTER_KEY or GUANXI_MASTER_KEY_FILE.",
        )
    master.unwrap(proof, PROOF_LABEL, place=path)
    return master


def coming_master_key(
    proof: bytes, *, directory: Path, environ: Mapping[str, str], random: Callable[[int], bytes]
) -> MasterKey | None:
    """The key that a rotation has wrapped the keys with, but not yet put in the place of master.key; mostly None."""
    if environ.get(VARIABLE) or environ.get(FILE_VARIABLE):
        return None
    coming = kept_master_key(directory / COMING, random)
    return coming if coming is not None and coming.opens(proof, PROOF_LABEL) else None
