"""Files and editions: what is refused and why, the round trip, and what would change."""

import time
import tracemalloc
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import STANDARD
from typology.catalogue import Catalogue
from typology.exchange import (
    LARGEST,
    Change,
    Problem,
    Refused,
    differences,
    import_catalogue,
    read,
    write,
)
from typology.models import Edition

type Content = dict[str, Any]

NEW = {"da": "Ny", "en": "New"}


def refusal(source: bytes | Content) -> list[str]:
    """Return the lines with which bytes, or content written as YAML, are refused."""
    if not isinstance(source, bytes):
        source = yaml.dump(source, allow_unicode=True).encode()
    with pytest.raises(Refused) as refused:
        read(source)
    return str(refused.value).splitlines()


# Reading


def test_path_bytes_and_stream_read_the_same(catalogue: Catalogue) -> None:
    content = STANDARD.read_bytes()

    assert read(content) == read(BytesIO(content)) == read(STANDARD) == catalogue


def test_byte_order_mark_and_windows_line_ends_are_read(catalogue: Catalogue) -> None:
    windows = b"\xef\xbb\xbf" + STANDARD.read_bytes().replace(b"\n", b"\r\n")

    assert read(windows) == catalogue


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"# only a comment\n", "the file is empty"),
        (b"- a\n- b\n", "the file is not a mapping of names to texts (line 1)"),
        (b"words", "the file is not a mapping of names to texts (line 1)"),
        (b"a: 1\n---\na: 2\n", "a second document begins on line 2"),
        (b"a: b\nc: d: e\n", "this is not YAML on line 2: mapping values are not allowed"),
        (b"a: b\nc: [1, 2\n", "this is not YAML on line 3: did not find expected ',' or ']'"),
        (b"\x89PNG\r\n\x1a\n", "the text on line 1 is not UTF-8"),
        (b"a: b\nc: \xe6\n", "the text on line 2 is not UTF-8"),
        ("a: æ".encode("utf-16"), "there is a NUL byte on line 1"),
        (b"a: b\nc: \0\n", "there is a NUL byte on line 2"),
        (b"a: b\nc: \x07\n", "there is a control character on or near line 2"),
        (b"a: " + b"[" * 500, "line 1 is nested deeper than 20 levels"),
        (b"a: " + b"[" * 100_000, "this is not YAML on line 1: exceeded maximum nesting depth"),
        (b"{a: " * 100_000, "line 1 is nested deeper than 20 levels"),
        (b"- " * 100_000, "line 1 is nested deeper than 20 levels"),
        (b"? " * 100_000, "line 1 is nested deeper than 20 levels"),
        (b"a: [" + b"1," * 60_000 + b"]", "the file holds more than 50000 values"),
        (b"a: b\na: c\n", "a: the name stands twice (line 2)"),
        (b"a:\n- id: x\n  b: {c: 1,\n    c: 2}\n", "a.x.b.c: the name stands twice (line 4)"),
        (b"a: b\n? [c]\n: d\n", "a name must be text; put it in quotes (line 2)"),
        (b"a: {no: b}\n", "a: a name must be text; put it in quotes (line 1)"),
        (b"a: &x b\n", "a: an anchor (&) is not allowed (line 1)"),
        (b"a: *x\n", "a: an alias (*) is not allowed (line 1)"),
        (b"a: !!python/object:os.system {}\n", "a: a tag (!) is not allowed (line 1)"),
        (b"a: 2026-99-99\n", "a: this is no text, number or date; put it in quotes (line 1)"),
        (b"a: 0b_\n", "a: this is no text, number or date; put it in quotes (line 1)"),
        (b"a: =\n", "a: this is no text, number or date; put it in quotes (line 1)"),
    ],
)
def test_what_is_no_plain_yaml_is_refused(content: bytes, reason: str) -> None:
    (line,) = refusal(content)

    assert line.startswith(reason)


def test_merge_key_is_refused() -> None:
    assert refusal(b"a: {<<: {b: c}}\n") == [
        "a.?: this is no text, number or date; put it in quotes (line 1)",
        "a: a name must be text; put it in quotes (line 1)",
    ]


def test_alias_bomb_is_refused() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 60)
    )

    lines = refusal(bomb.encode())

    assert lines[:3] == [
        "a0: an anchor (&) is not allowed (line 1)",
        "a1: an anchor (&) is not allowed (line 2)",
        "a1.0: an alias (*) is not allowed (line 2)",
    ]
    assert lines[20:] == ["… and 571 more"]


def test_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    large.write_bytes(b"- a: b\n" * 7_500_000)
    assert large.stat().st_size > 50_000_000

    tracemalloc.start()
    began = time.monotonic()
    with pytest.raises(Refused, match="the file is larger than 2 MB"):
        read(large)
    seconds = time.monotonic() - began
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert seconds < 2
    assert peak < 10_000_000


