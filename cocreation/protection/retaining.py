"""Do what organisations have chosen to forget: what is due on a day, and doing it, once.

Each thing is a transaction of its own. What goes to the bin can be brought back from there.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from cocreation.initiatives.models import Initiative, Status
from cocreation.mail import letter, on_this_site
from cocreation.people.models import Change, Membership, Organisation, User
from cocreation.protection.due import NOTICE, bin_on, close_on, forget_before, tell_on
from cocreation.protection.erasing import end_sessions, is_only_admin
from cocreation.protection.models import InactivityNotice, Retention

CHOICES = (
    Q(field__in=["status", "outside_party", "citizen_decision", "subject_field"])
    | Q(field__in=["municipality_maturity", "partner_maturity"])
    | Q(field__startswith="ambition_")
    | Q(field__endswith=".state")
    | Q(verb="assess")
)
"""What holds a choice or a number and no words: comparisons of two days need it."""


@dataclass(frozen=True)
class Due:
    """One thing that is done on a day: an initiative binned, a person told, an account closed."""

    act: str
    on: datetime.date
    row: Any = field(compare=False)
    organisations: tuple[Organisation, ...]

    def __str__(self) -> str:
        places = ", ".join(map(str, self.organisations))
        return f"{self.on:%Y-%m-%d} {self.act}: {self.row} ({places})"


def retain(today: datetime.date | None = None, *, only_say: bool = False) -> list[Due]:
    """Do all that is due, and return it. As often a day as one likes; `only_say` does nothing."""
    today = today or timezone.localdate()
    due = [it for it in due_by(today) if it.on <= today]
    if not only_say:
        due = [it for it in due if _do(it, today)]
    return due


def due_by(last: datetime.date, of: Organisation | None = None) -> list[Due]:
    """Return what comes until a day, the first first; with an organisation, what is of it."""
    found = [*_initiatives(of), *_accounts(of), *_histories(last, of)]
    return sorted((it for it in found if it.on <= last), key=lambda it: (it.on, it.act))


def _initiatives(of: Organisation | None) -> Iterator[Due]:
    rows: Any = Initiative.objects.filter(
        status=Status.DONE, deleted_at=None, organisation__retention__done_years__isnull=False
    )
    rows = rows.filter(organisation=of) if of else rows
    about = Change.objects.filter(kind="initiative", object_id=OuterRef("public_id"))
    # Whoever brought it back from the bin wants it for as long again.
    latest = about.filter(Q(field="status") | Q(verb="restore", field="")).order_by("-at")
    rows = rows.annotate(ended_at=Subquery(latest.values("at")[:1]))
    for row in rows.select_related("organisation__retention").order_by("pk"):
        kept = row.organisation.retention
        done_on = timezone.localdate(row.ended_at or row.changed_at)
        day = bin_on(done_on, kept.done_years, kept.done_years_since)
        yield Due("bin", day, row, (row.organisation,))


def _accounts(of: Organisation | None) -> Iterator[Due]:
    """Whoever belongs to several organisations is closed when all of them say so."""
    keeping = Retention.objects.filter(inactive_months__isnull=False).values("organisation")
    asked: Any = [of] if of else keeping
    members = Membership.objects.filter(organisation__in=asked)
    others = Membership.objects.exclude(organisation__in=keeping)
    memberships = Membership.objects.select_related("organisation__retention")
    people = (
        User.objects.filter(is_active=True, pk__in=members.values("user"))
        .exclude(pk__in=others.values("user"))
        .exclude(pk__in=_only_admins())
        .annotate(acted_at=Max("changes__at"))
        .select_related("inactivity_notice")
        .prefetch_related(Prefetch("memberships", memberships))
        .order_by("pk")
    )
    for person in people:
        places = tuple(each.organisation for each in person.memberships.all())
        chosen: list[Any] = [place.retention for place in places]
        months = max(each.inactive_months for each in chosen)
        since = max(each.inactive_months_since for each in chosen)
        seen = max(filter(None, (person.created_at, person.last_login, person.acted_at)))
        seen_on = timezone.localdate(seen)
        notice = getattr(person, "inactivity_notice", None)
        day = close_on(seen_on, months, notice and notice.told_on)
        if day:
            yield Due("close", day, person, places)
        else:
            yield Due("tell", tell_on(seen_on, months, since), person, places)


def _only_admins() -> Any:
    """Return the people without whom an organisation would have no admin."""
    admins = Membership.objects.filter(level=Membership.Level.ADMIN, user__is_active=True)
    other = admins.filter(organisation=OuterRef("organisation")).exclude(user=OuterRef("user"))
    return admins.filter(~Exists(other)).values("user")


def _histories(last: datetime.date, of: Organisation | None) -> Iterator[Due]:
    rows: Any = Retention.objects.filter(history_years__isnull=False)
    rows = rows.select_related("organisation")
    for kept in rows.filter(organisation=of) if of else rows:
        since = kept.history_years_since
        if limit := forget_before(last, kept.history_years, since):
            oldest = _with_words(kept.organisation, limit).order_by("at").first()
            if oldest:
                day = bin_on(timezone.localdate(oldest.at), kept.history_years, since)
                yield Due("forget", day, kept.organisation, (kept.organisation,))


def _with_words(organisation: Organisation, before: datetime.date) -> Any:
    """Return the rows of a history that are older and still hold words."""
    midnight = timezone.make_aware(datetime.datetime.combine(before, datetime.time.min))
    words = Q(old__isnull=False) | Q(new__isnull=False)
    rows = Change.objects.filter(words, organisation=organisation, at__lt=midnight)
    return rows.filter(kind="initiative").exclude(CHOICES)


@transaction.atomic
def _do(due: Due, today: datetime.date) -> bool:
    """Do one thing; False when somebody has done something about it since."""
    for organisation in sorted(due.organisations, key=lambda each: each.pk):
        organisation.lock()
    match due.act:
        case "bin":
            rows = Initiative.objects.select_for_update().filter(
                pk=due.row.pk, status=Status.DONE, deleted_at=None
            )
            if initiative := rows.first():
                initiative.delete_softly(None)
            return initiative is not None
        case "tell":
            return _tell(due, today)
        case "close":
            return _close(due)
    years: Any = due.row.retention.history_years
    limit = forget_before(today, years, datetime.date.min)
    assert limit is not None
    gone = _with_words(due.row, limit).update(old=None, new=None)
    due.row.note_change(None, "forget words of the history", "", None, gone)
    return bool(gone)


def _tell(due: Due, today: datetime.date) -> bool:
    person = due.row
    InactivityNotice.objects.update_or_create(user=person, defaults={"told_on": today})
    words = {
        "organisations": due.organisations,
        "days": NOTICE.days,
        "login": on_this_site(reverse("people:login")),
    }
    letter(person.email, person.language, "protection/mail/inactive", words)
    return True


def _close(due: Due) -> bool:
    person = due.row
    theirs = Membership.objects.filter(user=person).select_related("organisation")
    seen = User.objects.filter(pk=person.pk, last_login=person.last_login, is_active=True)
    if any(map(is_only_admin, theirs)) or not seen.update(is_active=False):
        return False
    end_sessions(person)
    _note(theirs, None, "close account", person)
    return True


def reopen(person: User, by: User) -> None:
    """Let someone sign in again whose account was closed because they were away."""
    with transaction.atomic():
        theirs = Membership.objects.filter(user=person).select_related("organisation")
        if User.objects.filter(pk=person.pk, is_active=False).update(
            is_active=True, last_login=timezone.now()
        ):
            InactivityNotice.objects.filter(user=person).delete()
            _note(theirs, by, "reopen account", person)


def _note(memberships: Any, by: User | None, verb: str, person: User) -> None:
    for membership in memberships:
        membership.organisation.note_change(by, verb, f"member {person.public_id}", None, None)
