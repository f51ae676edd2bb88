"""Processes of a soak: started, heard, and killed."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GUANXI = ("-c", "from api.cli.main import run; run()")


def started(*arguments: str | Path) -> "subprocess.Popen[str]":
    """This Python with these arguments, its stdout to be heard."""
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
    )


def child(what: str, store: str, directory: Path, name: str, *rest: int) -> "subprocess.Popen[str]":
    """One of tests/soak/child.py."""
    return started("-m", "tests.soak.child", what, store, directory, name, *map(str, rest))


def killed(process: "subprocess.Popen[str]", lines: int) -> Sequence[str]:
    """Everything it said before it was killed, which is after so many lines at the earliest; whole lines only."""
    assert process.stdout is not None
    with process:
        heard = [process.stdout.readline() for _ in range(lines)]
        process.kill()
        heard += process.stdout.readlines()
    return [line for line in heard if line.endswith("\n")]
