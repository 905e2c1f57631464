"""What partners answer, as the initiative's people see it; their links, and their offers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cocreation.http import Request, atomic_writes, saved
from cocreation.initiatives.answer import Answer
from cocreation.initiatives.models import Partner
from cocreation.initiatives.views.loading import edited, managed, seen
from cocreation.mail import on_this_site
from cocreation.sharing.asking import ask
from cocreation.sharing.forms import PartnerLinkForm
from cocreation.sharing.models import PartnerLink, PartnerOffer
from cocreation.sharing.replies import heard


@require_safe
def replies(request: Request, public_id: UUID) -> HttpResponse:
    """Show what each partner has answered, and the offers that wait."""
    return _page(request, seen(request, public_id))


@require_POST
@atomic_writes
def make_link(request: Request, public_id: UUID, partner_id: UUID) -> HttpResponse:
    """Make a partner's personal link, from now on its only one, and show it this once."""
    answer = managed(request, public_id)
    partner = get_object_or_404(
        Partner.objects.standing(), initiative=answer.initiative, public_id=partner_id
    )
    partner.initiative = answer.initiative
    form = PartnerLinkForm(request.POST, partner=partner)
    if not form.is_valid():
        return _page(request, answer, refused=(partner, form))
    to, language = form.cleaned_data["email"], form.cleaned_data["language"]
    link, token = PartnerLink.make_for(partner, request.user, language)
    if to:
        ask(link, _address(token), to, request.user)
        saved(request, _("The link is sent to %(email)s.") % {"email": to})
    return _page(request, answer, link, token)


@require_POST
@atomic_writes
def revoke_link(request: Request, public_id: UUID, personal_id: UUID) -> HttpResponse:
    """Stop a personal link, with undo."""
    link = _link(managed(request, public_id), personal_id)
    link.revoke(request.user)
    undo = reverse("sharing:restore_link", args=[public_id, personal_id])
    saved(request, _("The link is stopped. It opens nothing any more."), undo)
    return redirect("sharing:replies", public_id)


@require_POST
@atomic_writes
def restore_link(request: Request, public_id: UUID, personal_id: UUID) -> HttpResponse:
    """Undo the stop: the same link works again, as long as it would have."""
    link = _link(managed(request, public_id), personal_id)
    link.restore(request.user)
    if link.has_ended:
        messages.warning(request, _("Its last day has passed. Make a new link."))
    else:
        saved(request, _("The link works again."))
    return redirect("sharing:replies", public_id)


@require_POST
@atomic_writes
def accept(request: Request, public_id: UUID, offer_id: UUID) -> HttpResponse:
    """Write an offer into the list of partners, with undo; not over words that came meanwhile."""
    offer = _offer(edited(request, public_id), offer_id)
    sent = [(request.POST.get(f"initial-{name}"), getattr(offer.partner, name)) for name in TEXTS]
    sent += [(request.POST.get(name), getattr(offer, name)) for name in TEXTS]
    if any(was != now for was, now in sent) or not offer.is_waiting:
        messages.warning(
            request, _("Something has changed since you opened the page. Look again, and decide.")
        )
        return redirect("sharing:replies", public_id)
    offer.accept(request.user)
    saved(request, _("It stands on the list of partners now."), _undo(public_id, offer))
    return redirect("sharing:replies", public_id)


@require_POST
@atomic_writes
def decline(request: Request, public_id: UUID, offer_id: UUID) -> HttpResponse:
    """Leave the list as it is, with undo."""
    offer = _offer(edited(request, public_id), offer_id)
    if offer.is_waiting:
        offer.decline(request.user)
        saved(request, _("The list of partners stays as it is."), _undo(public_id, offer))
    return redirect("sharing:replies", public_id)


@require_POST
@atomic_writes
def reopen(request: Request, public_id: UUID, offer_id: UUID) -> HttpResponse:
    """Undo a decision about an offer."""
    offer = _offer(edited(request, public_id), offer_id)
    if offer.is_settled and not offer.reopen(request.user):
        messages.warning(request, _("It has changed since then, so it cannot be undone."))
    else:
        saved(request, _("The offer waits again."))
    return redirect("sharing:replies", public_id)


TEXTS = PartnerOffer.FIELDS


def _undo(public_id: UUID, offer: PartnerOffer) -> str:
    return reverse("sharing:reopen", args=[public_id, offer.public_id])


def _link(answer: Answer, personal_id: UUID) -> PartnerLink:
    rows = PartnerLink.objects.select_related("partner")
    link: PartnerLink = get_object_or_404(
        rows, partner__initiative=answer.initiative, public_id=personal_id
    )
    link.partner.initiative = answer.initiative
    return link


def _offer(answer: Answer, offer_id: UUID) -> PartnerOffer:
    rows = PartnerOffer.objects.select_related("partner")
    offer = get_object_or_404(rows, partner__initiative=answer.initiative, public_id=offer_id)
    offer.partner.initiative = answer.initiative
    return offer


def _page(
    request: Request,
    answer: Answer,
    made: PartnerLink | None = None,
    token: str = "",
    refused: tuple[Partner, PartnerLinkForm] | None = None,
) -> HttpResponse:
    partners = answer.initiative.partners.filter(removed_at=None).prefetch_related(
        Prefetch("offers", PartnerOffer.objects.order_by("pk")),
        Prefetch("personal_links", PartnerLink.objects.filter(revoked_at=None)),
        "answers",
        "reply",
    )
    context: dict[str, Any] = {
        "answer": answer,
        "initiative": answer.initiative,
        "partners": [(heard(each, answer), _form(each, refused)) for each in partners],
        "made": made,
        "address": _address(token) if token else "",
        "refused": refused[1] if refused else None,
    }
    response = render(request, "sharing/replies.html", context, status=422 if refused else 200)
    if token:
        response["Cache-Control"] = "no-store"
    return response


def _address(token: str) -> str:
    return on_this_site(reverse("sharing:partner", args=[token]))


def _form(partner: Partner, refused: tuple[Partner, PartnerLinkForm] | None) -> PartnerLinkForm:
    """Return the form of a partner's link: the one that was refused, if it is this partner's."""
    if refused and refused[0] == partner:
        return refused[1]
    return PartnerLinkForm(partner=partner)
