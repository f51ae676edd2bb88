"""Every page in Chinese: what is written in Latin letters is what people recorded, or one of a few names."""

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from api.http.security.token import LocalToken
from ledger.catalogue import CATALOGUE
from tests.http.conftest import TOKEN, Clock, Served, served
from tests.pages.books import LAST_DAY, restore_example

ALLOWED = {"Guanxi", "English", "UTC", "sha256", "local"}  # local: who recorded, where nobody signs in
DIGEST = re.compile(r"sha256:\S+")
WORD = re.compile(r"[A-Za-z]\w+")
SAID = ("aria-label", "placeholder", "title", "alt", "data-said", "data-today")
OPEN_ENDED = ("meta", "link", "input", "img")
AT = f"lang=zh&as_of={LAST_DAY}"
BOOK = (
    f"/?{AT}",
    f"/?{AT}&stage=stable&risk=control&momentum=steady&tier=A&signal=order_overdue",
    "/?lang=zh&as_of=1950-01-01",
    f"/portfolio?{AT}",
    "/customers/C-9?lang=zh",
)


class Words(HTMLParser):
    """The texts that a reader sees or hears; commands and what says that it is English are left out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside: list[tuple[str, bool]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.texts += [text for name in SAID if (text := given.get(name))]
        if tag not in OPEN_ENDED:
            self._inside.append((tag, given.get("lang") == "en" or tag == "code"))

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(left_out for _, left_out in self._inside):
            self.texts.append(data)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    directory = restore_example(tmp_path_factory.mktemp("chinese"))
    with served(directory, Clock(), LocalToken(TOKEN)) as one:
        yield one


def test_no_page_has_an_english_word_of_ours(example: Served) -> None:
    recorded = sorted(_recorded(example), key=len, reverse=True)
    pages = [*BOOK, *(f"/customers/{code}?{AT}" for code in example.ledger.customers())]
    assert {page: found for page in pages if (found := _foreign(_page(example, page), recorded))} == {}


def test_an_empty_book_says_so_in_chinese(tmp_path: Path) -> None:
    with served(tmp_path, Clock(), LocalToken(TOKEN)) as nothing:
        assert _foreign(_page(nothing, "/?lang=zh"), []) == []


def test_an_english_word_would_be_found() -> None:
    page = '<p title="Share">份额 of Acme</p><p lang="en">Not found.</p><code>guanxi import</code>'
    assert _foreign(page, ["Acme"]) == ["Share", "of"]


def _page(site: Served, path: str) -> str:
    return site.visit.get(path, headers={"Accept": "text/html"}).text


def _foreign(page: str, recorded: list[str]) -> list[str]:
    """The Latin words in the texts of a page, without those that were recorded (the longest first)."""
    found: list[str] = []
    for text in Words(page).texts:
        left = DIGEST.sub("", text)
        for known in recorded:
            left = left.replace(known, " ")
        found += [word for word in WORD.findall(left) if word not in ALLOWED]
    return found


def _recorded(site: Served) -> set[str]:
    """What people wrote into the example: names, codes and free texts."""
    ledger = site.ledger
    events = [event for code in ledger.customers() for event in ledger.stream(code)]
    told = [*ledger.customers(), *(text for e in events for text in (e.source, e.external_id, *_texts(e.data)) if text)]
    return set(told) - {word for kind in CATALOGUE.values() for word in _choices(kind.model.model_json_schema())}


def _choices(schema: Any) -> Iterator[str]:
    """The words that the catalogue lets people choose from: ours, which pages must translate."""
    if isinstance(schema, Mapping):
        yield from schema.get("enum", ())
        schema = list(schema.values())
    if isinstance(schema, list):
        for one in schema:
            yield from _choices(one)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value
