"""Draw the pictures of the README anew: python -m tests.pages.screenshots (needs Chromium and fonts for Chinese)."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.pages.books import restore_simulated
from tests.pages.browser.chromium import ARGUMENTS, executable
from tests.pages.site import Site, serving

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "images"
CUSTOMERS, YEARS = 200, 5
PICTURES = (
    ("book", "/?as_of=2025-12-31&risk=control", 860),
    ("customer", "/customers/C-100081?as_of=2025-12-31", 1100),
)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as directory,
        sync_playwright() as playwright,
        serving(restore_simulated(Path(directory), customers=CUSTOMERS, years=YEARS)) as site,
    ):
        browser = playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        for scheme in ("light", "dark"):
            _draw(browser, site, scheme)
        browser.close()


def _draw(browser: Browser, site: Site, scheme: str) -> None:
    page = browser.new_page(
        base_url=site.home,
        color_scheme="dark" if scheme == "dark" else "light",
        locale="en-GB",
    )
    page.goto(site.link)
    for name, address, height in PICTURES:
        page.set_viewport_size({"width": 1280, "height": height})
        page.goto(address)
        page.screenshot(path=FOLDER / f"{name}-{scheme}.png")


if __name__ == "__main__":
    main()
