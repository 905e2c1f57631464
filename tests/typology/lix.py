"""LIX, the measure of how hard a text is to read, and a walk through all texts of a catalogue.

LIX is words per sentence plus the percentage of words of more than six letters. A colon ends a
sentence, as its inventor has it (Björnsson 1968); a full stop does when a capital follows, so that
`ca. 2013` is no end.
"""

import re
from collections.abc import Iterator

from pydantic import BaseModel

from typology.catalogue import Catalogue, Text

WORD = re.compile(r"\w+(?:[-.,:’'/]\w+)*")
SENTENCE_END = re.compile(r":\s|[.!?][\"”»«)]*\s+(?=[\"“„»«(]*[A-ZÆØÅ])")
LONG = 7


def words(text: str) -> list[str]:
    """Return the words of a text; a number is one, and so is a word with a hyphen."""
    return WORD.findall(text)


def lix(*texts: str) -> float:
    """Return the LIX of texts read as one, in which each begins a sentence."""
    all_words = [word for text in texts for word in words(text)]
    long_words = [word for word in all_words if sum(map(str.isalpha, word)) >= LONG]
    sentences = sum(len(SENTENCE_END.findall(text)) + 1 for text in texts)
    return len(all_words) / sentences + 100 * len(long_words) / len(all_words)


def texts(catalogue: Catalogue) -> dict[str, Text]:
    """Return every text by its path, as 'competence_areas.K3.statements.K3.5.text'."""
    return dict(_below("", catalogue))


def _below(path: str, part: object) -> Iterator[tuple[str, Text]]:
    if isinstance(part, Text):
        yield path, part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _below(f"{path}.{name}" if path else name, getattr(part, name))
    elif isinstance(part, tuple):
        for position, item in enumerate(part):
            yield from _below(f"{path}.{getattr(item, 'id', position)}", item)
