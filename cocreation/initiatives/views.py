"""Pages of an initiative. Each loads through the user, binds a form, calls one verb, renders."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cocreation.http import Request, atomic_writes
from cocreation.initiatives.answer import Answer, Reading
from cocreation.initiatives.board import Board, tick_forms
from cocreation.initiatives.checklist import Kind
from cocreation.initiatives.describing import describe
from cocreation.initiatives.forms import (
    CarefulForm,
    InitiativeForm,
    MapForm,
    NewInitiativeForm,
    OutsidePartyForm,
    PartnerChangeForm,
    PartnerForm,
    PlacingForm,
    QuickForm,
    RoleHolderForm,
    current_values,
)
from cocreation.initiatives.models import Assessment, Initiative, Partner
from cocreation.initiatives.starting import start
from cocreation.initiatives.ticking import hold_roles, tick
from cocreation.people.access import LEVELS, Act
from cocreation.people.models import Organisation
from typology.catalogue import Role
from typology.fit import maturity_from_indicators
from typology.placement import Form, Method, Scores

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


def _seen(request: Request, public_id: UUID) -> Answer:
    """Load what the person may see, or 404."""
    rows = Initiative.objects.visible_to(request.user).with_everything()
    return Answer(get_object_or_404(rows, public_id=public_id))


def _edited(request: Request, public_id: UUID) -> Answer:
    """Load what the person may change: 404 to a stranger, 403 to a colleague. A write locks the row."""
    rows = Initiative.objects.visible_to(request.user).with_everything()
    if request.method == "POST":
        rows = rows.select_for_update(of=("self",))
    answer = Answer(get_object_or_404(rows, public_id=public_id))
    if not answer.initiative.may_edit:  # type: ignore[attr-defined] - annotated by visible_to
        raise PermissionDenied
    return answer


def _saved(request: Request, text: str = "", undo: str = "") -> None:
    """Leave a receipt with the time, and the address that undoes the act."""
    clock = timezone.localtime().strftime("%H.%M" if request.LANGUAGE_CODE == "da" else "%H:%M")
    messages.success(request, text or _("Saved %(clock)s") % {"clock": clock}, extra_tags=undo)


@require_GET
def index(request: Request) -> HttpResponse:
    """Show the initiatives that a person may see, newest first."""
    rows = Initiative.objects.visible_to(request.user).with_everything()
    answers = [Answer(initiative) for initiative in rows]
    may_create = _organisations(request).exists()
    return render(request, "initiatives/index.html", {"answers": answers, "may_create": may_create})


def _organisations(request: Request) -> Any:
    """The organisations in which the person may start an initiative."""
    return Organisation.objects.filter(
        memberships__user=request.user, memberships__level__in=LEVELS[Act.CREATE]
    )


@read_or_write
def new(request: Request) -> HttpResponse:
    """Show the two fields of a new initiative; save it and go on to placing it."""
    organisations = _organisations(request)
    if not organisations:
        raise PermissionDenied
    form = NewInitiativeForm(request.POST or None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        initiative = start(given["organisation"], request.user, given["title"], given["sentence"])
        return redirect("initiatives:place", initiative.public_id)
    return render(request, "initiatives/new.html", {"form": form}, status=_status(form))


def _status(*forms: Any) -> int:
    """422 for a form that was refused, so that htmx and a browser both show it again."""
    return 422 if any(form.is_bound and form.errors for form in forms) else 200


@require_GET
def detail(request: Request, public_id: UUID) -> HttpResponse:
    """Show the answer on one screen."""
    answer = _seen(request, public_id)
    context: dict[str, Any] = {"answer": answer, "initiative": answer.initiative}
    if answer.reading:
        context["roles"] = Board(answer, Kind.ROLES, answer.reading_form).parts()
        context["areas"] = Board(answer, Kind.COMPETENCES, answer.reading_form).parts()
    context["gate"] = answer.gate()
    return render(request, "initiatives/detail.html", context)


@read_or_write
@atomic_writes
def about(request: Request, public_id: UUID) -> HttpResponse:
    """Show everything that is written about an initiative; save what changed, field by field."""
    answer = _edited(request, public_id)
    initiative = answer.initiative
    data = request.POST if request.method == "POST" else None
    form = InitiativeForm(
        data, initiative=initiative, catalogue=answer.catalogue, blocked_by=answer.blocked_by
    )
    if data is not None and form.is_valid():
        describe(initiative, request.user, form.changes, current_values(initiative))
        if not request.htmx:
            _saved(request)
            return redirect("initiatives:about", public_id)
        fresh = _edited(request, public_id)
        form = InitiativeForm(
            initiative=fresh.initiative, catalogue=fresh.catalogue, blocked_by=fresh.blocked_by
        )
        names = [name for name in form.fields if form.add_initial_prefix(name) in data]
        return _fields(request, form, names, initiative, saved_at=timezone.localtime())
    if request.htmx and data is not None:
        return _fields(request, form, list(form.fields), initiative, status=422)
    context = {"answer": answer, "initiative": initiative, "form": _whole(form, answer)}
    return render(request, "initiatives/about.html", context | {"partner_form": PartnerForm()}, status=_status(form))


def _whole(form: InitiativeForm, answer: Answer) -> InitiativeForm:
    """Return a form with every field, also where only some were posted and refused."""
    complete = InitiativeForm(
        initiative=answer.initiative, catalogue=answer.catalogue, blocked_by=answer.blocked_by
    )
    if form.is_bound and len(form.fields) < len(complete.fields):
        for name in complete.fields:
            if name in form.fields:
                complete.fields[name] = form.fields[name]
    return form if form.is_bound else complete


def _fields(
    request: Request, form: InitiativeForm, names: list[str], initiative: Initiative, status: int = 200, **more: Any
) -> HttpResponse:
    """Render only the fields that were posted, with the receipt."""
    context = {"fields": [form[name] for name in names], "initiative": initiative, **more}
    return render(request, "initiatives/about.html#fields", context, status=status)


@read_or_write
@atomic_writes
def partners(request: Request, public_id: UUID) -> HttpResponse:
    """Show the partners and a form for one more; add it."""
    answer = _edited(request, public_id)
    form = PartnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        partner = Partner.objects.create(initiative=answer.initiative, **form.cleaned_data)
        answer.initiative.note_change(request.user, "add partner", "name", None, partner.name)
        _saved(request)
        return redirect("initiatives:partners", public_id)
    context = {"answer": answer, "initiative": answer.initiative, "form": form}
    return render(request, "initiatives/partners.html", context, status=_status(form))


@read_or_write
@atomic_writes
def partner(request: Request, public_id: UUID, partner_id: UUID) -> HttpResponse:
    """Show one partner's form; save it."""
    answer = _edited(request, public_id)
    row = get_object_or_404(
        Partner, initiative=answer.initiative, public_id=partner_id, removed_at=None
    )
    before = {name: getattr(row, name) for name in ("name", "kind", "gives", "why")}
    form = PartnerChangeForm(request.POST if request.method == "POST" else None, current=before)
    if form.is_bound and form.is_valid():
        for name, value in form.changes.items():
            answer.initiative.note_change(
                request.user, "change partner", name, before[name], value
            )
            setattr(row, name, value)
        row.save()
        _saved(request)
        return redirect("initiatives:partners", public_id)
    context = {"answer": answer, "initiative": answer.initiative, "form": form, "partner": row}
    return render(request, "initiatives/partners.html", context, status=_status(form))


