"""The two pages that open without an account: to read, and to answer as a partner."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from cocreation.http import Request, atomic_writes, read_or_write, status, typed_words
from cocreation.initiatives.answer import Answer
from cocreation.initiatives.models import Partner
from cocreation.sharing.forms import ReplyForm
from cocreation.sharing.models import (
    USUAL,
    PartnerAnswer,
    PartnerLink,
    PartnerOffer,
    Reply,
    SharedLink,
)
from cocreation.sharing.receiving import receive
from cocreation.sharing.told import role_of, tell


@login_not_required
@require_safe
def shared(request: HttpRequest, reading_token: str) -> HttpResponse:
    """Tell the chosen parts of an initiative in plain words. It reads and sets no cookie.

    A link that is forged, stopped or too old, or of a deleted initiative, shows one and the same
    page.
    """
    rows = SharedLink.objects.with_token(reading_token).filter(initiative__deleted_at=None)
    link = rows.select_related("initiative__organisation", "initiative__plan").first()
    with translation.override(_language(request, link.language if link else "")):
        if link is None:
            return _closed(render(request, "sharing/gone.html", status=404))
        told = tell(Answer(link.initiative), link.sections)
        return _closed(render(request, "sharing/shared.html", {"told": told, "link": link}))


@login_not_required
@read_or_write
@atomic_writes
def partner(request: Request, partner_token: str) -> HttpResponse:
    """Show a partner the initiative and its own part; POST keeps what it answers.

    A link of no use shows the same page as above. Too many answers in an hour are refused, and
    the words are given back.
    """
    rows = PartnerLink.objects.with_token(partner_token).filter(
        partner__removed_at=None, partner__initiative__deleted_at=None
    )
    rows = rows.select_related("partner__initiative__organisation", "partner__initiative__plan")
    if request.method == "POST":
        rows = rows.select_for_update(of=("self", "partner__initiative"))
    link: PartnerLink | None = rows.first()
    with translation.override(_language(request, link.language if link else "")):
        if link is None:
            typed = {"typed": typed_words(request)}
            return _answered(render(request, "sharing/gone.html", typed, status=404))
        if request.method == "POST" and not link.count():
            given_back = {"typed": typed_words(request), "back": _here(request)}
            return _answered(render(request, "sharing/too_often.html", given_back, status=429))
        return _answered(_of_partner(request, link))


def _of_partner(request: Request, link: PartnerLink) -> HttpResponse:
    its, about = link.partner, Answer(link.shared)
    reply = Reply.of(its)
    offers = list(PartnerOffer.objects.filter(partner=its))
    role = role_of(about, its.kind)
    form = ReplyForm(
        request.POST if request.method == "POST" else None,
        reply=reply,
        offer=next((offer for offer in offers if offer.is_waiting), None),
        role=role,
        answers=_answers(its),
    )
    if form.is_bound and form.is_valid():
        receive(its, form.said, form.offered, form.answered)
        return redirect(f"{_here(request, received='1')}#main-content")
    context: dict[str, Any] = {
        "told": tell(about, USUAL),
        "link": link,
        "partner": its,
        "role": role,
        "reply": reply,
        "settled": next((offer for offer in offers if offer.is_settled), None),
        "form": form,
        "received": reply.received_at if "received" in request.GET else None,
    }
    return render(request, "sharing/partner.html", context, status=status(form))


def _answers(its: Partner) -> dict[str, PartnerAnswer]:
    return {row.item: row for row in PartnerAnswer.objects.filter(partner=its)}


def _language(request: HttpRequest, of_link: str) -> str:
    """Return the language that the reader chose in the address, else the link's, else their own."""
    chosen = request.GET.get("language", "")
    return chosen if chosen in ("da", "en") else of_link or translation.get_language() or "da"


def _here(request: HttpRequest, **more: str) -> str:
    """Return the address of this page, in the language that was chosen in it."""
    chosen = request.GET.get("language", "")
    query = {"language": chosen} if chosen in ("da", "en") else {}
    token = request.resolver_match.kwargs["partner_token"]  # type: ignore[union-attr]  # a view has one
    return reverse("sharing:partner", args=[token], query=query | more)


def _closed(response: HttpResponse) -> HttpResponse:
    """Keep the page out of caches and search engines, and its address from every other site."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    response["Content-Language"] = translation.get_language() or ""
    return response


def _answered(response: HttpResponse) -> HttpResponse:
    """Do the same for a page with a form.

    With `no-referrer` a browser says nothing of where the form came from, and Django refuses it:
    here the address is kept from other sites only.
    """
    response = _closed(response)
    response["Referrer-Policy"] = "same-origin"
    return response
