"""What to tell the owner of a site before letters are lost in silence."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register


@register
def mail_server_is_named(**options: Any) -> list[CheckMessage]:
    """Warn of a real installation that names no mail server."""
    if not settings.PRODUCTION or settings.ENVIRONMENT.email_url.get_secret_value():
        return []
    return [
        Warning(
            "EMAIL_URL is not set: letters go to port 25 of this machine.",
            hint="EMAIL_URL=smtp+tls://user:password@mail.example.dk, EMAIL_FROM=…",
            id="post.W001",
        )
    ]
