"""Write the letters that are due: to each person in their language, each rung told once."""

import datetime
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cocreation.initiatives.promises import Promise, Sort, people_with_promises, promises_of
from cocreation.mail import letter, on_this_site
from cocreation.people.models import User
from cocreation.reminders.ladder import Told, digest_is_due, owed
from cocreation.reminders.models import Pace, Preference, Reminder
from cocreation.reminders.turning_off import off_address

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Line:
    """One thing as a letter shows it."""

    promise: Promise
    days: int
    """Days until its day; negative when it has passed."""

    @property
    def what(self) -> str:
        """What is to be done, on one line: a subject has no more."""
        return " ".join(self.promise.what.split())

    @property
    def title(self) -> str:
        """The initiative's title, on one line."""
        return " ".join(self.promise.initiative.title.split())

    @property
    def when(self) -> str:
        """How far away its day is; a day to look again is never late."""
        if self.days == 0 or (self.days < 0 and self.is_again):
            return _("today")
        if self.days == 1:
            return _("tomorrow")
        number = abs(self.days)
        if self.days > 0:
            return ngettext("in %(number)s day", "in %(number)s days", number) % {"number": number}
        return ngettext("%(number)s day late", "%(number)s days late", number) % {"number": number}

    @property
    def is_mine_as_leader(self) -> bool:
        """Whether it is asked of whoever leads, and not of a name on it."""
        return self.promise.sort in (Sort.REPLY, Sort.AGAIN)

    @property
    def address(self) -> str:
        return on_this_site(self.promise.address)

    @property
    def is_again(self) -> bool:
        """Whether it is a day to look again, which cannot be late."""
        return self.promise.sort is Sort.AGAIN


def send_reminders(today: datetime.date | None = None) -> int:
    """Write all letters that are due, and return how many. As often a day as one likes.

    Each person's letters are a transaction of their own, so that trouble with one leaves the
    others theirs.
    """
    today = today or timezone.localdate()
    written = 0
    for user in people_with_promises():
        try:
            written += remind(user, today)
        except IntegrityError:  # another worker was quicker
            log.info("Person %s is being reminded already", user.public_id)
        except Exception:
            log.exception("Person %s could not be reminded", user.public_id)
    return written


def remind(user: User, today: datetime.date) -> int:
    """Write the letters that are due to one person, and return how many."""
    wish = Preference.objects.of(user)
    if not digest_is_due(wish.pace, wish.looked_on, today):
        return 0
    promises = {(each.thing, each.due_on): each for each in promises_of(user)}
    if not _owed(user, promises, today) and wish.pace != Pace.WEEKLY:
        return 0
    with transaction.atomic():
        wish = Preference.objects.lock(user)
        if not digest_is_due(wish.pace, wish.looked_on, today):
            return 0
        due = _owed(user, promises, today)
        if due or wish.pace == Pace.WEEKLY:
            wish.looked_on = today
            wish.save(update_fields=["looked_on"])
        rows = [Reminder(person=user, thing=r.thing, due_on=r.due_on, rung=r.rung) for r in due]
        Reminder.objects.bulk_create(rows)
        lines = [Line(promises[r.thing, r.due_on], (r.due_on - today).days) for r in due]
        letters = [[line] for line in lines] if wish.pace == Pace.EACH else [lines] if lines else []
        for each in letters:
            _write(user, each)
    return len(letters)


def _owed(
    user: User, promises: dict[tuple[str, datetime.date], Promise], today: datetime.date
) -> tuple[Told, ...]:
    rows = Reminder.objects.filter(person=user, thing__in={thing for thing, _day in promises})
    told = [Told(*row) for row in rows.values_list("thing", "due_on", "rung")]
    return owed(promises, told, today)


def _write(user: User, lines: Sequence[Line]) -> None:
    off = on_this_site(off_address(user))
    context = {
        "lines": lines,
        "line": lines[0],
        "more": len(lines) - 1,
        "mine": on_this_site(reverse("initiatives:mine")),
        "settings": on_this_site(reverse("reminders:settings")),
        "off": off,
    }
    headers = {
        "List-Unsubscribe": f"<{off}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    template = "thing" if len(lines) == 1 else "digest"
    letter(user.email, user.language, f"reminders/mail/{template}", context, headers)
