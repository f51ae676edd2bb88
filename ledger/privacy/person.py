"""Whose key: a contact of a customer, or the customer itself."""

from typing import NamedTuple


class Person(NamedTuple):
    """contact_id "" is the customer itself."""

    customer: str
    contact_id: str


class KeyName(NamedTuple):
    """generation: from 1; a person whose key was destroyed and who is named anew gets the next one."""

    person: Person
    generation: int
