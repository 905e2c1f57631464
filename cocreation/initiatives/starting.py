"""Start an initiative: from two fields, or from a case."""

from django.db import transaction

from cocreation.initiatives.models import Initiative
from cocreation.people.models import Organisation, User
from typology.models import Edition


def start(organisation: Organisation, by: User | None, title: str, sentence: str) -> Initiative:
    """Save a new draft on the newest edition."""
    edition = Edition.objects.newest()
    if edition is None:
        raise Edition.DoesNotExist("No catalogue is loaded. Run: manage.py import_catalogue FILE")
    with transaction.atomic():
        initiative: Initiative = Initiative.objects.create(
            organisation=organisation, author=by, title=title, sentence=sentence, edition=edition
        )
        initiative.note_change(by, "start", "title", None, title)
    return initiative
