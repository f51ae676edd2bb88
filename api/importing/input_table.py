"""The table `input` of a mapping, in a DuckDB of its own that can reach nothing but this table."""

# ruff: noqa: S608 - names and numbers in it are ours; conditions are checked before they run

import tempfile
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

import duckdb

from api.importing.mapping_file import Mapping
from api.importing.select_check import in_short
from api.importing.source_table import load
from ledger.errors import Unavailable

MEMORY = "2GB"
SPILL = "20GB"
ROWS = "rows_of_the_file"
# Small differences of type do not stand in the way: a code that is all digits can still be searched with `like`.
_OPEN: dict[str, str | bool | int | float | list[str]] = {"memory_limit": MEMORY, "old_implicit_casting": "true"}
_LOCK = (
    "set python_enable_replacements = false",
    "set autoinstall_known_extensions = false",
    "set autoload_known_extensions = false",
    "set allow_community_extensions = false",
    "set enable_external_access = false",
    "set lock_configuration = true",
)


def scratch_failed(error: duckdb.Error) -> Unavailable:
    """The error of ours when DuckDB itself cannot go on."""
    return Unavailable(
        f"the table of the import failed: {in_short(error)}",
        "check the free space of the folder for temporary files",
        tempfile.gettempdir(),
    )


class InputTable(AbstractContextManager["InputTable"]):
    """The rows of one file. Its database lives in a folder of its own, readable by this user alone, until closed.

    read: what became of the file's rows. columns: those of `input`, `row` left out.
    """

    def __init__(self, path: Path, mapping: Mapping) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="guanxi-import-")
        try:
            self._open(path, mapping, Path(self._folder.name))
        except BaseException as error:
            self._folder.cleanup()
            if isinstance(error, duckdb.Error):
                raise scratch_failed(error) from None
            raise

    def _open(self, path: Path, mapping: Mapping, folder: Path) -> None:
        self.connection = duckdb.connect(str(folder / "input.duckdb"), config=_OPEN)
        # Where DuckDB takes a program for an interactive one it draws a bar on stdout, which is for the answer.
        self.connection.execute("set enable_progress_bar = false")
        spill = str(folder / "spill").replace("'", "''")
        self.connection.execute(f"set temp_directory = '{spill}'")
        self.connection.execute(f"set max_temp_directory_size = '{SPILL}'")
        self.read = load(self.connection, path, mapping, ROWS, folder)
        for statement in _LOCK:
            self.connection.execute(statement)
        self.show()
        described = self.connection.execute("describe input").fetchall()
        self.columns = tuple(str(name) for name, *_ in described if name != "row")

    def show(self, first: int | None = None, last: int | None = None) -> None:
        """Let `input` be the remaining rows, or those of them from first to last."""
        part = "" if first is None or last is None else f" where row between {int(first)} and {int(last)}"
        self.connection.execute(f"create or replace view input as select * from {ROWS}{part}")

    def take_out(self, where: str) -> list[tuple[int, str]]:
        """Take the rows that meet the condition out of `input`; each is given as its number and its JSON, by number."""
        self.connection.execute(f"create temp table taken as select row from input where (\n{where}\n)")
        rows = self.raw_rows("select row from taken")
        self.connection.execute(f"delete from {ROWS} where row in (select row from taken)")
        self.connection.execute("drop table taken")
        return rows

    def take_out_rows(self, rows: list[int]) -> list[tuple[int, str]]:
        """The same for rows by their numbers."""
        numbers = ", ".join(str(int(row)) for row in rows) or "null"
        return self.take_out(f"row in ({numbers})")

    def raw_rows(self, numbers: str) -> list[tuple[int, str]]:
        """Rows of `input` as JSON, by number; numbers: a select of row numbers."""
        return self.connection.execute(
            f"select t.row, to_json(t)::varchar from {ROWS} t where t.row in ({numbers}) order by t.row"
        ).fetchall()

    def raw_of(self, rows: Iterable[int]) -> dict[int, str]:
        """The JSON of those rows by number; one look at the table however many they are."""
        self.connection.execute("create or replace temp table asked as select unnest(?::bigint[]) as row", [list(rows)])
        return dict(self.raw_rows("select row from asked"))

    def last_row(self) -> int:
        """The highest number among the remaining rows; 0 = none remain."""
        found = self.connection.execute(f"select coalesce(max(row), 0) from {ROWS}").fetchone()
        return int(found[0]) if found else 0

    def numbers(self) -> list[int]:
        """The numbers of the remaining rows, ascending."""
        return [row for (row,) in self.connection.execute(f"select row from {ROWS} order by row").fetchall()]

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()
        self._folder.cleanup()
