"""The map as geometry: labels never collide, nothing is cut off, every number is whole."""

import re
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import STANDARD
from typology.catalogue import Catalogue
from typology.exchange import read
from typology.figure import (
    HEIGHT,
    LABEL_SIZE,
    LETTER,
    MOST_LABELS,
    NAME_SIZE,
    WIDTH,
    Box,
    Dot,
    Figure,
    Spot,
    _words_box,
    draw,
    outline,
    point,
)
from typology.placement import CORNERS, Axis, Form, Scores, place

LANGUAGES = pytest.mark.parametrize("language", ["da", "en"])
SCORES = st.builds(Scores, st.integers(0, 100), st.integers(0, 100))
SPOTS = st.builds(
    Spot, SCORES, st.text("abcæøåABC ,2026", max_size=25), st.booleans(), st.booleans()
)
VIEW = Box(0, 0, WIDTH, HEIGHT)
AROUND_A_DOT = 10
END_SIZE = 14
"""Type size of `.matrix__end`."""


@cache
def shipped() -> Catalogue:
    """Return the texts without an argument, which hypothesis would print whole."""
    return read(STANDARD)


def label_boxes(figure: Figure) -> list[Box]:
    return [_words_box(dot.label, LABEL_SIZE) for dot in figure.dots if dot.label.words]


def name_boxes(figure: Figure) -> list[Box]:
    return [
        _words_box(line, NAME_SIZE)
        for field in figure.fields
        for line in (*field.name, field.official)
    ]


def dot_boxes(figure: Figure) -> list[Box]:
    side = 2 * AROUND_A_DOT
    return [Box(dot.x - AROUND_A_DOT, dot.y - AROUND_A_DOT, side, side) for dot in figure.dots]


