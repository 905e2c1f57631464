"""What may come along from one initiative to another, and what does so unless one says no."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Piece(TextChoices):
    """What may come along."""

    ABOUT = "about", _("What it is and what you want")
    PLACEMENT = "placement", _("Where it lies on the map")
    PARTNERS = "partners", _("The partners")
    PLAN = "plan", _("What may be decided, and what you have")
    STEPS = "steps", _("The steps, without names and days")
    RISKS = "risks", _("What can go wrong")
    LINKS = "links", _("The links")
    TICKS = "ticks", _("The answers in the checklists")
    NAMES = "names", _("The names on roles and tasks")


USUAL = frozenset(Piece) - {Piece.TICKS, Piece.NAMES}
"""What comes along unless one says otherwise."""
