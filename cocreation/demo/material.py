"""What a demo is filled with, case by case: units, statuses, earlier placements, ticks, names.

The cases are real and placed by us from their sources. Whatever is made up says so in its own
words, *Eksempel til demoen*. The texts are Danish, as a Danish municipality's data are.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cocreation.initiatives.checklist import State
from cocreation.initiatives.models import Status
from typology.catalogue import Role
from typology.fit import Experience
from typology.placement import Method, Scores

ORGANISATION = "Demokommunen"
FIRM, CLIENT = "Demorådgiverne", "Nabokommunen"
CLIENTS_INITIATIVE = ("Stien langs åen", "Beboere og kommunen vil lave en sti langs åen sammen.")
INVITED = "ny-kollega@demo.example"
"""The consultant's own firm, a client of it with one initiative, and someone who is invited."""
OUR_READING = "Vores bud ud fra kilden."

NAMES = {"leader": "Kommunal leder", "consultant": "Konsulent", "editor": "Tekstredaktør"}
"""What the people of `DEMO_PEOPLE` are called in the data."""

LEADERS_STEPS = (
    ("Aftal med ejendomschefen, hvornår de unge får nøgler", -2),
    ("Inviter naboerne til åbent hus", 6),
)
"""What the leader has promised in the youth house, and in how many days."""

CULTURE, TECHNICAL, HEALTH = "Kultur og fritid", "Teknik og miljø", "Ældre og sundhed"
CHILDREN, PLACES = "Børn og unge", "By og land"
UNITS = (CULTURE, TECHNICAL, HEALTH, CHILDREN, PLACES)

HOMES = {
    "dk-svendborg-bdfl": (CULTURE, "F4"),
    "dk-gentofte-skatehal": (CHILDREN, "F7"),
    "uk-wigan-cif": (HEALTH, "F4"),
    "dk-jyllinge-storm": (TECHNICAL, "F3"),
    "dk-lemvig-frivilligbus": (TECHNICAL, "F4"),
    "dk-vordingborg-froeen-drift": (TECHNICAL, "F4"),
    "se-malmo-bid": (PLACES, "F3"),
    "dk-skanderborg-campus": (CHILDREN, "F7"),
    "dk-kbh-borgersamling": (TECHNICAL, "F7"),
    "dk-albertslund-inddragelse": (PLACES, "F6"),
    "dk-aarhus-medborgerskab": (CULTURE, "F6"),
    "dk-odense-strategi": (CULTURE, "F6"),
    "dk-viborg-lup": (PLACES, "F6"),
    "dk-broenderslev-litteratur": (CULTURE, "F5"),
    "dk-guldborgsund-naturlandet": (TECHNICAL, "F3"),
    "no-bibliotek-samskaper": (CULTURE, "F4"),
    "dk-hedensted-lokalkontakt": (PLACES, "F4"),
    "dk-hedensted-borgerbudget": (PLACES, "F4"),
    "dk-skanderborg-3-0": (PLACES, "F4"),
    "dk-vordingborg-froeen-start": (TECHNICAL, "F4"),
    "dk-aarhus-deltagerbudget": (PLACES, "F4"),
    "dk-holbaek-borgerbudget": (PLACES, "F4"),
    "dk-varde-udviklingskatalog": (PLACES, "F4"),
    "be-ghent-leefstraat": (TECHNICAL, "F7"),
    "it-torino-cocity": (TECHNICAL, "F3"),
    "pt-lisbon-bipzip": (HEALTH, "F5"),
}
"""The unit and the subject field of each case, guessed from its description."""

STATUSES = {
    "dk-lemvig-frivilligbus": Status.AGREED,
    "dk-guldborgsund-naturlandet": Status.AGREED,
}
"""Where the years do not tell: cases that are begun, but not under way yet."""

MATURITIES = {
    "dk-svendborg-bdfl": (Experience.EXPERIENCED, Experience.EXPERIENCED),
    "dk-lemvig-frivilligbus": (Experience.NEW, Experience.NEW),
    "dk-albertslund-inddragelse": (Experience.NEW, Experience.NEW),
    "dk-aarhus-deltagerbudget": (Experience.EXPERIENCED, Experience.NEW),
    "dk-hedensted-lokalkontakt": (Experience.EXPERIENCED, Experience.EXPERIENCED),
    "no-bibliotek-samskaper": (Experience.NEW, Experience.NEW),
}
"""How used the municipality and the partners are to it, where the description hints at it."""

TALK = (
    "Eksempel til demoen: Hvem spørger de unge, der ikke går i en klub?",
    "Det gør ungekonsulenten. Vi mødes med dem på skolen i næste uge.",
    "Skal vi ikke skrive åbningstiden ind i aftalen, før de unge går i gang?",
)
"""A question, its answer, and a remark about a line of the law."""

MINUTES = """Eksempel til demoen: Referat af det første møde

Vi mødtes på den gamle brandstation. Der kom 14 unge, fire fra
musikforeningen og to fra kommunen.

Vi blev enige om:
- De unge skriver en liste over, hvad huset skal bruges til.
- Musikforeningen måler øvelokalet op.
- Kommunen finder ud af, hvor mange der må være i huset.
"""
"""What stands in the one file of the demo."""


