"""What a demo begins with: one municipality, its people, the catalogue's cases and a few examples.

The cases are real and placed by us from their sources. Whatever is made up says so in its own
words, *Eksempel til demoen*. The texts are Danish, as a Danish municipality's data are.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Any

from django.db import transaction
from django.utils import timezone

from cocreation.initiatives.checklist import State
from cocreation.initiatives.describing import describe
from cocreation.initiatives.forms.describing import current_values
from cocreation.initiatives.models import Initiative, Partner, Status
from cocreation.initiatives.starting import start
from cocreation.initiatives.ticking import hold_roles, tick
from cocreation.people.demo import DEMO_PEOPLE
from cocreation.people.models import Organisation, User
from typology.catalogue import Ambition, Case, Catalogue, Role
from typology.fit import Experience
from typology.placement import Method, Scores, score_questionnaire

ORGANISATION = "Demokommunen"
OUR_READING = "Vores bud ud fra kilden."

NAMES = {"leader": "Kommunal leder", "consultant": "Konsulent", "editor": "Tekstredaktør"}
"""What the people of `DEMO_PEOPLE` are called in the data."""

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

KINDS = (
    (
        Partner.Kind.PUBLIC,
        r"politi|beredskab|kommune|embedsfolk|udvalg|forvaltning|skole|uddannelse|bibliotek"
        r"|universit|\bsdu\b|sogneråd|\banci\b|\bva syd\b",
    ),
    (
        Partner.Kind.ASSOCIATION,
        r"forening|råd\b|rådet|digelag|\bdgi\b|\bdif\b|panel|center|organisation|styregruppe"
        r"|fastighetsäg",
    ),
    (Partner.Kind.COMPANY, r"virksomhed|arkitekt|butik|firma|konsulent|café|\be\.on\b|we do"),
    (
        Partner.Kind.CITIZENS,
        r"borger|beboer|frivillig|\bunge\b|elev|ildsjæl|indbygger|landsby|lokalområde",
    ),
)
"""Words in a partner's name that tell its kind; the first that fits."""


@dataclass(frozen=True, slots=True)
class Placing:
    """One assessment of the demo."""

    scores: Scores
    note: str
    on: datetime.date
    kind: str = "today"
    method: Method = Method.MAP
    answers: Mapping[str, int] = field(default_factory=dict)


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


def fill(catalogue: Catalogue) -> int:
    """Make the demo's municipality with everything in it, and return its number of initiatives.

    All or nothing. A demo that has its municipality already is left as it is.
    """
    with transaction.atomic():
        known = Organisation.objects.filter(name=ORGANISATION).first()
        if known:
            return Initiative.objects.filter(organisation=known, deleted_at=None).count()
        return _Builder(catalogue).build()


