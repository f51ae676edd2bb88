"""What a reader does: by keyboard, by tiles and columns, page by page, and through time."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.pages.books import LAST_DAY, book_of, ordered, registered
from tests.pages.browser.conftest import Opener, sync_api
from tests.pages.site import Site, serving

BOOK, CUSTOMER = f"/?as_of={LAST_DAY}", f"/customers/C-1002?as_of={LAST_DAY}"


def asked(page: Any) -> dict[str, str]:
    """What the address asks for."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def names(page: Any) -> list[str]:
    found: list[str] = page.get_by_role("rowheader").get_by_role("link").all_text_contents()
    return found


@pytest.fixture(scope="module")
def long_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """More customers than a page holds, one of them with more events than a page holds."""
    events = [registered(f"C-{n:03}", f"Customer {n:03}") for n in range(1, 62)]
    events += [ordered("C-001", f"O-{n}", f"2025-0{n % 8 + 2}-0{n % 9 + 1}") for n in range(150)]
    with serving(book_of(tmp_path_factory.mktemp("long"), events)) as site:
        yield site


def test_the_first_stop_of_the_keyboard_skips_to_the_content(example: Site, opened: Opener) -> None:
    page = opened(example, BOOK)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    sync_api.expect(skip).to_be_focused()
    sync_api.expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    sync_api.expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    sync_api.expect(page.get_by_label("Search")).to_be_focused()


