"""Files <-> editions: says what would change, then changes it.

A file is YAML from a stranger until it has been read: `read` bounds its size, depth and number of
values, knows no aliases or tags, and answers with paths and plain reasons. What the words may be
is `catalogue.py`'s.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Protocol

import yaml
from django.db import transaction
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from typology.catalogue import Catalogue
from typology.models import Edition

SHIPPED = Path(__file__).parent / "catalogues" / "standard.yaml"
"""The texts that a new installation begins with."""
LARGEST = 2_000_000
"""Bytes of a file, some six times the catalogue that ships."""
DEEPEST = 20
MOST_VALUES = 50_000
LONGEST_NUMBER = 40
"""Anything longer is text, quoted or not."""
PROBLEMS_SHOWN = 20
HEADING = "# The typology's texts in Danish and English. Read in again with `import_catalogue`.\n"

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

type Location = tuple[str | int, ...]


class Readable(Protocol):
    """An open binary file, also one that was uploaded."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Problem:
    """Where a file is wrong, '' for the file itself, and why."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}" if self.path else self.reason


class Refused(Exception):
    """A file is no catalogue; its text is one line for each problem, the first twenty."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems[:PROBLEMS_SHOWN]]
        if (more := len(self.problems) - PROBLEMS_SHOWN) > 0:
            lines.append(f"… and {more} more")
        return "\n".join(lines)


