"""What was ever stored can still be read: golden documents of every type in every schema it had."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from ledger.canonical import canonical
from ledger.catalogue import CATALOGUE, normalise
from ledger.in_force import CORRECTED
from ledger.upcasting import UPCASTING
from tests.ledger.catalogue.examples import EXAMPLES

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "stored-data"
FILES = sorted(GOLDEN.glob("*.json"))
NEEDED = [(name, schema) for name, kind in CATALOGUE.items() for schema in range(1, kind.schema + 1)]


def read(file: Path) -> Any:
    return orjson.loads(file.read_bytes())


@pytest.mark.parametrize(("name", "schema"), NEEDED)
def test_there_is_a_golden_document_of_every_type_in_every_schema(name: str, schema: int) -> None:
    file = GOLDEN / f"{name}.v{schema}.json"
    now = {"type": name, "schema": schema, "subject": CATALOGUE[name].subject(EXAMPLES[name]), "data": EXAMPLES[name]}
    assert file.exists(), f"write {file.name}, once and for ever: {canonical(now).decode()}"


def test_no_golden_document_is_of_a_type_or_schema_that_is_gone() -> None:
    assert {(read(file)["type"], read(file)["schema"]) for file in FILES} == set(NEEDED)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_golden_document_is_canonical_and_named_after_what_it_holds(file: Path) -> None:
    stored = read(file)
    assert file.name == f"{stored['type']}.v{stored['schema']}.json"
    assert file.read_bytes() == canonical(stored) + b"\n"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_stored_data_are_read_as_the_current_schema_and_looked_up_as_before(file: Path) -> None:
    stored = read(file)
    name, schema = stored["type"], stored["schema"]
    data = dict(UPCASTING.upcast(name, schema, stored["data"]))
    if name == CORRECTED:
        original = stored["original_type"]
        data["data"] = UPCASTING.upcast_correction(original, schema, data["data"])
        assert normalise(original, data["data"]) == data["data"]
    assert normalise(name, data) == data
    assert CATALOGUE[name].subject(data) == stored["subject"]
