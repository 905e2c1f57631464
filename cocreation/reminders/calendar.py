"""Promises as a calendar that other programs read (RFC 5545): whole days, the same ids for ever."""

from collections.abc import Iterable
from datetime import UTC, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vUri

from cocreation.initiatives.promises import Promise
from cocreation.mail import on_this_site

MEDIA_TYPE = "text/calendar; charset=utf-8"


def calendar(promises: Iterable[Promise], name: str = "") -> bytes:
    """Return a calendar in the language spoken now; with a name it is one to follow.

    The same promises give the same bytes: times come from the initiatives, not from the clock.
    """
    written = Calendar()
    written.add("prodid", "-//Samskabelse//Planner//DA")
    written.add("version", "2.0")
    written.add("method", "PUBLISH")
    if name:
        written.add("x-wr-calname", name)
        written.add("name", name)
        written.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for promise in promises:
        written.add_component(_event(promise))
    return bytes(written.to_ical())


def _event(promise: Promise) -> Event:
    """Return a whole day, which takes up nobody's time. No end is the same day, also in 9999."""
    event, initiative = Event(), promise.initiative
    address = on_this_site(promise.address)
    event.add("uid", f"{promise.thing}@samskabelse")
    event.add("dtstamp", initiative.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", promise.due_on)
    event.add("summary", _one_line(promise.what))
    event.add("description", f"{_one_line(initiative.title)}\n{address}")
    event.add("categories", [_("Co-creation")])
    event.add("url", vUri(address))
    event.add("transp", "TRANSPARENT")
    return event


def _one_line(words: str) -> str:
    """Return words without what a calendar file may not hold."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())
