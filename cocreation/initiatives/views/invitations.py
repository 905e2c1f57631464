"""The page that an invitation's link opens, and what its sender does with it afterwards."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cocreation.http import Request, atomic_writes, page_before
from cocreation.initiatives.joining import accept
from cocreation.initiatives.models import Initiative
from cocreation.initiatives.views.loading import read_or_write, saved, status
from cocreation.people.access import LEVELS, Act
from cocreation.people.forms.signing_in import AccountForm
from cocreation.people.inviting import remind
from cocreation.people.models import Invitation, User, hash_of

BACKEND = "django.contrib.auth.backends.ModelBackend"


@login_not_required
@never_cache
@read_or_write
@atomic_writes
def invitation(request: Request, token: str) -> HttpResponse:
    """Say who invites to what, and how to say yes. POST says yes or no, once.

    Only the account with the invited address can say yes; the link makes that account where there
    is none. A link that is forged, too old, withdrawn or used shows one and the same page.
    """
    rows = Invitation.objects.with_token(token).select_related("organisation", "by")
    if request.method == "POST":
        rows = rows.select_for_update(of=("self",))
    it = rows.first()
    if it is None:
        return _of_no_use(request, token)
    user = User.objects.filter(email=it.email).first()
    is_theirs = bool(user and user == request.user)
    if request.method == "POST" and request.POST.get("answer") == "no":
        it.decline(request.user if is_theirs else None)
        return render(request, "initiatives/invitation_declined.html", {"invitation": it})
    form = None
    if user is None and not request.user.is_authenticated:
        form = AccountForm(request.POST if request.method == "POST" else None, email=it.email)
        if form.is_bound and form.is_valid():
            given = form.cleaned_data
            user = User.objects.create_user(it.email, given["name"], given["password"])
            User.objects.filter(pk=user.pk).update(language=request.LANGUAGE_CODE or it.language)
            login(request, user, backend=BACKEND)
            return _let_in(request, it, user)
    elif request.method == "POST" and user and is_theirs:
        return _let_in(request, it, user)
    context = {
        "invitation": it,
        "initiatives": Initiative.objects.filter(named_people__invitation=it, deleted_at=None),
        "known": user,
        "is_theirs": is_theirs,
        "form": form,
    }
    refused = request.method == "POST" and form is None
    code = 403 if refused else status(form) if form else 200
    return render(request, "initiatives/invitation.html", context, status=code)


def _let_in(request: Request, it: Invitation, user: User) -> HttpResponse:
    named = it.named_on.values_list("initiative", flat=True)
    keys = list(named)
    accept(it, user)
    saved(request, _("Welcome to %(organisation)s.") % {"organisation": it.organisation})
    initiative = Initiative.objects.visible_to(user).filter(pk__in=keys).first()
    if initiative:
        return redirect(initiative)
    return redirect(it.organisation if it.level else "initiatives:index")


def _of_no_use(request: Request, token: str) -> HttpResponse:
    """Say that the link works no more; to whoever used it, show what it let them into."""
    used = Invitation.objects.filter(token_hash=hash_of(token)).first()
    if used and used.accepted_by_id and used.accepted_by_id == request.user.pk:
        return redirect("people:organisations" if used.level else "initiatives:index")
    return render(request, "initiatives/invitation_gone.html", status=404)


@require_POST
@atomic_writes
def remind_invited(request: Request, invitation_id: UUID) -> HttpResponse:
    """Send the letter once more, at most once a day."""
    it = _of_sender(request, invitation_id)
    first = it.named_on.select_related("initiative").first()
    if remind(it, request.user, first.initiative.title if first else ""):
        saved(request, _("A reminder is sent to %(email)s.") % {"email": it.email})
    else:
        messages.warning(request, _("They had a letter within the last day. Wait until tomorrow."))
    return redirect(_home(request, it))


@require_POST
@atomic_writes
def withdraw_invited(request: Request, invitation_id: UUID) -> HttpResponse:
    """Make the link stop working, with undo."""
    it = _of_sender(request, invitation_id)
    if it.withdrawn_at is None:
        it.withdraw(request.user)
    undo = reverse("initiatives:restore_invited", args=[invitation_id])
    saved(request, _("The invitation to %(email)s is withdrawn.") % {"email": it.email}, undo)
    return redirect(_home(request, it))


@require_POST
@atomic_writes
def restore_invited(request: Request, invitation_id: UUID) -> HttpResponse:
    """Undo the withdrawal: the link that was sent works again."""
    it = _of_sender(request, invitation_id)
    if it.withdrawn_at is not None:
        it.bring_back(request.user)
    saved(request, _("The invitation to %(email)s stands again.") % {"email": it.email})
    return redirect(_home(request, it))


def _of_sender(request: Request, invitation_id: UUID) -> Invitation:
    """Load an invitation without an answer: 404 to strangers, 403 to colleagues without the right.

    An invitation to an organisation belongs to its admins, one to an initiative to whoever says
    who takes part in it.
    """
    rows: Any = Invitation.objects.select_related("organisation").select_for_update(of=("self",))
    it: Invitation = get_object_or_404(
        rows, public_id=invitation_id, accepted_at=None, declined_at=None
    )
    membership = request.user.memberships.filter(organisation=it.organisation).first()
    if it.level:
        sees, may = bool(membership), bool(membership and membership.level in LEVELS[Act.ADMIT])
    else:
        reached = Initiative.objects.visible_to(request.user).filter(named_people__invitation=it)
        initiative = reached.first()
        sees, may = bool(initiative), bool(initiative and initiative.may_manage)
    if not sees:
        raise Http404
    if not may:
        raise PermissionDenied
    return it


def _home(request: Request, it: Invitation) -> str:
    """Return the page that lists the invitation."""
    named = it.named_on.select_related("initiative").first()
    if it.level or not named:
        return page_before(request, it.organisation.get_absolute_url())
    return reverse("initiatives:people", args=[named.initiative.public_id])
