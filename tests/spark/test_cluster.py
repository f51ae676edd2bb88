"""A replay on a cluster of Apache Spark: the rows of one machine, whatever happens to the workers."""

import subprocess
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest

from ledger.application import open_ledger
from ledger.document import read_document
from projections.journal.building import build
from projections.journal.manifest import buckets_of, read_manifest
from tests.simulation.books import arguments, written
from tests.spark.cluster import SECONDS, Cluster, cluster, until

NOW = 1_767_225_600_000_000  # 2026-01-01
pytestmark = pytest.mark.spark


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("spark"), workers=2) as ready:
        yield ready


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of which the journal holds most; two customers of different buckets became one after it was written."""
    home = tmp_path_factory.mktemp("book") / "data"
    lines = written(home.with_name("book.jsonl"), arguments(customers=60, years=2)).splitlines()
    with open_ledger(home, clock=lambda: NOW) as ledger:
        past = [read_document(line, zone=UTC, now=NOW, restoring=True) for line in lines]
        ledger.restore(past, source="book.jsonl", simulated=True)
        build(ledger, home / "journal", {}, positions=ledger.last()[0] * 2 // 3)
        first, second = ledger.customers()[:2]
    merged = {"into": first, "reason": "entered twice"}
    with open_ledger(home, create=False) as ledger:
        document = {
            "customer": second,
            "type": "CustomersMerged",
            "occurred_at": "2026-01-01T00:00:00Z",
            "data": merged,
        }
        ledger.record(read_document(document, zone=UTC, now=NOW))
    return home


def replaying(spark: Cluster, data: Path, out: Path, *more: str) -> "subprocess.Popen[str]":
    """`guanxi replay` as it is typed, with Spark installed."""
    words = ("replay", "--data", str(data), "--as-of", "2025-06-30", "--out", str(out), *more)
    program = "from api.cli.main import run; run()"
    return subprocess.Popen(
        [spark.python, "-c", program, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=dict(spark.variables),
        text=True,
    )


def test_a_cluster_that_loses_a_worker_on_the_way_gives_the_bytes_of_one_machine(
    spark: Cluster, data: Path, tmp_path: Path
) -> None:
    lost = spark.workers[0]
    here = replaying(spark, data, tmp_path / "here.parquet", "--processes", "1")
    here.communicate(timeout=SECONDS)
    there = replaying(spark, data, tmp_path / "there.parquet", "--engine", "spark", "--master", spark.master)
    until(lambda: lost.has_worked() or there.poll() is not None, lambda: "the worker that is to be killed did nothing")
    assert there.poll() is None, there.communicate()[1]
    lost.kill()
    said, errors = there.communicate(timeout=SECONDS)
    assert there.returncode == 0, errors
    assert said.startswith("Judged 5")
    assert (tmp_path / "there.parquet").read_bytes() == (tmp_path / "here.parquet").read_bytes()


def test_a_bucket_that_is_not_what_was_written_is_named_in_one_line(spark: Cluster, data: Path, tmp_path: Path) -> None:
    manifest = read_manifest(data / "journal")
    largest = max(manifest.buckets, key=lambda bucket: bucket.rows)
    path = buckets_of(data / "journal", manifest.generation) / largest.name
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    asked = replaying(spark, data, tmp_path / "out.parquet", "--engine", "spark", "--master", spark.master)
    said, errors = asked.communicate(timeout=SECONDS)
    assert (asked.returncode, said) == (1, "")
    told = [line for line in errors.splitlines() if " events, " not in line]  # which a busy machine says on the way
    assert len(told) == 1
    assert f"{largest.name} is not what was written" in told[0]
    assert "Guanxi journal build mends it" in told[0]
