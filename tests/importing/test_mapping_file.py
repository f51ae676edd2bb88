"""A mapping file that is wrong says what, in which line, and what to do."""

from pathlib import Path

import pytest

from api.importing.mapping_file import read_mapping
from ledger.errors import Invalid, NotFound
from tests.importing.given import HEAD, ORDERS, mapping_of, mapping_path

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "mappings"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_example_can_be_read(path: Path) -> None:
    assert read_mapping(path).mapping.event


def test_there_are_examples() -> None:
    assert len(list(EXAMPLES.glob("*.toml"))) >= 3


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("source = nothing\n", 1, "this is not TOML"),
        ("time_zone = 'UTC'" + ORDERS, None, "source is missing"),
        ("source = ''" + ORDERS, 1, "empty"),
        ("source = 'erp'\n", None, "event is missing"),
        ("source = 'erp'\nevent = []\n", 2, "event: "),
        (HEAD.replace("London", "Londn") + ORDERS, 2, 'no time zone "Europe/Londn"'),
        (HEAD.replace("GBP", "XYZ") + ORDERS, 3, "currency"),
        ("colour = 'red'\nsource = 'erp'" + ORDERS, 1, "colour is not a key of a mapping"),
        ("source = 'erp'\nencoding = 'utf-9'" + ORDERS, 2, 'no encoding "utf-9"'),
        ("source = 'erp'\ndelimiter = ';;'" + ORDERS, 2, "delimiter: "),
        ("source = 'erp'\nformat = 'word'" + ORDERS, 2, "format: "),
        (HEAD + ORDERS + ORDERS.replace("OrderPlaced", "OrderPlacd"), 14, 'no event type "OrderPlacd"'),
        (HEAD + ORDERS.replace("OrderPlaced", "ImportFinished"), 6, "ImportFinished"),
        (HEAD + ORDERS.replace('"OrderPlaced"', '"OrderPlaced"\nonce = true'), 5, "once = true"),
        (HEAD + "[[leave_out]]\nwhere = 'true'" + ORDERS, 4, "leave_out.1.reason is missing"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, line: int | None, message: str) -> None:
    with pytest.raises(Invalid) as caught:
        mapping_of(tmp_path, text)
    problem = caught.value.problems[0]
    assert message in problem.message
    assert problem.line == line
    assert problem.pointer == str(tmp_path / "mapping.toml")
    assert problem.remedy


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(Invalid) as caught:
        mapping_of(tmp_path, "source = 'erp'\ntime_zone = 'Moon'\ncurrency = 'pounds'\n" + ORDERS)
    assert [problem.line for problem in caught.value.problems] == [2, 3]


def test_a_mapping_that_is_not_utf8_is_refused_with_its_line(tmp_path: Path) -> None:
    path = mapping_path(tmp_path, "")
    path.write_bytes(b"source = 'erp'\n# M\xfcller\n")
    with pytest.raises(Invalid, match="not UTF-8") as caught:
        read_mapping(path)
    assert caught.value.problems[0].line == 2


def test_a_mapping_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_mapping(tmp_path / "none.toml")
