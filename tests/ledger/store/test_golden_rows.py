"""The stored format is for ever: every row once written must be read for ever, and be written alike today.

tests/golden/stored/TYPE.SCHEMA.json: the data in plaintext, and the row they make at position 1 under keys that are
known here. These files are never edited. `GUANXI_GOLDEN=write` adds those that are missing, for a new type or schema.
"""

import os
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson
import pytest

from ledger.attempt import Undone
from ledger.canonical import canonical
from ledger.catalogue import CATALOGUE
from ledger.columns import COLUMNS
from ledger.draft import Draft
from ledger.eventsourced import LedgerApplication
from ledger.leaf import leaf_hash
from ledger.log_opening import log_factory
from ledger.log_row import Row
from ledger.place import Place
from ledger.privacy.keyring import Keyring
from ledger.privacy.scope import Original, scope_of
from ledger.privacy.sealer import Sealer
from ledger.stamp import Stamp
from tests.ledger.catalogue.examples import CONTACT, EXAMPLES

FOLDER = Path(__file__).resolve().parents[2] / "golden" / "stored"
NOON = 1_741_953_600_000_000
CORRECTION = {"event_id": "0195-1", "data": {**CONTACT, "name": "王方"}, "reason": "misheard"}
FILES = sorted(FOLDER.glob("*.json"))
CURRENT = [f"{kind.name}.{kind.schema}" for kind in CATALOGUE.values()]


def known_bytes(count: int) -> bytes:
    """In the world of these files every key and nonce is 0, 1, 2, ..."""
    return bytes(range(count))


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def application(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LedgerApplication]:
    """Its log stays empty."""
    directory = tmp_path_factory.mktemp("golden")
    environ = {"GUANXI_MASTER_KEY": b64encode(bytes(32)).decode()}
    keyring = Keyring(directory, environ=environ, random=known_bytes, clock=lambda: NOON)
    database = request.getfixturevalue("module_database") if request.param == "postgres" else None
    factory = log_factory(Place(directory=directory, database=database), clock=lambda: NOON, create=True)
    with LedgerApplication(factory, Sealer(keyring, known_bytes)) as application:
        yield application
    keyring.close()


def draft_of(name: str, plaintext: dict[str, Any]) -> Draft:
    kind = CATALOGUE[name]
    original = Original("ContactAdded", CONTACT) if "event_id" in plaintext else None
    return Draft(
        originator_id="$ledger" if kind.on_ledger else "客户-1",
        originator_version=1,
        position=1,
        event_id="0195947d-ea00-7000-8000-000000000001",
        type=name,
        schema=kind.schema,
        occurred_at=NOON - 86_400_000_000,
        recorded_at=None,
        source="erp",
        external_id="Ä/1",
        data=plaintext,
        body=canonical(plaintext),
        metadata=Stamp(actor="wang", correlation_id="import-1").metadata(),
        scope=scope_of(name, plaintext, original),
        subject=kind.subject(plaintext),
    )


def written(application: LedgerApplication, name: str, plaintext: dict[str, Any]) -> dict[str, Any]:
    """The row as it stands in the table, by column; the leaf in hexadecimal. It is taken back afterwards."""
    entry = application.mapper.entry(draft_of(name, plaintext))
    with suppress(Undone), application.recorder.writing() as writing:
        writing.append([entry], NOON)
        row = writing.by_position(1)
        raise Undone
    assert row is not None
    return {**dict(zip(COLUMNS, row.columns(), strict=True)), "leaf": row.leaf.hex()}


def test_every_type_has_its_row(application: LedgerApplication) -> None:
    missing = [stem for stem in CURRENT if not (FOLDER / f"{stem}.json").exists()]
    if os.environ.get("GUANXI_GOLDEN") == "write":
        for stem in missing:
            add(application, stem)
    assert missing == [], "run once with GUANXI_GOLDEN=write to add them"


def add(application: LedgerApplication, stem: str) -> None:
    name = stem.partition(".")[0]
    plaintext = CORRECTION if name == "EventCorrected" else EXAMPLES[name]
    golden = {"plaintext": plaintext, "row": written(application, name, plaintext)}
    with (FOLDER / f"{stem}.json").open("xb") as file:  # x: what is there is never written again
        file.write(orjson.dumps(golden, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def golden(request: pytest.FixtureRequest) -> Any:
    return orjson.loads(request.param.read_bytes())


def test_a_stored_row_is_read_as_what_was_recorded(application: LedgerApplication, golden: Any) -> None:
    sealed = orjson.loads(golden["row"]["data"]).get("$sealed", {"people": []})
    application.mapper.make_keys([draft_of(golden["row"]["type"], golden["plaintext"])])
    row = Row.of([*golden["row"].values()])
    assert application.mapper.to_domain_event(row).data == golden["plaintext"]
    assert all(generation == 1 for _, generation in sealed["people"])


def test_a_stored_row_has_the_leaf_of_what_it_holds(golden: Any) -> None:
    row = golden["row"]
    head = [row[name] for name in COLUMNS[:10]]
    assert leaf_hash(*head, row["data"].encode(), row["metadata"].encode()).hex() == row["leaf"]


def test_the_same_is_written_today(application: LedgerApplication, golden: Any) -> None:
    name = golden["row"]["type"]
    if golden["row"]["schema"] != CATALOGUE[name].schema:
        pytest.skip("an older schema is read, not written")
    assert written(application, name, golden["plaintext"]) == golden["row"]
