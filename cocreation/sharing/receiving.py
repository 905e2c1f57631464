"""Keep what a partner sent by a personal link: a reply, an offer, answers to lines."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from cocreation.initiatives.models import Partner
from cocreation.sharing.models import PartnerAnswer, PartnerOffer, Reply


def receive(
    partner: Partner,
    said: Mapping[str, Any],
    offered: Mapping[str, str],
    answers: Mapping[str, Mapping[str, str]],
) -> None:
    """Keep what a partner sent, in one transaction: only fields that changed are in it.

    `said` goes to its reply, `offered` to the offer that waits, `answers` to the lines of its role.
    """
    now = timezone.now()
    with transaction.atomic():
        reply = Reply.of(partner)
        changed = [(name, getattr(reply, name), value) for name, value in said.items()]
        for name, _old, value in changed:
            setattr(reply, name, value)
        if "answer" in said:
            reply.answered_at = now
        reply.received_at = now
        reply.save()
        _note(partner, "partner confirms", changed)
        if offered:
            _offer(partner, offered)
        if answers:
            _answer(partner, answers)


def _note(partner: Partner, verb: str, changed: Iterable[tuple[str, Any, Any]]) -> None:
    """Add to the history what came by the link: nobody with an account did it."""
    noted = [(f"{partner.public_id}.{name}", old, new) for name, old, new in changed]
    if noted:
        partner.initiative.note_changes(None, verb, noted)


def _offer(partner: Partner, offered: Mapping[str, str]) -> None:
    waiting = PartnerOffer.objects.filter(partner=partner, standing=PartnerOffer.Standing.WAITING)
    offer = waiting.first() or PartnerOffer(partner=partner)
    _note(
        partner, "partner offers", [(n, getattr(offer, n), words) for n, words in offered.items()]
    )
    for name, words in offered.items():
        setattr(offer, name, words)
    if not (offer.gives or offer.why):
        offer.standing = PartnerOffer.Standing.WITHDRAWN
    offer.made_at = timezone.now()
    if offer.pk or offer.is_waiting:
        offer.save()


def _answer(partner: Partner, answers: Mapping[str, Mapping[str, str]]) -> None:
    rows = {row.item: row for row in PartnerAnswer.objects.filter(partner=partner)}
    old, new = {}, {}
    for item, values in answers.items():
        row = rows.get(item) or PartnerAnswer(partner=partner, item=item)
        old[item], new[item] = {name: getattr(row, name) for name in values}, dict(values)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
    _note(partner, "partner ticks", [("answers", old, new)])
