"""The matrix as geometry: four fields, dots, bands, a trail, and labels that never collide.

Plain numbers and words, so that an SVG template, a slide and a PDF draw the same picture. Units are
those of a drawing 458 wide and 440 high; all coordinates are whole numbers, which no language
writes with a comma.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from typology.catalogue import Catalogue
from typology.placement import CORNERS, CUT, HIGHEST, Axis, Form, Scores, place

LEFT, TOP, SIDE = 48, 30, 400
WIDTH, HEIGHT = LEFT + SIDE + 10, TOP + SIDE + 10
LETTER = 0.56
NAME_LETTER = 0.52
"""Widths of an average letter as a share of the type size: small words, and the forms' names."""
NAME_SIZE, LABEL_SIZE, NAME_LINE = 16, 14, 19
MOST_LABELS = 12
"""Past this many dots the labels become numbers, with a list beside."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map and the words beside it. The newest one is filled; a wish is a ring."""

    scores: Scores
    label: str
    newest: bool = True
    wish: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: what a label, a dot or a field takes up."""

    x: int
    y: int
    width: int
    height: int

    def meets(self, other: "Box") -> bool:
        """Whether two rectangles share any area."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def holds(self, other: "Box") -> bool:
        """Whether another rectangle lies inside this one."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.width <= self.x + self.width
            and other.y + other.height <= self.y + self.height
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words and where its baseline starts."""

    x: int
    y: int
    words: str


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
) -> Figure:
    """Lay out the map. The band and the coloured field are the newest spot's own.

    `walk` is the way that the placements of today have gone, drawn as a dotted line. Without a
    `wash` no field is coloured: in the middle of the map none is the initiative's own.
    """
    newest = next((spot for spot in reversed(spots) if spot.newest), None)
    if placed is None and newest and wash:
        placed = place(newest.scores).form
    fields = tuple(_field(catalogue, language, form, form is placed) for form in Form)
    numbered = len(spots) > MOST_LABELS
    return Figure(
        fields=fields,
        newest=place(newest.scores).form if newest else None,
        band=_band(newest.scores, band) if band and newest else None,
        trail=_trail(walk) if len(walk) > 1 else "",
        dots=_dots(spots, fields, numbered),
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


def _dots(spots: Sequence[Spot], fields: Sequence[Field], numbered: bool) -> tuple[Dot, ...]:
    """Place each label where it meets no dot, name or other label; the newest chooses first."""
    taken = _Taken()
    for spot in spots:
        taken.add(_around(*point(spot.scores)))
    for field in fields:
        for line in (*field.name, field.official):
            taken.add(_words_box(line, NAME_SIZE))
    labels: dict[int, Line] = {}
    for number in sorted(range(len(spots)), key=lambda each: (not spots[each].newest, -each)):
        words = str(number + 1) if numbered else spots[number].label
        line = _free_line(*point(spots[number].scores), words, taken)
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
    """The places that are taken, by squares of the map: many dots are soon looked through."""

    SQUARE = 25

    def __init__(self) -> None:
        self._squares: dict[tuple[int, int], list[Box]] = {}

    def add(self, box: Box) -> None:
        """Take a place."""
        for square in self._under(box):
            self._squares.setdefault(square, []).append(box)

    def meets(self, box: Box) -> bool:
        """Whether a box shares any area with a place that is taken."""
        return any(
            box.meets(other)
            for square in self._under(box)
            for other in self._squares.get(square, ())
        )

    def _under(self, box: Box) -> list[tuple[int, int]]:
        side = self.SQUARE
        return [
            (across, down)
            for across in range(box.x // side, (box.x + box.width) // side + 1)
            for down in range(box.y // side, (box.y + box.height) // side + 1)
        ]


def _around(x: int, y: int) -> Box:
    return Box(x - 10, y - 10, 20, 20)


def _words_box(line: Line, size: int) -> Box:
    return Box(line.x - 3, line.y - size, ceil(len(line.words) * size * LETTER) + 6, size + 4)


def _free_line(x: int, y: int, words: str, taken: "_Taken") -> Line:
    """Try the sides, then the corners, then wider rings; without room the label is left out."""
    width = ceil(len(words) * LABEL_SIZE * LETTER)
    for reach in (14, 20, 26, 34, 42):
        right, left, middle = x + reach, x - reach - width, x - width // 2
        for line in (
            Line(right, y + 5, words),
            Line(left, y + 5, words),
            Line(middle, y + reach + 12, words),
            Line(middle, y - reach, words),
            Line(right, y - reach // 2, words),
            Line(right, y + reach // 2 + 12, words),
            Line(left, y - reach // 2, words),
            Line(left, y + reach // 2 + 12, words),
        ):
            box = _words_box(line, LABEL_SIZE)
            if Figure.plot.holds(box) and not taken.meets(box):
                return line
    return Line(x, y, "")
