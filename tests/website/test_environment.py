"""What the environment says is checked before anything starts, and no secret is ever printed."""

import pytest

from cocreation.env import read

SITE = {
    "COCREATION_MODE": "production",
    "SECRET_KEY": "x" * 50,
    "ALLOWED_HOSTS": "samskabelse.example",
}


@pytest.mark.parametrize("url", ["postgres://db/site", "postgresql://user:word@db/site"])
def test_postgresql_in_production_is_taken(url: str) -> None:
    assert read(SITE | {"DATABASE_URL": url}).database["ENGINE"].endswith(".postgresql")


@pytest.mark.parametrize("variables", [{}, {"DATABASE_URL": ""}])
def test_production_without_an_address_keeps_its_data_in_a_file(variables: dict[str, str]) -> None:
    assert read(SITE | variables).database["ENGINE"].endswith(".sqlite3")


@pytest.mark.parametrize(
    "url",
    [
        "mysql://user:secret@db/site",
        "sqlite:///secret.sqlite3",
        "postgresql:secret",
        " postgresql://user:secret@db/site",
        "secret",
    ],
)
def test_other_database_is_refused_in_production(url: str) -> None:
    with pytest.raises(SystemExit) as refused:
        read(SITE | {"DATABASE_URL": url})
    told = str(refused.value)
    assert "DATABASE_URL must begin with postgresql:// or be left out" in told
    assert "secret" not in told


def test_address_that_cannot_be_read_is_refused_by_its_name() -> None:
    with pytest.raises(SystemExit) as refused:
        read(SITE | {"DATABASE_URL": "postgresql://user:secret@[db/site"})
    assert str(refused.value) == "DATABASE_URL is not a PostgreSQL address that can be read."
