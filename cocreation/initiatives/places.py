"""Where a line of a checklist stands: the address of its part of a list, down to the line."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import slugify

from cocreation.initiatives import checklist
from cocreation.initiatives.models import Initiative
from typology.catalogue import GateItem, Item, RoleItem


def address_of(initiative: Initiative, item: Item) -> str:
    """Return the address of a line; that of a role's line shows the list of the line's own form."""
    query = {}
    if isinstance(item, GateItem):
        where = reverse("initiatives:checklist", args=[initiative.public_id, checklist.Kind.GATE])
    elif isinstance(item, RoleItem):
        form, role, _question = item.id.split(".")
        query = {"form": form}
        where = _section(initiative, checklist.Kind.ROLES, role)
    else:
        where = _section(initiative, checklist.Kind.COMPETENCES, item.id.split(".")[0])
    asked = f"?{urlencode(query)}" if query else ""
    return f"{where}{asked}#item-{slugify(item.id)}"


def _section(initiative: Initiative, kind: checklist.Kind, section: str) -> str:
    return reverse("initiatives:section", args=[initiative.public_id, kind, section])
