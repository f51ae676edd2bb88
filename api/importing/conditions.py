"""The rules that take rows out of `input`: leave_out and reject, each with its reason."""

import duckdb

from api.importing.breaking_rows import TooManyBroken, breaking_rows
from api.importing.event_select import condition
from api.importing.input_table import InputTable
from api.importing.mapping_file import MappingFile, Rule
from api.importing.rejects import RejectsFile
from api.importing.select_check import in_short
from api.importing.summary import FileCounts, ImportSummary

REJECTED = "rejected"


class Conditions:
    """Applies the rules of a mapping to a table, in the order of the file, leave_out first."""

    def __init__(
        self, file: MappingFile, table: InputTable, counts: FileCounts, summary: ImportSummary, rejects: RejectsFile
    ) -> None:
        self._file = file
        self._table = table
        self._counts = counts
        self._summary = summary
        self._rejects = rejects

    def apply(self) -> None:
        """Take out what the rules name; a row on which a rule fails (a text that is no number) is rejected."""
        for number, rule in enumerate(self._file.mapping.leave_out):
            taken = self._take_out("leave_out", number, rule)
            self._counts.rows_left_out += len(taken)
            self._summary.reasons[rule.reason] += len(taken)
        for number, rule in enumerate(self._file.mapping.reject):
            for row, raw in self._take_out("reject", number, rule):
                self.reject(row, raw, REJECTED, rule.reason, rule.reason)
        self._summary.reasons += type(self._summary.reasons)()  # drops reasons that nothing met

    def reject(self, row: int, raw: str, code: str, reason: str, counted_as: str) -> None:
        """Reject one row."""
        self._counts.rows_rejected += 1
        self._summary.reasons[counted_as] += 1
        self._rejects.add(self._counts.file, row, "", code, reason, raw)

    def _take_out(self, table: str, number: int, rule: Rule) -> list[tuple[int, str]]:
        try:
            return self._table.take_out(rule.where)
        except duckdb.Error as error:
            failed = error
        try:
            broken = breaking_rows(self._table, condition(rule.where))
        except TooManyBroken:
            remedy = "mend the condition, with try_cast(...) where a column does not always hold such a value"
            raise self._file.wrong(table, number, "where", in_short(failed), remedy) from None
        for row, raw in self._table.take_out_rows(list(broken)):
            self.reject(row, raw, "invalid", f'the rule for "{rule.reason}" fails on it: {broken[row]}', "invalid")
        return self._table.take_out(rule.where)