def extent(dot: Dot) -> Box:
    """Return what a dot's outline covers, from its path."""
    commands = re.findall(r"([MLHVhvaz])([^MLHVhvaz]*)", dot.outline)
    xs, ys, x, y = [], [], 0, 0
    for command, rest in commands:
        numbers = [int(number) for number in rest.split()]
        match command:
            case "M" | "L":
                x, y = numbers
            case "H":
                (x,) = numbers
            case "h":
                x += numbers[0]
            case "v":
                y += numbers[0]
            case "a":
                radius = numbers[0]
                ys += [y - radius, y + radius]
                x += numbers[5]
        xs.append(x)
        ys.append(y)
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def numbers_in(thing: Any) -> list[Any]:
    """Return every number of a figure, those written in a path too."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return [n for field in fields(thing) for n in numbers_in(getattr(thing, field.name))]
    if isinstance(thing, tuple):
        return [number for each in thing for number in numbers_in(each)]
    return [thing] if isinstance(thing, int | float) and not isinstance(thing, bool) else []


def meet(one: Box, other: Box) -> bool:
    """Whether two rectangles share any area."""
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


@LANGUAGES
@settings(max_examples=150, deadline=None)
@given(spots=st.lists(SPOTS, max_size=30))
def test_labels_meet_no_label_no_name_and_no_dot(language: str, spots: list[Spot]) -> None:
    figure = draw(shipped(), language, spots)
    labels = label_boxes(figure)
    assert not any(meet(one, other) for one, other in combinations(labels, 2))
    others = [*name_boxes(figure), *dot_boxes(figure)]
    assert not any(meet(label, other) for label in labels for other in others)
    assert all(Figure.plot.holds(label) for label in labels)


@settings(max_examples=150, deadline=None)
@given(spots=st.lists(SPOTS, min_size=1, max_size=30), band=st.integers(0, 25))
def test_nothing_is_cut_off_and_every_number_is_whole(spots: list[Spot], band: int) -> None:
    figure = draw(
        shipped(),
        "da",
        spots,
        band=dict.fromkeys(Axis, band),
        walk=[spot.scores for spot in spots],
    )
    newest = [spot for spot in spots if spot.newest]
    assert (figure.band is None) is not bool(newest)
    assert figure.band is None or Figure.plot.holds(figure.band)
    assert figure.newest == (place(newest[-1].scores).form if newest else None)
    for dot in figure.dots:
        assert Figure.plot.holds(Box(dot.x, dot.y, 0, 0))
        assert VIEW.holds(extent(dot)), dot.outline
    assert all(type(number) is int for number in numbers_in(figure))
    paths = [figure.trail, *(dot.outline for dot in figure.dots)]
    assert not any("." in path for path in paths)


@LANGUAGES
def test_names_lie_inside_their_fields_and_captions_beside_each_other(
    catalogue: Catalogue, language: str
) -> None:
    figure = draw(catalogue, language)
    for field in figure.fields:
        for line in (*field.name, field.official):
            assert field.box.holds(_words_box(line, NAME_SIZE)), line.words
    ends = figure.captions
    for axis in Axis:
        assert (len(ends[f"{axis}_low"]) + len(ends[f"{axis}_high"])) * END_SIZE * LETTER < 400


def test_label_is_left_out_rather_than_overlapped(catalogue: Catalogue) -> None:
    spots = [Spot(Scores(25, 30), f"A label of this length {n}") for n in range(MOST_LABELS)]
    words = [dot.label.words for dot in draw(catalogue, "en", spots).dots]
    assert words[-1] == "A label of this length 11"  # the newest chooses first
    assert "" in words
    assert draw(catalogue, "en", [Spot(Scores(50, 50), "x" * 80)]).dots[0].label.words == ""


def test_more_than_twelve_dots_are_numbered_in_their_order(catalogue: Catalogue) -> None:
    def spots(count: int) -> list[Spot]:
        return [Spot(Scores(8 * n % 101, 47 * n % 101), f"Case {n}") for n in range(count)]

    twelve, thirteen = (draw(catalogue, "en", spots(count)) for count in (12, 13))
    assert (twelve.numbered, thirteen.numbered) == (False, True)
    shown = [dot.label.words for dot in thirteen.dots]
    assert all(words in ("", str(at)) for at, words in enumerate(shown, start=1))
    assert all(dot.label.words in ("", f"Case {n}") for n, dot in enumerate(twelve.dots))


def test_almost_every_shipped_case_has_its_number_on_the_map(catalogue: Catalogue) -> None:
    spots = [Spot(case.scores, case.name.da, newest=False) for case in catalogue.cases]
    shown = [dot.label.words for dot in draw(catalogue, "da", spots).dots]
    left_out = [number for number, words in enumerate(shown, start=1) if words != str(number)]
    assert len(left_out) <= 1


@pytest.mark.parametrize(
    ("form", "path"),
    [
        (Form.CONTROLLED, "M93 93h14v14h-14z"),
        (Form.RESPONSIBILISING, "M100 91L109 107H91z"),
        (Form.EQUAL, "M100 91L109 100L100 109L91 100z"),
        (Form.FACILITATING, "M92 100a8 8 0 1 0 16 0a8 8 0 1 0 -16 0z"),
    ],
)
def test_each_form_has_a_shape_of_its_own(form: Form, path: str) -> None:
    assert outline(form, 100, 100, 8) == path


def test_corners_of_the_scores_are_the_corners_of_the_map(catalogue: Catalogue) -> None:
    assert {corner: point(Scores(*corner)) for corner in CORNERS} == {
        (0, 0): (48, 30),
        (100, 0): (448, 30),
        (0, 100): (48, 430),
        (100, 100): (448, 430),
    }
    boxes = {field.form: field.box for field in draw(catalogue, "da").fields}
    for corner, form in CORNERS.items():
        assert boxes[form].holds(Box(*point(Scores(*corner)), 0, 0))


def test_field_of_the_newest_dot_is_marked_and_no_other(catalogue: Catalogue) -> None:
    spots = [Spot(Scores(10, 10), "", newest=False), Spot(Scores(90, 10), "")]
    marked = [field.form for field in draw(catalogue, "da", spots).fields if field.placed]
    assert marked == [Form.RESPONSIBILISING]
    assert [f.form for f in draw(catalogue, "da", placed=Form.EQUAL).fields if f.placed] == [
        "equal"
    ]
    assert not any(field.placed for field in draw(catalogue, "da").fields)
    assert not any(field.placed for field in draw(catalogue, "da", spots[:1]).fields)


def test_newest_dot_may_stand_anywhere_and_keeps_the_order(catalogue: Catalogue) -> None:
    spots = [
        Spot(Scores(90, 10), "first", newest=False),
        Spot(Scores(10, 90), "newest"),
        Spot(Scores(90, 90), "wish", newest=False, wish=True),
    ]
    figure = draw(catalogue, "en", spots, band=dict.fromkeys(Axis, 5))
    assert [(dot.form, dot.newest, dot.wish) for dot in figure.dots] == [
        (Form.RESPONSIBILISING, False, False),
        (Form.EQUAL, True, False),
        (Form.FACILITATING, False, True),
    ]
    assert [dot.label.words for dot in figure.dots] == ["first", "newest", "wish"]
    assert figure.newest is Form.EQUAL
    assert figure.band == Box(68, 370, 40, 40)
    assert [field.form for field in figure.fields if field.placed] == [Form.EQUAL]
    without = draw(catalogue, "en", spots[2:], band=dict.fromkeys(Axis, 5))
    assert (without.newest, without.band) == (None, None)


def test_without_a_wash_no_field_is_coloured_but_the_band_keeps_its_form(
    catalogue: Catalogue,
) -> None:
    band = dict.fromkeys(Axis, 5)
    figure = draw(catalogue, "en", [Spot(Scores(50, 51), "")], band=band, wash=False)
    assert not any(field.placed for field in figure.fields)
    assert (figure.newest, figure.band) == (Form.EQUAL, Box(228, 214, 40, 40))
    only = draw(catalogue, "en", placed=Form.CONTROLLED, wash=False)
    assert [field.form for field in only.fields if field.placed] == [Form.CONTROLLED]


def test_trail_goes_through_the_placements_in_order(catalogue: Catalogue) -> None:
    walk = [Scores(0, 0), Scores(50, 50), Scores(100, 0)]
    assert draw(catalogue, "da", walk=walk).trail == "M48 30L248 230L448 30"
    assert draw(catalogue, "da", walk=walk[:1]).trail == ""
