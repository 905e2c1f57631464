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


@pytest.mark.parametrize(
    ("url", "options"),
    [
        ("smtp+tls://user:p%40ss@mail.example", (587, "user", "p@ss", True, False)),
        ("smtps://user:word@mail.example", (465, "user", "word", False, True)),
        ("smtp://mail.example:2525", (2525, "", "", False, False)),
    ],
)
def test_mail_server_is_read(url: str, options: tuple[object, ...]) -> None:
    server = read(SITE | {"EMAIL_URL": url}).mail_server
    names = ("port", "username", "password", "use_tls", "use_ssl")
    assert (server["host"], tuple(server[name] for name in names)) == ("mail.example", options)


@pytest.mark.parametrize(
    "url",
    [
        "secret",
        "http://user:secret@mail.example",
        "smtp://",
        "smtp://user:secret@mail.example:port",
        "smtp://user:secret@mail.example/folder",
        "smtp://user:secret@mail.example?tls=no",
        "smtp://user:secret@[mail",
    ],
)
def test_mail_server_that_is_none_is_refused_without_its_secret(url: str) -> None:
    with pytest.raises(SystemExit) as refused:
        read(SITE | {"EMAIL_URL": url})
    told = str(refused.value)
    assert "EMAIL_URL is smtp+tls://, smtps:// or smtp://" in told
    assert "secret" not in told


def test_letters_come_from_the_site_unless_told() -> None:
    named = {"EMAIL_FROM": "Plan <plan@example.dk>"}
    assert read(SITE).mail_from == "no-reply@samskabelse.example"
    assert read(SITE | named).mail_from == "Plan <plan@example.dk>"


@pytest.mark.parametrize("address", ["x", "a@b, c@d", "a@b\nBcc: c@d", "Plan\n <a@b>", "<a@b"])
def test_sender_that_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(SystemExit, match="EMAIL_FROM is one address"):
        read(SITE | {"EMAIL_FROM": address})


def test_address_that_cannot_be_read_is_refused_by_its_name() -> None:
    with pytest.raises(SystemExit) as refused:
        read(SITE | {"DATABASE_URL": "postgresql://user:secret@[db/site"})
    assert str(refused.value) == "DATABASE_URL is not a PostgreSQL address that can be read."
