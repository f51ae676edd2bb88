"""Which schema of a database is ours, and of which layout: its comment says so."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ledger.errors import Unavailable

if TYPE_CHECKING:
    # What the layouts are is asked without a database too; what speaks to PostgreSQL does not load for that.
    from psycopg import Connection, RawCursor
    from psycopg.rows import TupleRow

    from ledger.postgres.address import Address


@dataclass(frozen=True, kw_only=True)
class SchemaKind:
    """layout: the newest this program knows, from 1. mark: how the comment begins; the layout ends it. holds: completes
    "holds no ... of ours". remedy: where the schema is another program's.
    """

    schema: str
    layout: int
    mark: str
    holds: str
    remedy: str

    @property
    def comment(self) -> str:
        return f"{self.mark}{self.layout}"

    def stands(self, connection: "Connection[Any] | RawCursor[TupleRow]", address: "Address") -> bool:
        """Whether it is there; Unavailable for a schema of its name that is another's, or of a newer layout."""
        asked = f"SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = '{self.schema}'"  # noqa: S608 - a name of ours
        row = connection.execute(asked).fetchone()
        if row is None:
            return False
        layout = re.fullmatch(re.escape(self.mark) + r"(\d+)", row[0] or "")
        if layout is None:
            raise Unavailable(f"{address} has a schema {self.schema} that holds no {self.holds} of ours", self.remedy)
        if int(layout[1]) > self.layout:
            raise Unavailable(
                f"the schema {self.schema} in {address} was written by a newer Guanxi (layout {layout[1]}, this one "
                f"knows up to {self.layout})",
                "Upgrade Guanxi.",
            )
        return True
