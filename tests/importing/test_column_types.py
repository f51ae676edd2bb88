"""Text columns get a type only where nothing is lost."""

from decimal import Decimal

import duckdb
import pytest

from api.importing.column_types import give_types


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (["1", "-20", None], "BIGINT"),
        (["007", "8"], "VARCHAR"),
        (["1", "x"], "VARCHAR"),
        (["2.55", "0.001", "3", "-1.5"], "DECIMAL(18,3)"),
        (["2.50", "3.00"], "DECIMAL(18,2)"),
        (["1.1", "1.10"], "VARCHAR"),
        (["1e5", "2"], "VARCHAR"),
        (["-0", "1"], "VARCHAR"),
        (["12345678901234567890", "1"], "VARCHAR"),
        (["2010-12-01", "2011-01-31"], "DATE"),
        (["2010-02-30"], "VARCHAR"),
        (["2010-12-01 08:26:00", None], "TIMESTAMP"),
        (["2010-12-01T08:26:00+08:00"], "VARCHAR"),
        (["true", "false"], "BOOLEAN"),
        (["t", "f"], "VARCHAR"),
        ([None, None], "VARCHAR"),
    ],
)
def test_a_column_has_the_type_that_keeps_every_text(texts: list[str | None], kind: str) -> None:
    connection = duckdb.connect()
    connection.execute("create table t (row bigint, c varchar)")
    connection.executemany("insert into t values (?, ?)", list(enumerate(texts)))
    give_types(connection, "t")
    described = {name: found for name, found, *_ in connection.execute("describe t").fetchall()}
    assert described == {"row": "BIGINT", "c": kind}
    values = [value for (value,) in connection.execute("select c from t order by row").fetchall()]
    if kind.startswith("DECIMAL"):
        assert values == [text and Decimal(text) for text in texts]
    else:
        assert [row[0] for row in connection.execute("select c::varchar from t order by row").fetchall()] == texts


def test_a_value_far_down_keeps_the_column_text() -> None:
    connection = duckdb.connect()
    connection.execute("create table t as select range::varchar as c from range(5000) union all select '0815x'")
    give_types(connection, "t")
    assert connection.execute("describe t").fetchall()[0][1] == "VARCHAR"
