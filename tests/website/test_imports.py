"""The rules are plain Python."""

import subprocess
import sys

import pytest

RULES = [
    "typology.placement",
    "typology.fit",
    "cocreation.initiatives.checklist",
    "cocreation.initiatives.files",
    "cocreation.initiatives.readiness",
    "cocreation.initiatives.sensitive",
    "cocreation.initiatives.waiting",
    "cocreation.post.pauses",
    "cocreation.reminders.ladder",
    "cocreation.initiatives.moves",
    "cocreation.initiatives.rewinding",
    "cocreation.sharing.roles",
]


def modules_after_importing(module: str) -> set[str]:
    code = f"import sys, {module}; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_never_imports_django(rule: str) -> None:
    modules = modules_after_importing(rule)
    assert rule in modules
    assert "django" not in modules


def test_an_import_of_django_would_be_seen() -> None:
    assert "django" in modules_after_importing("django")