@require_POST
def remove_partner(request: Request, public_id: UUID, partner_id: UUID) -> HttpResponse:
    """Take a partner off the list, with undo."""
    return _set_removed(request, public_id, partner_id, "remove partner")


@require_POST
def restore_partner(request: Request, public_id: UUID, partner_id: UUID) -> HttpResponse:
    """Undo the removal."""
    return _set_removed(request, public_id, partner_id, "restore partner")


@atomic_writes
def _set_removed(request: Request, public_id: UUID, partner_id: UUID, verb: str) -> HttpResponse:
    answer = _edited(request, public_id)
    row = get_object_or_404(Partner, initiative=answer.initiative, public_id=partner_id)
    removing = verb == "remove partner"
    row.removed_at = timezone.now() if removing else None
    row.save(update_fields=["removed_at"])
    answer.initiative.note_change(request.user, verb, "name", row.name, row.name)
    if removing:
        undo = reverse("initiatives:restore_partner", args=[public_id, partner_id])
        _saved(request, _("“%(name)s” is off the list.") % {"name": row.name}, undo)
    else:
        _saved(request, _("“%(name)s” is back on the list.") % {"name": row.name})
    return redirect("initiatives:partners", public_id)


@read_or_write
@atomic_writes
def place(request: Request, public_id: UUID) -> HttpResponse:
    """Ask the gate question first; on yes show the three ways, on no what to do instead."""
    answer = _edited(request, public_id)
    form = OutsidePartyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        answer.initiative.say_outside_party(request.user, form.answer)
        return redirect("initiatives:place" if form.answer else "initiatives:detail", public_id)
    context = {"answer": answer, "initiative": answer.initiative, "form": form}
    return render(request, "initiatives/place.html", context, status=_status(form))


