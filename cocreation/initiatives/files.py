"""Which files are taken in: what one is, told from its content, and whether its name agrees.

A rule on plain values. An archive is never unpacked: its list of members says enough. Nothing here
makes a file harmless; it keeps out what nobody meant to send, and is not the last defence.
"""

import codecs
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import IO

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
MOST_FILES, MOST_BYTES = 50, 200 * MEGABYTE
"""What one initiative may hold."""
MOST_BYTES_WITH_BIN = 2 * MOST_BYTES
"""What it may hold with what was taken off and can still come back."""
LONGEST_NAME = 120

MOST_MEMBERS, LARGEST_LIST, LARGEST_UNPACKED = 5_000, MEGABYTE, 400 * MEGABYTE
"""What an archive may say of itself: members, bytes of their list, bytes when unpacked."""

_CHUNK = 64 * 1024
_HEAD = 4096

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "txt": "text/plain",
    "csv": "text/csv",
    "md": "text/markdown",
    "ics": "text/calendar",
}
"""Every type that is taken in, by the end of its name, and the media type that it is served as."""

SPELLINGS = {"jpeg": "jpg"}
OPEN_DOCUMENTS = frozenset({"odt", "ods", "odp"})
TEXTS = frozenset({"txt", "csv", "md"})


class Why(StrEnum):
    """Why a file is refused."""

    HIDDEN = "hidden"
    """Its name has characters that nobody sees."""
    NAMELESS = "nameless"
    ENDING = "ending"
    """The end of its name is none that is taken in."""
    EMPTY = "empty"
    TOO_LARGE = "too large"
    NOT_WHAT_IT_SAYS = "not what it says"
    """Its content is of another type than its name says, of several, or damaged."""
    PROGRAM = "program"
    """It holds macros or other things that run."""
    UNSAFE = "unsafe"
    """It is packed so that opening it could do harm."""
    TOO_MANY = "too many"
    FULL = "full"
    BIN_FULL = "bin full"


class Refused(Exception):
    """A file is not taken in; `why` says for what reason."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Held:
    """What an initiative holds already: on its list, and in all with what was taken off."""

    files: int
    size: int
    size_with_bin: int

    def check_room(self, size: int, *, is_stored: bool = False) -> None:
        """Refuse a file for which there is no room; one that comes back is stored already."""
        if self.files >= MOST_FILES:
            raise Refused(Why.TOO_MANY)
        if self.size + size > MOST_BYTES:
            raise Refused(Why.FULL)
        if not is_stored and self.size_with_bin + size > MOST_BYTES_WITH_BIN:
            raise Refused(Why.BIN_FULL)


def clean_name(sent: str) -> str:
    """Return the name to show: without folders and hidden characters, at most 120 long.

    The end of the name stays whole, whatever else is cut.
    """
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", sent)[-1])
    name = " ".join(name.split()).strip(". ")
    if not all(letter.isprintable() for letter in name):
        raise Refused(Why.HIDDEN)
    stem, dot, ending = name.rpartition(".")
    if not (stem if dot else ending).strip(". "):
        raise Refused(Why.NAMELESS)
    if dot and len(ending) < 10:
        return f"{stem[: LONGEST_NAME - len(ending) - 1].rstrip()}.{ending}"
    return name[:LONGEST_NAME]


def ending_of(name: str) -> str:
    """Return the type that a name says: `docx`; empty when it is none that is taken in."""
    ending = PurePosixPath(name).suffix.removeprefix(".").lower()
    ending = SPELLINGS.get(ending, ending)
    return ending if ending in MEDIA_TYPES else ""


def media_type(name: str) -> str:
    """Return what a file is served as; what we do not know is just bytes."""
    return MEDIA_TYPES.get(ending_of(name), "application/octet-stream")


def check(name: str, size: int, content: IO[bytes]) -> str:
    """Return the name to show of a file that is taken in; else raise `Refused`."""
    name = clean_name(name)
    ending = ending_of(name)
    if not ending:
        raise Refused(Why.ENDING)
    if size > LARGEST:
        raise Refused(Why.TOO_LARGE)
    if not size:
        raise Refused(Why.EMPTY)
    if ending not in kinds_of(content, size):
        raise Refused(Why.NOT_WHAT_IT_SAYS)
    return name


def kinds_of(content: IO[bytes], size: int) -> frozenset[str]:
    """Return what a content may be: one type, or several for text; none for what we do not know.

    Whatever has the marks of two types at once is none.
    """
    content.seek(0)
    head = content.read(_HEAD)
    content.seek(max(0, size - _HEAD))
    tail = content.read(_HEAD)
    if head.startswith(b"PK"):
        return frozenset({_packed(content, size, head)})
    if b"PK\x05\x06" in tail or _RUNS_IN_A_PAGE.search(head):
        return frozenset()
    for kind, is_it in _BY_MARKS.items():
        if is_it(head, tail, size):
            return frozenset({kind})
    return _texts(content, head)


def _is_pdf(head: bytes, tail: bytes, size: int) -> bool:
    return head.startswith(b"%PDF-") and b"%%EOF" in tail


def _is_png(head: bytes, tail: bytes, size: int) -> bool:
    begins = head.startswith(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    return begins and tail.endswith(b"\0\0\0\0IEND\xaeB`\x82")


def _is_jpg(head: bytes, tail: bytes, size: int) -> bool:
    """A camera may write more after the picture: its end is not looked for."""
    return head.startswith(b"\xff\xd8\xff") and size > 100


def _is_webp(head: bytes, tail: bytes, size: int) -> bool:
    return (
        head[:4] == b"RIFF"
        and head[8:12] == b"WEBP"
        and int.from_bytes(head[4:8], "little") + 8 == size
    )


_BY_MARKS: dict[str, Callable[[bytes, bytes, int], bool]] = {
    "pdf": _is_pdf,
    "png": _is_png,
    "jpg": _is_jpg,
    "webp": _is_webp,
}
_MARKS = re.compile(rb"\s*(?:%PDF-|\x89PNG|\xff\xd8\xff|RIFF|GIF8|MZ|\x7fELF|#!|%!PS|\{\\rtf)")
_RUNS_IN_A_PAGE = re.compile(rb"<(?:html|body|script|svg|iframe)\b", re.IGNORECASE)
_BEGINS_A_PAGE = re.compile(rb"<(?:!doctype|head|object|embed|\?xml|\?php)\b", re.IGNORECASE)
"""A picture may have these in it: programs write down there how it was printed."""


# Text


def _texts(content: IO[bytes], head: bytes) -> frozenset[str]:
    """Say which kinds of text it may be; none when it is no text."""
    if _MARKS.match(head) or _BEGINS_A_PAGE.search(head):
        return frozenset()
    if not any(_reads(content, encoding) for encoding in _encodings(head)):
        return frozenset()
    if re.match(rb"(?:\xef\xbb\xbf)?BEGIN:VCALENDAR\s", head):
        return TEXTS | {"ics"}
    return TEXTS


def _encodings(head: bytes) -> tuple[str, ...]:
    """Return what it may be written in; a spreadsheet program still writes the older ones."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    return ("utf-8-sig", "cp1252")


