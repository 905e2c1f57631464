"""Keep an initiative as it is now: as a version with a name, or as a template to start from."""

from collections.abc import Collection

from django.db import transaction

from cocreation.initiatives.copying import chosen
from cocreation.initiatives.models import Initiative, Template, Version
from cocreation.initiatives.pieces import Piece
from cocreation.initiatives.snapshot import LARGEST, Snapshot, take
from cocreation.people.models import Change, User
from typology.models import Edition

MOST = 200
"""Most versions of an initiative, and most templates of an organisation."""


class TooMuch(Exception):
    """There is no room for one more, or it is too large to keep."""


def shown_edition(initiative: Initiative) -> Edition:
    """Return the edition whose texts an initiative shows."""
    return Edition.objects.shown_for(initiative.edition_id) or initiative.edition


def keep(initiative: Initiative, by: User, name: str) -> Version:
    """Save a version of the whole initiative under a name. TooMuch when there are too many."""
    if initiative.versions.count() >= MOST:
        raise TooMuch
    snapshot = take(initiative, shown_edition(initiative))
    with transaction.atomic():
        version: Version = initiative.versions.create(
            name=name, by=by, snapshot=_document(snapshot)
        )
        initiative.note_change(by, "name version", "version", None, name)
    return version


def save_as_template(
    initiative: Initiative, by: User, name: str, pieces: Collection[str]
) -> Template:
    """Save what is chosen of an initiative as its organisation's template. Never with names."""
    organisation = initiative.organisation
    if organisation.templates.filter(removed_at=None).count() >= MOST:
        raise TooMuch
    without_names = set(pieces) - {Piece.NAMES}
    snapshot = chosen(take(initiative, shown_edition(initiative)), without_names)
    with transaction.atomic():
        template: Template = organisation.templates.create(
            name=name, by=by, snapshot=_document(snapshot)
        )
        initiative.note_change(by, "save template", "template", None, name)
        Change.of(
            template, by, "add", organisation_id=organisation.pk, field="name", new=name
        ).save()
    return template


def _document(snapshot: Snapshot) -> dict[str, object]:
    document = snapshot.model_dump(mode="json")
    if len(snapshot.model_dump_json()) > LARGEST:
        raise TooMuch
    return document
