"""Erase a person: their account is gone for good, what they did stays without their name.

First all that is theirs is handed over in each organisation. There is no way back.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cocreation.initiatives.handing_over import Responsibilities
from cocreation.initiatives.models import (
    Initiative,
    Risk,
    RoleHolder,
    Step,
    Template,
    Tick,
    Version,
)
from cocreation.people.models import Change, Invitation, Membership, Organisation, User
from cocreation.post.models import Letter
from cocreation.protection.relations import RELATIONS, columns

NAMED: tuple[tuple[Any, str], ...] = (
    (Step, "responsible"),
    (Risk, "responsible"),
    (Tick, "responsible"),
    (RoleHolder, "holder"),
)
"""The columns where people write who does something."""
A_TIME = 500


class NotYet(Exception):
    """Something must be handed over first."""


@dataclass(frozen=True)
class Before:
    """What one has to do in an organisation before one's account can be erased."""

    organisation: Organisation
    things: int
    is_only_admin: bool


def to_do_before(user: User) -> list[Before]:
    """Return what stands in the way, by organisation: things to hand over, and the last admin."""
    mine = user.memberships.select_related("organisation").order_by("organisation__name")
    found = []
    for membership in mine:
        organisation = membership.organisation
        things = len(Responsibilities(organisation, user).things)
        alone = is_only_admin(membership)
        if things or alone:
            found.append(Before(organisation, things, alone))
    return found


def is_only_admin(membership: Membership) -> bool:
    """Whether nobody would be left to admit others."""
    if membership.level != Membership.Level.ADMIN:
        return False
    admins = Membership.objects.filter(
        organisation=membership.organisation_id, level=membership.level, user__is_active=True
    )
    return not admins.exclude(pk=membership.pk).exists()


def erase(user: User) -> None:
    """Erase a person for good, in one transaction; NotYet, and nothing done, when they must wait.

    Comments and changes stay, with nobody's name on them.
    """
    with transaction.atomic():
        # The same order as elsewhere: organisations, then initiatives, then people.
        touched = Organisation.objects.filter(pk__in=organisations_of(user)).order_by("pk")
        organisations = list(touched.select_for_update())
        about = Initiative.objects.filter(pk__in=initiatives_of(user)).order_by("pk")
        list(about.select_for_update().values_list("pk"))
        if to_do_before(user):
            raise NotYet
        with translation.override(settings.LANGUAGE_CODE):
            _Erasure(user, organisations).everything()


def initiatives_of(user: User) -> set[int]:
    """Return the initiatives where a person is named as the one who does something."""
    keys: set[int] = set()
    for model, _column in NAMED:
        keys |= set(model.objects.filter(person=user).values_list("initiative", flat=True))
    return keys


def organisations_of(user: User) -> set[int]:
    """Return the organisations whose rows name a person."""
    keys: set[int] = set()
    for name, column in columns():
        if (relation := RELATIONS.get(name)) and relation.organisation:
            rows = column.model._base_manager.filter(**{column.name: user}).order_by()
            keys |= set(rows.values_list(relation.organisation, flat=True).distinct())
    theirs = Invitation.objects.filter(email__iexact=user.email).order_by()
    return keys | set(theirs.values_list("organisation", flat=True).distinct())


def end_sessions(user: User) -> None:
    """Sign a person out everywhere."""
    ours = [
        row.pk
        for row in Session.objects.filter(expire_date__gt=timezone.now()).iterator()
        if row.get_decoded().get("_auth_user_id") == str(user.pk)
    ]
    Session.objects.filter(pk__in=ours).delete()


class _Erasure:
    """Takes the name out of the rows, and then the person."""

    def __init__(self, user: User, organisations: Collection[Organisation]) -> None:
        self.user, self.organisations = user, organisations
        self.left = _("someone who has left")
        self.names = {name for name in (user.name, user.email) if name}
        if User.objects.filter(name=user.name).exclude(pk=user.pk).exists():
            self.names -= {user.name}  # nobody can tell which of the two a text means

    def everything(self) -> None:
        self._take_off_names()
        for kind, fields in ((Change, ("old", "new")), (Version, ("snapshot",))):
            way = "organisation" if kind is Change else "initiative__organisation"
            self._clean(kind._base_manager.filter(**{f"{way}__in": self.organisations}), fields)
        self._clean(Template.objects.filter(organisation__in=self.organisations), ("snapshot",))
        user = self.user
        for organisation in self.organisations:
            if organisation.memberships.filter(user=user).exists():
                organisation.dismiss(user, user)
            organisation.note_change(None, "erase account", f"member {user.public_id}", None, None)
        Invitation.objects.filter(Q(email__iexact=user.email) | Q(accepted_by=user)).delete()
        Letter.objects.filter(to__iexact=user.email).delete()
        end_sessions(user)
        user.delete()

    def _take_off_names(self) -> None:
        """Say of each thing that was theirs that someone who has left did it."""
        noted: dict[tuple[int, str], list[tuple[str, Any, Any]]] = defaultdict(list)
        for model, column in NAMED:
            written = Q(person=None, initiative__organisation__in=self.organisations)
            written &= Q(**{f"{column}__in": self.names})
            rows = list(model.objects.filter(Q(person=self.user) | written))
            for row in rows:
                if row.person_id:
                    verb, field = _called(row)
                    noted[row.initiative_id, verb].append((field, None, self.left))
                row.person = None
                setattr(row, column, self.left)
            model.objects.bulk_update(rows, ["person", column], batch_size=A_TIME)
        initiatives = Initiative.objects.in_bulk({key for key, _verb in noted})
        for (key, verb), changed in noted.items():
            initiatives[key].note_changes(None, verb, changed)

    def _clean(self, rows: Any, fields: tuple[str, ...]) -> None:
        """Take the name out of kept values that are the name and nothing else."""
        for row in rows.order_by("pk").values("pk", *fields).iterator(A_TIME):
            clean = {field: self._without_name(row[field]) for field in fields}
            changed = {field: value for field, value in clean.items() if value != row[field]}
            if changed:
                rows.model._base_manager.filter(pk=row["pk"]).update(**changed)

    def _without_name(self, value: Any) -> Any:
        match value:
            case str():
                return self.left if value in self.names else value
            case list():
                return [self._without_name(each) for each in value]
            case dict():
                return {key: self._without_name(each) for key, each in value.items()}
        return value


def _called(row: Any) -> tuple[str, str]:
    """Return what the history calls a change of the name in a row: the act, and the place."""
    match row:
        case Tick():
            return "tick", f"{row.item}.responsible"
        case RoleHolder():
            return "hold role", str(row.role)
    return f"change {row.word()}", f"{row.public_id}.responsible"
