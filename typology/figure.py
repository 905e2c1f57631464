"""The matrix as geometry: four fields, dots, bands, a trail, and labels that never collide.

Plain numbers and words, so that an SVG template, a slide and a PDF draw the same picture. Units are
those of a drawing 458 wide and 440 high; all coordinates are whole numbers, which no language
writes with a comma.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, hypot
from typing import NamedTuple

from typology.catalogue import Catalogue
from typology.placement import CORNERS, CUT, HIGHEST, Axis, Form, Scores, place

LEFT, TOP, SIDE = 48, 30, 400
WIDTH, HEIGHT = LEFT + SIDE + 10, TOP + SIDE + 10
LETTER = 0.56
NAME_LETTER = 0.52
"""Widths of an average letter as a share of the type size: small words, and the forms' names."""
NAME_SIZE, LABEL_SIZE, NAME_LINE = 16, 14, 19
DOT_EDGE, HEAD, SHORTEST_ARROW = 12, 10, 40
"""An arrow's distance from the middle of a dot, its head, and the distance it is worth."""
MOST_LABELS = 12
"""Past this many dots the labels become numbers, with a list beside."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map and the words beside it. The newest one is filled; a wish is a ring."""

    scores: Scores
    label: str
    newest: bool = True
    wish: bool = False


class Box(NamedTuple):
    """A rectangle: what a label, a dot or a field takes up. A map of many makes thousands."""

    x: int
    y: int
    width: int
    height: int

    def __str__(self) -> str:
        """Return it as SVG writes it, for a template to place in a tag."""
        return f'x="{self.x}" y="{self.y}" width="{self.width}" height="{self.height}"'

    def holds(self, other: "Box") -> bool:
        """Whether another rectangle lies inside this one."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.width <= self.x + self.width
            and other.y + other.height <= self.y + self.height
        )


class Line(NamedTuple):
    """A line of words and where its baseline starts."""

    x: int
    y: int
    words: str

    @property
    def at(self) -> str:
        """Its start as SVG writes it."""
        return f'x="{self.x}" y="{self.y}"'


@dataclass(frozen=True, slots=True)
class Field:
    """One of the four forms on the map."""

    form: Form
    box: Box
    name: tuple[Line, ...]
    official: Line
    placed: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """A spot as it is drawn: its outline and its label (empty when there was no room)."""

    form: Form
    x: int
    y: int
    outline: str
    newest: bool
    wish: bool
    label: Line


@dataclass(frozen=True, slots=True)
class Figure:
    """Everything there is to draw, from back to front."""

    fields: tuple[Field, ...]
    newest: Form | None
    """The form of the newest dot, whose colour the band has."""
    band: Box | None
    trail: str
    way: str
    """From the newest dot to the wish: an arrow, or nothing."""
    dots: tuple[Dot, ...]
    numbered: bool
    captions: Mapping[str, str]

    view_box = f"0 0 {WIDTH} {HEIGHT}"
    plot = Box(LEFT, TOP, SIDE, SIDE)
    cut_x = LEFT + SIDE * CUT // HIGHEST
    cut_y = TOP + SIDE * CUT // HIGHEST
    right, bottom = LEFT + SIDE, TOP + SIDE


def draw(
    catalogue: Catalogue,
    language: str,
    spots: Sequence[Spot] = (),
    *,
    band: Mapping[Axis, int] | None = None,
    walk: Sequence[Scores] = (),
    placed: Form | None = None,
    wash: bool = True,
    toward: Scores | None = None,
) -> Figure:
    """Lay out the map. The band and the coloured field are the newest spot's own.

    `walk` is the way that the placements of today have gone, drawn as a dotted line. Without a
    `wash` no field is coloured: in the middle of the map none is the initiative's own. `toward` is
    the wish that an arrow leads to.
    """
    newest = next((spot for spot in reversed(spots) if spot.newest), None)
    if placed is None and newest and wash:
        placed = place(newest.scores).form
    fields = tuple(_field(catalogue, language, form, form is placed) for form in Form)
    numbered = len(spots) > MOST_LABELS
    drawn = [*pairwise(walk), *([(newest.scores, toward)] if newest and toward else [])]
    return Figure(
        fields=fields,
        newest=place(newest.scores).form if newest else None,
        band=_band(newest.scores, band) if band and newest else None,
        trail=_trail(walk) if len(walk) > 1 else "",
        way=_arrow(newest.scores, toward) if newest and toward else "",
        dots=_dots(spots, fields, numbered, () if numbered else drawn),
        numbered=numbered,
        captions=_captions(catalogue, language),
    )


def point(scores: Scores) -> tuple[int, int]:
    """Return where two scores lie on the drawing."""
    return LEFT + scores.actors * SIDE // HIGHEST, TOP + scores.outcome * SIDE // HIGHEST


def outline(form: Form, x: int, y: int, radius: int) -> str:
    """Return the SVG path of a form's shape: square, triangle, diamond, circle."""
    r = radius
    match form:
        case Form.CONTROLLED:
            r = radius - 1
            return f"M{x - r} {y - r}h{2 * r}v{2 * r}h{-2 * r}z"
        case Form.RESPONSIBILISING:
            return f"M{x} {y - r - 1}L{x + r + 1} {y + r - 1}H{x - r - 1}z"
        case Form.EQUAL:
            r = radius + 1
            return f"M{x} {y - r}L{x + r} {y}L{x} {y + r}L{x - r} {y}z"
        case Form.FACILITATING:
            return f"M{x - r} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z"