@read_or_write
@atomic_writes
def place_by(request: Request, public_id: UUID, method: str) -> HttpResponse:
    """Show one way of placing; GET with answers shows what they give, POST saves them."""
    answer = _edited(request, public_id)
    if not answer.initiative.outside_party:
        return redirect("initiatives:place", public_id)
    form = _placing_form(Method(method), request, answer)
    sound = form.is_valid()
    scores = form.scores if form.is_bound else None
    if request.method == "POST" and sound and scores:
        return _assessed(request, answer.initiative, form, scores)
    reading = Reading(answer.catalogue, scores, form.method, form.answers) if scores else None
    context = {
        "answer": answer,
        "initiative": answer.initiative,
        "form": form,
        "reading": reading,
        "figure": reading.figure if reading else answer.empty_figure,
        "method": method,
    }
    if request.htmx:
        return render(request, "initiatives/place_by.html#reading", context)
    status = 422 if request.method == "POST" else 200
    return render(request, "initiatives/place_by.html", context, status=status)


def _placing_form(method: Method, request: Request, answer: Answer) -> PlacingForm:
    data = request.POST if request.method == "POST" else request.GET or None
    match method:
        case Method.QUICK:
            return QuickForm(data, catalogue=answer.catalogue)
        case Method.CAREFUL:
            return CarefulForm(data, catalogue=answer.catalogue)
        case _:
            return MapForm(data)


def _assessed(request: Request, initiative: Initiative, form: PlacingForm, scores: Scores) -> HttpResponse:
    """Save a placement and go to the answer, with undo."""
    given = form.cleaned_data
    assessment = initiative.assess(
        request.user,
        scores,
        kind=given["kind"],
        method=form.method,
        answers=form.answers,
        note=given["note"],
        assessed_on=given["assessed_on"],
    )
    undo = reverse("initiatives:withdraw", args=[initiative.public_id, assessment.public_id])
    _saved(request, undo=undo)
    return redirect(initiative)


@require_GET
def trail(request: Request, public_id: UUID) -> HttpResponse:
    """Show every placement with its date, its note and its answers."""
    answer = _seen(request, public_id)
    withdrawn = answer.initiative.assessments.exclude(withdrawn_at=None)
    context = {"answer": answer, "initiative": answer.initiative, "withdrawn": withdrawn}
    return render(request, "initiatives/trail.html", context)


@require_POST
@atomic_writes
def withdraw(request: Request, public_id: UUID, assessment_id: UUID) -> HttpResponse:
    """Take a wrong placement out of the trail, with undo."""
    answer = _edited(request, public_id)
    row = get_object_or_404(Assessment, initiative=answer.initiative, public_id=assessment_id)
    row.withdraw(request.user)
    undo = reverse("initiatives:restore_assessment", args=[public_id, assessment_id])
    _saved(request, _("The placement is withdrawn."), undo)
    return redirect("initiatives:trail", public_id)


@require_POST
@atomic_writes
def restore_assessment(request: Request, public_id: UUID, assessment_id: UUID) -> HttpResponse:
    """Put a withdrawn placement back."""
    answer = _edited(request, public_id)
    row = get_object_or_404(Assessment, initiative=answer.initiative, public_id=assessment_id)
    row.restore(request.user)
    _saved(request, _("The placement is back."))
    return redirect("initiatives:trail", public_id)


@require_GET
def advice(request: Request, public_id: UUID) -> HttpResponse:
    """Show which form suits wish, experience and field, and why. It moves nothing."""
    answer = _seen(request, public_id)
    context = {"answer": answer, "initiative": answer.initiative, "advice": answer.advice_rows}
    return render(request, "initiatives/advice.html", context)


@require_GET
def maturity(request: Request, public_id: UUID) -> HttpResponse:
    """Help to say how used the municipality is to it: five signs, counted, nothing saved."""
    answer = _seen(request, public_id)
    known = {item.id for item in answer.catalogue.fit.maturity_indicators}
    ticked = known & set(request.GET.getlist("sign"))
    context = {
        "answer": answer,
        "initiative": answer.initiative,
        "ticked": ticked,
        "experience": maturity_from_indicators(len(ticked)) if "count" in request.GET else None,
    }
    return render(request, "initiatives/maturity.html", context)


@require_POST
@atomic_writes
def citizen_decision(request: Request, public_id: UUID) -> HttpResponse:
    """Answer whether a formal decision about one citizen is part of this."""
    answer = _edited(request, public_id)
    given = request.POST.get("citizen_decision")
    if given in ("yes", "no"):
        answer.initiative.say_citizen_decision(request.user, given == "yes")
        _saved(request)
    else:
        messages.error(request, _("Answer yes or no before you go on."))
    return redirect("initiatives:checklist", public_id, Kind.GATE)


