"""Two initiatives, or two days of one, beside each other."""

import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, When
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from cocreation.http import Request
from cocreation.initiatives.answer import Answer
from cocreation.initiatives.as_of import AsOf, Undoing, undoings
from cocreation.initiatives.comparison import Comparison, Side
from cocreation.initiatives.forms.comparing import DaysForm, PairForm
from cocreation.initiatives.models import Initiative
from cocreation.initiatives.views.loading import seen, status

MOST_OFFERED = 500


@require_safe
def two(request: Request) -> HttpResponse:
    """Show two initiatives beside each other; until both are chosen, what to choose from."""
    form = PairForm(request.GET)
    sound = form.is_valid()
    answers = _answers(request, form.chosen)
    if sound and len(answers) == 2:
        one, other = answers
        comparison = Comparison(Side(one, "A"), Side(other, "B"))
        return render(request, "initiatives/compare.html", {"comparison": comparison})
    context = {"form": form, "chosen": answers, **_offered(request)}
    return render(request, "initiatives/compare_pick.html", context, status=status(form))


def _answers(request: Request, chosen: list[UUID]) -> list[Answer]:
    """Load what is chosen, in its order; 404 unless the person may see it all."""
    rows = Initiative.objects.visible_to(request.user).with_names()
    rows = rows.select_related("edition").defer("edition__document")
    found = {row.public_id: row for row in rows.filter(public_id__in=chosen)} if chosen else {}
    if set(found) != set(chosen):
        raise Http404
    return [Answer(found[each]) for each in chosen]


def _offered(request: Request) -> dict[str, Any]:
    """Return the titles to choose from, own initiatives before cases."""
    rows = Initiative.objects.visible_to(request.user)
    is_case = Case(When(case="", then=0), default=1)
    titles = list(
        rows.order_by(is_case, "folded_title", "pk").values_list("public_id", "title", "case")[
            :MOST_OFFERED
        ]
    )
    return {
        "own": [(str(each), title) for each, title, case in titles if not case],
        "cases": [(str(each), title) for each, title, case in titles if case],
    }


@require_safe
def days(request: Request, public_id: UUID) -> HttpResponse:
    """Show an initiative as it was on two days, beside each other."""
    now = seen(request, public_id)
    initiative = now.initiative
    started = timezone.localdate(initiative.created_at)
    first = min((each.assessed_on for each in now.trail), default=started)
    form = DaysForm(request.GET or None, first=min(first, started))
    context = {"answer": now, "initiative": initiative, "form": form}
    if form.is_bound and form.is_valid():
        earlier, later = form.days
        changes = undoings(initiative, since=earlier)
        context["comparison"] = Comparison(*(_side(now, day, changes) for day in (earlier, later)))
    return render(request, "initiatives/compare.html", context, status=status(form))


def _side(now: Answer, day: datetime.date, changes: list[Undoing]) -> Side:
    return Side(AsOf(now, day, changes), date_format(day, "SHORT_DATE_FORMAT"), day)