def wrap(words: str, width: int, size: int) -> list[str]:
    """Break words into lines that fit a width at a type size."""
    room = int(width / (size * NAME_LETTER))
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _captions(catalogue: Catalogue, language: str) -> dict[str, str]:
    return {
        f"{axis}_{end}": getattr(catalogue.axis(axis), end).label.in_language(language)
        for axis in Axis
        for end in ("low", "high")
    }


def _field(catalogue: Catalogue, language: str, form: Form, placed: bool) -> Field:
    """Upper fields are named from the top down, lower ones from the bottom up."""
    texts = catalogue.form(form)
    corner = next(corner for corner, name in CORNERS.items() if name is form)
    half = SIDE // 2
    box = Box(LEFT + (half if corner[0] else 0), TOP + (half if corner[1] else 0), half, half)
    names = wrap(texts.name.in_language(language), half - 20, NAME_SIZE)
    first = box.y + 24 if not corner[1] else box.y + half - 14 - NAME_LINE * len(names)
    lines = tuple(
        Line(box.x + 12, first + NAME_LINE * number, words) for number, words in enumerate(names)
    )
    official = texts.official.in_language(language).rsplit(" ", 1)[0]
    return Field(
        form=form,
        box=box,
        name=lines,
        official=Line(box.x + 12, first + NAME_LINE * len(names), official),
        placed=placed,
    )


def _band(scores: Scores, half_width: Mapping[Axis, int]) -> Box:
    """How sure the placement is, cut off at the edges of the map."""
    spans = {
        axis: (
            max(scores.on(axis) - half_width[axis], 0),
            min(scores.on(axis) + half_width[axis], HIGHEST),
        )
        for axis in Axis
    }
    x, y = point(Scores(spans[Axis.ACTORS][0], spans[Axis.OUTCOME][0]))
    right, bottom = point(Scores(spans[Axis.ACTORS][1], spans[Axis.OUTCOME][1]))
    return Box(x, y, right - x, bottom - y)


def _trail(walk: Sequence[Scores]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in map(point, walk))


def _arrow(start: Scores, end: Scores) -> str:
    """Return a line with a head, from the edge of one dot to that of the other.

    Two dots that all but touch have no room for it.
    """
    (x1, y1), (x2, y2) = point(start), point(end)
    length = hypot(x2 - x1, y2 - y1)
    if length < SHORTEST_ARROW:
        return ""
    along, across = (x2 - x1) / length, (y2 - y1) / length
    tip_x, tip_y = x2 - DOT_EDGE * along, y2 - DOT_EDGE * across
    back_x, back_y = tip_x - HEAD * along, tip_y - HEAD * across
    half_x, half_y = -across * HEAD / 2, along * HEAD / 2
    from_x, from_y = x1 + DOT_EDGE * along, y1 + DOT_EDGE * across
    return (
        f"M{round(from_x)} {round(from_y)}L{round(tip_x)} {round(tip_y)}"
        f"M{round(back_x + half_x)} {round(back_y + half_y)}L{round(tip_x)} {round(tip_y)}"
        f"L{round(back_x - half_x)} {round(back_y - half_y)}"
    )


