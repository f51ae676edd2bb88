"""Whatever a line refers to stands in an earlier line, and every name is given once, over a thousand customers."""

import pytest

from api.simulation.customer import customer_diary
from api.simulation.lines import lines_of
from ledger.catalogue import CATALOGUE
from tests.simulation.books import arguments, documents

BOOK = arguments(customers=1000, years=5, seed=3)


@pytest.fixture(scope="module")
def customers() -> list[bytes]:
    return [b"".join(lines_of([customer_diary(BOOK, index)]).pieces) for index in range(BOOK.customers)]


def test_what_a_line_refers_to_stands_before_it(customers: list[bytes]) -> None:
    for lines in customers:
        known: set[str] = set()
        for line in documents(lines):
            kind, data = CATALOGUE[line["type"]], line["data"]
            assert set(kind.references(data)) <= known, line
            if "of" in data:
                assert f"{data['of']['source']}/{data['of']['external_id']}" in known, line
            known.add(kind.subject(data) or "")
            known.add(f"{line['source']}/{line.get('external_id')}")


def test_no_external_id_is_given_twice(customers: list[bytes]) -> None:
    seen: set[tuple[str, str]] = set()
    for lines in customers:
        for line in documents(lines):
            name = line["source"], line.get("external_id")
            assert name not in seen, line
            if name[1] is not None:
                seen.add(name)
