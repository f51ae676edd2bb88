"""Which database is ours: asked before anything is written."""

from typing import Any

from psycopg import Connection

from ledger.errors import Unavailable
from ledger.postgres.address import Address
from ledger.postgres.schema import LEDGER_SCHEMA, STATEMENTS

OLDEST_SERVER = 16
_ANYTHING = r"""
SELECT quote_ident(nspname) || '.' || quote_ident(relname)
FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND nspname <> 'information_schema' AND nspname NOT LIKE 'pg\_%'
  AND NOT EXISTS (
    SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e'
  )
ORDER BY 1 LIMIT 1
"""
_ONE_MAKER = "SELECT pg_advisory_xact_lock(hashtext('guanxi: making a ledger'))"


def check_server(connection: Connection[Any], address: Address) -> None:
    """Refuse a server that cannot keep a ledger's promises."""
    found = connection.info.server_version // 10_000
    if found < OLDEST_SERVER:
        raise Unavailable(
            f"the server of {address} is PostgreSQL {found}, which is too old",
            f"A ledger needs PostgreSQL {OLDEST_SERVER} or newer.",
        )
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise Unavailable(
            f"{address} keeps its text in {encoding}, which cannot hold every name",
            "Make one with createdb --encoding UTF8 --template template0.",
        )


def make_ledger(connection: Connection[Any], address: Address) -> None:
    """Inside a transaction: an empty ledger, unless another process has made it meanwhile.

    Unavailable where the database holds something else: a ledger has one of its own.
    """
    connection.execute(_ONE_MAKER)
    if LEDGER_SCHEMA.stands(connection, address):
        return
    other = connection.execute(_ANYTHING).fetchone()
    if other is not None:
        raise Unavailable(
            f"{address} holds something else than a ledger: {other[0]}",
            "A ledger has a database of its own: make one with createdb, and name it.",
        )
    for statement in STATEMENTS:
        connection.execute(statement)