def test_stream_is_not_read_past_the_limit() -> None:
    stream = BytesIO(b"a" * 10_000_000)

    with pytest.raises(Refused, match="larger than 2 MB"):
        read(stream)

    assert stream.tell() == LARGEST + 1


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="the file cannot be read: No such file or directory"):
        read(tmp_path / "missing.yaml")
    with pytest.raises(Refused, match="the file cannot be read: Is a directory"):
        read(tmp_path)


# The shape


def spoil_language(content: Content) -> None:
    del content["forms"][2]["name"]["en"]


def spoil_empty_language(content: Content) -> None:
    content["forms"][2]["name"]["en"] = None


def spoil_part(content: Content) -> None:
    del content["gate"]


def spoil_unknown_part(content: Content) -> None:
    content["extras"] = "x"


def spoil_unknown_form(content: Content) -> None:
    content["forms"][0]["id"] = "strict"


def spoil_missing_form(content: Content) -> None:
    del content["forms"][0]


def spoil_repeated_item(content: Content) -> None:
    content["gate"]["items"][1]["id"] = "G1"


def spoil_strange_item(content: Content) -> None:
    content["competence_areas"][2]["statements"][4]["id"] = "K4.99"


def spoil_low_weight(content: Content) -> None:
    content["gate"]["weight"]["equal"] = 0


def spoil_high_weight(content: Content) -> None:
    content["competence_areas"][2]["weight"]["equal"] = 6


def spoil_steps(content: Content) -> None:
    del content["axes"][0]["steps"][4]


def spoil_mapping(content: Content) -> None:
    content["prompts"][0]["text"] = "Danish only"


def spoil_list(content: Content) -> None:
    content["prompts"] = {"P1": "text"}


def spoil_control_character(content: Content) -> None:
    content["about"]["da"] = "Nul\0"


def spoil_questionnaire(content: Content) -> None:
    item = next(item for item in content["questionnaire"] if item["axis"] == "actors")
    item["retired"] = True


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        (spoil_language, "forms.equal.name.en: is missing"),
        (spoil_empty_language, "forms.equal.name.en: must be text, but is empty"),
        (spoil_part, "gate: is missing"),
        (spoil_unknown_part, "extras: is not a name that belongs here"),
        (
            spoil_unknown_form,
            "forms.strict.id: must be 'controlled', 'responsibilising', 'equal' or 'facilitating'",
        ),
        (spoil_missing_form, "forms: controlled is missing"),
        (spoil_repeated_item, "gate.items: G1 stands twice"),
        (
            spoil_strange_item,
            "competence_areas.K3.statements: K4.99 is not an id that belongs here",
        ),
        (spoil_low_weight, "gate.weight.equal: must be greater than or equal to 1"),
        (spoil_high_weight, "competence_areas.K3.weight.equal: must be less than or equal to 5"),
        (spoil_steps, "axes.actors.steps: must have at least 5 items, not 4"),
        (spoil_mapping, "prompts.P1.text: must be a mapping, but is text"),
        (spoil_list, "prompts: must be a list, but is a mapping"),
        (spoil_control_character, "about.da: has a control character"),
        (spoil_questionnaire, "questionnaire: actors has 5 statements in use, not 6"),
    ],
)
def test_content_of_another_shape_is_refused(
    content: Content, spoil: Callable[[Content], None], line: str
) -> None:
    spoil(content)

    assert refusal(content) == [line]


@pytest.mark.parametrize(
    ("unquoted", "reason"),
    [
        ("NO", "must be text, but is read as no; put it in quotes"),
        ("2019", "must be text, but is a number; put it in quotes"),
        ("20.5", "must be text, but is a number; put it in quotes"),
        ("2019-01-01", "must be text, but is a date; put it in quotes"),
        ("2019-01-01 10:00:00", "must be text, but is a date; put it in quotes"),
        ("[a]", "must be text, but is a list"),
        ("{a: b}", "must be text, but is a mapping"),
        ("~", "must be text, but is empty"),
        ('" a"', "is empty or has space around it"),
    ],
)
def test_unquoted_value_that_yaml_reads_as_something_else_is_named(
    content: Content, unquoted: str, reason: str
) -> None:
    content["about"]["en"] = "WORD"

    lines = refusal(yaml.dump(content).replace("WORD", unquoted).encode())

    assert lines == [f"about.en: {reason}"]


def test_every_problem_is_counted_and_twenty_are_shown(content: Content) -> None:
    for form in content["forms"]:
        for role in form["roles"]:
            del role["name"]["en"]

    lines = refusal(content)

    assert lines[0] == "forms.controlled.roles.leader.name.en: is missing"
    assert len(lines) == 21
    assert lines[20] == "… and 8 more"


