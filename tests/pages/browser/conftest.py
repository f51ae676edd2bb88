"""Chromium, and pages that are signed in and whose console must stay silent."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.needs import missing
from tests.pages.books import restore_example
from tests.pages.browser.chromium import ARGUMENTS, VARIABLE, executable
from tests.pages.site import Site, serving

sync_api = pytest.importorskip("playwright.sync_api")

Opener = Callable[..., Any]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium. For one module: while playwright runs, the thread counts as one that runs an event loop."""
    found = executable()
    if found is None:
        missing("a browser", f"install Debian's package chromium, or name a Chromium in {VARIABLE}")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The example book, for tests that record nothing."""
    with serving(restore_example(tmp_path_factory.mktemp("example"))) as site:
        yield site


class Pages:
    """Pages of one browser, each signed in and in a context of its own, given again when a test is done with them: a
    context costs as much as what a test does with it.
    """

    def __init__(self, browser: Any) -> None:
        self.said: list[str] = []
        self._browser = browser
        self._free: dict[str, Any] = {}
        self._taken: list[tuple[str, Any]] = []

    def page(self, site: Site, path: str = "/", **how: Any) -> Any:
        """That path of a site. how: arguments of a browser context."""
        options = {"base_url": site.home, "viewport": {"width": 1280, "height": 900}, **how}
        kind = repr(sorted(options.items()))
        page = self._free.pop(kind, None) or self._signed_in(site, options)
        self._taken.append((kind, page))
        page.goto(path)
        return page

    def given_back(self) -> None:
        """Nobody looks at the pages any more; one of each kind is kept."""
        while self._taken:
            kind, page = self._taken.pop()
            if kind in self._free:
                page.context.close()
            else:
                page.emulate_media(media="null")
                page.goto("about:blank")
                self._free[kind] = page

    def _signed_in(self, site: Site, options: dict[str, Any]) -> Any:
        context = self._browser.new_context(**options)
        assert context.request.get(site.link, max_redirects=0).status == 303  # as the link does, without drawing a page
        page = context.new_page()
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        return page


@pytest.fixture(scope="module")
def pages(browser: Any) -> Pages:
    return Pages(browser)


@pytest.fixture
def opened(pages: Pages) -> Iterator[Opener]:
    """Opens a path of a site, signed in; further arguments are those of a browser context.

    At the end nothing may stand in the console: no refused script, no error, no missing file.
    """
    yield pages.page
    pages.given_back()
    said, pages.said = pages.said, []
    assert said == []
