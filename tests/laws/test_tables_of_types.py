"""Law: a table that names the types of event it is made of is made of no others."""

import pytest
from hypothesis import given

from projections.clocks import resolve
from projections.journal import LogRow
from projections.views.slice import NOT_KNOWN_YET, Rows, read_slice, view_rows
from projections.views.step import SAID_OF_THE_PAST
from projections.views.tables import CUSTOMER_TABLES
from tests.laws.documents import History
from tests.laws.effort import effort
from tests.laws.memory_log import MemoryLog
from tests.laws.smallest import must_hold
from tests.laws.strategies import histories

pytestmark = pytest.mark.props
LIMITED = [table for table in CUSTOMER_TABLES if table.types is not None]


@effort(6)
@given(history=histories())
def test_events_of_other_types_leave_a_table_alone(history: History) -> None:
    def check(found: History) -> list[str]:
        log = MemoryLog.of(found.documents)
        clocks = resolve(log, now=max(event.recorded_at for event in log.events))
        rows = list(log.rows())

        def made(kept: list[LogRow], whose: list[str] | None = None) -> tuple[list[str], Rows]:
            """Who is in the book, and the rows of these; of all without."""
            customers = read_slice(kept, clocks)
            found = view_rows(customers, NOT_KNOWN_YET, wanted=LIMITED)
            whose = customers.codes if whose is None else whose
            return customers.codes, {name: [row for row in of if row[0] in whose] for name, of in found.items()}

        wrong = []
        for kind in sorted({row[4] for row in rows} - SAID_OF_THE_PAST):
            present, without = made([row for row in rows if row[4] != kind])
            _, whole = made(rows, present)
            wrong += [
                f"{table.name} without {kind}"
                for table in LIMITED
                if kind not in (table.types or ()) and without[table.name] != whole[table.name]
            ]
        return wrong

    must_hold(history, check)
