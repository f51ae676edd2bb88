"""The URL of a database: what may stand in it, and that its password is never shown."""

import pytest

from ledger.errors import GuanxiError, Invalid, Unavailable
from ledger.place import Place
from ledger.postgres.address import read_address
from ledger.postgres.opening import ledger_database

SECRET = "sw0rdfish"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (f"postgresql://wang:{SECRET}@db.example/crm", "the database crm at db.example:5432"),
        (f"postgres://wang:{SECRET}@db.example:6000/crm?sslmode=require", "the database crm at db.example:6000"),
        ("postgresql:///crm?host=/run/postgresql", "the database crm at /run/postgresql"),
        ("postgresql://", "the database at this machine:5432"),
        (f"postgresql://wang:{SECRET}%40x@[::1]/crm", "the database crm at ::1:5432"),
    ],
)
def test_a_database_is_named_by_its_place(url: str, shown: str) -> None:
    address = read_address(url)
    assert str(address) == shown
    assert SECRET not in f"{address!r} {address} {Place(directory=None, database=url)!r}"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "crm",
        "sqlite:///guanxi-data/ledger.db",
        f"host=db.example password={SECRET}",
        f"mysql://wang:{SECRET}@db.example/crm",
        f"postgresql://wang:{SECRET}@{SECRET}@db.example/crm",
        f"postgresql://wang:12/{SECRET}@db.example/crm",
        f"postgresql://wang:{SECRET}/x@db.example/crm",
        f"postgresql://wang:{SECRET}?x@db.example/crm",
        f"postgresql://wang:{SECRET}%zz@db.example/crm",
        f"postgresql://wang:{SECRET}@db.example/crm?colour=red",
    ],
)
def test_what_is_no_url_is_refused_without_quoting_it(url: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_address(url)
    assert refused.value.pointer == "--database"
    assert SECRET not in f"{refused.value!s} {refused.value.__cause__}"


@pytest.mark.parametrize(
    "url", [f"postgresql://wang:{SECRET}@127.0.0.1:1/crm", f"postgresql://wang:{SECRET}@no.such.host.invalid/crm"]
)
def test_a_server_that_does_not_answer_is_named(url: str) -> None:
    with pytest.raises(Unavailable, match=r"the database crm at .* cannot be reached: ") as refused:
        ledger_database(read_address(url), create=True)
    everything: BaseException | None = refused.value
    assert isinstance(everything, GuanxiError)
    assert SECRET not in str(everything)
    assert "Check host and port" in everything.remedy
