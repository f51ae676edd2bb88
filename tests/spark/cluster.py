"""A cluster of Apache Spark on this machine: a standalone master and workers, as processes of their own."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.needs import missing

VARIABLE = "GUANXI_SPARK"
SECONDS = 300  # nothing takes that long: it keeps a hanging cluster from hanging for ever
LIGHT = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # a short life is cheaper so
SETTINGS = {
    "spark.driver.extraJavaOptions": LIGHT,
    "spark.executor.extraJavaOptions": LIGHT,
    "spark.executor.memory": "512m",
    "spark.master.rest.enabled": "false",
}


@dataclass(frozen=True, kw_only=True)
class Worker:
    """home: what it keeps of those who work for it. It leads a process group: theirs as well."""

    process: subprocess.Popen[bytes]
    home: Path

    def has_worked(self) -> bool:
        """Whether it has finished a task of anybody."""
        return any("Finished task" in log.read_text() for log in self.home.glob("app-*/*/stderr"))

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass(frozen=True, kw_only=True)
class Cluster:
    master: str
    python: Path
    variables: Mapping[str, str]
    workers: tuple[Worker, ...]


@contextmanager
def cluster(home: Path, *, workers: int) -> Iterator[Cluster]:
    """Ready: every worker has come to its master. All is killed at the end."""
    folder, java = os.environ.get(VARIABLE), shutil.which("java")
    if not folder:
        missing("Apache Spark", "make test-spark sets it up and runs these tests")
    if not java:
        missing("Java 17", "install Debian's package openjdk-17-jre-headless")
    python = Path(folder).absolute() / "bin" / "python"
    (spark,) = Path(folder).absolute().glob("lib/python*/site-packages/pyspark")
    settings = home / "conf"
    settings.mkdir()
    (settings / "spark-defaults.conf").write_text("".join(f"{name} {value}\n" for name, value in SETTINGS.items()))
    variables = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "SPARK_HOME": str(spark),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_CONF_DIR": str(settings),
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_DAEMON_JAVA_OPTS": LIGHT,
    }
    if "JAVA_HOME" in os.environ:
        variables["JAVA_HOME"] = os.environ["JAVA_HOME"]

    with ExitStack() as at_the_end:

        def start(log: Path, role: str, *arguments: str) -> subprocess.Popen[bytes]:
            how = (f"org.apache.spark.deploy.{role}", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0")
            with log.open("wb") as said:
                process = subprocess.Popen(
                    [spark / "bin" / "spark-class", *how, *arguments],
                    stdin=subprocess.DEVNULL,
                    stdout=said,
                    stderr=said,
                    env=variables,
                    start_new_session=True,
                )
            at_the_end.callback(_end, process)
            return process

        log = home / "master.log"
        start(log, "master.Master")
        (master,) = said_in(log, r"Starting Spark master at (spark://\S+)", 1)
        having = []
        for number in range(workers):
            place = home / f"worker-{number}"
            which = ("--cores", "1", "--memory", "600m", "--work-dir", str(place), master)
            having.append(Worker(process=start(home / f"worker-{number}.log", "worker.Worker", *which), home=place))
        said_in(log, r"(Registering worker)", workers)
        yield Cluster(master=master, python=python, variables=variables, workers=tuple(having))


def said_in(log: Path, pattern: str, times: int) -> list[str]:
    """What a log says, once it has said it so often."""
    found: list[str] = []

    def said() -> bool:
        found[:] = re.findall(pattern, log.read_text())
        return len(found) >= times

    until(said, lambda: log.read_text())
    return found


def until(ready: Callable[[], bool], why: Callable[[], str]) -> None:
    """Wait. why: what is told of it where it does not come to be."""
    end = time.monotonic() + SECONDS
    while not ready():
        assert time.monotonic() < end, why()
        time.sleep(0.02)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
