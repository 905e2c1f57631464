"""What stands around every page: the login, and the language."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from cocreation.http import page_before


class LoginRequired(LoginRequiredMiddleware):
    """Closed unless listed open.

    A fragment is answered 401, so that no login page lands inside another page.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:  # type: ignore[override]  # 401 is no redirect
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401)
        if request.method == "POST":
            messages.warning(
                request,
                _(
                    "You have been signed out, so nothing was saved. "
                    "Sign in, go back, and try again."
                ),
            )
            return redirect_to_login(page_before(request, "/"), self.get_login_url(view_func))
        return super().handle_no_permission(request, view_func)


class NotAllowedPage:
    """Show a page of our own where an address takes no GET, as when a form is reloaded."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = render(request, "405.html", {"next_page": "/"}, status=405)
        page["Allow"] = response["Allow"]
        return page


class PreferredLanguage:
    """Speak what the person chose, else what the cookie or the browser asks for, else Danish."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        preferred = getattr(request.user, "language", "")
        if preferred:
            translation.activate(preferred)
            request.LANGUAGE_CODE = preferred
        return self.get_response(request)
