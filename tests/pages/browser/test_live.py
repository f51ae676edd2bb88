"""An open page of the present follows what is recorded; a page of another date stays what it was."""

from collections.abc import Iterator
from typing import Any

import pytest

from ledger.application import open_ledger
from tests.pages.books import LAST_DAY, noted, ordered, record, registered, restore_example
from tests.pages.browser.conftest import Opener, sync_api
from tests.pages.site import Site, serving

CODE = "C-1005"
FETCHED = "performance.getEntriesByType('resource').filter((r) => r.initiatorType === 'fetch').length"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The example, to be recorded into: every test says something of its own."""
    with serving(restore_example(tmp_path_factory.mktemp("live"))) as one:
        yield one


def sent(site: Site, document: dict[str, Any]) -> None:
    """Record through the server."""
    document = dict(document)
    answer = site.program.post(f"/api/v1/customers/{document.pop('customer')}/events", json=document)
    assert answer.status_code == 201, answer.text


def written(site: Site, document: dict[str, Any]) -> None:
    """Record beside the server: this is another process."""
    with open_ledger(site.directory) as ledger:
        record(ledger, document)


def marked(page: Any) -> None:
    """Leave a mark that a reload would wipe away."""
    page.evaluate("window.notReloaded = true")


def told(page: Any, text: str) -> Any:
    """The note on the timeline."""
    return page.get_by_text(f"Note: {text}", exact=True)


def untouched(page: Any) -> bool:
    kept: bool = page.evaluate("window.notReloaded === true")
    return kept


def test_an_open_customer_hears_of_its_events_from_wherever_they_come(site: Site, opened: Opener) -> None:
    page = opened(site, f"/customers/{CODE}")
    marked(page)
    timeline = page.locator(".timeline")
    sent(site, noted(CODE, "Through the server.", "2026-11-01"))
    sync_api.expect(timeline.first).to_contain_text("Through the server.")
    written(site, noted(CODE, "Beside the server.", "2026-11-02"))
    sync_api.expect(timeline.first).to_contain_text("Beside the server.")
    sync_api.expect(page.get_by_role("status")).to_contain_text("Updated")
    assert untouched(page)


def test_what_is_open_and_where_the_reader_is_stay(site: Site, opened: Opener) -> None:
    page = opened(site, f"/customers/{CODE}")
    proofs = page.locator("#proofs-rhythm")
    proofs.locator("summary").focus()
    page.keyboard.press("Enter")
    link = proofs.get_by_role("link").first
    sync_api.expect(link).to_be_visible()
    written(site, noted(CODE, "First.", "2026-11-01"))
    sync_api.expect(told(page, "First.")).to_be_visible()
    sync_api.expect(link).to_be_visible()
    sync_api.expect(proofs.locator("summary")).to_be_focused()
    link.focus()
    written(site, noted(CODE, "Second.", "2026-11-02"))
    sync_api.expect(told(page, "Second.")).to_be_visible()
    sync_api.expect(link).to_be_focused()


def test_what_is_being_typed_stays(site: Site, opened: Opener) -> None:
    page = opened(site)
    search = page.get_by_label("Search")
    search.press_sequentially("half a na")
    written(site, registered("C-7", "Seventh"))
    sync_api.expect(page.get_by_role("rowheader")).to_have_count(7)
    sync_api.expect(search).to_have_value("half a na")
    sync_api.expect(search).to_be_focused()
    search.press_sequentially("me")
    sync_api.expect(search).to_have_value("half a name")


def test_an_open_book_follows_with_its_filter(site: Site, opened: Opener) -> None:
    page = opened(site, "/?search=mistral")
    marked(page)
    tile = page.get_by_role("link", name="1 initial")
    sync_api.expect(tile).to_have_count(0)
    sent(site, ordered("C-1004", "SO-1", "2026-11-02") | {"source": "erp"})
    sync_api.expect(tile).to_be_visible()
    sync_api.expect(page.get_by_role("rowheader")).to_have_count(1)
    assert untouched(page)


def test_another_customers_event_changes_nothing(site: Site, opened: Opener) -> None:
    page = opened(site, f"/customers/{CODE}")
    written(site, noted("C-1001", "Of another."))
    written(site, noted(CODE, "Of this one."))
    sync_api.expect(told(page, "Of this one.")).to_be_visible()
    sync_api.expect(told(page, "Of another.")).to_have_count(0)


@pytest.mark.parametrize("path", [f"/customers/{CODE}?as_of={LAST_DAY}", f"/?known_at={LAST_DAY}"])
def test_a_page_of_another_date_stays_as_it_was(site: Site, opened: Opener, path: str) -> None:
    past, present = opened(site, path), opened(site, f"/customers/{CODE}")
    before = past.get_by_role("main").inner_html()
    written(site, noted(CODE, f"Today, not at {path}", LAST_DAY))
    sync_api.expect(told(present, f"Today, not at {path}.")).to_be_visible()
    assert past.get_by_role("main").inner_html() == before
    assert (
        past.evaluate("performance.getEntriesByType('resource').filter((r) => r.initiatorType === 'fetch').length") == 0
    )


def test_a_page_moved_to_the_past_rests_and_moved_back_it_follows(site: Site, opened: Opener) -> None:
    page = opened(site, f"/customers/{CODE}")
    slider = page.get_by_label("Move through time")
    slider.focus()
    page.keyboard.press("Home")
    sync_api.expect(page.locator("#who")).to_contain_text("back to now")
    written(site, noted(CODE, "While away."))
    page.keyboard.press("End")
    sync_api.expect(told(page, "While away.")).to_be_visible()
    written(site, noted(CODE, "Back again."))
    sync_api.expect(told(page, "Back again.")).to_be_visible()
