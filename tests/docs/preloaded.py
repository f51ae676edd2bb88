"""A command `guanxi` that starts at once: one process has imported all it needs, and forks for every call.

`python -m tests.docs.preloaded SOCKET` serves calls until its standard input ends. A call brings the three streams of
the caller, its words, directory and environment; what answers is the real command in a process of its own.
"""

import json
import os
import selectors
import socket
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

from api.cli.commands import Commands
from api.cli.main import run

STREAMS = 3
CALL = 2**20  # bytes that a call may take
CLIENT = """#!{python} -IS
import json, os, socket, sys
call = {{"words": sys.argv, "directory": os.getcwd(), "environment": dict(os.environ)}}
with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as line:
    line.connect({address!r})
    socket.send_fds(line, [json.dumps(call).encode()], [0, 1, 2])
    sys.exit(int(line.recv(16)))
"""


@contextmanager
def preloaded(directory: Path) -> Iterator[None]:
    """While open, `guanxi` stands in this directory."""
    address = str(directory / "calls")
    command = directory / "guanxi"
    command.write_text(CLIENT.format(python=sys.executable, address=address), encoding="utf-8")
    command.chmod(0o755)
    with Popen([sys.executable, "-m", "tests.docs.preloaded", address], stdin=PIPE, stdout=PIPE) as serving:
        assert serving.stdout is not None
        assert serving.stdout.readline() == b"ready\n"
        yield
        serving.communicate()


def _serve(address: str) -> None:
    dict(Commands().commands)  # each is read when it is called for, here once for all calls
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listening, selectors.DefaultSelector() as waiting:
        listening.bind(address)
        listening.listen()
        waiting.register(listening, selectors.EVENT_READ)
        waiting.register(sys.stdin, selectors.EVENT_READ)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while listening in [key.fileobj for key, _ in waiting.select()]:
            line, _ = listening.accept()
            with line:
                _answer(line)


def _answer(line: socket.socket) -> None:
    """In a process that waits for the command, so that several may run at once."""
    if os.fork():
        return
    content, streams, *_ = socket.recv_fds(line, CALL, STREAMS)
    child = os.fork()
    if not child:
        _become(json.loads(content), streams)
    line.send(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())
    os._exit(0)


def _become(message: dict[str, Any], streams: list[int]) -> None:
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False, buffering=1)
    os.chdir(message["directory"])
    os.environ.clear()
    os.environ.update(message["environment"])
    sys.argv = message["words"]
    code = 1
    try:
        run()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else bool(end.code)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve(sys.argv[1])
