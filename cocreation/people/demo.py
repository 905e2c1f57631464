"""The three people of a demo. They exist in a demo's own database only."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cocreation.people.models import Membership


class DemoPerson(NamedTuple):
    """Someone whom the demo's sign-in page offers with one click."""

    id: str
    email: str
    role: str | Promise
    does: str | Promise
    level: Membership.Level


DEMO_PEOPLE = (
    DemoPerson(
        "leader",
        "leder@demo.example",
        _("Municipal leader"),
        _("Plans initiatives and works through the checklists."),
        Membership.Level.EDITOR,
    ),
    DemoPerson(
        "consultant",
        "konsulent@demo.example",
        _("Consultant"),
        _("Helps several initiatives along, and sees all drafts."),
        Membership.Level.ADMIN,
    ),
    DemoPerson(
        "editor",
        "redaktoer@demo.example",
        _("Editor of texts"),
        _("Reads the texts where they are used. Changes nothing in the initiatives."),
        Membership.Level.READER,
    ),
)