@dataclass(frozen=True, slots=True)
class Placing:
    """One assessment of the demo."""

    scores: Scores
    note: str
    on: datetime.date
    kind: str = "today"
    method: Method = Method.MAP
    answers: Mapping[str, int] = field(default_factory=dict)
    phase: str = ""


@dataclass(frozen=True, slots=True)
class Ticked:
    """What is known of one line of a checklist; `days` from today until it is due."""

    item: str
    state: State
    note: str = ""
    responsible: str = ""
    days: int | None = None

    def values(self, today: datetime.date) -> dict[str, Any]:
        """Return what `tick` saves, without what is empty."""
        due_on = None if self.days is None else today + datetime.timedelta(self.days)
        values = {
            "state": self.state,
            "note": self.note,
            "responsible": self.responsible,
            "due_on": due_on,
        }
        return {name: value for name, value in values.items() if value}


BEFORE = {
    "dk-gentofte-skatehal": (
        (2013, Scores(22, 12), "Eksempel til demoen: Tegningen lå klar, før de unge så den."),
    ),
    "be-ghent-leefstraat": (
        (2013, Scores(42, 78), "Eksempel til demoen: Netværket hjalp de første gader i gang."),
        (2015, Scores(62, 82), "Eksempel til demoen: Beboerne tager selv over i flere gader."),
    ),
    "it-torino-cocity": (
        (2017, Scores(58, 76), "Eksempel til demoen: Listen er ny, og ingen har foreslået noget."),
    ),
}
"""Earlier placements of cases that went on for years: examples of a trail, no facts."""

DONE, ON_THE_WAY, MISSING = State.IN_PLACE, State.ON_THE_WAY, State.MISSING

TICKS = {
    "dk-lemvig-frivilligbus": (
        Ticked("G1", DONE),
        Ticked("G2", DONE),
        Ticked("G3", DONE),
        Ticked(
            "G5",
            ON_THE_WAY,
            "Eksempel til demoen: Forsikringen skal være på plads, før busserne kører.",
            "Projektlederen",
            20,
        ),
        Ticked("K1.1", DONE),
        Ticked("K1.7", DONE),
        Ticked("K3.7", ON_THE_WAY, responsible="Teknikchefen", days=45),
        Ticked(
            "responsibilising.leader.tasks",
            ON_THE_WAY,
            "Vi er ved at finde ud af, hvordan frivillige kan køre folk i seks landsbyer.",
            "Projektlederen",
            30,
        ),
        Ticked(
            "responsibilising.leader.own_resources",
            DONE,
            "900.000 kroner fra en pulje i staten til to små elbusser.",
        ),
    ),
    "dk-vordingborg-froeen-drift": (
        Ticked("K3.4", DONE, "Vi regner med at spare 80.000–100.000 kroner om året."),
        Ticked("K1.2", DONE),
        Ticked("K3.6", ON_THE_WAY),
        Ticked("K5.7", State.NOT_RELEVANT),
        Ticked("responsibilising.leader.own_resources", DONE, "Kommunen betaler leje af bussen."),
        Ticked(
            "responsibilising.association.tasks",
            DONE,
            "Cirka 16–20 frivillige kører bussen to gange om dagen.",
        ),
    ),
    "dk-hedensted-lokalkontakt": (
        Ticked("K2.5", MISSING, responsible="Udviklingschefen", days=60),
        Ticked("K5.4", ON_THE_WAY, responsible="Udviklingschefen", days=25),
        Ticked("K5.9", DONE),
        Ticked(
            "facilitating.leader.relations",
            DONE,
            "Hvert lokalområde har en fast kontakt i kommunen.",
        ),
        Ticked(
            "facilitating.leader.followership",
            DONE,
            "Kontakten skal ikke selv lave projekterne.",
        ),
    ),
    "it-torino-cocity": (
        Ticked("G5", MISSING, "Huse var svære på grund af penge, forsikring og erstatning."),
        Ticked("G6", DONE, "Listen over tomme huse ligger frit fremme."),
    ),
}
"""What is in place in four of the cases, as far as the description tells."""

HOLDERS = {
    "dk-lemvig-frivilligbus": (
        (Role.LEADER, "Projektlederen"),
        (Role.CITIZEN, "Frivillige chauffører"),
        (Role.ASSOCIATION, "Frivilligcenter Lemvig"),
    ),
    "dk-vordingborg-froeen-drift": (
        (Role.CITIZEN, "De frivillige chauffører"),
        (Role.ASSOCIATION, "Jungshoved Lokalråd"),
        (Role.COMPANY, "Butikker i Præstø"),
    ),
    "dk-hedensted-lokalkontakt": (
        (Role.EMPLOYEE, "Lokalkontakten"),
        (Role.ASSOCIATION, "Lokalrådene"),
    ),
    "dk-albertslund-inddragelse": (
        (Role.POLITICIAN, "Borgmesteren"),
        (Role.EMPLOYEE, "Tre embedsfolk"),
        (Role.CITIZEN, "Seks borgere"),
    ),
}
"""Who has which role: parties and titles, never a person's name."""
