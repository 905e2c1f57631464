"""The catalogue that ships, as values and as plain content that a test may spoil."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

import typology
from typology.catalogue import Catalogue
from typology.exchange import read

STANDARD = Path(typology.__file__).parent / "catalogues" / "standard.yaml"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The texts that ship."""
    return read(STANDARD)


@pytest.fixture(scope="session")
def dumped(catalogue: Catalogue) -> dict[str, Any]:
    return catalogue.model_dump(mode="json")


@pytest.fixture
def content(dumped: dict[str, Any]) -> dict[str, Any]:
    """The texts that ship as lists and mappings, the test's own copy."""
    return deepcopy(dumped)
