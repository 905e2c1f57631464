"""The demo's outbox: its letters are shown here, and go nowhere. Elsewhere there is none."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from cocreation.post.models import Letter

MOST_SHOWN = 100
ONLY_TO_LOOK_AT: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "sandbox": ["allow-popups", "allow-top-navigation-by-user-activation"],
}
"""A letter has its styles in it. It runs nothing, fetches nothing, and is nobody's session."""


@login_not_required
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Show the demo's letters, the newest first, also to whoever is to sign in with one."""
    _refuse_elsewhere()
    return render(request, "post/outbox.html", {"letters": Letter.objects.all()[:MOST_SHOWN]})


@login_not_required
@require_safe
def letter(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Show one letter as plain text, with what stands around it."""
    return render(request, "post/letter.html", {"letter": _letter(letter_id)})


@login_not_required
@require_safe
@csp_override(ONLY_TO_LOOK_AT)
def as_sent(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Show one letter's HTML as a mail program does, shut in."""
    return HttpResponse(_letter(letter_id).html)


def _letter(public_id: UUID) -> Letter:
    _refuse_elsewhere()
    return get_object_or_404(Letter, public_id=public_id)


def _refuse_elsewhere() -> None:
    if not settings.DEMO:
        raise Http404