@pytest.mark.parametrize("path", [BOOK, CUSTOMER])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(example: Site, opened: Opener, path: str) -> None:
    page = opened(example, path)
    reachable = page.locator("a[href], input:not([type=hidden]), button, summary, [tabindex='0']")
    wanted = reachable.locator("visible=true").count()
    seen = set()
    for _ in range(wanted + 20):  # a date has three parts
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
            return [e.outerHTML.slice(0, 300), s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2,
              e.matches(":focus")]; }"""
        )
        if stop[0].startswith("<body"):
            break
        if not stop[2]:
            continue  # the calendar within a field: Chromium rings it itself
        assert stop[1], f"no sign of focus on {stop[0]}"
        seen.add(stop[0])
    assert len(seen) >= 0.9 * wanted  # some look alike


def test_tiles_narrow_the_book_and_widen_it_again(example: Site, opened: Opener) -> None:
    page = opened(example, BOOK)
    page.get_by_role("link", name="2 initial").click()
    assert asked(page) == {"as_of": LAST_DAY, "stage": "initial"}
    assert len(names(page)) == 2
    page.get_by_role("link", name="1 rescue").click()
    assert asked(page) == {"as_of": LAST_DAY, "stage": "initial", "risk": "rescue"}
    assert names(page) == ["Cascade Pump Works, Inc."]
    page.get_by_role("link", name="stage: initial").click()
    page.get_by_role("link", name="2 rescue").click()
    assert asked(page) == {"as_of": LAST_DAY}
    assert len(names(page)) == 6


def test_columns_sort_and_say_so(example: Site, opened: Opener) -> None:
    page = opened(example, BOOK)
    assert names(page)[0].startswith("Cascade")  # of the two to rescue the one in a crisis
    for order, first in (("descending", "汉博"), ("ascending", "Mistral")):
        page.get_by_role("columnheader", name="12 months").get_by_role("link").click()
        column = page.get_by_role("columnheader", name="12 months")
        sync_api.expect(column).to_have_attribute("aria-sort", order)
        assert first in " ".join(names(page)[:2])


def test_owner_and_signal_of_a_line_narrow_the_book(example: Site, opened: Opener) -> None:
    page = opened(example, BOOK)
    page.get_by_role("link", name="order overdue").first.click()
    assert asked(page)["signal"] == "order_overdue"
    page.get_by_role("cell").get_by_role("link").last.click()
    assert set(asked(page)) == {"as_of", "signal", "owner"}
    assert len(names(page)) == 1


def test_search_keeps_what_was_chosen(example: Site, opened: Opener) -> None:
    page = opened(example, f"{BOOK}&stage=initial&sort=-name")
    page.get_by_label("Search").fill("pump")
    page.keyboard.press("Enter")
    sync_api.expect(page.get_by_role("rowheader")).to_have_count(1)
    question = asked(page)
    assert {question[name] for name in ("stage", "sort", "search", "as_of")} == {"initial", "-name", "pump", LAST_DAY}


def test_pages_of_the_book_follow_each_other(long_book: Site, opened: Opener) -> None:
    page = opened(long_book, "/?sort=name")
    first = names(page)
    page.get_by_role("link", name="Next").click()
    sync_api.expect(page.get_by_text("51 to 61 of 61")).to_be_visible()  # below the list: it has come whole
    second = names(page)
    assert (len(first), len(second)) == (50, 11)
    assert first + second == sorted({*first, *second})
    page.get_by_role("link", name="Previous").click()
    sync_api.expect(page.get_by_text("1 to 50 of 61", exact=True)).to_be_visible()
    assert names(page) == first


def test_pages_of_a_timeline_follow_each_other(long_book: Site, opened: Opener) -> None:
    page = opened(long_book, "/customers/C-001")
    older = page.get_by_role("link", name="Older")
    seen = page.locator(".timeline li").count()
    older.click()
    sync_api.expect(page.get_by_role("heading", name="Timeline")).to_be_in_viewport()
    assert seen + page.locator(".timeline li").count() == 151
    sync_api.expect(older).to_have_count(0)
    page.get_by_role("link", name="Newest").click()
    sync_api.expect(older).to_be_visible()


def test_a_proof_leads_to_its_event_on_whichever_page_it_is(long_book: Site, opened: Opener) -> None:
    page = opened(long_book, "/customers/C-001?skip=140")
    page.locator("#proofs-rhythm summary").click()
    link = page.locator("#proofs-rhythm").get_by_role("link").first
    anchor = "#" + str(link.get_attribute("href")).partition("#")[2]
    link.click()
    sync_api.expect(page.locator(anchor)).to_be_in_viewport()


def test_the_slider_moves_the_page_through_time(example: Site, opened: Opener) -> None:
    page = opened(example, CUSTOMER)
    slider, told = page.get_by_label("Move through time"), page.locator("#who")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    sync_api.expect(told).to_contain_text("as of 2026-09-30")
    sync_api.expect(slider).to_be_focused()
    sync_api.expect(slider).to_have_attribute("aria-valuetext", "2026-09-30")
    sync_api.expect(page.get_by_label("As of")).to_have_value("2026-09-30")
    assert asked(page) == {"as_of": "2026-09-30"}
    page.keyboard.press("Home")
    sync_api.expect(page.locator("#stage-head")).to_contain_text("development")
    page.keyboard.press("End")
    page.wait_for_url(example.home + "/customers/C-1002")
    sync_api.expect(page.get_by_label("As of")).to_have_value("")


def test_as_known_then_moves_both_clocks(example: Site, opened: Opener) -> None:
    page = opened(example, "/customers/C-1002?as_of=2026-06-30")
    stage = page.locator("#stage-head")
    sync_api.expect(stage).to_contain_text("stable")
    page.get_by_label("as known then").check()
    sync_api.expect(stage).to_contain_text("initial")
    assert asked(page) == {"as_of": "2026-06-30", "known_at": "2026-06-30"}
    page.get_by_label("Move through time").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/customers/C-1002?as_of=2026-05-31&known_at=2026-05-31")
    page.get_by_label("as known then").uncheck()
    page.wait_for_url("**/customers/C-1002?as_of=2026-05-31")
    page.goto("/customers/C-1002?as_of=2026-06-30&known_at=2026-06-30")
    sync_api.expect(page.get_by_label("as known then")).to_be_checked()


def test_links_keep_both_clocks(example: Site, opened: Opener) -> None:
    clocks = {"as_of": "2026-06-30", "known_at": "2026-06-30"}
    page = opened(example, "/?as_of=2026-06-30&known_at=2026-06-30")
    page.get_by_role("link", name="Nordwind").click()
    assert asked(page) == clocks
    page.get_by_role("link", name="Book").first.click()
    assert asked(page) == clocks
    page.get_by_role("link", name="Nordwind").click()
    page.get_by_role("link", name="back to now").click()
    assert asked(page) == {}


def test_the_link_of_a_server_opens_the_book(example: Site, browser: Any) -> None:
    page = browser.new_page()
    page.goto(example.link)
    assert page.url == example.home + "/"
    sync_api.expect(page.get_by_role("heading", name="Book", exact=True)).to_be_visible()
    page.context.close()
