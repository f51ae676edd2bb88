"""Parts of a book worked on by Apache Spark: a bucket a task, read by Spark wherever it lies."""

import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from ledger.errors import Unavailable
from projections.journal import filled
from projections.journal.files import Broken
from projections.journal.manifest import FILE_NAME
from projections.replay.dividing import AT_ONCE
from projections.replay.engine import Found, Work
from projections.replay.parts import Asked, BucketPart, LogPart, OpenLog, Part, Reader
from projections.replay.since import Lacking
from projections.views.book_slices import BookLog

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    Session: TypeAlias = SparkSession
    Files: TypeAlias = DataFrame

APART = 1  # events in a part: every bucket is one of its own
PYTHON = "PYSPARK_PYTHON"
SETTINGS: Mapping[str, str] = {
    "spark.app.name": "guanxi replay",
    "spark.executorEnv.POLARS_MAX_THREADS": "1",
    "spark.log.level": "ERROR",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "1",
    "spark.sql.files.maxPartitionBytes": "1",  # a file a task, so that a lost machine costs little
    "spark.ui.enabled": "false",  # it would listen on every address of the machine
}
_GIVEN, _FOUND = "path string, content binary", "path string, found binary"

_asked: Asked = defaultdict(set)  # of a Python process of Spark: what is asked of one bucket will be of the next


@contextmanager
def spark_at(master: str, journal: str | None, open_log: OpenLog, *, loud: bool = False) -> Iterator["Spark"]:
    """A session on a cluster, ended at the end. master: as Spark names it. journal: its directory, a path or a URL that
    Spark can read; None reads the log. loud: what Spark itself says goes to stderr. Unavailable where Spark, Java, the
    cluster or the journal is not to be had.
    """
    session = _session(master, loud=loud)
    try:
        with tempfile.TemporaryDirectory() as home:
            location = journal if journal is None or "://" in journal else f"file://{Path(journal).absolute()}"
            if location:
                _fetch_list(session, location, Path(home))
            yield Spark(session, location, Path(home), open_log)
    finally:
        session.stop()


class Spark:
    """An engine. journal: a directory with the journal's list of files alone, to divide the book by; the files are read
    by the tasks."""

    def __init__(self, session: "Session", location: str | None, journal: Path, open_log: OpenLog) -> None:
        self._session, self._location, self.journal = session, location, journal
        self._here = Reader(open_log)

    def map(self, work: Work[Found], parts: Sequence[Part]) -> Iterator[tuple[Part, Found]]:
        """What stands in no bucket is read here, where the log is, and sent."""
        files = {_file_of(part): part for part in parts if isinstance(part, BucketPart)}
        read = dict(enumerate(_together([part for part in parts if isinstance(part, LogPart)])))
        rows = []
        with _told("The log of the worker that failed says more"):
            if files:
                directory = f"{self._location}/{next(iter(files.values())).directory.name}"
                tasks = _read(self._session, directory, "*.parquet").select("path", "content")
                rows += tasks.mapInArrow(_Task(work=work, files=files), _FOUND).collect()
            if read:
                sent = [(str(number), pickle.dumps(self._with_events(part))) for number, part in read.items()]
                tasks = self._session.createDataFrame(sent, _GIVEN).repartition(len(sent))
                rows += tasks.mapInArrow(_Task(work=work), _FOUND).collect()
        found = {row.path: pickle.loads(row.found) for row in rows}  # noqa: S301 - made by our own tasks
        for number, part in read.items():
            yield part, found[str(number)]
        for name, bucket in files.items():
            one = found.get(name, Broken(bucket.directory / name, "missing"))
            if isinstance(one, Broken):
                raise one
            yield bucket, one

    def _with_events(self, part: LogPart) -> BucketPart:
        """The same without a need of the log."""
        journal, swept = self._here.read(part, self)
        return BucketPart(directory=self.journal, buckets=(), since=Lacking.of(filled(journal)), swept=swept)


@dataclass(frozen=True, kw_only=True)
class _Task:
    """The work on what a task is given, a row a batch: a bucket by its file, or a whole part."""

    work: Work[Any]
    files: Mapping[str, BucketPart] = field(default_factory=dict)

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow as pa

        for batch in batches:
            for row in batch.to_pylist():
                name = row["path"].rpartition("/")[2]
                part = self.files.get(name) if self.files else pickle.loads(row["content"])  # noqa: S301 - sent by us
                if part is not None:
                    found = pickle.dumps(self._found(part, row["content"]))
                    yield pa.RecordBatch.from_pydict({"path": [name], "found": [found]})

    def _found(self, part: BucketPart, content: bytes) -> Any:
        """The result; or that the file is not what was written, which trying again would not mend."""
        try:
            return self.work(Reader(_no_log, asked=_asked, bytes_of=lambda path: content), part)
        except Broken as broken:
            return broken


def _together(parts: Sequence[LogPart]) -> Iterator[LogPart]:
    """Small parts of the log as large ones."""
    some: list[LogPart] = []
    for part in parts:
        if some and sum(one.events for one in some) + part.events > AT_ONCE:
            yield _one(some)
            some = []
        some.append(part)
    if some:
        yield _one(some)


def _one(parts: Sequence[LogPart]) -> LogPart:
    codes = tuple(code for part in parts for code in part.codes)
    return replace(parts[0], codes=codes, events=sum(part.events for part in parts))


def _no_log() -> BookLog:
    raise Unavailable("a task of Spark has no log", "Give it parts of the journal alone")


def _file_of(part: BucketPart) -> str:
    (bucket,) = part.buckets
    return bucket.name


def _session(master: str, *, loud: bool) -> "Session":
    try:
        from pyspark import SparkConf, SparkContext
        from pyspark.java_gateway import launch_gateway
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise Unavailable(
            "Apache Spark is not installed here", "Install it with pip install 'guanxi-ledger[spark]'"
        ) from error
    if not _java():
        raise Unavailable(
            "Spark needs Java, and there is none here",
            "Install Java 17 (Debian: openjdk-17-jre-headless), or name one in JAVA_HOME",
        )
    os.environ.setdefault(PYTHON, sys.executable)
    settings = SparkConf().setMaster(master).setAll(SETTINGS.items())
    if master.startswith("local"):
        settings.setAll([("spark.driver.bindAddress", "127.0.0.1"), ("spark.driver.host", "127.0.0.1")])
    said = {} if loud else {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with _told("Check --master, and that its workers run the same Spark, Python and Guanxi"):
        return SparkSession(SparkContext(conf=settings, gateway=launch_gateway(settings, said)))


def _java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return shutil.which(str(Path(home, "bin", "java")) if home else "java") is not None


def _fetch_list(session: "Session", location: str, home: Path) -> None:
    """The journal's own list, read the way its files will be; without one nothing is sealed yet."""
    with _told("guanxi journal build makes a journal; name it with --journal"):
        for row in _read(session, location, FILE_NAME).collect():
            (home / FILE_NAME).write_bytes(row.content)


def _read(session: "Session", directory: str, names: str) -> "Files":
    """Whole files: path, content."""
    return session.read.format("binaryFile").option("pathGlobFilter", names).load(directory)


@contextmanager
def _told(remedy: str) -> Iterator[None]:
    """What Spark says in a hundred lines, in one."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        first = next(line for line in [*str(error).splitlines(), "Spark failed"] if line.strip())
        raise Unavailable(f"Spark: {first.strip()}", remedy) from error
