"""The log as typed columns, without personal data: what every projection reads."""

from projections.journal.columns import (
    COMPLIANCE,
    JOURNAL_SCHEMA,
    LEDGER_STREAM,
    MERGING,
    PAYLOAD_COLUMNS,
    RECORD_KEEPING,
    LogRow,
)
from projections.journal.decoding import column, filled, for_everybody, journal_of, read_journal, unread
from projections.journal.few import FewColumns
from projections.journal.frame import Journal, JournalColumns

__all__ = [
    "COMPLIANCE",
    "JOURNAL_SCHEMA",
    "LEDGER_STREAM",
    "MERGING",
    "PAYLOAD_COLUMNS",
    "RECORD_KEEPING",
    "FewColumns",
    "Journal",
    "JournalColumns",
    "LogRow",
    "column",
    "filled",
    "for_everybody",
    "journal_of",
    "read_journal",
    "unread",
]
