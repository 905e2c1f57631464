"""The first organisation of an installation, and the person who invites the others."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, transaction

from cocreation.people.models import Membership, Organisation, User
from cocreation.people.passwords import password_path
from typology.exchange import SHIPPED, Refused, import_catalogue, read
from typology.models import Edition


class Command(BaseCommand):
    help = "Creates an organisation and its admin, and prints a link to choose a password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--admin", metavar="EMAIL", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                organisation = _new_organisation(options["name"])
                admin = _person(options["admin"])
                organisation.admit(admin, Membership.Level.ADMIN, by=None)
                edition = _first_edition()
        except DatabaseError as error:
            raise CommandError(
                f"The database is not ready ({error}): run `manage.py migrate` first."
            ) from None
        if edition:
            self.stdout.write(f"{edition} of the texts is loaded.")
        days = settings.PASSWORD_RESET_TIMEOUT // 86_400
        self.stdout.write(f"{organisation} is created, and {admin.email} is its admin.")
        link = f"{settings.ENVIRONMENT.site}{password_path(admin)}"
        self.stdout.write(f"Choose a password here, once and within {days} days:\n{link}")


def _new_organisation(words: str) -> Organisation:
    name = " ".join(words.split())
    longest = Organisation._meta.get_field("name").max_length or 0
    if not name:
        raise CommandError("The organisation needs a name.")
    if len(name) > longest:
        raise CommandError(f"The name is longer than {longest} letters: choose a shorter one.")
    if Organisation.objects.filter(name__iexact=name).exists():
        raise CommandError(f"There is an organisation named {name} already: choose another name.")
    return Organisation.objects.create(name=name)


def _person(address: str) -> User:
    """Find who has this address, in any capitals, or make them."""
    known = User.objects.filter(email=address.strip().lower()).first()
    if known:
        return known
    try:
        return User.objects.create_user(address)
    except ValidationError:
        raise CommandError(f"'{address}' is not an e-mail address.") from None


def _first_edition() -> Edition | None:
    """Load the texts that ship where there are none; return what was loaded."""
    if Edition.objects.newest():
        return None
    try:
        return import_catalogue(read(SHIPPED), SHIPPED.name)
    except Refused as refused:
        raise CommandError(f"{SHIPPED} was refused, nothing is changed.\n{refused}") from None
