"""What a process and those it begins take of the memory, as the system tells it."""

from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen, TimeoutExpired

EVERY_SECONDS = 0.05
MIB = 1 << 20


@dataclass(kw_only=True)
class Taken:
    """peaks: the most that each process took, in bytes, by its number, as the system keeps it. together: the most that
    all took at one moment, looked at twenty times a second; what they share counts once for each.
    """

    peaks: dict[int, int] = field(default_factory=dict)
    together: int = 0


def watched(command: list[str]) -> tuple[int, Taken]:
    """Run a command to its end; its exit code, and what it took."""
    taken = Taken()
    with Popen(command) as process:
        while True:
            _look(process.pid, taken)
            try:
                return process.wait(EVERY_SECONDS), taken
            except TimeoutExpired:
                continue


def peak(pid: int) -> int:
    """The most a process took so far, in bytes; 0 once it has ended."""
    return _sizes(pid).get("VmHWM", 0)


def _look(root: int, taken: Taken) -> None:
    now = 0
    for pid in _with_descendants(root):
        sizes = _sizes(pid)
        now += sizes.get("VmRSS", 0)
        if "VmHWM" in sizes:
            taken.peaks[pid] = sizes["VmHWM"]
    taken.together = max(taken.together, now)


def _with_descendants(pid: int) -> list[int]:
    found = [pid]
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [one for child in _text(path).split() for one in _with_descendants(int(child))]
    return found


def _sizes(pid: int) -> dict[str, int]:
    """Bytes by the names of the system; none once the process has ended."""
    lines = (line.split() for line in _text(Path(f"/proc/{pid}/status")).splitlines())
    return {words[0].rstrip(":"): int(words[1]) * 1024 for words in lines if words[0] in ("VmRSS:", "VmHWM:")}


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