def _dots(
    spots: Sequence[Spot],
    fields: Sequence[Field],
    numbered: bool,
    drawn: Sequence[tuple[Scores, Scores]],
) -> tuple[Dot, ...]:
    """Place each label where it meets no dot, name or other label; the newest chooses first.

    Where there is room, it keeps off the lines that are drawn between dots too.
    """
    taken, crossed = _Taken(), _Taken()
    for spot in spots:
        taken.add(_around(*point(spot.scores)))
    for field in fields:
        for line in (*field.name, field.official):
            taken.add(_words_box(line, NAME_SIZE))
    for start, end in drawn:
        for box in _along(start, end):
            crossed.add(box)
    labels: dict[int, Line] = {}
    for number in sorted(range(len(spots)), key=lambda each: (not spots[each].newest, -each)):
        words = str(number + 1) if numbered else spots[number].label
        line = _free_line(*point(spots[number].scores), words, taken, crossed)
        labels[number] = line
        if line.words:
            taken.add(_words_box(line, LABEL_SIZE))
    dots = []
    for number, spot in enumerate(spots):
        x, y = point(spot.scores)
        form = place(spot.scores).form
        shape = outline(form, x, y, 9 if spot.newest else 6)
        dots.append(Dot(form, x, y, shape, spot.newest, spot.wish, labels[number]))
    return tuple(dots)


class _Taken:
    """The places that are taken: for each row of the drawing a number, with a bit for each unit."""

    def __init__(self) -> None:
        self._rows = [0] * HEIGHT

    def add(self, box: Box) -> None:
        """Take a place."""
        for y in range(box.y, box.y + box.height):
            self._rows[y] |= self._bits(box)

    def meets(self, box: Box) -> bool:
        """Whether a box shares any area with a place that is taken."""
        bits = self._bits(box)
        return any(row & bits for row in self._rows[box.y : box.y + box.height])

    @staticmethod
    def _bits(box: Box) -> int:
        return ((1 << box.width) - 1) << box.x


def _around(x: int, y: int) -> Box:
    return Box(x - 10, y - 10, 20, 20)


def _along(start: Scores, end: Scores) -> Iterator[Box]:
    """Yield small boxes that together cover a line."""
    (x1, y1), (x2, y2) = point(start), point(end)
    pieces = max(abs(x2 - x1), abs(y2 - y1)) // 6 + 1
    for piece in range(pieces + 1):
        x, y = x1 + (x2 - x1) * piece // pieces, y1 + (y2 - y1) * piece // pieces
        yield Box(x - 3, y - 3, 6, 6)


def _words_box(line: Line, size: int) -> Box:
    return _box(line.x, line.y, _width(line.words, size), size)


def _box(x: int, y: int, width: int, size: int) -> Box:
    return Box(x - 3, y - size, width + 6, size + 4)


def _width(words: str, size: int) -> int:
    return ceil(len(words) * size * LETTER)


def _free_line(x: int, y: int, words: str, taken: _Taken, crossed: _Taken) -> Line:
    """Return the first free line, off what is drawn if it can be; else an empty one."""
    free = None
    width = _width(words, LABEL_SIZE)
    for start in _starts_around(x, y, width):
        box = _box(*start, width, LABEL_SIZE)
        if Figure.plot.holds(box) and not taken.meets(box):
            line = Line(*start, words)
            if not crossed.meets(box):
                return line
            free = free or line
    return free or Line(x, y, "")


def _starts_around(x: int, y: int, width: int) -> Iterator[tuple[int, int]]:
    """Yield where a line may start: the sides of a dot, then its corners, then wider rings."""
    for reach in (14, 20, 26, 34, 42):
        right, left, middle = x + reach, x - reach - width, x - width // 2
        yield right, y + 5
        yield left, y + 5
        yield middle, y + reach + 12
        yield middle, y - reach
        yield right, y - reach // 2
        yield right, y + reach // 2 + 12
        yield left, y - reach // 2
        yield left, y + reach // 2 + 12
