"""The shape of all typology texts, in Danish and English.

One `Catalogue` is one edition's whole content: what a YAML file holds, what an `Edition` stores
and what every page reads. It refuses a missing language, an unknown or repeated id and a weight
outside 1-5, and says where. Code owns the ids of forms, axes, roles and areas; the document owns
the words and may add, move or retire items.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, Protocol, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl, model_validator

from typology.placement import CUT, Axis, Form, Scores, place


class Role(StrEnum):
    """Who takes part, in the order in which a page lists them."""

    LEADER = "leader"
    EMPLOYEE = "employee"
    POLITICIAN = "politician"
    CITIZEN = "citizen"
    ASSOCIATION = "association"
    COMPANY = "company"
    FACILITATOR = "facilitator"


class Question(StrEnum):
    """The article's six questions to a role."""

    TASKS = "tasks"
    RESPONSIBILITY = "responsibility"
    RELATIONS = "relations"
    FOLLOWERSHIP = "followership"
    OWN_RESOURCES = "own_resources"
    OTHERS_RESOURCES = "others_resources"


class Area(StrEnum):
    """The five competence areas: roles, form, strategy, unpredictability, leading across."""

    K1 = "K1"
    K2 = "K2"
    K3 = "K3"
    K4 = "K4"
    K5 = "K5"


class Ambition(StrEnum):
    """What an initiative wants most."""

    ECONOMY = "economy"
    QUALITY = "quality"
    DEMOCRACY = "democracy"


class Maturity(StrEnum):
    """Who is new to co-creation and who is experienced, both sides at once."""

    BOTH_NEW = "both_new"
    MUNICIPALITY_NEW = "municipality_new"
    PARTNERS_NEW = "partners_new"
    BOTH_EXPERIENCED = "both_experienced"


def _sound_words(words: str) -> str:
    """Refuse control characters and blank or padded words."""
    if words != words.strip() or not words:
        raise ValueError("is empty or has space around it")
    if any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in words):
        raise ValueError("has a control character")
    return words


Words = Annotated[str, Field(max_length=2000), AfterValidator(_sound_words)]
Weight = Annotated[int, Field(ge=1, le=5, strict=True)]
Fit = Annotated[int, Field(ge=0, le=3, strict=True)]
Score = Annotated[int, Field(ge=0, le=100, strict=True)]
ItemId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,60}$")]


