"""What one partner has answered, put together for the initiative's people."""

from dataclasses import dataclass
from typing import Any

from cocreation.initiatives.answer import Answer
from cocreation.initiatives.checklist import State
from cocreation.initiatives.models import Partner
from cocreation.sharing.forms import REPLIES
from cocreation.sharing.models import PartnerLink, PartnerOffer, Reply
from typology.catalogue import Item


@dataclass(frozen=True)
class Said:
    """A line that a partner answered, in words."""

    item: Item
    words: Any
    note: str


@dataclass(frozen=True)
class Heard:
    """A partner, its link that works, and what it has answered."""

    partner: Partner
    link: PartnerLink | None
    reply: Reply | None
    said: list[Said]
    waiting: PartnerOffer | None
    settled: PartnerOffer | None
    """The latest offer that was decided about."""


def heard(partner: Partner, answer: Answer) -> Heard:
    """Return what a partner has answered; its links, offers, answers and reply are fetched."""
    items, words = answer.catalogue.items, dict(REPLIES)
    answers = {row.item: row for row in partner.answers.all() if row.item in items}
    offers = list(partner.offers.all())
    for offer in offers:
        offer.partner = partner
    return Heard(
        partner=partner,
        link=next((link for link in partner.personal_links.all() if link.is_open), None),
        reply=getattr(partner, "reply", None),
        said=[
            Said(item, words.get(State(answers[key].state).value, ""), answers[key].note)
            for key, item in items.items()
            if key in answers
        ],
        waiting=next((offer for offer in offers if offer.is_waiting), None),
        settled=next((offer for offer in reversed(offers) if offer.is_settled), None),
    )