@read_or_write
@atomic_writes
def checklist(request: Request, public_id: UUID, kind: str, section_id: str = "") -> HttpResponse:
    """Show a checklist, or one section of it; save the lines and names that changed."""
    answer = _edited(request, public_id) if request.method == "POST" else _seen(request, public_id)
    form = _looked_at(request, answer)
    board = Board(answer, Kind(kind), form)
    if section_id and section_id not in {section.id for section in board.sections}:
        raise Http404
    if request.method == "POST":
        return _tick(request, answer, board, section_id)
    return _board(request, board, section_id)


def _looked_at(request: Request, answer: Answer) -> Form:
    """The form whose checklist is asked for: the placed one, or another that someone looks at."""
    asked = request.GET.get("form", "")
    if asked and asked not in list(Form):
        raise Http404
    return Form(asked) if asked else answer.reading_form


def _tick(request: Request, answer: Answer, board: Board, section_id: str) -> HttpResponse:
    initiative = answer.initiative
    lines = tick_forms(initiative, answer.catalogue.items, request.POST)
    holders = {
        role: RoleHolderForm(request.POST, current={"holder": board.holders.get(role, "")}, prefix=role)
        for role in Role
        if f"initial-{role}-holder" in request.POST
    }
    sound = [form.is_valid() for form in (*lines.values(), *holders.values())]
    if all(sound):
        tick(initiative, request.user, {key: f.changes for key, f in lines.items() if f.changes})
        hold_roles(initiative, request.user, [(role, f.changes["holder"]) for role, f in holders.items() if f.changes])
        if not request.htmx:
            _saved(request)
            return redirect(request.get_full_path())
        fresh = Board(_seen(request, initiative.public_id), board.kind, board.form)
        return _lines(request, fresh, set(lines), set(holders), saved_at=timezone.localtime())
    if request.htmx:
        return _lines(request, board, set(lines), set(holders), lines, holders, status=422)
    return _board(request, board, section_id, lines, holders, status=422)


def _board(
    request: Request, board: Board, section_id: str, lines: Any = None, holders: Any = None, status: int = 200
) -> HttpResponse:
    parts = board.parts(lines, holders)
    if section_id:
        parts = [part for part in parts if part.section.id == section_id]
    answer = board.answer
    context = {
        "answer": answer,
        "initiative": answer.initiative,
        "board": board,
        "parts": parts,
        "section_id": section_id,
        "shown_form": answer.catalogue.form(board.form),
        "is_own_form": board.form is answer.reading_form and answer.reading is not None,
    }
    if request.htmx and section_id:
        return render(request, "initiatives/checklist.html#part", context | {"part": parts[0], "opened": True}, status=status)
    return render(request, "initiatives/checklist.html", context, status=status)


def _lines(
    request: Request, board: Board, items: set[str], roles: set[Any], lines: Any = None, holders: Any = None, status: int = 200, **more: Any
) -> HttpResponse:
    """Render only the lines that were posted, and what they change on the page around them."""
    parts = board.parts(lines, holders)
    everything = [e for part in parts for e in (*part.entries, *part.also)] + board.no_longer_asked()
    touched = [
        part for part in parts
        if part.section.id in roles or any(e.item.id in items for e in (*part.entries, *part.also))
    ]
    context = {
        "initiative": board.answer.initiative,
        "board": board,
        "entries": [entry for entry in everything if entry.item.id in items],
        "holders": [part for part in parts if part.section.id in roles],
        "touched": touched,
        **more,
    }
    return render(request, "initiatives/checklist.html#lines", context, status=status)


@require_POST
@atomic_writes
def delete(request: Request, public_id: UUID) -> HttpResponse:
    """Delete an initiative, with undo."""
    initiative = _edited(request, public_id).initiative
    initiative.delete_softly(request.user)
    undo = reverse("initiatives:restore", args=[public_id])
    _saved(request, _("“%(title)s” is deleted.") % {"title": initiative.title}, undo)
    return redirect("initiatives:index")


@require_POST
@atomic_writes
def restore(request: Request, public_id: UUID) -> HttpResponse:
    """Undo the deletion."""
    rows = Initiative.objects.restorable_by(request.user)
    initiative = get_object_or_404(rows, public_id=public_id)
    initiative.restore(request.user)
    _saved(request, _("“%(title)s” is back.") % {"title": initiative.title})
    return redirect(initiative)