class _Builder:
    """Builds the municipality once, through the same verbs as the pages use."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.today = timezone.localdate()
        self.organisation = Organisation.objects.create(name=ORGANISATION)
        self.units = {name: self.organisation.units.create(name=name) for name in UNITS}
        self.people = {person.id: self._admit(person) for person in DEMO_PEOPLE}

    def build(self) -> int:
        cases = [case for case in self.catalogue.cases if not case.retired]
        for case in cases:
            self._copy(case)
        examples = (
            self._inspection,
            self._schoolyards,
            self._meals,
            self._youth_house,
        )
        for example in examples:
            example()
        return len(cases) + len(examples)

    def _admit(self, person: Any) -> User:
        user = User.objects.create_user(person.email, NAMES[person.id])
        self.organisation.admit(user, person.level, by=None)
        return user

    # The cases

    def _copy(self, case: Case) -> None:
        """Make an initiative of a case."""
        consultant = self.people["consultant"]
        unit, subject_field = HOMES.get(case.id, (PLACES, ""))
        municipality, partner = MATURITIES.get(case.id, (Experience.UNKNOWN,) * 2)
        initiative = self._start(
            consultant,
            shorten(case.name.da, 120, placeholder="…"),
            first_sentence(case.description.da),
            description=case.description.da,
            case=case.id,
            source_url=str(case.source_url),
            unit=unit,
            subject_field=subject_field,
            municipality_maturity=municipality,
            partner_maturity=partner,
            status=STATUSES.get(case.id) or status_of(case, self.today),
            ambitions=case.ambitions,
        )
        initiative.say_outside_party(consultant, True)
        for name in case.partners:
            self._join(initiative, consultant, shorten(name.da, 120, placeholder="…"))
        for placing in self._placings(case):
            self._place(initiative, consultant, placing)
        self._tick(initiative, consultant, TICKS.get(case.id, ()))
        hold_roles(initiative, consultant, HOLDERS.get(case.id, ()))

    def _placings(self, case: Case) -> Iterator[Placing]:
        """Yield where a case was, and last where the catalogue has it."""
        if case.id == "dk-vordingborg-froeen-drift":
            idea = self.catalogue.case("dk-vordingborg-froeen-start")
            if idea:
                yield Placing(idea.scores, OUR_READING, self._day_of(idea))
        for year, scores, note in BEFORE.get(case.id, ()):
            yield Placing(scores, note, datetime.date(year, 6, 1))
        yield Placing(case.scores, OUR_READING, self._day_of(case))

    def _day_of(self, case: Case) -> datetime.date:
        years = years_of(case)
        return min(datetime.date(years[-1], 12, 31), self.today) if years else self.today

    # The examples, which are made up

    def _inspection(self) -> None:
        consultant = self.people["consultant"]
        initiative = self._start(
            consultant,
            "Fælles tilsyn på tværs af kommuner",
            "Tre kommuner vil føre tilsyn med deres bosteder på samme måde.",
            description="Eksempel til demoen. Kun kommuner er med. Ingen uden for det offentlige "
            "er med til at skabe noget, og derfor er det ingen af de fire former.",
            unit=HEALTH,
            subject_field="F1",
            status=Status.DIALOGUE,
            ambitions=(Ambition.QUALITY,),
        )
        initiative.say_outside_party(consultant, False)
        self._join(initiative, consultant, "To nabokommuner", kind=Partner.Kind.PUBLIC)

    def _schoolyards(self) -> None:
        leader = self.people["leader"]
        initiative = self._start(
            leader,
            "Grønne skolegårde",
            "Elever, forældre og naboer skal sammen gøre tre skolegårde grønnere.",
            description="Eksempel til demoen. Kommunen holder møderne, men hvad der skal ske i "
            "gårdene, finder alle ud af sammen.",
            unit=CHILDREN,
            subject_field="F5",
            municipality_maturity=Experience.NEW,
            partner_maturity=Experience.NEW,
            ambitions=(Ambition.QUALITY, Ambition.DEMOCRACY),
        )
        initiative.say_outside_party(leader, True)
        self._join(
            initiative,
            leader,
            "Forældre og elever",
            kind=Partner.Kind.CITIZENS,
            gives="Ideer og hjælp på arbejdsdagene.",
            why="De bruger gårdene hver dag.",
        )
        self._place(
            initiative,
            leader,
            Placing(
                Scores(25, 75),
                "Eksempel til demoen: Vi svarede lige efter det første møde.",
                self.today - datetime.timedelta(12),
                method=Method.QUICK,
                answers={"actors": 25, "outcome": 75},
            ),
        )

    def _meals(self) -> None:
        self._start(
            self.people["leader"],
            "Fællesspisning i forsamlingshuset",
            "Ældre, der bor alene, skal have nogen at spise sammen med mindst én gang om ugen.",
            description="Eksempel til demoen. Initiativet er nyt og ikke placeret endnu.",
            unit=HEALTH,
            subject_field="F5",
        )

    def _youth_house(self) -> None:
        leader = self.people["leader"]
        initiative = self._start(
            leader,
            "Ungdomshus på den gamle brandstation",
            "Unge og foreninger skal have et hus, som de med tiden selv driver.",
            description="Eksempel til demoen. Brandstationen står tom. Kommunen har samlet de "
            "unge og foreningerne, og sammen finder de ud af, hvad huset skal bruges til.",
            unit=CULTURE,
            subject_field="F4",
            municipality_maturity=Experience.EXPERIENCED,
            partner_maturity=Experience.NEW,
            status=Status.DIALOGUE,
            starts_on=self.today - datetime.timedelta(90),
            ends_on=self.today + datetime.timedelta(270),
            ambitions=(Ambition.DEMOCRACY, Ambition.QUALITY, Ambition.ECONOMY),
        )
        initiative.say_outside_party(leader, True)
        initiative.say_citizen_decision(leader, False)
        self._join(
            initiative,
            leader,
            "Ungerådet",
            kind=Partner.Kind.CITIZENS,
            gives="De kender de unge, der ikke går i en klub.",
            why="De har ønsket sig et sted i flere år.",
        )
        self._join(
            initiative,
            leader,
            "Musikforeningen",
            kind=Partner.Kind.ASSOCIATION,
            gives="Frivillige og instrumenter.",
            why="De mangler et sted at øve.",
        )
        for placing in self._youth_house_placings():
            self._place(initiative, leader, placing)
        self._tick(
            initiative,
            leader,
            (
                Ticked("G1", DONE),
                Ticked(
                    "G2",
                    MISSING,
                    "De unge ved ikke, at kommunen alene afgør, hvor længe huset må have åbent.",
                    "Kulturchefen",
                    14,
                ),
                Ticked(
                    "G5",
                    ON_THE_WAY,
                    "Vi har skrevet til forsikringsselskabet.",
                    "Ungekonsulenten",
                    30,
                ),
                Ticked("K1.1", DONE),
                Ticked(
                    "K1.2",
                    ON_THE_WAY,
                    "Listen er skrevet. De unge har ikke set den endnu.",
                    "Ungekonsulenten",
                    21,
                ),
                Ticked("K3.5", MISSING, "Sagen skal på udvalgets næste møde.", "Kulturchefen", 35),
                Ticked("K3.8", ON_THE_WAY, "Vi mangler de unge, der ikke går i en klub."),
                Ticked("K4.2", DONE),
                Ticked("K5.7", State.NOT_RELEVANT),
                Ticked("equal.leader.tasks", DONE),
                Ticked("equal.leader.relations", ON_THE_WAY, responsible="Kulturchefen"),
                Ticked("equal.citizen.tasks", DONE),
                Ticked("equal.association.responsibility", MISSING),
            ),
        )
        hold_roles(
            initiative,
            leader,
            (
                (Role.LEADER, "Kulturchefen"),
                (Role.EMPLOYEE, "Ungekonsulenten"),
                (Role.POLITICIAN, "Kulturudvalget"),
                (Role.CITIZEN, "Ungerådet"),
                (Role.ASSOCIATION, "Musikforeningen"),
            ),
        )

    def _youth_house_placings(self) -> Iterator[Placing]:
        """Yield the careful placement of today, and the wish."""
        actors = {"A1": 4, "A2": 2, "A3": 3, "A4": 3, "A5": 3, "A6": 4}
        outcome = {"U1": 4, "U2": 2, "U3": 3, "U4": 4, "U5": 2, "U6": 5}
        answers = actors | outcome
        asked = [item for item in self.catalogue.questionnaire if item.id in answers]
        given = {item.id: answers[item.id] for item in asked}
        if scores := score_questionnaire(given, asked).scores:
            yield Placing(
                scores,
                "Eksempel til demoen: Vi svarede sammen med Ungerådet.",
                self.today - datetime.timedelta(20),
                method=Method.CAREFUL,
                answers=given,
            )
        yield Placing(
            Scores(72, 75),
            "Eksempel til demoen: Om to år driver de unge selv huset.",
            self.today - datetime.timedelta(20),
            kind="wish",
        )

    # What both are made with

    def _start(
        self,
        by: User,
        title: str,
        sentence: str,
        *,
        unit: str,
        ambitions: Iterable[Ambition] = (),
        **changes: Any,
    ) -> Initiative:
        initiative = start(self.organisation, by, title, sentence)
        changes["unit"] = str(self.units[unit].public_id)
        changes |= {f"ambition_{rank}": wish for rank, wish in enumerate(ambitions, start=1)}
        before = current_values(initiative)
        changed = {name: new for name, new in changes.items() if new != before.get(name, "")}
        describe(initiative, by, changed, before)
        return initiative

    def _join(self, initiative: Initiative, by: User, name: str, **words: str) -> None:
        partner = initiative.partners.create(name=name, **({"kind": kind_of(name)} | words))
        initiative.note_change(by, "add partner", "name", None, partner.name)

    def _place(self, initiative: Initiative, by: User, placing: Placing) -> None:
        initiative.assess(
            by,
            placing.scores,
            kind=placing.kind,
            method=placing.method,
            answers=placing.answers,
            note=placing.note,
            assessed_on=placing.on,
        )

    def _tick(self, initiative: Initiative, by: User, lines: Iterable[Ticked]) -> None:
        tick(initiative, by, {line.item: line.values(self.today) for line in lines})


# What a case's words tell


def first_sentence(text: str) -> str:
    """Return the first sentence, cut to what an initiative's one sentence may hold."""
    first = re.split(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])", text, maxsplit=1)[0]
    return shorten(first, 240, placeholder="…")


def kind_of(partner: str) -> Partner.Kind:
    """Guess from its name what kind of partner this is."""
    name = partner.lower()
    fitting = (kind for kind, words in KINDS if re.search(words, name))
    return next(fitting, Partner.Kind.OTHER)


def years_of(case: Case) -> list[int]:
    """Return the years in which it was under way: (2018, 2023), (2013,) or none that are known."""
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", case.years.da)]
    return [year - 1 for year in years] if case.years.da.startswith("før ") else years


def status_of(case: Case, today: datetime.date) -> Status:
    """Say whether it is over: `2013–` is not."""
    over = not case.years.da.endswith("–") and any(year < today.year for year in years_of(case))
    return Status.DONE if over else Status.RUNNING
