"""A browser that listens: pages on the live server, and a test that fails on any complaint.

`page` is a Danish desktop. `new_page` opens others: without JavaScript, on a phone, in another
language. `complaints` hears the console, uncaught errors, the content security policy and
requests to other hosts. `axe` says what bars people with disabilities.
"""

import os
import re
from collections.abc import Callable, Iterator
from typing import Any, Protocol
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    WebError,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from cocreation.people.models import User
from tests import servers
from typology.models import Edition

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 3,
    "is_mobile": True,
    "has_touch": True,
}
PATIENCE = 10_000
"""Milliseconds that an element may take to appear."""
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing leaves this machine, whatever a page asks for.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
SAY_VIOLATIONS_ALOUD = """
addEventListener("securitypolicyviolation", (event) => console.error(
    `content security policy: ${event.effectiveDirective} refuses ${event.blockedURI}`
));
"""


class Complaints:
    """What the browser complained about, less what the test said it would."""

    def __init__(self, home: str) -> None:
        self.home = urlsplit(home).netloc
        self.heard: list[str] = []
        self.expected: list[str] = []

    def expect(self, pattern: str) -> None:
        """Allow complaints in which this regular expression is found; one must come."""
        self.expected.append(pattern)

    def listen(self, context: BrowserContext) -> None:
        """Hear everything that any page of this context complains about."""
        context.add_init_script(SAY_VIOLATIONS_ALOUD)
        context.on("console", self._hear_console)
        context.on("weberror", self._hear_error)
        context.on("request", self._hear_request)

    def told(self) -> list[str]:
        """Return what a test must fail on: the unexpected, and the expected that never came."""
        unexpected = [
            line
            for line in self.heard
            if not any(re.search(pattern, line) for pattern in self.expected)
        ]
        missed = [
            f"expected and never heard: {pattern}"
            for pattern in self.expected
            if not any(re.search(pattern, line) for line in self.heard)
        ]
        return [*dict.fromkeys(unexpected), *missed]

    def _hear_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning", "assert"):
            place = message.location.get("url", "")
            self.heard.append(f"console {message.type}: {message.text} ({place})")

    def _hear_error(self, error: WebError) -> None:
        self.heard.append(f"uncaught: {error.error}")

    def _hear_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob", "about") and address.netloc != self.home:
            self.heard.append(f"request to another host: {request.url}")


class NewPage(Protocol):
    """Open a page in a context of its own, as another person with another device would."""

    def __call__(
        self,
        *,
        javascript: bool = True,
        phone: bool = False,
        locale: str = "da-DK",
        **options: Any,
    ) -> Page: ...


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Playwright's loop, which runs in this thread while the tests of this folder do.

    Django takes the thread for asynchronous meanwhile and would refuse the database.
    """
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield playwright


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for all tests of this folder."""
    as_root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    browser = playwright.chromium.launch(
        executable_path=servers.browser(playwright.chromium.executable_path),
        args=[*ARGUMENTS, *as_root],
    )
    yield browser
    browser.close()


@pytest.fixture
def complaints(live_server: LiveServer) -> Complaints:
    """What was heard so far. `complaints.expect("status of 404")` before a page that is missing."""
    return Complaints(live_server.url)


@pytest.fixture
def new_page(
    browser: Browser,
    live_server: LiveServer,
    complaints: Complaints,
    transactional_db: None,
) -> Iterator[NewPage]:
    """Open pages; close them before the database is emptied, and fail on any complaint."""
    contexts: list[BrowserContext] = []

    def open_page(
        *,
        javascript: bool = True,
        phone: bool = False,
        locale: str = "da-DK",
        **options: Any,
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            java_script_enabled=javascript,
            locale=locale,
            **((PHONE if phone else {}) | options),
        )
        context.set_default_timeout(PATIENCE)
        complaints.listen(context)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    if told := complaints.told():
        pytest.fail("The browser complained:\n" + "\n".join(told), pytrace=False)


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A Danish reader's desktop."""
    return new_page()


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Say which rules of WCAG 2.2 AA and of good practice a page breaks: a line for each place."""

    def violations(page: Page) -> list[str]:
        # Playwright evaluates over the debugger, which no content security policy refuses.
        options = {"runOnly": list(STANDARDS), "resultTypes": ["violations"]}
        found = Axe().run(page, options=options).response["violations"]
        return [
            f"{rule['id']} ({rule['impact']}): {rule['help']}: {' '.join(map(str, node['target']))}"
            for rule in found
            for node in rule["nodes"]
        ]

    return violations


# Who is there: the cast is that of tests/conftest.py


class OpenAs(Protocol):
    """Open a page on which somebody is signed in."""

    def __call__(self, user: User, **options: Any) -> Page: ...


@pytest.fixture
def open_as(new_page: NewPage, live_server: LiveServer, edition: Edition) -> OpenAs:
    """Sign in by a session of our own: no sign-in page, no password to hash.

    The page speaks the language of its `locale`, whatever the person chose.
    """

    def open_page(user: User, **options: Any) -> Page:
        User.objects.filter(pk=user.pk).update(language="")
        page = new_page(**options)
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        assert session.session_key is not None
        page.context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": session.session_key,
                    "url": live_server.url,
                }
            ]
        )
        return page

    return open_page
