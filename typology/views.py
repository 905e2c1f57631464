"""The public pages: what the four forms are, real cases of them, and where the model comes from."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from typology.catalogue import Case, Catalogue, Role, Text
from typology.figure import Figure, Spot, draw
from typology.languages import spoken
from typology.models import Edition
from typology.placement import Form, nearest, place


def _catalogue() -> Catalogue:
    """Return the newest texts; there is nothing to show before a catalogue is loaded."""
    edition = Edition.objects.newest()
    if edition is None:
        raise Http404
    return edition.catalogue


def _cases(catalogue: Catalogue) -> list[Case]:
    return [case for case in catalogue.cases if not case.retired]


@login_not_required
@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    """Show the four forms on the map and beside each other."""
    catalogue = _catalogue()
    figure = draw(catalogue, spoken())
    return render(request, "typology/forms.html", {"catalogue": catalogue, "figure": figure})


@login_not_required
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Show the four forms beside each other in one table."""
    catalogue = _catalogue()
    context = {
        "catalogue": catalogue,
        "decisions": _decisions(catalogue),
        "roles": [(role, _names_of(role.id, catalogue)) for role in catalogue.roles],
    }
    return render(request, "typology/compare.html", context)


def _decisions(catalogue: Catalogue) -> list[tuple[Text, list[Text | None]]]:
    """Return each question of who decides, with the answer of each form that has one."""
    questions = {row.id: row.question for form in catalogue.forms for row in form.who_decides}
    answers = [{row.id: row.answer for row in form.who_decides} for form in catalogue.forms]
    return [(text, [of.get(row_id) for of in answers]) for row_id, text in questions.items()]


def _names_of(role: Role, catalogue: Catalogue) -> list[Text]:
    """Return what each form calls a role."""
    return [each.name for form in catalogue.forms for each in form.roles if each.id is role]


@login_not_required
@require_safe
def form(request: HttpRequest, form: Form) -> HttpResponse:
    """Show one form: when to use it, who decides what, who does what, and a real case."""
    catalogue = _catalogue()
    texts = catalogue.form(form)
    cases = [case for case in _cases(catalogue) if place(case.scores).form is form]
    figure = draw(catalogue, spoken(), placed=form)
    context = {"catalogue": catalogue, "form": texts, "cases": cases, "figure": figure}
    return render(request, "typology/form.html", context)


@login_not_required
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Show all cases on the map by number, with the list beside it."""
    catalogue = _catalogue()
    shown = _cases(catalogue)
    spots = [Spot(case.scores, case.name.in_language(spoken()), newest=False) for case in shown]
    listed = [(case, catalogue.form(place(case.scores).form)) for case in shown]
    context = {"cases": listed, "figure": draw(catalogue, spoken(), spots)}
    return render(request, "typology/cases.html", context)


@login_not_required
@require_safe
def case(request: HttpRequest, case_id: str) -> HttpResponse:
    """Show one case: what happened, where it sits and why, and how sure we are."""
    catalogue = _catalogue()
    shown = catalogue.case(case_id)
    if shown is None:
        raise Http404
    placement = place(shown.scores)
    context = {
        "catalogue": catalogue,
        "case": shown,
        "form": catalogue.form(placement.form),
        "neighbours": [catalogue.form(each) for each in placement.neighbours],
        "figure": _one_dot(catalogue, shown),
        "like_it": nearest(shown.scores, _cases(catalogue), frozenset({shown.id})),
    }
    return render(request, "typology/case.html", context)


def _one_dot(catalogue: Catalogue, case: Case) -> Figure:
    return draw(catalogue, spoken(), [Spot(case.scores, "")])


@login_not_required
@require_safe
def model(request: HttpRequest) -> HttpResponse:
    """Say where the model comes from, what is ours, its limits, and what others say."""
    catalogue = _catalogue()
    figure = draw(catalogue, spoken())
    return render(request, "typology/model.html", {"catalogue": catalogue, "figure": figure})


@login_not_required
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Explain the words that the pages use, each under an anchor of its own."""
    return render(request, "typology/glossary.html", {"catalogue": _catalogue()})
