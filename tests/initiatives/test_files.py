"""Files: what is taken in, what is refused in words, and how they are served."""

import io
import random
import re
import string
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from cocreation.initiatives import files
from cocreation.initiatives.files import LARGEST, MEDIA_TYPES, MEGABYTE, Held, Refused, Why
from cocreation.initiatives.models import Attachment, Initiative
from cocreation.people.models import User
from tests.make import make_client, make_file
from tests.reading import Page, history, receipts, status_of

PDF = b"%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(21) + b"\0\0\0\0IEND\xaeB`\x82"
JPG = b"\xff\xd8\xff\xe0" + bytes(200) + b"\xff\xd9"
WEBP = b"RIFF" + (16).to_bytes(4, "little") + b"WEBPVP8 " + bytes(8)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><title>x</title><script>alert(1)</script>"
CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
TYPES = "[Content_Types].xml"


def packed(members: Iterable[str], *, says: str = "", content: bytes = b"<x/>") -> bytes:
    """Make an archive; `says` is the first member that an OpenDocument begins with."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        if says:
            archive.writestr(zipfile.ZipInfo("mimetype"), MEDIA_TYPES[says])
        for member in members:
            archive.writestr(member, content)
    return made.getvalue()


DOCX = packed([TYPES, "_rels/.rels", "word/document.xml", "word/embeddings/chart.xlsx"])
XLSX = packed([TYPES, "xl/workbook.xml"])
PPTX = packed([TYPES, "ppt/presentation.xml"])
SAMPLES = {
    "pdf": PDF,
    "docx": DOCX,
    "xlsx": XLSX,
    "pptx": PPTX,
    "odt": packed(["content.xml"], says="odt"),
    "ods": packed(["content.xml"], says="ods"),
    "odp": packed(["content.xml"], says="odp"),
    "png": PNG,
    "jpg": JPG,
    "webp": WEBP,
    "txt": "Vi mødtes på skolen.".encode(),
    "csv": "navn;antal\r\nblåbær;3".encode("cp1252"),
    "md": "# Mødet\n\n<br> mellem a < b".encode(),
    "ics": CALENDAR,
}


def why(name: str, content: bytes) -> Why | None:
    """Return why a file is refused; None when it is taken in."""
    try:
        files.check(name, len(content), io.BytesIO(content))
    except Refused as refused:
        return refused.why
    return None


# What is taken in


def test_each_type_has_a_sample() -> None:
    assert set(SAMPLES) == set(MEDIA_TYPES)


@pytest.mark.parametrize("ending", SAMPLES)
def test_file_is_taken_in_under_its_own_ending_alone(ending: str) -> None:
    texts = {"txt", "csv", "md"}
    taken = {other for other in SAMPLES if why(f"a.{other}", SAMPLES[ending]) is None}
    expected = texts if ending in texts else texts | {"ics"} if ending == "ics" else {ending}
    assert taken == expected


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("A.PDF", PDF),
        ("foto.JPEG", JPG),
        ("regneark.csv", "navn;antal".encode("utf-16")),
        ("note.txt", b"\xef\xbb\xbfmed BOM"),
        ("rapport.pdf.exe.pdf", PDF),
        ("foto.jpg", b"\xff\xd8\xff\xe1<?xml <!DOCTYPE plist>" + bytes(200) + b"more"),
        ("tekst.docx", packed([TYPES, "word/document2.xml"])),
    ],
)
def test_file_as_people_have_them_is_taken_in(name: str, content: bytes) -> None:
    assert why(name, content) is None


TWICE = packed(["word/document.xml", TYPES]).replace(b"document.xml", b"document.xmm", 1)
BOMB = packed([TYPES, "word/document.xml"], content=bytes(8 * MEGABYTE))


def overlapping() -> bytes:
    """Make an archive in which two members share their content, as those bombs do."""
    good = packed([TYPES, "word/document.xml"])
    second = good.rindex(b"PK\x01\x02")
    return good[: second + 42] + bytes(4) + good[second + 46 :]


def declaring(size: int) -> bytes:
    """Make an archive whose second member says that it is so large when unpacked."""
    second = DOCX.rindex(b"PK\x01\x02")
    return DOCX[: second + 24] + size.to_bytes(4, "little") + DOCX[second + 28 :]


def locked() -> bytes:
    """Make an archive whose last member needs a password."""
    last = DOCX.rindex(b"PK\x01\x02")
    return DOCX[: last + 8] + b"\x01" + DOCX[last + 9 :]


REFUSED: dict[str, tuple[str, bytes, Why]] = {
    "no ending": ("../../x", PDF, Why.ENDING),
    "a program": ("setup.exe", b"MZ" + bytes(100), Why.ENDING),
    "a program with a picture's name": ("foto.png", b"MZ" + bytes(100), Why.NOT_WHAT_IT_SAYS),
    "a script with a text's name": ("note.txt", b"#!/bin/sh\nrm -r x", Why.NOT_WHAT_IT_SAYS),
    "a drawing": ("logo.svg", SVG, Why.ENDING),
    "a drawing with a picture's name": ("logo.png", SVG, Why.NOT_WHAT_IT_SAYS),
    "a drawing with a text's name": ("logo.txt", SVG, Why.NOT_WHAT_IT_SAYS),
    "a page": ("side.html", HTML, Why.ENDING),
    "a page with a text's name": ("side.txt", HTML, Why.NOT_WHAT_IT_SAYS),
    "a page after a few words": ("side.md", b"Hello\n<script>x</script>", Why.NOT_WHAT_IT_SAYS),
    "two endings": ("rapport.pdf.exe", PDF, Why.ENDING),
    "empty": ("tom.txt", b"", Why.EMPTY),
    "hidden direction": ("rap\u202efdp.exe.pdf", PDF, Why.HIDDEN),
    "hidden control": ("rap\x00.pdf", PDF, Why.HIDDEN),
    "hidden and of no width": ("rap\u200b.pdf", PDF, Why.HIDDEN),
    "nameless": ("...", PDF, Why.NAMELESS),
    "only an ending": (".pdf", PDF, Why.ENDING),
    "a document and an archive": ("a.pdf", PDF + packed(["x"]), Why.NOT_WHAT_IT_SAYS),
    "a picture and an archive": ("a.jpg", JPG + packed(["x"]), Why.NOT_WHAT_IT_SAYS),
    "a picture and a page": ("a.png", PNG + HTML, Why.NOT_WHAT_IT_SAYS),
    "a document and a page": ("a.pdf", PDF[:9] + HTML + PDF[9:], Why.NOT_WHAT_IT_SAYS),
    "a picture that says another length": ("a.webp", WEBP + b"x", Why.NOT_WHAT_IT_SAYS),
    "something before an archive": ("a.docx", b"PKx" + DOCX, Why.NOT_WHAT_IT_SAYS),
    "something after an archive": ("a.docx", DOCX + b"x", Why.NOT_WHAT_IT_SAYS),
    "an archive without an end": ("a.docx", DOCX[:-30], Why.NOT_WHAT_IT_SAYS),
    "an archive of something else": ("a.docx", packed(["a.txt"]), Why.NOT_WHAT_IT_SAYS),
    "two documents in one": (
        "a.docx",
        packed([TYPES, "word/document.xml", "xl/workbook.xml"]),
        Why.NOT_WHAT_IT_SAYS,
    ),
    "two makers in one": (
        "a.docx",
        packed([TYPES, "word/document.xml"], says="odt"),
        Why.NOT_WHAT_IT_SAYS,
    ),
    "macros": ("a.docx", packed([TYPES, "word/document.xml", "word/vbaProject.bin"]), Why.PROGRAM),
    "old macros": ("a.xlsx", packed([TYPES, "xl/macrosheets/sheet1.xml"]), Why.PROGRAM),
    "other macros": ("a.odt", packed(["Basic/script-lc.xml"], says="odt"), Why.PROGRAM),
    "a member above": ("a.docx", packed([TYPES, "word/document.xml", "../x"]), Why.UNSAFE),
    "a member at the root": ("a.docx", packed([TYPES, "word/d.xml", "/etc/x"]), Why.UNSAFE),
    "a member on a drive": ("a.docx", packed([TYPES, "word/d.xml", "C:\\x"]), Why.UNSAFE),
    "a member twice": ("a.docx", packed([TYPES, "word/d.xml", "word/D.xml"]), Why.UNSAFE),
    "shared content": ("a.docx", overlapping(), Why.UNSAFE),
    "a password": ("a.docx", locked(), Why.UNSAFE),
    "too large when unpacked": ("a.docx", declaring(500 * MEGABYTE), Why.UNSAFE),
    "too many members": (
        "a.docx",
        packed([TYPES, *(f"word/{number}" for number in range(5_000))]),
        Why.UNSAFE,
    ),
    "bytes that are no text": ("a.txt", bytes(range(256)), Why.NOT_WHAT_IT_SAYS),
    "a calendar without one": ("a.ics", b"Hello", Why.NOT_WHAT_IT_SAYS),
}


@pytest.mark.parametrize("case", REFUSED)
def test_file_is_refused(case: str) -> None:
    name, content, reason = REFUSED[case]
    assert why(name, content) is reason


def test_archive_is_never_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    def unpack(*_arguments: Any, **_options: Any) -> None:
        raise AssertionError("a member was opened")

    monkeypatch.setattr(zipfile.ZipFile, "open", unpack)
    assert why("a.docx", DOCX) is None
    assert why("a.docx", BOMB) is None  # small for what it holds, and within the limit


@pytest.mark.parametrize("seed", range(200))
def test_damaged_file_is_refused_or_taken_in_and_never_an_error(seed: int) -> None:
    chance = random.Random(seed)
    ending, content = chance.choice(list(SAMPLES.items()))
    damaged = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    cut = bytes(damaged[: chance.randint(1, len(damaged))])
    for each in (bytes(damaged), cut):
        assert why(f"a.{ending}", each) in {None, *Why}


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/minutes.txt", "minutes.txt"),
        ("C:\\Users\\x\\minutes.txt", "minutes.txt"),
        ("  Mødet   i maj .txt ", "Mødet i maj.txt"),
        ("bla\u030abær.txt", "blåbær.txt"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("Ærø & øl; \"a\" 'b'.pdf", "Ærø & øl; \"a\" 'b'.pdf"),
    ],
)
def test_name_is_shown_cleaned(sent: str, shown: str) -> None:
    assert files.clean_name(sent) == shown


@pytest.mark.parametrize(
    ("held", "size", "reason"),
    [
        (Held(49, 0, 0), 1, None),
        (Held(50, 0, 0), 1, Why.TOO_MANY),
        (Held(1, 199 * MEGABYTE, 0), MEGABYTE, None),
        (Held(1, 199 * MEGABYTE, 0), MEGABYTE + 1, Why.FULL),
        (Held(0, 0, 399 * MEGABYTE), MEGABYTE + 1, Why.BIN_FULL),
    ],
)
def test_room_has_bounds(held: Held, size: int, reason: Why | None) -> None:
    found = None
    try:
        held.check_room(size)
    except Refused as refused:
        found = refused.why
    assert found is reason


# On the page

pytestmark = pytest.mark.django_db


def stored() -> set[str]:
    """Return the names of everything that is stored."""
    return {path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def send(client: Client, where: str, name: str, content: bytes, **options: Any) -> Any:
    file = SimpleUploadedFile("x", content)
    vars(file)["_name"] = name  # as a client sends it that cleans nothing
    return client.post(where, {"file": file}, **options)


def test_file_is_added_shown_and_comes_back_as_it_was(
    as_alice: Client, as_reader: Client, initiative: Initiative, url: Any
) -> None:
    page = Page(send(as_alice, url("files"), "Mødet i maj.docx", DOCX, follow=True))
    assert (page.status, receipts(page)) == (200, ["“Mødet i maj.docx” is on the list."])
    row = Attachment.objects.get()
    assert history(initiative) == [
        ("add attachment", str(row.public_id), None, {"name": "Mødet i maj.docx"}, "alice")
    ]
    assert (row.size, row.media_type, str(row.by)) == (len(DOCX), MEDIA_TYPES["docx"], "alice")
    link = next(link for link in page.links() if link.endswith(f"/files/{row.public_id}/"))
    response: Any = as_reader.get(link)
    assert b"".join(response.streaming_content) == DOCX
    assert {name: response[name] for name in HEADERS} == HEADERS | {
        "Content-Length": str(len(DOCX)),
        "Content-Type": MEDIA_TYPES["docx"],
        "Content-Disposition": "attachment; filename*=utf-8''M%C3%B8det%20i%20maj.docx",
    }
    head = as_reader.head(link)
    assert status_of(head) == 200
    assert head["Content-Length"] == str(len(DOCX))


HEADERS = {
    "Content-Type": "",
    "Content-Length": "",
    "Content-Disposition": "",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


def test_stored_name_tells_nothing_and_the_row_decides_the_media_type(
    as_alice: Client, url: Any, initiative: Initiative
) -> None:
    send(as_alice, url("files"), "secret-plan.txt", b"Hello")
    row = Attachment.objects.get()
    assert re.fullmatch(r"attachments/[0-9a-f]{32}", str(row.file.name))
    Attachment.objects.update(name="odd.html", media_type="text/html")
    response = as_alice.get(url("file", row.public_id))
    assert status_of(response) == 200
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("case", [case for case in REFUSED if "hidden" not in case])
def test_refused_file_leaves_nothing_and_says_why(case: str, as_alice: Client, url: Any) -> None:
    name, content, _reason = REFUSED[case]
    before = stored()
    page = Page(send(as_alice, url("files"), name, content))
    assert page.status == 422
    assert page.error("field-file").startswith("Error: ")
    assert (stored(), Attachment.objects.count()) == (before, 0)


def test_hidden_characters_never_reach_the_list(as_alice: Client, url: Any) -> None:
    send(as_alice, url("files"), "../../rap\u202efdp\u200b\x01.pdf", PDF)
    assert Attachment.objects.get().name == "rapfdp.pdf"


def test_no_file_at_all_is_said_in_words(as_alice: Client, url: Any) -> None:
    page = Page(as_alice.post(url("files"), {}))
    assert (page.status, page.error("field-file")) == (422, "Error: Choose a file first.")


@pytest.mark.parametrize("size", [LARGEST + 1, 200 * MEGABYTE])
def test_large_file_is_refused_without_being_kept(size: int, as_alice: Client, url: Any) -> None:
    before = stored()
    response = as_alice.generic("POST", url("files"), **multipart(size))
    page = Page(response)
    assert page.status == 422
    assert page.error("field-file") == "Error: The file is too large. It may be at most 20 MB."
    kept: Any = response.wsgi_request.FILES.get("file")
    assert kept is None or kept.size < LARGEST + MEGABYTE
    assert (stored(), Attachment.objects.count()) == (before, 0)


def multipart(size: int) -> dict[str, Any]:
    """Make the body of a form with so large a file."""
    head = (
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n'
        b"Content-Type: text/plain\r\n\r\n"
    )
    body = head + b"x" * size + b"\r\n--b--\r\n"
    return {"data": body, "content_type": "multipart/form-data; boundary=b"}


def test_two_files_at_a_time_are_refused_in_words(as_alice: Client, url: Any) -> None:
    two = [SimpleUploadedFile("one.txt", b"One"), SimpleUploadedFile("two.txt", b"Two")]
    page = Page(as_alice.post(url("files"), {"file": two}))
    assert page.error("field-file") == "Error: Choose one file at a time."
    assert not Attachment.objects.exists()


def test_file_sent_to_another_address_is_not_kept_for_a_stranger(edition: Any) -> None:
    response = make_client().post("/login/", {"file": SimpleUploadedFile("a.txt", b"x" * 100)})
    assert dict(response.wsgi_request.FILES) == {}


def test_largest_file_is_taken_in(as_alice: Client, url: Any) -> None:
    assert as_alice.generic("POST", url("files"), **multipart(LARGEST)).status_code == 302
    assert Attachment.objects.get().size == LARGEST


def test_fiftieth_file_is_taken_in_and_no_more(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    for number in range(49):
        make_file(initiative, f"{number}.txt")
    assert send(as_alice, url("files"), "50.txt", b"x").status_code == 302
    page = Page(send(as_alice, url("files"), "51.txt", b"x"))
    assert page.error("field-file") == "Error: There are 50 files already. Remove one first."
    one = Attachment.objects.earliest("pk")
    as_alice.post(url("remove_file", one.public_id))
    assert send(as_alice, url("files"), "51.txt", b"x").status_code == 302
    page = Page(as_alice.post(url("restore_file", one.public_id), follow=True))
    assert receipts(page)[-1] == "There are 50 files already. Remove one first."
    assert initiative.attachments.standing().count() == 50


def test_file_taken_off_comes_back_by_the_button_in_the_receipt(
    as_alice: Client, initiative: Initiative, url: Any
) -> None:
    row = make_file(initiative)
    page = Page(as_alice.post(url("remove_file", row.public_id), follow=True))
    assert receipts(page) == ["“minutes.txt” is off the list."]
    assert as_alice.get(url("file", row.public_id)).status_code == 404
    assert Path(row.file.path).exists()
    undo = page.root.one(id="notices").one("form")["action"]
    page = Page(as_alice.post(undo, follow=True))
    assert receipts(page) == ["“minutes.txt” is back on the list."]
    assert status_of(as_alice.get(url("file", row.public_id))) == 200
    assert [verb for verb, *_ in history(initiative)] == ["remove attachment", "restore attachment"]


def test_missing_file_says_so(as_alice: Client, initiative: Initiative, url: Any) -> None:
    row = make_file(initiative)
    Path(row.file.path).unlink()
    page = Page(as_alice.get(url("file", row.public_id)))
    assert (page.status, page.heading) == (404, "The file is not here any more")
    assert "“minutes.txt”" in page.main.text


def test_erased_file_is_gone_only_when_that_is_certain(
    initiative: Initiative, django_capture_on_commit_callbacks: Any
) -> None:
    row = make_file(initiative)
    place = Path(row.file.path)
    with django_capture_on_commit_callbacks() as callbacks:
        row.erase()
    assert place.exists()
    for callback in callbacks:
        callback()
    assert not place.exists()
    assert not Attachment.objects.exists()


def test_row_that_cannot_be_saved_leaves_no_file(initiative: Initiative, alice: User) -> None:
    before = stored()
    with pytest.raises(Exception, match="name"), transaction.atomic():
        Attachment.receive(initiative, alice, "", SimpleUploadedFile("a.txt", b"x"))
    assert stored() == before


def test_reader_fetches_files_and_finds_no_button(
    as_reader: Client, initiative: Initiative, url: Any
) -> None:
    make_file(initiative)
    page = Page(as_reader.get(url("files")))
    assert page.main.all("form") == []
    assert "minutes.txt" in page.main.text


def test_stranger_learns_nothing_of_a_file(
    as_alice: Client, initiative: Initiative, url: Any, charlie: User
) -> None:
    secret = "".join(random.choices(string.ascii_letters, k=20))
    row = make_file(initiative, f"{secret}.txt", secret.encode())
    charlies = make_client(charlie)
    for where in (url("files"), url("file", row.public_id), "/my/", "/initiatives/"):
        assert secret not in charlies.get(where).content.decode()
    own: Any = as_alice.get(url("file", row.public_id))
    assert b"".join(own.streaming_content) == secret.encode()


def test_name_with_a_number_of_a_person_is_warned_about(as_alice: Client, url: Any) -> None:
    page = Page(send(as_alice, url("files"), "010190-1234.txt", b"x", follow=True))
    assert receipts(page) == [
        "“010190-1234.txt” is on the list.",
        "It looks like a CPR number in the name. Remove the file, if it is.",
    ]


@pytest.mark.parametrize("number", [1, 50])
def test_page_asks_as_often_for_one_as_for_fifty(
    number: int,
    as_alice: Client,
    initiative: Initiative,
    organisation: Any,
    url: Any,
    django_assert_num_queries: Any,
) -> None:
    for each in range(number):
        make_file(initiative, f"{each}.txt")
    with django_assert_num_queries(QUERIES):
        as_alice.get(url("files"))


QUERIES = 5