def test_problem_without_a_path_is_its_reason() -> None:
    assert [str(Problem("", "why")), str(Problem("a.b", "why"))] == ["why", "a.b: why"]


# Writing


def test_round_trip(catalogue: Catalogue) -> None:
    written = write(catalogue)

    assert written.startswith("# ")
    assert read(written.encode()) == catalogue


@pytest.mark.parametrize(
    "words",
    [
        "nej",
        "no",
        "2019",
        "2019-01-01",
        "null",
        "a: b",
        "# a",
        "- a",
        "'a'",
        '"',
        "&a",
        "*a",
        "!",
        "=",
        "<<",
        "{a}",
        "blåbærgrød",
        "😀",
    ],
)
def test_words_that_yaml_could_mistake_come_back(content: Content, words: str) -> None:
    assert round_trip(content, words) == words


@pytest.mark.parametrize(
    "words",
    ["9" * 2_000, "1" + ":1" * 900, "a\u2028b", "a\u00a0\u00a0b", "a  b " * 300 + "c", "a|b"],
    ids=["digits", "times", "line separator", "no-break space", "long", "bar"],
)
def test_strange_words_come_back(content: Content, words: str) -> None:
    assert round_trip(content, words) == words


def round_trip(content: Content, words: str) -> str:
    content["about"]["en"] = words
    return read(write(Catalogue.model_validate(content)).encode()).about.en


# What would change


def test_nothing_differs_from_itself(catalogue: Catalogue) -> None:
    found = differences(catalogue, read(write(catalogue).encode()))

    assert (found.added, found.removed, found.changed) == ((), (), ())
    assert not found


def test_change_addition_and_removal_carry_their_paths(
    catalogue: Catalogue, content: Content
) -> None:
    statement = content["competence_areas"][2]["statements"][4]
    old_words, statement["text"]["da"] = statement["text"]["da"], "Nye ord"
    content["glossary"].insert(0, {"id": "new", "term": NEW, "text": NEW})
    gone = content["cases"].pop(3)
    content["prompts"][0]["retired"] = True

    found = differences(catalogue, Catalogue.model_validate(content))

    path = f"competence_areas.K3.statements.{statement['id']}.text.da"
    assert found.changed == (
        Change(path, old_words, "Nye ord"),
        Change("prompts.P1.retired", False, True),
    )
    assert found.added == (Change("glossary.new", None, content["glossary"][0]),)
    assert found.removed == (Change(f"cases.{gone['id']}", gone, None),)
    assert list(found.lines()) == [
        "+ glossary.new",
        f"- cases.{gone['id']}",
        f"~ {path}: {old_words} -> Nye ord",
        "~ prompts.P1.retired: false -> true",
    ]


def test_moved_item_changes_the_order_alone(catalogue: Catalogue, content: Content) -> None:
    first, second, *others = content["control_questions"]
    content["control_questions"] = [second, first, *others]

    found = differences(catalogue, Catalogue.model_validate(content))

    assert list(found.lines()) == ['~ control_questions: ["C1", "C2"] -> ["C2", "C1"]']


def test_lists_without_ids_are_compared_by_position(catalogue: Catalogue, content: Content) -> None:
    content["axes"][0]["steps"][1]["en"] = "Changed"
    content["cases"][0]["partners"].append(NEW)
    content["competence_areas"][0]["statements"][0]["asked_by"] = ["equal", "controlled"]
    case = content["cases"][0]

    found = differences(catalogue, Catalogue.model_validate(content))

    assert [change.path for change in found.changed] == [
        "axes.actors.steps.1.en",
        "competence_areas.K1.statements.K1.1.asked_by",
    ]
    place = len(case["partners"]) - 1
    assert [change.path for change in found.added] == [f"cases.{case['id']}.partners.{place}"]


def test_without_an_older_one_everything_is_added(catalogue: Catalogue) -> None:
    found = differences(None, catalogue)

    paths = [change.path for change in found.added]
    assert (found.removed, found.changed) == ((), ())
    assert paths[:4] == ["format", "about", "axes.actors", "axes.outcome"]
    assert "competence_areas.K3" in paths


@pytest.mark.django_db
def test_import_publishes_only_what_differs(catalogue: Catalogue, content: Content) -> None:
    content["about"]["en"] = "Changed"
    changed = Catalogue.model_validate(content)

    editions = [
        import_catalogue(catalogue, "First"),
        import_catalogue(catalogue, "Again"),
        import_catalogue(changed),
    ]

    assert [str(edition) for edition in editions] == ["Edition 1", "None", "Edition 2"]
    assert [edition.note for edition in Edition.objects.order_by("number")] == ["First", ""]
    newest = Edition.objects.newest()
    assert newest
    assert newest.catalogue == changed
