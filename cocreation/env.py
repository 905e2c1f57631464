"""What the environment says, read and checked once.

Every message names the variable and never prints its value.
"""

import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator

ROOT = Path(__file__).resolve().parent.parent
MAIL_SCHEMES = {"smtp+tls": 587, "smtps": 465, "smtp": 25}
"""How one speaks with a mail server: TLS after a greeting, from the start, or not at all."""
ONE_ADDRESS = r"[^\s@<>,]+@[^\s@<>,]+|[^<>@,\r\n]+ <[^\s@<>,]+@[^\s@<>,]+>"


class Mode(StrEnum):
    """development: `runserver` and tests. demo: as production, on one laptop. production."""

    DEVELOPMENT = "development"
    DEMO = "demo"
    PRODUCTION = "production"


class Environment(BaseModel):
    """The variables that we read, by their names in lower case."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    cocreation_mode: Mode = Mode.DEVELOPMENT
    secret_key: SecretStr = Field(default=SecretStr(""), description="50 random characters")
    database_url: SecretStr = Field(
        default=SecretStr(""), description="postgresql://…; SQLite in DATA_DIR without it"
    )
    allowed_hosts: str = ""
    site_address: str = Field(default="", description="https://…, as it stands in letters")
    email_url: SecretStr = Field(
        default=SecretStr(""), description="smtp+tls://user:password@mail.example.dk:587"
    )
    email_from: str = Field(default="", description="the address that letters come from")
    data_dir: Path = ROOT / ".data"

    @model_validator(mode="after")
    def _production_is_complete(self) -> Self:
        if self.cocreation_mode is Mode.PRODUCTION:
            if len(self.secret_key.get_secret_value()) < 50:
                raise ValueError("SECRET_KEY needs 50 random characters or more")
            if self.database_url.get_secret_value() and not self.is_postgresql:
                raise ValueError("DATABASE_URL must begin with postgresql:// or be left out")
            if not self.hosts:
                raise ValueError("ALLOWED_HOSTS needs the host names of this site, with commas")
        if self.site_address and not re.fullmatch(r"https?://[^/\s@]+/?", self.site_address):
            raise ValueError("SITE_ADDRESS is the first part of an address: https://example.dk")
        if self.email_url.get_secret_value() and _mail_server(self.email_url) is None:
            raise ValueError(
                "EMAIL_URL is smtp+tls://, smtps:// or smtp://, then user:password@host:port"
            )
        if self.email_from and not re.fullmatch(ONE_ADDRESS, self.email_from):
            raise ValueError(
                "EMAIL_FROM is one address: plan@example.dk, or Plan <plan@example.dk>"
            )
        return self

    @property
    def hosts(self) -> list[str]:
        """Return the host names that ALLOWED_HOSTS lists."""
        return [host.strip() for host in self.allowed_hosts.split(",") if host.strip()]

    @property
    def site(self) -> str:
        """Return the address of this site without a slash at its end: SITE_ADDRESS, or a host."""
        named = [host.lstrip(".") for host in self.hosts if host != "*"]
        fallback = f"https://{named[0]}" if named else "http://localhost:8000"
        return self.site_address.rstrip("/") or fallback

    @property
    def mail_server(self) -> dict[str, Any]:
        """Return Django's options for the server of EMAIL_URL: else port 25 of this machine."""
        return _mail_server(self.email_url) or {"host": "localhost", "port": 25, "timeout": 30}

    @property
    def mail_from(self) -> str:
        """Return whom letters come from: EMAIL_FROM, or an address at the site's own host."""
        host = urlsplit(self.site).hostname
        return self.email_from or f"no-reply@{host}"

    @property
    def is_postgresql(self) -> bool:
        """Whether DATABASE_URL names a PostgreSQL server."""
        return self.database_url.get_secret_value().startswith(("postgres://", "postgresql://"))

    @property
    def database(self) -> dict[str, Any]:
        """Return Django's settings of the database: SQLite in `data_dir` unless told otherwise."""
        if not self.is_postgresql:
            return {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": self.data_dir / f"{self.cocreation_mode}.sqlite3",
                "OPTIONS": {
                    "transaction_mode": "IMMEDIATE",
                    "timeout": 20,
                    "init_command": (
                        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON"
                    ),
                },
            }
        parts = conninfo_to_dict(self.database_url.get_secret_value())
        settings: dict[str, Any] = {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.pop("dbname", ""),
            "USER": parts.pop("user", ""),
            "PASSWORD": parts.pop("password", ""),
            "HOST": parts.pop("host", ""),
            "PORT": parts.pop("port", ""),
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": parts,
        }
        if self.cocreation_mode is Mode.PRODUCTION:
            settings["OPTIONS"]["pool"] = True
        return settings


def _mail_server(address: SecretStr) -> dict[str, Any] | None:
    """Return the options that an address of a mail server stands for; None for no such address."""
    try:
        parts = urlsplit(address.get_secret_value())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in MAIL_SCHEMES or not host or parts.path.strip("/") or parts.query:
        return None
    return {
        "host": host,
        "port": port or MAIL_SCHEMES[parts.scheme],
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": parts.scheme == "smtp+tls",
        "use_ssl": parts.scheme == "smtps",
        "timeout": 30,
    }


def read(variables: Mapping[str, str] = os.environ) -> Environment:
    """Read the environment, or stop with one sentence for each variable that is wrong."""
    known = {
        name: variables[name.upper()]
        for name in Environment.model_fields
        if name.upper() in variables
    }
    try:
        environment = Environment.model_validate(known)
        environment.database  # noqa: B018 - a wrong DATABASE_URL is told here, by name
    except ValidationError as error:
        problems = [
            " ".join([*(str(part).upper() for part in problem["loc"]), problem["msg"]])
            for problem in error.errors(include_input=False, include_url=False)
        ]
        raise SystemExit("The environment is not complete:\n  " + "\n  ".join(problems)) from None
    except ProgrammingError:
        raise SystemExit("DATABASE_URL is not a PostgreSQL address that can be read.") from None
    return environment


def demo_key(data_dir: Path) -> str:
    """Return the secret key of the demo in this folder; the first call makes it.

    Kept in a file that only its owner may read, so that a login survives a restart. In a folder
    that cannot be written to it lasts as long as this process; the command says what is wrong.
    """
    file = data_dir / "demo.key"
    with suppress(OSError, UnicodeDecodeError):
        if len(key := file.read_text("ascii")) >= 50:
            return key
    key = secrets.token_urlsafe(50)
    with suppress(OSError):
        descriptor, whole = tempfile.mkstemp(dir=data_dir)  # mode 600
        with os.fdopen(descriptor, "w") as new:
            new.write(key)
        Path(whole).replace(file)
    return key
