"""The texts that ship: all of them are there, and one thing has one word."""

import re

from tests.typology.lix import texts
from typology.catalogue import Catalogue

PROPER_NAMES = re.compile(r"cases\.[^.]+\.(name|place|years|partners\.\d+)")
SAME_WORD = {
    "forms.controlled.roles.company.name": "Specialist",
    "glossary.ambition.term": "ambition",
    "glossary.form.term": "form",
}
"""Words that are Danish and English alike."""


def test_everything_is_there(catalogue: Catalogue) -> None:
    assert {
        "forms": len(catalogue.forms),
        "role items": sum(len(role.items) for form in catalogue.forms for role in form.roles),
        "statements": sum(len(area.statements) for area in catalogue.competence_areas),
        "questionnaire": len(catalogue.questionnaire),
        "control questions": len(catalogue.control_questions),
        "gate": len(catalogue.gate.items),
        "glossary": len(catalogue.glossary),
        "cases": len(catalogue.cases),
    } == {
        "forms": 4,
        "role items": 4 * 7 * 6,
        "statements": 5 * 8,
        "questionnaire": 2 * 6,
        "control questions": 2,
        "gate": 8,
        "glossary": 20,
        "cases": 26,
    }


def test_every_role_answers_the_six_questions_once(catalogue: Catalogue) -> None:
    asked = [question.id for question in catalogue.role_questions]

    for form in catalogue.forms:
        for role in form.roles:
            assert [item.question for item in role.items] == asked, (form.id, role.id)


def test_danish_calls_an_initiative_neither_plan_nor_project(catalogue: Catalogue) -> None:
    found = [
        f"{path}: {text.da}"
        for path, text in texts(catalogue).items()
        if path.startswith(("not_placed.", "competence_areas."))
        and re.search(r"\b(planen|projektet)s?\b", text.da, re.IGNORECASE)
    ]

    assert found == []


def test_english_calls_a_form_no_type(catalogue: Catalogue) -> None:
    found = [
        f"{path}: {text.en}"
        for path, text in texts(catalogue).items()
        if re.search(r"\btypes?\b", text.en, re.IGNORECASE)
    ]

    assert found == []


def test_both_languages_say_it_in_their_own_words(catalogue: Catalogue) -> None:
    same = {
        path: text.da
        for path, text in texts(catalogue).items()
        if text.da == text.en and not PROPER_NAMES.fullmatch(path)
    }

    assert same == SAME_WORD
