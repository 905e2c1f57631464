"""What stands around every page: the login, and the language."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils import translation


class LoginRequired(LoginRequiredMiddleware):
    """Closed unless listed open.

    A fragment is answered 401, so that no login page lands inside another page.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:  # type: ignore[override]  # 401 is no redirect
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401)
        return super().handle_no_permission(request, view_func)


class PreferredLanguage:
    """Speak what the person chose, else what the cookie or the browser asks for, else Danish."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        preferred = getattr(request.user, "language", "")
        if preferred:
            translation.activate(preferred)
            request.LANGUAGE_CODE = preferred
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language())
        return response
