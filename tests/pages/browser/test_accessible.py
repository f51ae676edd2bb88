"""Nothing that axe knows is wrong with the pages: light and dark, wide and narrow."""

from typing import Any

import pytest

from tests.pages.books import LAST_DAY
from tests.pages.browser.conftest import Opener
from tests.pages.site import Site

PAGES = {
    "the book": f"/?as_of={LAST_DAY}&risk=control&sort=-silent_days",
    "no customer found": "/?search=nobody",
    "a customer at risk": f"/customers/C-1005?as_of={LAST_DAY}",
    "a customer never judged": "/customers/C-1004?as_of=2026-03-03",
    "the portfolio": f"/portfolio?as_of={LAST_DAY}",
    "a customer in Chinese": f"/customers/C-1001?as_of={LAST_DAY}&lang=zh",
    "a corrected past": f"/customers/C-1002?as_of={LAST_DAY}&known_at=2026-06-30",
}
LOOKS: dict[str, dict[str, Any]] = {  # both schemes and both widths
    "light and wide": {"color_scheme": "light"},
    "dark and narrow": {"color_scheme": "dark", "viewport": {"width": 390, "height": 844}},
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Any) -> list[str]:
    """What axe finds, with everything opened that can be."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    results = axe.Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    return [
        f"{found['id']}: {node['html'][:200]} {node['failureSummary']}"
        for found in results.response["violations"]
        for node in found["nodes"]
    ]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(example: Site, opened: Opener, name: str, look: str) -> None:
    page = opened(example, PAGES[name], bypass_csp=True, **LOOKS[look])
    assert violations(page) == []


def test_axe_would_find_something(example: Site, opened: Opener) -> None:
    page = opened(example, bypass_csp=True)
    page.evaluate("document.querySelector('h1').outerHTML = '<h1 style=\"color: #eee\">Book</h1><img src=\"/docs\">'")
    found = " ".join(violations(page))
    assert "color-contrast" in found
    assert "image-alt" in found
