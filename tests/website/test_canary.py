"""Nothing of another organisation is read or written, at any address, by anyone, in any way.

Every private text of the other organisation is a word that stands nowhere else. Everyone of ours
then asks for every address with its ids, alone and among our own, and no answer has the word.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.test import Client

from cocreation.initiatives.models import Effect, Initiative, Tick
from cocreation.people.models import Organisation, User
from cocreation.post.models import Letter
from cocreation.protection.models import InactivityNotice, Retention
from cocreation.reminders.models import Preference, Reminder
from cocreation.sharing.models import PartnerAnswer, Reply
from tests.make import (
    make_client,
    make_comment,
    make_holder,
    make_initiative,
    make_named,
    make_organisation,
    make_partner,
    make_plan,
    make_step,
    make_tick,
    make_user,
)
from tests.website.test_access import TABLE, address, arguments_of, what_is_posted
from typology.models import Edition

pytestmark = pytest.mark.django_db

CANARY = f"canary{secrets.token_hex(5)}"
"""One word for each run, and nothing that anyone would write."""
SLICES = ("people", "initiatives", "reminders", "sharing", "protection", "post")
OURS = tuple(f"cocreation.{name}" for name in SLICES)
NOT_WORDS = {"password", "item", "token_hash", "feed_hash", "thing", "about", "case", "code"}
"""Columns of short names and keys: a word of ours in them would only break the page."""
KEPT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d{2}-\d{2}")
"""Ids and days inside a document, without which its page could not be shown, nor leak."""
KEYS = ("token", "reading_token", "partner_token")
"""What stands for a right of its own. Nobody of ours has those of the others."""
ROLES = ("anonymous", "stranger", "guest", "reader", "alice", "admin")


def models_with_words() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_config.name in OURS]


class Others:
    """Another organisation with a row in every table, and our word in every text."""

    def __init__(self) -> None:
        self.organisation = make_organisation("Ask Kommune")
        self.author = make_user(self.organisation, "admin", "others-admin")
        colleague = make_user(self.organisation, "editor", "others-editor")
        self.initiative: Initiative = make_initiative(self.author)
        self.draft: Initiative = make_initiative(self.author, status="draft")
        self._fill(colleague)
        self.arguments = arguments_of(self.initiative)
        self.arguments |= dict.fromkeys(KEYS, secrets.token_urlsafe(16))
        self._sing()
        self.keys = {
            model: list(model._base_manager.values_list("pk", flat=True))
            for model in apps.get_models()
            if model._meta.app_config.name in OURS
        }

    def _fill(self, colleague: User) -> None:
        one = self.initiative
        make_plan(one)
        make_holder(one)
        make_tick(one, "G2", person=colleague, responsible="someone", note="A note")
        one.ambitions.create(ambition="quality", rank=1)
        Effect.objects.create(
            initiative=one, item="Q1", moment="start", answer="Many", answered_on="2026-01-01"
        )
        partner = make_partner(one, "The choir of others")
        Reply.objects.create(partner=partner, words="Yes", contact="The chair")
        PartnerAnswer.objects.create(partner=partner, item="G1", note="We do")
        Preference.objects.lock(self.author)
        Reminder.objects.create(person=self.author, thing="x", due_on="2026-01-01", rung=0)
        Letter.objects.create(to="x@example.org", subject="x", text="x", html="x")
        retention = Retention.of(self.organisation)
        retention.change(self.author, {"contact": "The archive", "done_years": 5})
        InactivityNotice.objects.create(user=self.author, told_on="2026-01-01")

    def _sing(self) -> None:
        """Write our word into every text of every row."""
        for model in models_with_words():
            for row in model._base_manager.all():
                new = dict(self._words_of(row))
                if new:
                    model._base_manager.filter(pk=row.pk).update(**new)

    def _words_of(self, row: models.Model) -> Iterator[tuple[str, Any]]:
        for field in row._meta.concrete_fields:
            value = getattr(row, field.attname)
            if field.name in NOT_WORDS or field.choices or field.primary_key:
                continue
            if isinstance(field, models.FileField):
                continue
            if isinstance(field, models.EmailField):
                yield field.name, f"{CANARY}-{row.pk}@example.org"
            elif isinstance(field, models.URLField):
                yield field.name, f"https://example.org/{CANARY}"
            elif isinstance(field, models.CharField | models.TextField):
                if (field.max_length or 1000) > len(CANARY) + 10:
                    yield field.name, f"{CANARY} {row.pk}"
            elif isinstance(field, models.JSONField) and value is not None:
                yield field.name, self._sung(value)

    def _sung(self, value: Any) -> Any:
        match value:
            case str() if not KEPT.fullmatch(value):
                return f"{CANARY} in a list"
            case list():
                return [self._sung(each) for each in value]
            case dict():
                return {key: self._sung(each) for key, each in value.items()}
        return value

    def sign(self) -> dict[str, str]:
        """Return a short sign of the rows of each table, and of the files."""
        signs = {
            model._meta.label: _sign(model._base_manager.filter(pk__in=keys).order_by("pk"))
            for model, keys in self.keys.items()
        }
        files = apps.get_model("initiatives.Attachment")._base_manager.filter(
            pk__in=self.keys[apps.get_model("initiatives.Attachment")]
        )
        there = [default_storage.exists(str(row.file.name)) for row in files]
        return signs | {"files": str(there)}


def _sign(rows: Any) -> str:
    text = json.dumps(list(rows.values()), cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture
def others(edition: Edition) -> Others:
    return Others()


class Ours:
    """Our organisation beside it, whose people have had to do with the other one."""

    def __init__(self, others: Others) -> None:
        self.organisation = Organisation.objects.create(name="Birk Kommune")
        town = self.organisation
        self.alice = make_user(town, "editor", "alice")
        self.people: dict[str, User | None] = {
            "anonymous": None,
            "stranger": make_user(None, name="stranger"),
            "guest": make_user(None, name="guest"),
            "reader": make_user(town, "reader", "reader"),
            "bob": make_user(town, "editor", "bob"),
            "alice": self.alice,
            "admin": make_user(town, "admin", "admin"),
        }
        self.initiative: Initiative = make_initiative(self.alice)
        guest = self.people["guest"]
        assert guest is not None
        make_named(self.initiative, guest, "leader")
        self.arguments = arguments_of(self.initiative)
        for user in self.people.values():
            if user:
                _was_there_once(user, others.initiative)


def _was_there_once(user: User, initiative: Initiative) -> None:
    """Leave what a person keeps of an initiative that they may read no more."""
    make_comment(initiative, f"{CANARY} for you", by=None, addressed_to=user)
    make_step(initiative, f"{CANARY} to do", person=user, responsible=str(user))
    Tick.objects.create(
        initiative=initiative, item=f"T{user.pk}", person=user, note=f"{CANARY}", state="missing"
    )


@pytest.fixture
def ours(others: Others) -> Ours:
    made = Ours(others)
    others.keys = {
        model: list(_of_others(model, made).values_list("pk", flat=True)) for model in others.keys
    }
    return made


def _of_others(model: Any, ours: Ours) -> Any:
    """Leave out what is ours of a table: by the way to its organisation, else to its person."""
    rows = model._base_manager.all()
    ways = {
        "people.Organisation": "pk",
        **{
            f"people.{name}": "organisation"
            for name in ("Change", "Unit", "Membership", "Invitation")
        },
        "initiatives.Initiative": "organisation",
        "initiatives.Template": "organisation",
        "protection.Retention": "organisation",
        **{
            f"sharing.{name}": "partner__initiative__organisation"
            for name in ("PartnerLink", "PartnerOffer", "PartnerAnswer", "Reply")
        },
        **{
            f"reminders.{name}": f"{way}__organisations"
            for name, way in (("Preference", "user"), ("Reminder", "person"))
        },
        "protection.InactivityNotice": "user__organisations",
    }
    label = model._meta.label
    if label == "people.User":
        return rows.filter(email__contains=CANARY)
    if label == "post.Letter":
        return rows.filter(subject__contains=CANARY)
    way = ways.get(label, "initiative__organisation")
    return rows.exclude(**{way: ours.organisation.pk})


def mixed(ours: Ours, others: Others) -> Iterator[dict[str, Any]]:
    """Return what stands in an address: all of theirs, and each of theirs among our own."""
    theirs, mine = others.arguments, ours.arguments
    yield theirs
    yield {**theirs, "public_id": others.draft.public_id}
    yield {**theirs, "public_id": mine["public_id"], "organisation_id": mine["organisation_id"]}
    yield {**theirs, "partner_id": mine["partner_id"], "public_id": mine["public_id"]}


def asked(ours: Ours, others: Others) -> str:
    """Return what a page can be asked for, with their ids."""
    theirs, mine = others.arguments, ours.arguments
    one = dict.fromkeys(("one", "other", "copy"), theirs["public_id"])
    more = {
        "template": theirs["template_id"],
        "organisation": theirs["organisation_id"],
        "unit": theirs["unit_id"],
        "person": theirs["person_id"],
        "about": "G1",
        "q": CANARY[:6],
        "all": "waiting",
    }
    assert mine["public_id"] != theirs["public_id"]
    return urlencode(one | more)


def foreign_ids(others: Others) -> dict[str, Any]:
    """Return what a form can name, as the others' ids."""
    theirs = others.arguments
    person, one = theirs["person_id"], theirs["public_id"]
    return {
        "organisation": theirs["organisation_id"],
        "unit": theirs["unit_id"],
        **dict.fromkeys(("person", "taker", "addressed_to"), person),
        **dict.fromkeys(("copy", "one", "other"), one),
        "template": theirs["template_id"],
        "version": theirs["version_id"],
        "change": theirs["change_id"],
        "thread": theirs["comment_id"],
    }


