"""The texts that ship as plain content, which a test may spoil."""

from copy import deepcopy
from typing import Any

import pytest

from typology.catalogue import Catalogue


@pytest.fixture(scope="session")
def dumped(catalogue: Catalogue) -> dict[str, Any]:
    return catalogue.model_dump(mode="json")


@pytest.fixture
def content(dumped: dict[str, Any]) -> dict[str, Any]:
    """The texts that ship as lists and mappings, the test's own copy."""
    return deepcopy(dumped)