def _reads(content: IO[bytes], encoding: str) -> bool:
    """Whether all of it is words in an encoding, with no control characters but line ends."""
    content.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := content.read(_CHUNK):
            if _CONTROL.search(decoder.decode(chunk)):
                return False
        return not _CONTROL.search(decoder.decode(b"", final=True))
    except UnicodeDecodeError:
        return False


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


# Archives: the office's documents are some


def _packed(content: IO[bytes], size: int, head: bytes) -> str:
    """Return which office document an archive is, from its list of members alone."""
    members = _members(content, size)
    names = [member.filename for member in members]
    if not all(_is_sound_name(name) for name in names) or not _is_sound_list(members, size):
        raise Refused(Why.UNSAFE)
    if any(_RUNS.search(name) for name in names):
        raise Refused(Why.PROGRAM)
    kinds = {*_microsoft(names), *_open_document(names, head)}
    if len(kinds) != 1:
        raise Refused(Why.NOT_WHAT_IT_SAYS)
    return kinds.pop()


def _members(content: IO[bytes], size: int) -> list[zipfile.ZipInfo]:
    """Read the list of members. How long it is stands at the end, and is looked at first."""
    content.seek(max(0, size - 65_557))
    end = content.read()
    at = end.rfind(b"PK\x05\x06")
    fields = end[at : at + 22]
    if at < 0 or len(fields) < 22:
        raise Refused(Why.NOT_WHAT_IT_SAYS)
    disks, number, length, begins, comment = (
        int.from_bytes(fields[first:last], "little")
        for first, last in ((4, 8), (10, 12), (12, 16), (16, 20), (20, 22))
    )
    if number > MOST_MEMBERS or length > LARGEST_LIST:
        raise Refused(Why.UNSAFE)
    ends_where_it_says = at + 22 + comment == len(end)
    nothing_between = begins + length == size - len(end) + at
    if disks or not ends_where_it_says or not nothing_between:
        raise Refused(Why.NOT_WHAT_IT_SAYS)
    try:
        with zipfile.ZipFile(content) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise Refused(Why.NOT_WHAT_IT_SAYS) from None
    if len(members) != number:
        raise Refused(Why.UNSAFE)
    return members


def _is_sound_name(name: str) -> bool:
    """Whether a member would be unpacked below the folder that it is unpacked in."""
    return (
        not name.startswith("/")
        and ".." not in name.split("/")
        and name.isprintable()
        and not set(name) & set('\\:<>|"?*')
    )


def _is_sound_list(members: list[zipfile.ZipInfo], size: int) -> bool:
    """Whether the members are as many as their names, lie apart, and would fit when unpacked."""
    if len({member.filename.lower() for member in members}) != len(members):
        return False
    if sum(member.file_size for member in members) > LARGEST_UNPACKED:
        return False
    if any(member.flag_bits & 1 for member in members):  # a password is needed
        return False
    free = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        if member.header_offset < free:
            return False
        free = member.header_offset + 30 + member.compress_size
    return free <= size


_RUNS = re.compile(
    r"(?:^|/)(?:vbaproject\.bin|vbadata\.xml)$|(?:^|/)(?:activex|macrosheets)/|^(?:basic|scripts)/",
    re.IGNORECASE,
)


def _microsoft(names: list[str]) -> Iterator[str]:
    """Yield the kinds that have a folder here, in an archive that lists its types of content."""
    if "[Content_Types].xml" in names:
        for folder, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
            if any(name.startswith(folder) for name in names):
                yield kind


def _open_document(names: list[str], head: bytes) -> Iterator[str]:
    """Yield the kind that the first member says: *mimetype*, which is never compressed."""
    if "mimetype" not in names:
        return
    name_length, extra = (int.from_bytes(head[at : at + 2], "little") for at in (26, 28))
    length = int.from_bytes(head[18:22], "little")
    begins = 30 + name_length + extra
    is_stored = head[8:10] == b"\0\0" and head[30 : 30 + name_length] == b"mimetype"
    said = head[begins : begins + length].decode("ascii", "replace") if is_stored else ""
    yield next((kind for kind in OPEN_DOCUMENTS if MEDIA_TYPES[kind] == said), "another")
