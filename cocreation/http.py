"""The request as our views meet it: a signed-in person of ours, and what htmx says."""

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Concatenate
from urllib.parse import urlsplit

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from cocreation.people.models import User


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
