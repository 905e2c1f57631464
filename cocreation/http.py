"""The request as our views meet it: a signed-in person of ours, and what htmx says."""

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any, Concatenate
from urllib.parse import urlsplit

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.middleware import HtmxDetails

from cocreation.people.models import User

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


class Request(HttpRequest):
    """A request behind the login; `LoginRequiredMiddleware` has seen to it."""

    user: User
    htmx: HtmxDetails


def page_before(request: HttpRequest, otherwise: str) -> str:
    """Return the page of ours that a form was sent from: the form's own address may take no GET."""
    before = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(before, {request.get_host()}, request.is_secure())
    return f"/{urlsplit(before).path.lstrip('/')}" if ours else otherwise


def atomic_writes[**P](
    view: Callable[Concatenate[Request, P], HttpResponse],
) -> Callable[Concatenate[Request, P], HttpResponse]:
    """Run a view's POST in one transaction. A GET takes none: SQLite would lock all writers out."""

    @wraps(view)
    def wrapped(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        with transaction.atomic() if request.method == "POST" else nullcontext():
            return view(request, *args, **kwargs)

    return wrapped  # type: ignore[return-value]  # a named `request` satisfies a positional one


def saved(request: HttpRequest, text: str = "", undo: str = "") -> None:
    """Leave a receipt with the time, and the address that undoes the act."""
    clock = time_format(timezone.localtime())
    messages.success(request, text or _("Saved %(clock)s") % {"clock": clock}, extra_tags=undo)


def status(*forms: Any) -> int:
    """422 for a form that was refused, so that htmx and a browser both show it again."""
    return 422 if any(form.is_bound and form.errors for form in forms) else 200


def typed_words(request: HttpRequest) -> list[str]:
    """Return the texts of a form that was sent, so that a page that refuses it can give them back.

    Passwords are left out, and so is what is one token: a choice, an id, a date.
    """
    return [
        str(value)
        for name, value in request.POST.items()
        if not name.startswith(("initial-", "csrf")) and "password" not in name
        if len(str(value).split()) > 1
    ]
