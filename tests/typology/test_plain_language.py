"""Everybody can read the texts: short sentences, few long words, short things to do.

What is measured, and where the limits come from, stands in the project's decisions.
"""

from collections.abc import Iterator

import pytest

from tests.typology.lix import lix, texts, words
from typology.catalogue import Catalogue, Item

HARDEST = 35
SHORTEST_MEASURED = 12
MOST_WORDS = 14
LABELS = (".label", ".name", ".official", ".term")
"""Official terms are hard and names are what they are, so these are only kept short."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi går nu.", 3.0),
        ("Vi går nu. De er her", 3.0),
        ("Vi går nu: de er her.", 3.0),
        ("Det er ca. 3.600 borgere.", 5 + 100 / 5),
        ("Kommune-styret", 1 + 100),
        ("Han sagde »nej.« Så gik hun.", 3.0),
    ],
)
def test_lix(text: str, expected: float) -> None:
    assert lix(text) == pytest.approx(expected)


def test_lix_of_a_checklist_counts_each_item_as_a_sentence() -> None:
    assert lix("Vi går nu", "De er her.") == 3.0


def test_danish_texts_are_easy_to_read(catalogue: Catalogue) -> None:
    hard = [
        f"{path}: {lix(text.da):.1f}: {text.da}"
        for path, text in texts(catalogue).items()
        if not path.endswith(LABELS)
        and len(words(text.da)) >= SHORTEST_MEASURED
        and lix(text.da) >= HARDEST
    ]

    assert hard == []


def test_danish_checklists_read_as_one_are_easy_to_read(catalogue: Catalogue) -> None:
    hard = [
        f"{path}: {lix(*danish):.1f}"
        for path, danish in danish_checklists(catalogue)
        if lix(*danish) >= HARDEST
    ]

    assert hard == []


def danish_checklists(catalogue: Catalogue) -> Iterator[tuple[str, list[str]]]:
    for form in catalogue.forms:
        for role in form.roles:
            yield f"forms.{form.id}.roles.{role.id}", danish(role.items)
    for area in catalogue.competence_areas:
        yield f"competence_areas.{area.id}", danish(area.statements)
    yield "gate", danish(catalogue.gate.items)


def danish(items: tuple[Item, ...]) -> list[str]:
    return [item.text.da for item in items if not item.retired]


def test_labels_and_things_to_do_are_short(catalogue: Catalogue) -> None:
    long = [
        f"{path}.{language}: {len(words(text))}: {text}"
        for path, both in texts(catalogue).items()
        if path.endswith((*LABELS, ".do"))
        for language, text in both
        if len(words(text)) > MOST_WORDS
    ]

    assert long == []
