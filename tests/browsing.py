"""A real browser for tests, which notes all that a page asks for and complains of."""

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

from tests.prepare import browser as installed_browser

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
)
Scheme = Literal["light", "dark"]
# Before its first request the page stands still, so what is wrong with it is there to be measured.
OVERHANG = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@contextmanager
def chromium() -> Iterator[Browser]:
    """An installed browser, or Playwright's own; skips loudly without one, and fails in CI."""
    with sync_playwright() as playwright:
        try:
            launched = playwright.chromium.launch(
                executable_path=installed_browser(), args=list(FLAGS)
            )
        except Error as error:
            _none(error)
        yield launched
        launched.close()


def _none(error: Error) -> None:
    told = f"NO BROWSER, so its tests are skipped; to get one: python tests/prepare.py ({error})"
    if os.environ.get("CI"):
        pytest.fail(told)
    warnings.warn(told, stacklevel=1)
    pytest.skip("no browser")


@dataclass
class Visitor:
    """Somebody before a browser, and what the browser did for them."""

    page: Page
    home: str  # the site's address, with its last slash
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def elsewhere(self) -> list[str]:
        """Every request that left the site."""
        return [url for url in self.asked if not url.startswith((self.home, "data:"))]

    def overhang(self) -> int:
        """By how many pixels the page is wider than the window."""
        found: int = self.page.evaluate(OVERHANG)
        return found


@contextmanager
def visitor(
    browser: Browser, home: str, width: int, scheme: Scheme, *, script: bool = True
) -> Iterator[Visitor]:
    """A visitor with a window of this width who likes light or dark pages, with script or not."""
    height = 740 if width < 700 else 860
    viewport: Any = {"width": width, "height": height}
    with browser.new_context(
        viewport=viewport, color_scheme=scheme, java_script_enabled=script
    ) as context:
        page = context.new_page()
        made = Visitor(page, home)
        page.on("request", lambda request: made.asked.append(request.url))
        page.on("console", lambda message: made.complaints.append(message.text))
        page.on("pageerror", lambda error: made.complaints.append(str(error)))
        yield made
