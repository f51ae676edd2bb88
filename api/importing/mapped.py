"""A table and its mapping: rows are left out, rejected, and made into events by the selects."""

# ruff: noqa: S608 - the SQL is the mapping's own, checked before it runs

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Any

import duckdb

from api.importing.breaking_rows import TooManyBroken, breaking_rows, forgiving
from api.importing.conditions import Conditions
from api.importing.documents import Documents, has_row_in
from api.importing.event_select import ROWS_COLUMN, EventSelect, check_conditions, event_select
from api.importing.held_back import Sender, Sent
from api.importing.input_table import InputTable, scratch_failed
from api.importing.local_times import LocalTimes
from api.importing.mapping_file import MappingFile
from api.importing.rejects import RejectsFile
from api.importing.rows_read import cut
from api.importing.select_check import in_short
from api.importing.summary import FileCounts, ImportSummary
from ledger.errors import GuanxiError, Invalid
from ledger.prepared import prepare

Row = tuple[Any, ...]  # customer, occurred_at, external_id, rows, then the fields

FETCH = 2000
AMBIGUOUS = "local time shown twice by the clock: the earlier taken"
MOVED = "local time skipped by the clock: moved forward"
UNUSED = "no event of the mapping takes this row"


@dataclass(frozen=True, kw_only=True)
class MappedImport:
    """An import of files by one mapping.

    registered: customers that `once` skips. zone: of dates, where the mapping names none. now: microseconds.
    """

    file: MappingFile
    summary: ImportSummary
    rejects: RejectsFile
    sender: Sender
    registered: frozenset[str]
    zone: tzinfo
    now: int

    def send_all(self, path: Path, counts: FileCounts) -> Invalid | None:
        """Send the events of a file; the answer tells where it broke off, if it could not be read to its end."""
        try:
            with InputTable(path, self.file.mapping) as table:
                return self._send_table(table, path, counts)
        except duckdb.Error as error:
            raise scratch_failed(error) from None
        finally:
            # A file that fails half-way has no other rows than those accounted for.
            counts.rows = counts.rows_used + counts.rows_left_out + counts.rows_rejected

    def _send_table(self, table: InputTable, path: Path, counts: FileCounts) -> Invalid | None:
        check_conditions(table, self.file)
        selects = [event_select(table, self.file, number) for number in range(len(self.file.mapping.event))]
        conditions = Conditions(self.file, table, counts, self.summary, self.rejects)
        for broken in table.read.broken:
            conditions.reject(broken.row, broken.raw, broken.code, broken.reason, broken.code)
        conditions.apply()
        # All selects run before anything is sent: a mapping that fails records nothing of this file.
        made = [_Events(self, table, select, number) for number, select in enumerate(selects)]
        used = _RowsUsed(table.last_row())
        for events in made:
            events.send(counts, used)
        if all(select.rows_known for select in selects):
            for row, raw in table.take_out_rows(used.missing(table.numbers())):
                conditions.reject(row, raw, "rejected", UNUSED, UNUSED)
        counts.rows_used = table.read.rows - counts.rows_left_out - counts.rows_rejected
        end = table.read.broke_off
        return end.after(path, f"row {table.read.rows}") if end else None


class _RowsUsed:
    """Which rows became part of an event."""

    def __init__(self, last: int) -> None:
        self._used = bytearray(last + 1)

    def add(self, rows: Sequence[int]) -> None:
        for row in rows:
            if 0 < row < len(self._used):
                self._used[row] = 1

    def missing(self, rows: Sequence[int]) -> list[int]:
        return [row for row in rows if not self._used[row]]


