"""Letting a role of the database read the public views, and nothing else."""

from psycopg.sql import SQL, Identifier

from ledger.errors import NotFound
from ledger.postgres.datastore import LedgerDatastore
from projections.views.postgres.schema import PUBLIC

# The last is for views that are made anew when a later version shows more.
STATEMENTS = (
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT ON TABLES TO {role}",
)


def grant(database: LedgerDatastore, role: str) -> None:
    """For good, whatever is rebuilt. NotFound where the server knows no such role."""
    with database.beside_the_log() as cursor:
        if not cursor.execute("SELECT FROM pg_roles WHERE rolname = $1", (role,)).rowcount:
            raise NotFound(
                f"there is no role {role!r} at {database.address.server}", "Make it first: createuser.", "--grant"
            )
        for statement in STATEMENTS:
            cursor.execute(SQL(statement).format(schema=Identifier(PUBLIC), role=Identifier(role)), prepare=False)
