"""Where a database is: read from a URL, and named to people without its password."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import psycopg
from psycopg.conninfo import conninfo_to_dict

from ledger.errors import Invalid

SCHEMES = ("postgresql://", "postgres://")
DEFAULT_PORT = "5432"
POINTER = "--database"
FORM = "Write postgresql://USER:PASSWORD@HOST:PORT/NAME; in a password @ is written %40, : %3A, / %2F, % %25."


@dataclass(frozen=True, kw_only=True)
class Address:
    """parameters: as libpq takes them, the password among them; what is not said there libpq takes from PG* variables.

    str() of it is for messages.
    """

    parameters: Mapping[str, str] = field(repr=False)

    def __str__(self) -> str:
        return f"the database{f' {name}' if (name := self.parameters.get('dbname')) else ''} at {self.server}"

    @property
    def server(self) -> str:
        """HOST:PORT, or the directory of a local socket."""
        host = self.parameters.get("host") or self.parameters.get("hostaddr") or "this machine"
        return host if host.startswith("/") else f"{host}:{self.parameters.get('port') or DEFAULT_PORT}"

    def without_secrets(self, text: str) -> str:
        """A message of somebody else, in which the password must not stand."""
        password = self.parameters.get("password")
        return text.replace(password, "***") if password else text


def read_address(url: str) -> Address:
    """Invalid where it is none. Nothing of the URL is quoted: where it is mistyped, anything may be the password."""
    if not url.startswith(SCHEMES):
        raise Invalid("this is not the URL of a PostgreSQL database", FORM, POINTER)
    place, _, options = url.partition("?")
    if place.count("@") > 1 or "@" in options:
        raise Invalid("this URL has an @ where none can be", FORM, POINTER)
    try:
        parameters = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    except psycopg.ProgrammingError:
        raise Invalid("this URL of a database cannot be read", FORM, POINTER) from None
    if "@" in parameters.get("dbname", ""):
        raise Invalid("this URL has a / where none can be", FORM, POINTER)
    return Address(parameters=parameters)