def read(source: Path | bytes | Readable) -> Catalogue:
    """Return the catalogue that a file, bytes or a stream holds; raise Refused for any other."""
    content = _content(source)
    if len(content) > LARGEST:
        raise _refused(f"the file is larger than {LARGEST // 1_000_000} MB")
    if b"\0" in content:
        raise _refused(f"there is a NUL byte on line {_line_at(content, content.index(0))}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = _line_at(content, error.start)
        raise _refused(f"the text on line {line} is not UTF-8") from None
    values = _values(text)
    try:
        return Catalogue.model_validate(values)
    except ValidationError as error:
        found = error.errors(include_url=False)
        raise Refused(*(_problem(details, values) for details in found)) from None


def _refused(reason: str) -> Refused:
    return Refused(Problem("", reason))


def _content(source: Path | bytes | Readable) -> bytes:
    """Return at most one byte more than is allowed."""
    if isinstance(source, bytes):
        source = BytesIO(source)
    if not isinstance(source, Path):
        return source.read(LARGEST + 1)
    try:
        with source.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise _refused(f"the file cannot be read: {error.strerror}") from None


def _line_at(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1


# From YAML to plain values


def _values(text: str) -> dict[str, object]:
    """Return the mapping that YAML text holds; raise Refused for what is no plain YAML."""
    try:
        return _Document(text).values()
    except yaml.MarkedYAMLError as error:
        where = f" on line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise _refused(f"this is not YAML{where}: {error.problem}") from None
    except yaml.reader.ReaderError as error:
        line = _line_at(text.encode(), error.position)
        raise _refused(f"there is a control character on or near line {line}") from None


class _Document:
    """One YAML document, built event by event, so that a bomb never unfolds."""

    def __init__(self, text: str) -> None:
        self._loader = Loader(text)
        self._problems: list[tuple[Location, str]] = []
        self._count = 0

    def values(self) -> dict[str, object]:
        """Return the whole mapping, or raise Refused with everything that is wrong with it."""
        self._next()
        if isinstance(start := self._next(), yaml.StreamEndEvent):
            raise _refused("the file is empty")
        values = self._value(self._next(), ())
        self._next()
        if not isinstance(again := self._next(), yaml.StreamEndEvent):
            raise _refused(f"a second document begins on line {_line(again)}")
        if self._problems:
            raise Refused(*(Problem(_path(at, values), why) for at, why in self._problems))
        if not isinstance(values, dict):
            raise _refused(f"the file is not a mapping of names to texts (line {_line(start)})")
        return values

    def _next(self) -> yaml.Event:
        event: yaml.Event = self._loader.get_event()
        self._count += 1
        if self._count > MOST_VALUES:
            raise _refused(f"the file holds more than {MOST_VALUES} values")
        return event

    def _value(self, event: yaml.Event, location: Location) -> object:
        if len(location) > DEEPEST:
            raise _refused(f"line {_line(event)} is nested deeper than {DEEPEST} levels")
        if isinstance(event, yaml.AliasEvent):
            self._report(event, location, "an alias (*) is not allowed")
            return None
        if getattr(event, "anchor", None):
            self._report(event, location, "an anchor (&) is not allowed")
        if getattr(event, "tag", None):
            self._report(event, location, "a tag (!) is not allowed")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(location)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(location)
        assert isinstance(event, yaml.ScalarEvent)
        return self._scalar(event, location)

    def _mapping(self, location: Location) -> dict[str, object]:
        mapping: dict[str, object] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._value(event, (*location, "?"))
            if not isinstance(key, str):
                self._report(event, location, "a name must be text; put it in quotes")
                self._value(self._next(), (*location, "?"))
                continue
            value = self._value(self._next(), (*location, key))
            if key in mapping:
                self._report(event, (*location, key), "the name stands twice")
            else:
                mapping[key] = value
        return mapping

    def _sequence(self, location: Location) -> list[object]:
        sequence: list[object] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            sequence.append(self._value(event, (*location, len(sequence))))
        return sequence

    def _scalar(self, event: yaml.ScalarEvent, location: Location) -> object:
        plain, _ = event.implicit
        if not plain or len(event.value) > LONGEST_NUMBER:
            return event.value
        tag = self._loader.resolve(yaml.ScalarNode, event.value, event.implicit)
        try:
            value: object = self._loader.construct_object(yaml.ScalarNode(tag, event.value))
        except (ValueError, OverflowError, yaml.YAMLError):
            self._report(event, location, "this is no text, number or date; put it in quotes")
            return None
        return value

    def _report(self, event: yaml.Event, location: Location, reason: str) -> None:
        self._problems.append((location, f"{reason} (line {_line(event)})"))


def _line(event: yaml.Event) -> int:
    assert event.start_mark
    return event.start_mark.line + 1


def _path(location: Location, values: object) -> str:
    """Return 'forms.controlled.name.en': the ids of list items, their positions without one."""
    names: list[str] = []
    for step in location:
        name = str(step)
        if isinstance(values, list) and isinstance(step, int):
            values = values[step]
            name = _id(values) or name
        elif isinstance(values, dict):
            values = values.get(step)
        names.append("".join(letter if letter.isprintable() else "�" for letter in name[:60]))
    return ".".join(names)


def _id(item: object) -> str:
    found = item.get("id") if isinstance(item, dict) else None
    return found if isinstance(found, str) else ""


# From what pydantic says to plain reasons


def _problem(error: ErrorDetails, values: object) -> Problem:
    reason = error["msg"]
    if error["type"] == "value_error":
        reason = reason.removeprefix("Value error, ")
        if not error["loc"]:
            path, _, reason = reason.partition(": ")
            return Problem(path, reason)
    return Problem(_path(error["loc"], values), _reason(error, reason))


def _reason(error: ErrorDetails, said: str) -> str:
    match error["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "is not a name that belongs here"
        case "string_type":
            return f"must be text, but is {_kind(error['input'])}"
        case "model_type" | "model_attributes_type":
            return f"must be a mapping, but is {_kind(error['input'])}"
        case "tuple_type":
            return f"must be a list, but is {_kind(error['input'])}"
    return re.sub(r"^\w+ should", "must", said).replace(" after validation", "")


def _kind(value: object) -> str:
    """Say what YAML made of a value, because an unquoted `NO` or `2019` surprises."""
    match value:
        case None:
            return "empty"
        case bool():
            return f"read as {'yes' if value else 'no'}; put it in quotes"
        case int() | float():
            return "a number; put it in quotes"
        case date():
            return "a date; put it in quotes"
        case dict():
            return "a mapping"
        case list():
            return "a list"
    return "text"


# What would change, and the change


@dataclass(frozen=True, slots=True)
class Change:
    """One place that differs; `old` is None for what was added, `new` for what was removed."""

    path: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Differences:
    """What tells two catalogues apart, in the order of the newer. False when nothing does."""

    added: tuple[Change, ...]
    removed: tuple[Change, ...]
    changed: tuple[Change, ...]

    def __len__(self) -> int:
        return len(self.added) + len(self.removed) + len(self.changed)

    def lines(self) -> Iterator[str]:
        """Yield '+ path', '- path' and '~ path: old -> new'."""
        yield from (f"+ {change.path}" for change in self.added)
        yield from (f"- {change.path}" for change in self.removed)
        for change in self.changed:
            yield f"~ {change.path}: {_told(change.old)} -> {_told(change.new)}"


def differences(old: Catalogue | None, new: Catalogue) -> Differences:
    """Say what a new catalogue adds, removes and changes; without an old one all is added.

    A part that comes or goes whole counts once. Items are followed by their ids, so moving one
    changes the order of its list and nothing else.
    """
    after = new.model_dump(mode="json")
    if old:
        before = old.model_dump(mode="json")
    else:
        before = {part: [] for part, value in after.items() if isinstance(value, list)}
    found = tuple(_compare("", before, after))
    return Differences(
        added=tuple(change for change in found if change.old is None),
        removed=tuple(change for change in found if change.new is None),
        changed=tuple(c for c in found if c.old is not None and c.new is not None),
    )


def _compare(path: str, old: object, new: object) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old, list) and isinstance(new, list) and _has_parts(old + new):
        old, new = _by_name(old), _by_name(new)
        yield from _moved(path, list(old), list(new))
    if isinstance(old, dict) and isinstance(new, dict):
        for name in new | old:
            below = f"{path}.{name}" if path else name
            yield from _compare(below, old.get(name), new.get(name))
    else:
        yield Change(path, old, new)


def _has_parts(items: Sequence[object]) -> bool:
    return any(isinstance(item, dict) for item in items)


def _by_name(items: Sequence[object]) -> dict[str, object]:
    return {_id(item) or str(position): item for position, item in enumerate(items)}


def _moved(path: str, old: list[str], new: list[str]) -> Iterator[Change]:
    stayed = set(old) & set(new)
    before = [name for name in old if name in stayed]
    after = [name for name in new if name in stayed]
    if before != after:
        yield Change(path, before, after)


def _told(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def write(catalogue: Catalogue) -> str:
    """Return a catalogue as YAML that reads back as the same."""
    content: str = yaml.dump(
        catalogue.model_dump(mode="json", exclude_defaults=True),
        Dumper=Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=110,
    )
    return HEADING + content


def import_catalogue(catalogue: Catalogue, note: str = "") -> Edition | None:
    """Publish the next edition when the newest one differs; return None when it does not."""
    with transaction.atomic():
        newest = Edition.objects.newest()
        if newest and newest.catalogue == catalogue:
            return None
        return Edition.objects.publish(catalogue, note)
