"""One run, two databases: `pytest` runs every test on SQLite and again on PostgreSQL.

Django reads its settings once, so a process has one database. pytest-xdist starts a worker (or,
with more than two cores, several) for each; the tests are the same, and one closing line counts
both. `--database sqlite` runs in one process, as a debugger needs. Browser tests run on SQLite
unless PostgreSQL is asked for alone. Loaded with `-p`, before Django reads its settings.
"""

import atexit
import os
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Generator, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests import servers

SQLITE, POSTGRES, BOTH = "sqlite", "postgres", "both"
NAMES = {SQLITE: "SQLite", POSTGRES: "PostgreSQL"}
VENDORS = {SQLITE: "sqlite", POSTGRES: "postgresql"}
DATABASE = "PYTEST_DATABASE"
"""What the process that starts a worker tells it, in its environment: its one database."""
WORKER = "PYTEST_XDIST_WORKER"
"""What xdist sets in a worker before it reads any options."""
BROWSER_TESTS = Path(__file__).parent / "browser"
THE_DEVELOPERS_OWN = (
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "EMAIL_FROM",
    "EMAIL_URL",
    "SECRET_KEY",
    "SITE_ADDRESS",
)
"""Settings of the site that somebody runs here, from which no test may depend."""


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("cocreation")
    group.addoption(
        "--database",
        choices=(SQLITE, POSTGRES, BOTH),
        default=BOTH,
        help="the database to test on; `both` (default) needs a worker for each",
    )
    group.addoption("--no-browser", action="store_true", help="leave the browser tests out")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Set the environment that Django's settings are about to read."""
    asked = early_config.known_args_namespace
    if WORKER not in os.environ:
        folder = tempfile.mkdtemp(prefix="cocreation-tests-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        Path(folder, "static").mkdir()  # whitenoise warns of a missing one
        for name in THE_DEVELOPERS_OWN:
            os.environ.pop(name, None)
        os.environ |= {"COCREATION_MODE": "development", "DATA_DIR": folder}
        os.environ[DATABASE] = POSTGRES if asked.database == POSTGRES else SQLITE
        only_looking = asked.help or asked.version or asked.collectonly
        if asked.database != SQLITE and not only_looking:
            try:
                os.environ["TEST_DATABASE_URL"] = servers.postgres()
            except servers.Missing as missing:
                raise pytest.UsageError(str(missing)) from None
    os.environ.pop("DATABASE_URL", None)
    if os.environ[DATABASE] == POSTGRES and "TEST_DATABASE_URL" in os.environ:
        os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]
    yield


@pytest.hookimpl(wrapper=True)
def pytest_cmdline_main(config: pytest.Config) -> Generator[None, Any, Any]:
    """Ask xdist for the workers of both databases; `-n 3` means three for each."""
    options = config.option
    if options.database == BOTH and WORKER not in os.environ and not options.collectonly:
        if not config.pluginmanager.hasplugin("xdist") or options.numprocesses == 0:
            raise pytest.UsageError("Two databases need xdist; or say --database sqlite.")
        if options.usepdb:
            raise pytest.UsageError("--pdb needs one database: say --database sqlite as well.")
        asked = options.numprocesses
        each = asked if isinstance(asked, int) else max(1, (os.cpu_count() or 2) // 2)
        options.numprocesses, options.dist = None, "load"
        options.maxworkerrestart = options.maxworkerrestart or str(4 * each)
        options.tx = [
            f"popen//id={database}{number or ''}//env:{DATABASE}={database}"
            for number in range(each)
            for database in (SQLITE, POSTGRES)
        ]
    return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Give SQLite's test database a file.

    In a file it works as the site's own: each thread of the live server has its own connection
    and its own transactions. In memory all threads would share the test's.
    """
    from django.conf import settings

    if settings.configured and os.environ[DATABASE] == SQLITE:
        file = Path(os.environ["DATA_DIR"], "test.sqlite3")
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(file)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Check that the settings follow DATABASE_URL: other settings would test one database twice."""
    from django.db import connection

    wanted = os.environ[DATABASE]
    if connection.vendor != VENDORS[wanted]:
        pytest.fail(f"{NAMES[wanted]} was asked for, {connection.vendor} is set.", pytrace=False)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what lies under tests/browser, and leave it out where it is not to run."""
    unwanted = config.option.no_browser or (
        config.option.database == BOTH and os.environ[DATABASE] == POSTGRES
    )
    kept: list[pytest.Item] = []
    left_out: list[pytest.Item] = []
    for item in items:
        if BROWSER_TESTS in item.path.parents:
            item.add_marker("browser")
        (left_out if unwanted and item.get_closest_marker("browser") else kept).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


def pytest_report_header(config: pytest.Config) -> list[str]:
    sqlite = f"{NAMES[SQLITE]} {sqlite3.sqlite_version}"
    url = os.environ.get("TEST_DATABASE_URL")
    postgres = f"{NAMES[POSTGRES]} {servers.postgres_version(url)}" if url else NAMES[POSTGRES]
    databases = {SQLITE: [sqlite], POSTGRES: [postgres], BOTH: [sqlite, postgres]}
    return [f"databases: {' and '.join(databases[config.option.database])}"]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, pytest.TestReport]:
    """Name the database in the line of a failure."""
    report: pytest.TestReport = yield
    crash = getattr(report.longrepr, "reprcrash", None)
    if report.failed and crash is not None:
        crash.message = f"on {NAMES[os.environ[DATABASE]]}: {crash.message}"
    return report


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> "EachDatabase | None":
    return EachDatabase(config, log) if config.option.database == BOTH else None


class EachDatabase:
    """Give every test to one worker of each database: xdist's `load`, once per database."""

    def __init__(self, config: pytest.Config, log: Any) -> None:
        from xdist.scheduler import LoadScheduling
        from xdist.workermanage import parse_tx_spec_config

        self.config = config
        workers = Counter(spec.rpartition("=")[2] for spec in parse_tx_spec_config(config))
        self.of_database = {name: LoadScheduling(config, log) for name in workers}
        for name, count in workers.items():
            self.of_database[name].numnodes = count

    def _of(self, node: Any) -> Any:
        return self.of_database[node.gateway.spec.env[DATABASE]]

    @property
    def _all(self) -> Iterable[Any]:
        return self.of_database.values()

    @property
    def nodes(self) -> list[Any]:
        return [node for one in self._all for node in one.nodes]

    @property
    def collection_is_completed(self) -> bool:
        return all(one.collection_is_completed for one in self._all)

    @property
    def tests_finished(self) -> bool:
        return all(one.tests_finished for one in self._all)

    @property
    def has_pending(self) -> bool:
        return any(one.has_pending for one in self._all)

    def add_node(self, node: Any) -> None:
        self._of(node).add_node(node)

    def add_node_collection(self, node: Any, collection: Sequence[str]) -> None:
        self._of(node).add_node_collection(node, collection)

    def mark_test_complete(self, node: Any, item_index: int, duration: float = 0) -> None:
        self._of(node).mark_test_complete(node, item_index, duration)

    def mark_test_pending(self, item: str) -> None:
        raise NotImplementedError

    def remove_pending_tests_from_node(self, node: Any, indices: Sequence[int]) -> None:
        raise NotImplementedError

    def remove_node(self, node: Any) -> str | None:
        crashed: str | None = self._of(node).remove_node(node)
        return crashed

    def schedule(self) -> None:
        for one in self._all:
            one.schedule()
        # What the percentages are of; xdist takes one worker's tests for all there are.
        session: Any = self.config.pluginmanager.getplugin("session")
        session.testscollected = len({test for one in self._all for test in one.collection or ()})
