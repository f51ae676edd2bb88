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


@pytest.fixture
def opened(browser: Any) -> Iterator[Opener]:
    """Opens a path of a site in a browser of its own, signed in; further arguments are those of a browser context.

    At the end nothing may stand in the console: no refused script, no error, no missing file.
    """
    said: list[str] = []
    contexts: list[Any] = []

    def open_page(site: Site, path: str = "/", **how: Any) -> Any:
        context = browser.new_context(base_url=site.home, **{"viewport": {"width": 1280, "height": 900}, **how})
        contexts.append(context)
        page = context.new_page()
        page.goto(site.link)
        page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == []
