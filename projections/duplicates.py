"""Customers that are likely one and the same: names that differ in nothing but their writing, in one country."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from projections.effective import History
from projections.profile import latest_in_file

Row = dict[str, Any]

# Words for the form of a company, folded; Chinese names end in theirs without a space.
LEGAL_FORMS = frozenset(
    (
        "ag", "bv", "co", "company", "corp", "corporation", "gmbh", "inc", "incorporated", "kg", "kk", "limited", "llc",
        "llp", "ltd", "mbh", "nv", "oy", "plc", "pte", "pty", "sa", "sarl", "se", "spa", "srl",
    )
)  # fmt: skip
CHINESE_FORMS = ("股份有限公司", "有限责任公司", "有限公司", "集团公司", "公司", "集团")
_WORD = re.compile(r"\w+")


def duplicates(history: History) -> list[Row]:
    """Each later customer with the earliest of the same name, by code: code, name, into, into_name, country, why.

    The same: equal once case, width, accents, punctuation, the order of words and legal forms are taken away, in the
    same country or where one of them names none.
    """
    names, countries = latest_in_file(history, "name"), latest_in_file(history, "country")
    registered = history.registered["position"].to_list()
    alike: dict[frozenset[str], list[int]] = defaultdict(list)
    for customer, name in enumerate(names):
        if words := plain_words(name or ""):
            alike[words].append(customer)
    found = []
    for group in alike.values():
        group.sort(key=lambda customer: registered[customer])
        for place, customer in enumerate(group):
            first = next((one for one in group[:place] if _one_country(countries, one, customer)), None)
            if first is not None:
                found.append(
                    {
                        "code": history.codes[customer],
                        "name": names[customer],
                        "into": history.codes[first],
                        "into_name": names[first],
                        "country": countries[customer] or countries[first],
                        "why": _why(names[customer] or "", names[first] or "", countries[customer], countries[first]),
                    }
                )
    return sorted(found, key=lambda row: str(row["code"]))


def plain_words(name: str) -> frozenset[str]:
    """What is left of a name; nothing where it is but a legal form."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name)).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace(".", "")
    words = (_without_chinese_form(word) for word in _WORD.findall(plain))
    return frozenset(word for word in words if word and word not in LEGAL_FORMS)


def _without_chinese_form(word: str) -> str:
    for form in CHINESE_FORMS:
        word = word.removesuffix(form)
    return word


def _one_country(countries: Sequence[str | None], one: int, other: int) -> bool:
    return countries[one] is None or countries[other] is None or countries[one] == countries[other]


def _why(name: str, other: str, country: str | None, other_country: str | None) -> str:
    same = "the same name" if name == other else "the same name but for case, punctuation, word order or legal form"
    where = f"both in {country}" if country and country == other_country else "a country is not recorded"
    return f"{same}; {where}"