class Shape(BaseModel):
    """What every part shares: unknown keys are refused, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Text(Shape):
    """The same words in both languages; neither may be missing."""

    da: Words
    en: Words

    def in_language(self, language: str) -> str:
        """Return the words in a language; Danish for any that we do not speak."""
        return self.en if language.startswith("en") else self.da


class PerForm[T](Shape):
    """One value for each of the four forms."""

    controlled: T
    responsibilising: T
    equal: T
    facilitating: T

    def __getitem__(self, form: Form) -> T:
        value: T = getattr(self, form)
        return value


class Labelled(Shape):
    label: Text
    text: Text


class AxisTexts(Shape):
    """One axis: its question, its two ends and middle, and its five anchored steps."""

    id: Axis
    name: Text
    official: Text
    help: Text
    hint: Text
    low: Labelled
    middle: Labelled
    high: Labelled
    steps: Annotated[tuple[Text, ...], Field(min_length=5, max_length=5)]

    def answer(self, scores: Scores) -> Text:
        """Return in words what scores say on this axis: one of its ends, or its middle."""
        if self.id in place(scores).near:
            return self.middle.label
        return (self.high if scores.on(self.id) > CUT else self.low).label


class Item(Shape):
    """One line of a checklist. Its id is for ever; a retired item is asked no more."""

    id: ItemId
    text: Text
    retired: bool = False


class RoleItem(Item):
    question: Question


class RoleTexts(Shape):
    """A role under the name that it has in one form, with its six questions answered."""

    id: Role
    name: Text
    items: tuple[RoleItem, ...]


class Decision(Shape):
    """Who holds one kind of decision in a form."""

    id: ItemId
    question: Text
    answer: Text


class FormTexts(Shape):
    """One of the four forms as its page tells it."""

    id: Form
    name: Text
    official: Text
    sentence: Text
    description: Text
    when_to_use: Text
    public_role: Text
    helper: Text | None = None
    who_decides: tuple[Decision, ...]
    roles: tuple[RoleTexts, ...]


class Named(Shape):
    name: Text
    text: Text


class NotPlaced(Shape):
    """The two honest answers beside the four."""

    border: Named
    none: Named


class QuestionnaireItem(Item):
    """A statement answered 1-5; `pole` is the end of the axis that agreeing points to."""

    axis: Axis
    pole: Literal["low", "high"]


class AmbitionTexts(Shape):
    """A wish, and the questions that tell at the start and at the end whether it came true."""

    id: Ambition
    name: Text
    official: Text
    text: Text
    effects: tuple[Item, ...] = ()
    """Empty in the editions that were published before there were such questions."""


class Statement(Item):
    """A competence statement: the forms that ask for it, and what to do when it is missing."""

    do: Text
    asked_by: Annotated[tuple[Form, ...], Field(min_length=1)]
    origin: Literal["article", "proposal"]


class CompetenceArea(Shape):
    id: Area
    name: Text
    official: Text
    question: Text
    weight: PerForm[Weight]
    statements: tuple[Statement, ...]


class GateItem(Item):
    """A line of order in the house; a missing one that `blocks` holds back *agreed*."""

    do: Text
    blocks: bool


class Gate(Shape):
    weight: PerForm[Weight]
    items: tuple[GateItem, ...]


class RoleName(Shape):
    id: Role
    name: Text


class QuestionName(Shape):
    id: Question
    name: Text


class FitCell(Shape):
    """How well a form serves something, 0-3, and why we think so."""

    fit: Fit
    reason: Text


class AmbitionFit(Shape):
    id: Ambition
    forms: PerForm[FitCell]


class MaturityFit(Shape):
    id: Maturity
    reason: Text
    forms: PerForm[Fit]


class SubjectField(Shape):
    id: ItemId
    name: Text
    note: Text
    forms: PerForm[Fit]


class FitTables(Shape):
    """Advice only: it is shown beside the placement and never moves it."""

    disclaimer: Text
    ambitions: tuple[AmbitionFit, ...]
    maturity: tuple[MaturityFit, ...]
    subject_fields: tuple[SubjectField, ...]
    maturity_indicators: tuple[Item, ...]


class GlossaryTerm(Shape):
    id: ItemId
    term: Text
    text: Text


class Case(Shape):
    """A real initiative, placed by us from what its source says."""

    id: ItemId
    name: Text
    place: Text
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    years: Text
    description: Text
    partners: tuple[Text, ...]
    ambitions: tuple[Ambition, ...]
    central_actor: Text
    actors: Score
    outcome: Score
    actors_evidence: Text
    outcome_evidence: Text
    rationale: Text
    basis: Literal["published", "inference"]
    confidence: Annotated[float, Field(ge=0, le=1)]
    source_url: HttpUrl
    retired: bool = False

    @property
    def scores(self) -> Scores:
        """Return where we place it."""
        return Scores(self.actors, self.outcome)


class Catalogue(Shape):
    """Every text of the typology. Retired items stay here, so that ticks keep their words."""

    format: Literal[1]
    about: Text
    axes: tuple[AxisTexts, ...]
    forms: tuple[FormTexts, ...]
    not_placed: NotPlaced
    questionnaire: tuple[QuestionnaireItem, ...]
    control_questions: tuple[Item, ...]
    ambitions: tuple[AmbitionTexts, ...]
    role_questions: tuple[QuestionName, ...]
    roles: tuple[RoleName, ...]
    competence_areas: tuple[CompetenceArea, ...]
    gate: Gate
    fit: FitTables
    prompts: tuple[Item, ...]
    glossary: tuple[GlossaryTerm, ...]
    limits: tuple[Item, ...]
    cases: tuple[Case, ...]

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        """Refuse missing, strange and repeated ids; the message names the path."""
        _exactly(Axis, self.axes, "axes")
        _exactly(Form, self.forms, "forms")
        _exactly(Ambition, self.ambitions, "ambitions")
        _exactly(Question, self.role_questions, "role_questions")
        _exactly(Role, self.roles, "roles")
        _exactly(Area, self.competence_areas, "competence_areas")
        _exactly(Ambition, self.fit.ambitions, "fit.ambitions")
        _exactly(Maturity, self.fit.maturity, "fit.maturity")
        for ambition in self.ambitions:
            path = f"ambitions.{ambition.id}.effects"
            _named(ambition.effects, rf"{ambition.id}\.[a-z0-9_-]+", path)
        for form in self.forms:
            _exactly(Role, form.roles, f"forms.{form.id}.roles")
            _once(form.who_decides, f"forms.{form.id}.who_decides")
            for role in form.roles:
                path = f"forms.{form.id}.roles.{role.id}.items"
                _named(role.items, rf"{form.id}\.{role.id}\.[a-z0-9_-]+", path)
        for area in self.competence_areas:
            path = f"competence_areas.{area.id}.statements"
            _named(area.statements, rf"{area.id}\.[0-9]+", path)
        _named(self.gate.items, "G[0-9]+", "gate.items")
        _named(self.questionnaire, "[AU][0-9]+", "questionnaire")
        _named(self.control_questions, "C[0-9]+", "control_questions")
        _named(self.fit.subject_fields, "F[0-9]+", "fit.subject_fields")
        _named(self.fit.maturity_indicators, "MM[0-9]+", "fit.maturity_indicators")
        _named(self.prompts, "P[0-9]+", "prompts")
        _named(self.limits, "L[0-9]+", "limits")
        _once(self.glossary, "glossary")
        _once(self.cases, "cases")
        for axis in Axis:
            asked = [s for s in self.questionnaire if s.axis is axis and not s.retired]
            if len(asked) != 6:
                raise ValueError(f"questionnaire: {axis} has {len(asked)} statements in use, not 6")
        return self

    def axis(self, axis: Axis) -> AxisTexts:
        """Return the texts of one axis."""
        return next(texts for texts in self.axes if texts.id is axis)

    def form(self, form: Form) -> FormTexts:
        """Return the texts of one form."""
        return self._forms[form]

    @cached_property
    def _forms(self) -> dict[Form, FormTexts]:
        return {texts.id: texts for texts in self.forms}

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every line that can be ticked, by its id, the retired ones too."""
        return {item.id: item for item in self._checklist_items()}

    def _checklist_items(self) -> Iterator[Item]:
        for form in self.forms:
            for role in form.roles:
                yield from role.items
        for area in self.competence_areas:
            yield from area.statements
        yield from self.gate.items

    def subject_field(self, field_id: str) -> SubjectField | None:
        """Return a subject field, or None for an id that this edition does not know."""
        return next((field for field in self.fit.subject_fields if field.id == field_id), None)

    def case(self, case_id: str) -> Case | None:
        """Return a case, or None for an id that this edition does not know."""
        return next((case for case in self.cases if case.id == case_id), None)


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


def _ids(parts: Iterable[_HasId]) -> list[str]:
    return [str(part.id) for part in parts]


def _once(parts: Iterable[_HasId], path: str) -> None:
    seen: set[str] = set()
    for part_id in _ids(parts):
        if part_id in seen:
            raise ValueError(f"{path}: {part_id} stands twice")
        seen.add(part_id)


def _exactly(known: type[StrEnum], parts: Iterable[_HasId], path: str) -> None:
    parts = tuple(parts)
    _once(parts, path)
    if missing := [str(member) for member in known if str(member) not in _ids(parts)]:
        raise ValueError(f"{path}: {', '.join(missing)} is missing")


def _named(parts: Iterable[_HasId], pattern: str, path: str) -> None:
    parts = tuple(parts)
    _once(parts, path)
    for part_id in _ids(parts):
        if not re.fullmatch(pattern, part_id):
            raise ValueError(f"{path}: {part_id} is not an id that belongs here")
