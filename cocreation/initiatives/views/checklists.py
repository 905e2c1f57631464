"""The three checklists: who does what, can we do it, order in our house."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cocreation.http import Request, atomic_writes
from cocreation.initiatives.answer import Answer
from cocreation.initiatives.board import Board, holder_forms, tick_forms
from cocreation.initiatives.checklist import Kind
from cocreation.initiatives.responsible import people_of
from cocreation.initiatives.ticking import hold_roles, tick
from cocreation.initiatives.views.loading import edited, read_or_write, saved, seen
from cocreation.initiatives.views.warning import warn_of_cpr
from typology.placement import Form


@read_or_write
@atomic_writes
def checklist(request: Request, public_id: UUID, kind: str, section_id: str = "") -> HttpResponse:
    """Show a checklist, or one section of it; save the lines and names that changed."""
    answer = edited(request, public_id) if request.method == "POST" else seen(request, public_id)
    board = Board(answer, Kind(kind), _looked_at(request, answer))
    if section_id and section_id not in board.section_ids:
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
    """Save what changed, or say what is wrong with it.

    The answer's rows change along with what is saved, so that nothing is fetched twice.
    """
    lines = tick_forms(answer.ticks, answer.catalogue.items, request.POST)
    holders = holder_forms(answer, request.POST)
    sound = [form.is_valid() for form in (*lines.values(), *holders.values())]
    if all(sound):
        ticked = {key: form.changes for key, form in lines.items() if form.changes}
        tick(answer.initiative, request.user, ticked, answer.ticks)
        held = [(role, form.changes["holder"]) for role, form in holders.items() if form.changes]
        if held:  # else the names need not be fetched
            hold_roles(answer.initiative, request.user, held, answer.holders)
        warn_of_cpr(request, *lines.values(), *holders.values())
        if not request.htmx:
            saved(request)
            return redirect(request.get_full_path())
        return _lines(request, board, set(lines), set(holders), saved_at=timezone.localtime())
    if request.htmx:
        return _lines(request, board, set(lines), set(holders), lines, holders, status=422)
    return _board(request, board, section_id, lines, holders, status=422)


def _board(
    request: Request,
    board: Board,
    section_id: str,
    lines: Any = None,
    holders: Any = None,
    status: int = 200,
) -> HttpResponse:
    parts = board.parts(lines, holders, [section_id] if section_id else ())
    answer = board.answer
    context = {
        "answer": answer,
        "initiative": answer.initiative,
        "board": board,
        "parts": parts,
        "former": [] if section_id else board.no_longer_asked(lines),
        "refused": [form for form in (lines or {}).values() if form.errors],
        "section_id": section_id,
        "shown_form": answer.catalogue.form(board.form),
        "is_own_form": board.is_own,
        "people": people_of(answer.initiative) if answer.initiative.may_edit else [],
    }
    if request.htmx and section_id:
        return render(
            request,
            "initiatives/checklist.html#part",
            context | {"part": parts[0], "opened": True},
            status=status,
        )
    return render(request, "initiatives/checklist.html", context, status=status)


def _lines(
    request: Request,
    board: Board,
    items: set[str],
    roles: set[str],
    lines: Any = None,
    holders: Any = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """Render only the lines that were posted, and what they change on the page around them."""
    ids = roles | {section.id for section in board.sections if section.holds(items)}
    touched = board.parts(lines, holders, ids) if ids else []
    everything = [entry for part in touched for entry in (*part.entries, *part.also)]
    everything += board.no_longer_asked(lines)
    context = {
        "initiative": board.answer.initiative,
        "board": board,
        "entries": [entry for entry in everything if entry.item.id in items],
        "holders": [part for part in touched if part.section.id in roles],
        "touched": touched,
        **more,
    }
    return render(request, "initiatives/checklist.html#lines", context, status=status)


@require_POST
@atomic_writes
def citizen_decision(request: Request, public_id: UUID) -> HttpResponse:
    """Answer whether a formal decision about one citizen is part of this."""
    answer = edited(request, public_id)
    given = request.POST.get("citizen_decision")
    if given in ("yes", "no"):
        answer.initiative.say_citizen_decision(request.user, given == "yes")
        saved(request)
    else:
        messages.error(request, _("Answer yes or no before you go on."))
    return redirect("initiatives:checklist", public_id, Kind.GATE)