def told(response: Any) -> str:
    """Return all that an answer says: its body, its headers, its cookies."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{body.decode(errors='replace')}{response.headers}{response.cookies}".lower()


def ask(client: Client, method: str, where: str, data: dict[str, Any] | None = None) -> Any:
    if method == "POST":
        kind = "application/x-www-form-urlencoded"
        return client.generic(method, where, urlencode(data or {}), content_type=kind)
    return client.generic(method, where)


def test_word_stands_in_every_table_of_the_others(others: Others) -> None:
    """Else a page could show a table that nobody watches."""
    silent, empty = set(), set()
    for model in models_with_words():
        said = json.dumps(list(model._base_manager.values()), cls=DjangoJSONEncoder)
        if not model._base_manager.exists():
            empty.add(model._meta.label)
        elif CANARY not in said:
            silent.add(model._meta.label)
    words = {"people.Membership", "initiatives.NamedPerson", "initiatives.RankedAmbition"}
    words |= {"reminders.Preference", "reminders.Reminder", "protection.InactivityNotice"}
    words |= {"sharing.PartnerLink"}
    assert empty == set()
    assert silent == words


def test_the_others_themselves_read_the_word(others: Others) -> None:
    """The word is there to be leaked: those whom it belongs to find it on their pages."""
    client = make_client(others.author)
    home = others.initiative.get_absolute_url()
    for where in (home, "/initiatives/", "/my/", "/my/data/my-data.json", f"{home}steps/"):
        assert CANARY in told(client.get(where)), where


@pytest.mark.parametrize("role", ROLES)
def test_nothing_of_the_others_is_read_or_written(role: str, others: Others, ours: Ours) -> None:
    user, before = ours.people[role], others.sign()
    wrong, requests = set(), 0
    for htmx in (False, True):
        client = make_client(user, htmx=htmx, raise_request_exception=False)
        signed_in = client.cookies.output()
        for method, where, data in tries(ours, others, whole=not htmx):
            requests += 1
            mark = transaction.savepoint_create()
            response = ask(client, method, where, data)
            if CANARY in told(response):
                wrong.add(("read", method, where))
            if response.status_code >= 500:
                wrong.add(("broke", method, where))
            if method == "POST":
                if response.status_code < 400 and others.sign() != before:
                    wrong.add(("wrote", method, where))
                transaction.savepoint_rollback(mark)
            else:
                transaction.savepoint_commit(mark)
            if client.cookies.output() != signed_in:
                client = make_client(user, htmx=htmx, raise_request_exception=False)
                signed_in = client.cookies.output()
    assert wrong == set()
    assert others.sign() == before
    assert requests > 500


def tries(ours: Ours, others: Others, *, whole: bool) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Return each way to ask at each address, once: also by methods that it does not take."""
    done = set()
    query = asked(ours, others)
    for name, methods in TABLE.items():
        for values in mixed(ours, others):
            where = address(name, values)
            for method, asking, data in tries_at(name, methods, where, query, ours, whole=whole):
                key = (method, asking, str(data))
                if key not in done:
                    done.add(key)
                    yield method, asking, data | foreign_ids(others) if data else data


def tries_at(
    name: str, methods: Any, where: str, query: str, ours: Ours, *, whole: bool
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Return the ways to ask at one address. A fragment is asked for as pages ask for it."""
    if whole or "GET" in methods:
        yield "GET", where, {}
    if whole:
        yield "HEAD", where, {}
        if "GET" in methods:
            yield "GET", f"{where}?{query}", {}
        yield "POST", where, {}
    if "POST" in methods and (sound := what_is_posted(name, ours.initiative)):
        yield "POST", where, sound
