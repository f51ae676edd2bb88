"""Invents a company: its name, country, currency, industry and what else stands in its file."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from api.simulation.chance import Chance
from api.simulation.words import Table, table

# So many customers share one sales team; the next ones have a team of their own.
TEAM_CUSTOMERS = 400


@dataclass(frozen=True, kw_only=True, slots=True)
class Company:
    """units: minor units to one dollar. works_from: the hour UTC at which its day begins. language: zh or en."""

    name: str
    country: str
    region: str
    city: str
    industry: str
    season: str
    legal_form: str
    currency: str
    units: int
    works_from: int
    people: str
    language: str
    team: str
    domain: str


def invent_company(chance: Chance) -> Company:
    tables = table("companies")
    country = chance.weighted(tables["country"], _weights("country"))
    industry = chance.weighted(tables["industry"], _weights("industry"))
    code, legal_form = country["code"], chance.pick(country["legal_forms"])
    place = chance.pick(tables["names"][code]["places"])
    first, second = (chance.pick(tables["names"][code][part]) for part in ("first", "second"))
    return Company(
        name=_NAMES[code](place, first, second, industry, legal_form),
        country=code,
        region=place[-1],
        city=place[-2],
        industry=industry["name"],
        season=industry.get("season", "china" if code == "CN" else "even"),
        legal_form=legal_form,
        currency=country["currency"],
        units=country["units"],
        works_from=country["works_from"],
        people=country["people"],
        language="zh" if code == "CN" else "en",
        team=country["owners"],
        domain=_domain(_latin_part(first) + _latin_part(second)),
    )


@cache
def _weights(name: str) -> tuple[int, ...]:
    """Of the countries or the industries."""
    return tuple(row["weight"] for row in table("companies")[name])


def invent_person(chance: Chance, style: str) -> str:
    """A name as it is written on a card: characters first where there are any, the family name first then."""
    names = table("people")[style]
    family, given = chance.pick(names["family"]), chance.pick(names["given"])
    if isinstance(family, str):
        return f"{given} {family}"
    return f"{family[0]}{given[0]} {family[1]} {given[1]}"


def pick_owner(chance: Chance, team: str, index: int, seed: int) -> str:
    """Somebody of the sales team that looks after the index-th customer's part of the world."""
    member = chance.below(table("people")["owners"][team]["count"])
    return _owner(team, index // TEAM_CUSTOMERS, member, seed)


@cache
def _owner(team: str, group: int, member: int, seed: int) -> str:
    """The members of a team are the same to all of its customers."""
    return _latin(invent_person(Chance(seed, team, group, member), table("people")["owners"][team]["style"]))


def address(name: str, domain: str) -> str:
    """The mail address of a person."""
    plain = unicodedata.normalize("NFKD", _latin(name)).encode("ascii", "ignore").decode().lower()
    return f"{plain.replace(' ', '.')}@{domain}"


def _latin(name: str) -> str:
    """A name without its characters, as colleagues write it among themselves."""
    characters, _, rest = name.partition(" ")
    return name if characters.isascii() or " " not in rest else rest


def _latin_part(word: Any) -> str:
    return str(word if isinstance(word, str) else word[1])


def _domain(name: str) -> str:
    """Where its mail goes: a name that nobody can own."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "".join(letter for letter in plain if letter.isalpha()) + ".example"


def _chinese(place: Any, first: Any, second: Any, industry: Table, legal_form: str) -> str:
    return f"{place[0]}{first[0]}{second[0]}{industry['CN']} {first[1]}{second[1]} {industry['en']}"


def _japanese(place: Any, first: Any, second: Any, industry: Table, legal_form: str) -> str:
    return f"{first[0]}{second[0]}{industry['JP'][0]} {first[1]}{second[1]} {industry['JP'][1]} {legal_form}"


def _american(place: Any, first: str, second: str, industry: Table, legal_form: str) -> str:
    return f"{first} {second} {industry['en']}, {legal_form}"


def _british(place: Any, first: str, second: str, industry: Table, legal_form: str) -> str:
    return f"{first} {second} {industry['en']} {legal_form}"


def _german(place: Any, first: str, second: str, industry: Table, legal_form: str) -> str:
    return f"{first}{second} {industry['DE']} {legal_form}"


def _italian(place: Any, first: str, second: str, industry: Table, legal_form: str) -> str:
    return f"{first}{second} {industry['en']} {legal_form}"


def _plain(place: Any, first: str, second: str, industry: Table, legal_form: str) -> str:
    return f"{first} {second} {legal_form}"


_NAMES: dict[str, Callable[..., str]] = {
    "CN": _chinese,
    "JP": _japanese,
    "US": _american,
    "GB": _british,
    "DE": _german,
    "IT": _italian,
    "FR": _plain,
    "NL": _plain,
}
