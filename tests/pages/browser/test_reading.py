"""The pages read well anywhere: without JavaScript, on a narrow screen, on paper, with odd names or none at all."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.pages.books import LAST_DAY, book_of, ordered, registered, restore_simulated
from tests.pages.browser.conftest import Opener, sync_api
from tests.pages.site import Site, serving

BOOK, CUSTOMER = f"/?as_of={LAST_DAY}", f"/customers/C-1005?as_of={LAST_DAY}"
ODD = {
    "C-1": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3,
    "C-2": "株式会社" * 60,
    "C-3": "<b>Bold</b> & Söhne \"GmbH\" 'x' 🤝",
    "客户-4": "شركة العلاقات للتجارة",
}
PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Customers with names and owners that are hard to fit."""
    events = [registered(code, name, owner=name[:120]) for code, name in ODD.items()]
    events += [ordered(code, f"O-{n}", f"2025-0{n + 2}-03", "123456789012.34") for code in ODD for n in range(4)]
    with serving(book_of(tmp_path_factory.mktemp("odd"), events)) as site:
        yield site


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(restore_simulated(tmp_path_factory.mktemp("simulated"), customers=5, years=1)) as site:
        yield site


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(book_of(tmp_path_factory.mktemp("empty"), [])) as site:
        yield site


def beside_the_screen(page: Any) -> int:
    """How many pixels the page is wider than the screen."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


@pytest.mark.parametrize("width", [320, 390, 820])
@pytest.mark.parametrize("path", [BOOK, CUSTOMER])
def test_nothing_stands_beside_a_narrow_screen(example: Site, opened: Opener, path: str, width: int) -> None:
    page = opened(example, path, viewport={"width": width, "height": 844})
    page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    assert beside_the_screen(page) == 0


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_every_line_of_the_book_is_seen_whole(example: Site, opened: Opener, width: int) -> None:
    page = opened(example, BOOK, viewport={"width": width, "height": 844})
    hidden = "(region) => region.scrollWidth - region.clientWidth"
    assert page.get_by_role("region", name="Customers").evaluate(hidden) == 0


@pytest.mark.parametrize("width", [320, 1280])
def test_odd_names_fit_and_are_shown_as_they_are(odd: Site, opened: Opener, width: int) -> None:
    page = opened(odd, viewport={"width": width, "height": 844})
    assert beside_the_screen(page) == 0
    for code, name in ODD.items():
        page.goto("/")
        page.get_by_role("link", name=name[:40]).first.click()
        sync_api.expect(page.get_by_role("heading", level=1)).to_contain_text(name[:60])
        assert page.url.endswith(f"/customers/{code}") or "%" in page.url
        assert beside_the_screen(page) == 0


def test_without_script_links_forms_and_proofs_work(example: Site, opened: Opener) -> None:
    page = opened(example, BOOK, java_script_enabled=False)
    page.get_by_role("link", name="2 rescue").click()
    page.get_by_role("link", name="Cascade Pump Works").click()
    main = page.get_by_role("main")
    sync_api.expect(main).to_contain_text("regressing")
    sync_api.expect(page.locator("#slide")).to_be_hidden()
    proofs = page.locator("#proofs-stage")
    proofs.locator("summary").click()
    link = proofs.get_by_role("link").first
    position = link.get_attribute("href")
    assert position is not None
    link.click()
    assert page.url.endswith(position)
    sync_api.expect(page.locator(position)).to_be_visible()
    page.get_by_label("As of").fill("2025-06-30")
    page.get_by_role("button", name="Show").click()
    sync_api.expect(main).to_contain_text("as of 2025-06-30")
    page.get_by_role("link", name="Book").first.click()
    sync_api.expect(main).to_contain_text("as of 2025-06-30")
    page.get_by_label("Search").fill("nordwind")
    page.get_by_role("button", name="Show").click()
    sync_api.expect(page.get_by_role("rowheader")).to_have_count(1)


def test_an_event_tells_what_it_says_and_what_it_said(example: Site, opened: Opener) -> None:
    page = opened(example, "/customers/C-1002", java_script_enabled=False)
    corrected = page.get_by_role("listitem").filter(has_text="corrected").first
    corrected.locator("summary").click()
    sync_api.expect(corrected).to_contain_text("Was:")
    sync_api.expect(corrected).to_contain_text("Recorded")
    sync_api.expect(page.get_by_text("late by 43 days").first).to_be_visible()


def test_on_paper_nothing_is_left_to_click(example: Site, opened: Opener) -> None:
    page = opened(example, CUSTOMER)
    page.emulate_media(media="print")
    assert page.locator("form, nav, button, summary").locator("visible=true").count() == 0
    sync_api.expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_on_paper_it_is_light_for_readers_of_dark_screens_too(example: Site, opened: Opener) -> None:
    page = opened(example, CUSTOMER, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('.signal h3')).color") == "rgb(156, 28, 20)"


def test_an_empty_book_says_how_to_begin(empty: Site, opened: Opener) -> None:
    page = opened(empty)
    sync_api.expect(page.get_by_role("heading", name="The book is empty")).to_be_visible()
    sync_api.expect(page.get_by_role("main")).to_contain_text("guanxi record")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (f"{BOOK}&search=nobody", "No customer matches"),
        ("/?as_of=1999-12-31", "No customer yet"),
        ("/customers/C-9", "no customer 'C-9'"),
        ("/customers/C-1004?as_of=1999-12-31", "nothing had happened"),
    ],
)
def test_where_nothing_is_the_page_says_so_and_shows_the_way_back(
    example: Site, browser: Any, path: str, words: str
) -> None:
    context = browser.new_context(base_url=example.home)
    context.request.get(example.link, max_redirects=0)
    page = context.new_page()
    answer = page.goto(path)
    assert answer.status == (404 if "customers" in path else 200)
    sync_api.expect(page.get_by_role("main")).to_contain_text(words, ignore_case=True)
    page.get_by_role("main").get_by_role("link").last.click()
    sync_api.expect(page.get_by_role("heading", name="Book", exact=True)).to_be_visible()
    sync_api.expect(page.get_by_role("rowheader")).to_have_count(6)
    context.close()


def test_a_simulated_book_says_so_on_every_page(simulated: Site, opened: Opener, example: Site) -> None:
    page = opened(simulated, **PHONE)
    banner = page.get_by_role("note")
    sync_api.expect(banner).to_contain_text("Simulated")
    page.get_by_role("rowheader").first.get_by_role("link").click()
    sync_api.expect(page.get_by_role("heading", name="Timeline")).to_be_visible()
    sync_api.expect(banner).to_contain_text("Simulated")
    sync_api.expect(opened(example).get_by_role("note")).to_have_count(0)
