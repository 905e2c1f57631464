"""Fill a demo: the organisation, its people, the cases as initiatives, and the examples."""

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cocreation.demo.material import (
    BEFORE,
    CHILDREN,
    CLIENT,
    CLIENTS_INITIATIVE,
    CULTURE,
    DONE,
    FIRM,
    HEALTH,
    HOLDERS,
    HOMES,
    INVITED,
    LEADERS_STEPS,
    MATURITIES,
    MINUTES,
    MISSING,
    NAMES,
    ON_THE_WAY,
    ORGANISATION,
    OUR_READING,
    PLACES,
    STATUSES,
    TALK,
    TICKS,
    UNITS,
    Placing,
    Ticked,
)
from cocreation.demo.plans import (
    PLANS,
    YOUTH_HOUSE,
    YOUTH_HOUSE_ANSWERS,
    YOUTH_HOUSE_MINUTES,
    Planning,
)
from cocreation.initiatives.checklist import State
from cocreation.initiatives.copying import first_sentence, kind_of, shortened
from cocreation.initiatives.describing import describe
from cocreation.initiatives.effects import answer_effects
from cocreation.initiatives.forms.describing import current_values
from cocreation.initiatives.models import (
    Attachment,
    Initiative,
    Meeting,
    Partner,
    Phase,
    Plan,
    Risk,
    Status,
    Step,
)
from cocreation.initiatives.starting import start
from cocreation.initiatives.talking import answer, say
from cocreation.initiatives.ticking import hold_roles, tick
from cocreation.people.access import Involvement
from cocreation.people.demo import DEMO_PEOPLE
from cocreation.people.inviting import invite
from cocreation.people.models import Membership, Organisation, User
from typology.catalogue import Ambition, Case, Catalogue, Role
from typology.fit import Experience
from typology.placement import Method, Scores, score_questionnaire


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
        self._around()
        return len(cases) + len(examples)

    def _admit(self, person: Any) -> User:
        user = User.objects.create_user(person.email, NAMES[person.id])
        self.organisation.admit(user, person.level, by=None)
        return user

    def _around(self) -> None:
        """Make the consultant's own firm and its client, and an invitation without an answer."""
        consultant = self.people["consultant"]
        firm = Organisation.objects.create(name=FIRM, kind=Organisation.Kind.CONSULTANCY)
        firm.admit(consultant, Membership.Level.ADMIN, by=None)
        client = firm.open_client(consultant, CLIENT)
        theirs = start(client, consultant, *CLIENTS_INITIATIVE)
        theirs.say_outside_party(consultant, True)
        describe(theirs, consultant, {"subject_field": "F6"}, current_values(theirs))
        invite(self.organisation, consultant, [INVITED], Membership.Level.READER, "da")
        youth_house = Initiative.objects.filter(organisation=self.organisation).latest("pk")
        youth_house.named_people.create(user=consultant, involvement=Involvement.FACILITATOR)
        who = str(consultant.public_id)
        youth_house.note_change(self.people["leader"], "name person", "person", None, who)

    # The cases

    def _copy(self, case: Case) -> None:
        """Make an initiative of a case."""
        consultant = self.people["consultant"]
        unit, subject_field = HOMES.get(case.id, (PLACES, ""))
        municipality, partner = MATURITIES.get(case.id, (Experience.UNKNOWN,) * 2)
        initiative = self._start(
            consultant,
            shortened(case.name.da),
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
            self._join(initiative, consultant, shortened(name.da))
        for placing in self._placings(case):
            self._place(initiative, consultant, placing)
        self._tick(initiative, consultant, TICKS.get(case.id, ()))
        hold_roles(initiative, consultant, HOLDERS.get(case.id, ()))
        if case.id in PLANS:
            self._plan(initiative, consultant, PLANS[case.id])

    def _placings(self, case: Case) -> Iterator[Placing]:
        """Yield where a case was, and last where the catalogue has it."""
        if case.id == "dk-vordingborg-froeen-drift":
            idea = self.catalogue.case("dk-vordingborg-froeen-start")
            if idea:
                start = self._day_of(idea)
                yield Placing(idea.scores, OUR_READING, start, phase=Phase.CHOOSE)
                yield Placing(case.scores, OUR_READING, self._day_of(case), phase=Phase.DO)
                return
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
        self._date_back(initiative, 90)
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
        self._plan(initiative, leader, YOUTH_HOUSE)
        self._name_leader_on_steps(initiative)
        answer_effects(initiative, leader, YOUTH_HOUSE_ANSWERS)
        Meeting(
            initiative=initiative,
            title="Første tur i huset",
            held_on=self.today - datetime.timedelta(40),
            who="Ungerådet, Musikforeningen, kulturchefen og ungekonsulenten",
            minutes=YOUTH_HOUSE_MINUTES,
        ).add(leader)
        self._talk(initiative)
        minutes = ContentFile(MINUTES.encode(), "Referat.txt")
        Attachment.receive(initiative, leader, "Referat af det første møde.txt", minutes)

    def _name_leader_on_steps(self, initiative: Initiative) -> None:
        """Give the leader two steps, so that letters and the calendar have something to tell."""
        leader = self.people["leader"]
        for what, days in LEADERS_STEPS:
            due_on = self._in_days(days)
            step = Step(initiative=initiative, what=what, responsible=str(leader), due_on=due_on)
            step.add(leader)

    def _talk(self, initiative: Initiative) -> None:
        """Let the consultant ask, the leader answer, and someone look at a line."""
        leader, consultant = self.people["leader"], self.people["consultant"]
        asked, answered, on_a_line = TALK
        thread = say(initiative, consultant, asked)
        answer(thread, leader, answered)
        say(initiative, consultant, on_a_line, about="G2", addressed_to=leader)

    def _youth_house_placings(self) -> Iterator[Placing]:
        """Yield the leader's own placement, the workshop's, the careful one, and the wish."""
        yield Placing(
            Scores(25, 50),
            "Eksempel til demoen: Sådan så lederen det, før de unge kom med.",
            self.today - datetime.timedelta(85),
            method=Method.QUICK,
            answers={"actors": 25, "outcome": 50},
            phase=Phase.CHOOSE,
        )
        yield Placing(
            Scores(56, 70),
            "Eksempel til demoen: Sådan så alle det på workshoppen.",
            self.today - datetime.timedelta(50),
            method=Method.WORKSHOP,
            phase=Phase.CHOOSE,
        )
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
                phase=Phase.DESIGN,
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

    def _date_back(self, initiative: Initiative, days: int) -> None:
        """Let an initiative have begun some days ago, with all that was said of it so far."""
        earlier = datetime.timedelta(days)
        initiative.history.update(at=F("at") - earlier)
        initiative.created_at -= earlier
        initiative.save(update_fields=["created_at"])

    def _join(self, initiative: Initiative, by: User, name: str, **words: str) -> None:
        Partner(initiative=initiative, name=name, **({"kind": kind_of(name)} | words)).add(by)

    def _place(self, initiative: Initiative, by: User, placing: Placing) -> None:
        initiative.assess(
            by,
            placing.scores,
            kind=placing.kind,
            method=placing.method,
            answers=placing.answers,
            note=placing.note,
            phase=placing.phase,
            assessed_on=placing.on,
        )

    def _plan(self, initiative: Initiative, by: User, planning: Planning) -> None:
        written = {
            "decides_itself": planning.decides_itself,
            "council_decides": planning.council_decides,
            "reply_on": self._in_days(planning.reply_in),
            **planning.has,
        }
        Plan.of(initiative).change(by, {name: new for name, new in written.items() if new})
        for step in planning.steps:
            Step(
                initiative=initiative,
                what=step.what,
                responsible=step.responsible,
                due_on=self._in_days(step.days),
            ).add(by)
        for risk in planning.risks:
            Risk(
                initiative=initiative,
                what=risk.what,
                likelihood=risk.likelihood,
                responsible=risk.responsible,
                press_line=risk.press_line,
            ).add(by)

    def _in_days(self, days: int | None) -> datetime.date | None:
        return None if days is None else self.today + datetime.timedelta(days)

    def _tick(self, initiative: Initiative, by: User, lines: Iterable[Ticked]) -> None:
        tick(initiative, by, {line.item: line.values(self.today) for line in lines})


# What a case's words tell


def years_of(case: Case) -> list[int]:
    """Return the years in which it was under way: (2018, 2023), (2013,) or none that are known."""
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", case.years.da)]
    return [year - 1 for year in years] if case.years.da.startswith("før ") else years


def status_of(case: Case, today: datetime.date) -> Status:
    """Say whether it is over: `2013–` is not."""
    over = not case.years.da.endswith("–") and any(year < today.year for year in years_of(case))
    return Status.DONE if over else Status.RUNNING