class _Events:
    """The rows of one select, kept in a table of their own until they are sent."""

    def __init__(self, run: MappedImport, table: InputTable, select: EventSelect, number: int) -> None:
        self._run = run
        self._table = table
        self._select = select
        self._number = number
        self._name = f"events_{number}"
        self._broken: dict[int, str] = {}
        try:
            self._make(select.rule.select)
        except duckdb.Error as error:
            self._make_without_broken_rows(error)

    def send(self, counts: FileCounts, used: _RowsUsed) -> None:
        """Read the rows as documents and send them."""
        mapping = self._run.file.mapping
        local = LocalTimes(mapping.zone) if mapping.zone else None
        documents = Documents(
            self._select,
            source=mapping.source,
            currency=mapping.currency,
            local=local,
            zone=mapping.zone or self._run.zone,
            now=self._run.now,
        )
        once, last = self._select.rule.once, self._cut_row()
        for batch in self._batches():
            refused: list[tuple[Row, GuanxiError]] = []
            for row in batch:
                used.add(row[3])
                if once and row[0] in self._run.registered:
                    counts.read += 1
                    counts.known += 1
                    continue
                try:
                    self._refuse_incomplete(row, last)
                    wanted = prepare(documents.read(row))
                except GuanxiError as error:
                    refused.append((row, error))
                else:
                    self._run.sender.send(Sent(wanted, counts, _first(row), once=once))
            self._refuse(counts, refused)
        if local is not None:
            self._count_times(local)

    def _batches(self) -> Iterator[list[Row]]:
        cursor = self._table.connection.cursor().execute(f"select * from {self._name}")
        while batch := cursor.fetchmany(FETCH):
            yield batch

    def _refuse(self, counts: FileCounts, refused: Sequence[tuple[Row, GuanxiError]]) -> None:
        """A mapping that is wrong may be wrong for every row, so the rows are looked up together."""
        raws = self._table.raw_of(number for row, _ in refused for number in row[3]) if refused else {}
        for row, error in refused:
            self._run.sender.refuse(counts, _first(row), error, self._raw(row, raws))

    def _make(self, sql: str) -> None:
        self._table.connection.execute(f"create table {self._name} as {self._select.over(sql)}")

    def _make_without_broken_rows(self, error: duckdb.Error) -> None:
        """Find the rows that make the select fail; their events will be refused, the others go on."""
        remedy = "cast with try_cast(...), or reject such rows by a rule"
        place = ("event", self._number, "select")
        try:
            self._broken = breaking_rows(self._table, self._select.rule.select)
            if not self._select.rows_known:
                row, reason = next(iter(self._broken.items()))
                remedy = "let the select tell its rows ([row] as rows), so that only this one is refused"
                raise self._run.file.wrong(*place, f"row {row}: {reason}", remedy)
            self._make(forgiving(self._table.connection, self._select.rule.select))
        except (TooManyBroken, duckdb.Error):
            raise self._run.file.wrong(*place, in_short(error), remedy) from None

    def _cut_row(self) -> int | None:
        """The last row of a file that broke off, if the select gathers several rows into one event."""
        if self._table.read.broke_off is None or not self._select.rows_known:
            return None
        found = self._table.connection.execute(
            f"select coalesce(max(len({ROWS_COLUMN})), 0) from {self._name}"
        ).fetchone()
        return self._table.read.rows if found and found[0] > 1 else None

    def _refuse_incomplete(self, row: Row, last: int | None) -> None:
        if self._broken and (number := has_row_in(row, self._broken)) is not None:
            raise Invalid(f"row {number}: {self._broken[number]}", "correct the row, or read it with try_cast(...)")
        if last is not None and last in row[3]:
            raise Invalid("the file breaks off within these rows", "fetch the file again and import it once more")

    def _raw(self, row: Row, raws: Mapping[int, str]) -> str:
        """The rows of the file; of a select that does not tell them, what it made of them."""
        if row[3]:
            return cut("\n".join(raws[number] for number in row[3] if number in raws))
        customer, _, external_id, _, *values = row
        made = {"customer": customer, "type": self._select.rule.type, "external_id": external_id}
        data = dict(zip(self._select.fields, values, strict=True))
        return cut(json.dumps({**made, "data": data}, ensure_ascii=False))

    def _count_times(self, local: LocalTimes) -> None:
        for reason, count in ((AMBIGUOUS, local.ambiguous), (MOVED, local.moved)):
            if count:
                self._run.summary.reasons[reason] += count


def _first(row: Row) -> int | None:
    """The first row of the file that an event was made of, where the select tells."""
    return row[3][0] if row[3] else None
