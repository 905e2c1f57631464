"""Return to an earlier state of one thing: its old value is used again, by the rules of its page.

A return is a change like any other: it stands in the history, and can itself be returned from.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cocreation.initiatives.answer import Answer
from cocreation.initiatives.conflicts import FieldwiseForm
from cocreation.initiatives.describing import describe
from cocreation.initiatives.effects import answer_effects
from cocreation.initiatives.forms.describing import InitiativeForm, current_values
from cocreation.initiatives.forms.ticking import TickForm
from cocreation.initiatives.history import LISTED, told
from cocreation.initiatives.models import Part, Plan, Tick
from cocreation.initiatives.planned import Planned
from cocreation.initiatives.readiness import REASONS
from cocreation.initiatives.sittings import Address, spot
from cocreation.initiatives.ticking import hold_roles, tick
from cocreation.people.models import Change, User
from typology.catalogue import Role


class Refused(Exception):
    """The old value cannot be used now. The message says why, to the person."""


def newest_of(row: Change, answer: Answer) -> Change:
    """Return the newest row about the same thing: another than `row` if it changed since."""
    where = spot(row.verb, row.field, row.pk)
    name = Address.of(row.field).id
    later = answer.initiative.history.filter(pk__gt=row.pk, field__startswith=name).order_by("pk")
    same = [each for each in later if spot(each.verb, each.field, each.pk) == where]
    return same[-1] if same else row


def use_again(answer: Answer, by: User, row: Change) -> None:
    """Put back what a row of the history replaced; Refused if the rules of today say no."""
    it = told(row)
    at = Address.of(it.spot)
    try:
        match at.what:
            case "part" if not at.name:
                _put_part(_part(answer, at.id), by, standing=it.new is None)
            case "part":
                _change_part(_part(answer, at.id), by, at.name, it.old)
            case "assessment":
                _put_placement(answer, by, at.id, standing=it.new is None)
            case "plan":
                _change_plan(answer, by, at.name, it.old)
            case "effect":
                answer_effects(answer.initiative, by, {f"{at.id}-{at.name}": it.old or ""})
            case "tick":
                _tick(answer, by, at, it.old)
            case _ if it.field in list(Role) and it.verb == "hold role":
                hold_roles(answer.initiative, by, [(Role(it.field), it.old or "")])
            case _ if it.spot == it.field:
                _change_field(answer, by, it.field, it.old)
            case _:
                raise Refused(_("This cannot be brought back from here."))
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error


def _part(answer: Answer, part_id: str) -> Part:
    """Find a part of whichever kind; Refused when it is gone for good."""
    for kind in LISTED.values():
        row: Part | None = kind.objects.filter(
            initiative=answer.initiative, public_id=part_id
        ).first()
        if row:
            row.initiative = answer.initiative
            return row
    raise Refused(_("It was in the bin for more than 30 days, and is gone for good."))


def _put_part(part: Part, by: User, *, standing: bool) -> None:
    if standing:
        part.restore(by)
    else:
        part.remove(by)


def _change_part(part: Part, by: User, name: str, value: Any) -> None:
    if part.removed_at:
        raise Refused(_("It is off its list. Bring it back first."))
    part.change(by, {name: _sound(part, name, value)})


def _change_plan(answer: Answer, by: User, name: str, value: Any) -> None:
    if name in REASONS.values():  # asked for by a status, and saved beside it
        _change_field(answer, by, name, value)
        return
    plan = Plan.of(answer.initiative)
    plan.change(by, {name: _sound(plan, name, value)})


def _sound(row: Any, name: str, value: Any) -> Any:
    """Read a value of the history as the row's field has it."""
    field = row._meta.get_field(name)
    if value is None and not field.null:
        value = ""
    return field.clean(value, row)


def _put_placement(answer: Answer, by: User, assessment_id: str, *, standing: bool) -> None:
    row = answer.initiative.assessments.filter(public_id=assessment_id).first()
    if row is None:
        raise Refused(_("The placement is gone for good."))
    row.initiative = answer.initiative
    if standing:
        row.restore(by)
    else:
        row.withdraw(by)


def _tick(answer: Answer, by: User, at: Address, value: Any) -> None:
    item = answer.catalogue.items.get(at.id)
    if item is None:
        raise Refused(_("This line is in no list any more."))
    row = answer.ticks.get(at.id) or Tick(initiative=answer.initiative, item=at.id)
    now = {name: getattr(row, name) for name in ("state", "note", "responsible", "due_on")}
    data = _as_posted(f"{at.id}-{at.name}", now[at.name], value)
    form = TickForm(data, item=item, current=now)
    changes = _changes(form)
    tick(answer.initiative, by, {at.id: changes} if changes else {}, answer.ticks)


def _change_field(answer: Answer, by: User, name: str, value: Any) -> None:
    initiative = answer.initiative
    match name:
        case "outside_party":
            initiative.say_outside_party(by, value)
        case "citizen_decision":
            initiative.say_citizen_decision(by, value)
        case _ if name in InitiativeForm.base_fields:
            before = current_values(initiative)
            now = getattr(Plan.of(initiative), name) if name in REASONS.values() else before[name]
            form = InitiativeForm(
                _as_posted(name, now, value),
                initiative=initiative,
                catalogue=answer.catalogue,
                blocked_by=answer.blocked_by,
                standing=Planned(answer).standing,
            )
            describe(initiative, by, _changes(form), before)
        case _:
            raise Refused(_("This cannot be brought back from here."))


def _as_posted(name: str, now: Any, value: Any) -> dict[str, str]:
    """Return what the field's own page would post: what it says now, and what it shall say."""
    text = {key: "" if said is None else str(said) for key, said in (("now", now), ("new", value))}
    return {f"initial-{name}": text["now"], name: text["new"]}


def _changes(form: FieldwiseForm) -> dict[str, Any]:
    """Return what a form would save; Refused with its messages."""
    if not form.is_valid():
        raise Refused(" ".join(str(error) for errors in form.errors.values() for error in errors))
    return form.changes
