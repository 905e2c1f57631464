"""Letters: one e-mail in one language, as plain text and as HTML, from two templates."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from cocreation.post.sending import post


def letter(
    to: str,
    language: str,
    template: str,
    context: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
) -> None:
    """Have a letter sent to one address, in a language ("" is Danish), with all else or not at all.

    `template` is a name without its ending: `people/mail/invitation` is written by
    `people/mail/invitation.txt`, whose first line is the subject, and by `….html`. Both see the
    context and `site`, the address of this site without a slash at its end.
    """
    with translation.override(language or settings.LANGUAGE_CODE):
        words = {**context, "site": settings.SITE_ADDRESS}
        written = render_to_string(f"{template}.txt", words)
        subject, _line_end, text = written.strip().partition("\n")
        markup = render_to_string(f"{template}.html", {**words, "subject": subject})
    post(to, " ".join(subject.split()), text.strip() + "\n", markup, headers)


def on_this_site(path: str) -> str:
    """Return the whole address of one of our pages, as a letter needs it.

    It comes from the settings and never from the request, whose host a stranger may choose.
    """
    return f"{settings.SITE_ADDRESS}{path}"
