"""Nobody is barred: every page, in both languages, on every width, for every way of reading.

A test walks through all pages in one browser page, tells everything it found at the end and names
each page by its address.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core.files.base import ContentFile
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from playwright.sync_api import Page, expect

from cocreation.initiatives import talking
from cocreation.initiatives.checklist import State
from cocreation.initiatives.joining import invite_to
from cocreation.initiatives.keeping import keep, save_as_template
from cocreation.initiatives.models import Attachment, Initiative
from cocreation.initiatives.pieces import USUAL
from cocreation.initiatives.ticking import tick
from cocreation.people.inviting import invite
from cocreation.people.models import Membership, Organisation, Unit, User
from cocreation.reminders.turning_off import off_address
from tests.browser import scene
from tests.browser.conftest import Complaints, OpenAs
from tests.make import (
    make_invitation,
    make_link,
    make_named,
    make_offer,
    make_personal_link,
    make_shared_link,
)
from typology.catalogue import Catalogue
from typology.models import Edition
from typology.placement import Form

LANGUAGES = {"da": "da-DK", "en": "en-GB"}
WIDTHS = (320, 390, 1280, 1920)


class Site:
    """One initiative of each kind, and the way to every page."""

    def __init__(self, alice: User, catalogue: Catalogue) -> None:
        self.alice, self.catalogue = alice, catalogue
        corners = scene.CORNERS
        self.unplaced = scene.initiative(alice, outside_party=None, title="Uden plads")
        self.yes = scene.initiative(alice, title="Klar til kortet")
        trail = [corners[Form.CONTROLLED], scene.BORDER, corners[Form.EQUAL]]
        self.placed = scene.initiative(alice, trail)
        scene.fill_in(self.placed, alice, catalogue, Form.CONTROLLED)
        tick(self.placed, alice, {"G1": {"state": State.MISSING}})
        self.placed.assessments.earliest("pk").withdraw(alice)
        self.placed.assess(alice, corners[Form.RESPONSIBILISING], phase="do")
        self.placed.assess(alice, corners[Form.FACILITATING], kind="wish")
        self.comment = talking.say(self.placed, alice, "Hvem spørger skolen?", about="G1")
        talking.answer(self.comment, alice, "Det gør områdelederen.")
        talking.say(self.placed, alice, "Er det aftalt?").resolve(alice)
        minutes = ContentFile("Vi mødtes på skolen.".encode(), "referat.txt")
        Attachment.receive(self.placed, alice, f"{'Referat-af-mødet-' * 6}.txt", minutes)
        self.version = keep(self.placed, alice, "Som aftalt med byrådet den 3. maj")
        self.template = save_as_template(self.placed, alice, "Fælles haver", USUAL)
        self.placed.partners.earliest("pk").change(alice, {"gives": "Jord og frø " * 19})
        self.placed.partners.latest("pk").remove(alice)
        self.border = scene.initiative(alice, scene.BORDER, title="På grænsen")
        self.middle = scene.initiative(alice, scene.MIDDLE, title="I midten")
        self.none = scene.initiative(
            alice, corners[Form.EQUAL], outside_party=False, title="Ingen af de fire"
        )

        self.town = self.placed.organisation
        self.firm = Organisation.objects.create(name="Rådgiverne", kind="consultancy")
        self.firm.admit(alice, Membership.Level.ADMIN, None)
        self.firm.open_client(alice, "Nabokommunen")
        Unit.add(self.firm, alice, "Proces")
        invite(self.firm, alice, [f"{'en-lang-adresse-' * 3}@example.dk"], "editor", "da")
        invite_to(self.placed, alice, ["en-gaest@example.dk"], "leader", "da")
        make_named(self.placed, alice, "facilitator")
        self.invitation = make_link(make_invitation(self.firm, "en-ny@example.dk"))
        partner = self.placed.partners.earliest("pk")
        make_offer(partner, "Redskaber og et kursus i maj", why="Vi vil gerne lære fra os")
        make_shared_link(self.placed)[0].revoke(alice)
        self.links = [
            make_shared_link(self.placed, name="Opslag ved skolen")[1],
            make_shared_link(self.unplaced)[1],
            make_shared_link(self.middle)[1],
            make_personal_link(partner)[1],
        ]

    @property
    def home(self) -> str:
        return self.placed.get_absolute_url()

    @property
    def public(self) -> list[str]:
        """What anybody may read."""
        case = self.catalogue.cases[0].id
        return [
            "/",
            "/login/",
            "/password/",
            self.invitation,
            *self.links,
            "/forms/",
            "/forms/compare/",
            "/forms/equal/",
            "/cases/",
            f"/cases/{case}/",
            "/model/",
            "/glossary/",
            "/help/",
            "/accessibility/",
            "/privacy/",
            "/privacy/record/",
        ]

    @property
    def inside(self) -> list[str]:
        """What an editor sees."""
        home, yes = self.home, self.yes.get_absolute_url()
        answers = (self.unplaced, self.placed, self.border, self.middle, self.none)
        partner = self.placed.partners.earliest("pk").public_id
        firm, me = self.firm.get_absolute_url(), self.alice.public_id
        return [
            "/organisations/",
            *(f"{firm}{end}" for end in ("", "about/", "clients/", "units/", "invite/")),
            f"{firm}units/{self.firm.units.get().public_id}/",
            f"{self.town.get_absolute_url()}members/{me}/hand-over/",
            f"{firm}members/{me}/hand-over/?leaving=yes",
            "/my/",
            "/my/reminders/",
            "/my/data/",
            "/my/data/erase/",
            f"{firm}retention/",
            off_address(self.alice),
            "/initiatives/",
            "/initiatives/new/",
            f"/initiatives/new/?copy={self.placed.public_id}",
            "/initiatives/bin/",
            "/initiatives/templates/",
            f"/initiatives/templates/{self.template.public_id}/",
            *(each.get_absolute_url() for each in answers),
            f"{self.unplaced.get_absolute_url()}place/",
            f"{yes}advice/",
            f"{yes}trail/",
            f"/initiatives/compare/?one={self.placed.public_id}",
            f"/initiatives/compare/?one={self.placed.public_id}&other={self.border.public_id}",
            *(f"{yes}place/{end}" for end in ("", "quick/", "careful/", "map/")),
            f"{home}place/quick/?actors=25&outcome=75",
            f"{home}place/map/?actors=50&outcome=20",
            *(
                f"{home}{end}"
                for end in (
                    "about/",
                    "people/",
                    "people/invite/",
                    "share/",
                    "share/partners/",
                    "files/",
                    "history/",
                    "versions/",
                    f"versions/{self.version.public_id}/",
                    f"versions/compare/?one={self.version.public_id}&other=now",
                    "template/",
                    "comments/",
                    "comments/?about=G1",
                    f"comments/{self.comment.public_id}/",
                    "partners/",
                    f"partners/{partner}/",
                    "plan/",
                    "steps/",
                    "risks/",
                    "meetings/",
                    "links/",
                    "trail/",
                    "trail/?by=phase",
                    "compare/",
                    "compare/?from=2020-01-01&to=2026-01-01",
                    "advice/",
                    "advice/maturity/",
                    "advice/maturity/?count=1&sign=MM1",
                    "roles/",
                    "roles/leader/?form=facilitating",
                    "competences/",
                    "competences/K1/",
                    "gate/",
                )
            ),
        ]


@pytest.fixture
def site(alice: User, edition: Edition, catalogue: Catalogue) -> Site:
    return Site(alice, catalogue)


def open_everything(page: Page) -> None:
    """Unfold what is folded, so that it is looked at too."""
    page.evaluate("() => document.querySelectorAll('details').forEach((it) => { it.open = true })")


def visits(page: Page, addresses: list[str]) -> Iterator[str]:
    """Open each page in turn, everything on it unfolded."""
    for address in addresses:
        response = page.goto(address)
        assert response is not None
        assert response.status == 200, address
        open_everything(page)
        yield address


# The tree that a screen reader reads

NAMELESS = re.compile(
    r"- (textbox|combobox|searchbox|spinbutton|radio|checkbox|button|link|slider|img"
    r"|region|dialog|meter|progressbar|application)(:|$| \[)"
)


def wrong_with_tree(page: Page) -> list[str]:
    """Say what a screen reader would miss: a heading, a landmark, a name."""
    tree = page.locator("body").aria_snapshot()
    found = []
    lines = [line.strip() for line in tree.splitlines()]
    for landmark in ("banner", "main", "contentinfo"):
        if sum(line.startswith(f"- {landmark}") for line in lines) != 1:
            found.append(f"not one {landmark}")
    if sum("[level=1]" in line and line.startswith("- heading") for line in lines) != 1:
        found.append("not one h1")
    levels = [int(level) for level in re.findall(r"- heading .*\[level=(\d)\]", tree)]
    found += [
        f"heading of level {after} follows level {before}"
        for before, after in zip([0, *levels], levels, strict=False)
        if after > before + 1
    ]
    found += [f"no name: {line}" for line in lines if NAMELESS.match(line)]
    if not page.title().strip(" ·"):
        found.append("no title")
    titles = page.title().split(" · ")
    if len(titles) < 2 or not titles[0].strip():
        found.append(f"title does not tell the page: {page.title()}")
    return found


def look(page: Page, addresses: list[str], *checks: Callable[[Page], list[str]]) -> list[str]:
    return [
        f"{address}: {problem}"
        for address in visits(page, addresses)
        for check in checks
        for problem in check(page)
    ]


type AxeCheck = Callable[[Page], list[str]]


def whole(problems: list[str]) -> str:
    """Each problem on a line, the ids taken out so that equals look equal."""
    tidy = [re.sub(r"/initiatives/[0-9a-f-]{36}", "/initiatives/*", line) for line in problems]
    return "\n".join(dict.fromkeys(tidy))


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages_bar_nobody(language: str, site: Site, new_page, axe: AxeCheck) -> None:
    page = new_page(locale=LANGUAGES[language], reduced_motion="reduce")
    problems = look(page, site.public, axe, wrong_with_tree)
    assert page.locator("html").get_attribute("lang") == language
    assert not problems, whole(problems)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_an_editor_bar_nobody(
    language: str, site: Site, open_as: OpenAs, axe: AxeCheck
) -> None:
    page = open_as(site.alice, locale=LANGUAGES[language], reduced_motion="reduce")
    problems = look(page, site.inside, axe, wrong_with_tree)
    assert page.locator("html").get_attribute("lang") == language
    assert not problems, whole(problems)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_a_reader_bar_nobody(
    language: str, site: Site, reader: User, open_as: OpenAs, axe: AxeCheck
) -> None:
    page = open_as(reader, locale=LANGUAGES[language], reduced_motion="reduce")
    addresses = ["/my/", "/initiatives/"]
    addresses += [f"{site.home}{end}" for end in ("", "roles/", "gate/", "comments/", "files/")]
    problems = look(page, addresses, axe, wrong_with_tree)
    Initiative.objects.all().delete()
    problems += look(page, ["/initiatives/"], axe, wrong_with_tree)
    expect(page.locator(".empty")).to_be_visible()
    assert not problems, whole(problems)


def _password_link(user: User) -> str:
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return f"/password/{uid}/{default_token_generator.make_token(user)}/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_refusals_bar_nobody(
    language: str,
    site: Site,
    reader: User,
    bob: User,
    open_as: OpenAs,
    new_page,
    axe: AxeCheck,
    complaints: Complaints,
) -> None:
    complaints.expect("status of (403|404|422)")
    locale = LANGUAGES[language]
    problems: list[str] = []

    def visit(address: str, status: int) -> None:
        response = page.goto(address)
        assert response is not None
        assert response.status == status

    def note(page: Page, name: str) -> None:
        open_everything(page)
        problems.extend(f"{name}: {each}" for each in (*axe(page), *wrong_with_tree(page)))

    def submit(page: Page, button: str) -> None:
        with page.expect_response(lambda response: response.request.method == "POST") as answer:
            page.locator(button).click()
        assert answer.value.status == 422, button
        page.wait_for_load_state()

    page = open_as(site.alice, locale=locale, reduced_motion="reduce")
    visit("/no-such-page/", 404)
    note(page, "404")
    page.goto("/initiatives/new/")
    submit(page, "form[data-keep=new] .button-primary")
    note(page, "new, refused")
    yes = site.yes.get_absolute_url()
    page.goto(f"{site.unplaced.get_absolute_url()}place/")
    submit(page, "main form button")
    note(page, "place, refused")
    for way in ("quick", "careful", "map"):
        page.goto(f"{yes}place/{way}/")
        submit(page, "form.placing .button-primary")
        note(page, f"{way}, refused")
    page.goto(f"{site.home}about/")
    page.locator("[name=title]").fill(" ")
    page.locator("[name=title]").blur()
    expect(page.locator("#field-title .form-error-message")).to_be_visible()
    note(page, "about, a field refused")
    page.goto(f"{site.home}partners/")
    submit(page, "form[data-keep^=partner] .button-primary")
    note(page, "partners, refused")
    page.goto(f"{site.home}roles/")
    item = scene.role_items(site.catalogue, Form.RESPONSIBILISING)[0]
    scene.note_of(page, item).fill("Aftalt\u202e")
    scene.note_of(page, item).blur()
    expect(page.locator("li.item .form-error-message")).to_be_visible()
    note(page, "roles, a line refused")
    page.goto("/initiatives/new/")
    page.context.clear_cookies(name="csrftoken")
    page.locator("form[data-keep=new] .button-primary").click()
    expect(page.locator("main form")).to_have_count(0)
    note(page, "form expired")

    page = open_as(reader, locale=locale, reduced_motion="reduce")
    visit(f"{site.home}place/", 403)
    note(page, "403")

    page = new_page(locale=locale, reduced_motion="reduce")
    page.goto("/login/")
    submit(page, "main form .button")
    note(page, "login, refused")
    page.goto("/password/abc/def/")
    note(page, "choose a password, link used")
    page.goto(_password_link(bob))
    expect(page.locator("[name=new_password1]")).to_be_visible()
    note(page, "choose a password")
    page.locator("[name=new_password1]").fill("kort")
    submit(page, "main form .button")
    note(page, "choose a password, refused")
    assert not problems, whole(problems)


def test_receipt_is_announced_politely_and_trouble_at_once(
    site: Site, open_as: OpenAs, complaints: Complaints
) -> None:
    complaints.expect("status of 500")
    page = open_as(site.alice)
    page.goto(f"{site.home}about/")
    status = page.locator("#notices")
    expect(status).to_have_role("status")
    expect(status).to_be_empty()
    page.evaluate("""() => { window.told = [];
      for (const id of ["notices", "trouble"]) new MutationObserver(() =>
        window.told.push([id, document.getElementById(id).textContent.trim()]))
        .observe(document.getElementById(id), {childList: true, subtree: true}); }""")
    page.locator("[name=contact]").fill("Anna Holm")
    page.locator("[name=contact]").blur()
    expect(status).to_contain_text(re.compile(r"\d\d[.:]\d\d"))
    told = page.evaluate("window.told")
    assert told[-1][0] == "notices"
    assert re.search(r"\d\d[.:]\d\d", told[-1][1])
    page.route("**/about/", lambda route: route.fulfill(status=500, body="no"))
    page.locator("[name=contact]").fill("Anna Holm, leder")
    page.locator("[name=contact]").blur()
    expect(page.locator("#trouble")).to_have_role("alert")
    expect(page.locator("#trouble")).not_to_be_empty()


# Sizes

TARGETS = """() => {
  const found = [];
  const controls = document.querySelectorAll(
    "a[href], button, summary, input:not([type=hidden]), select, textarea, [tabindex='0'][role]");
  for (const at of controls) {
    if (!at.checkVisibility({visibilityProperty: true}) || at.closest(".skipnav")
        || at.getAttribute("role") === "region") continue;
    const style = getComputedStyle(at);
    const parts = at.labels?.length && ["radio", "checkbox"].includes(at.type)
      ? [at, ...at.labels] : [at];
    const boxes = parts.map((part) => part.getBoundingClientRect());
    const [left, top] = ["left", "top"].map((side) => Math.min(...boxes.map((box) => box[side])));
    const width = Math.max(...boxes.map((box) => box.right)) - left;
    const height = Math.max(...boxes.map((box) => box.bottom)) - top;
    // A link inside a sentence is as high as its line: WCAG 2.5.8 excepts it.
    const alone = !(at.tagName === "A" && style.display === "inline"
      && [...at.parentElement.childNodes].some((node) => node !== at && node.textContent.trim()));
    const primary = at.matches(".button, .site-nav a, .site-tools button, .steps button, .brand,"
      + ".notice__undo, .form-picker a, select, textarea, .states input, .scale input,"
      + ".form-input");
    found.push({what: at.outerHTML.slice(0, 110), left, top, width, height, alone, primary});
  }
  return found;
}"""


def too_small(page: Page) -> list[str]:
    """Say which controls a finger would miss."""
    found = []
    targets = page.evaluate(TARGETS)
    for it in targets:
        least = 44 if it["primary"] else 24 if it["alone"] else 0
        if it["height"] >= least - 0.5 and it["width"] >= min(least, 24) - 0.5:
            continue
        # A low link is a target still when nothing else is within 24 px of its middle: 2.5.8.
        if least == 24 and not any(_near(it, other) for other in targets if other is not it):
            continue
        size = f"{it['width']:.0f} x {it['height']:.0f}"
        found.append(f"{size} is under {least}: {it['what']}")
    return found


def _near(it: dict[str, float], other: dict[str, float]) -> bool:
    x, y = it["left"] + it["width"] / 2, it["top"] + it["height"] / 2
    across = max(other["left"] - x, 0, x - other["left"] - other["width"])
    down = max(other["top"] - y, 0, y - other["top"] - other["height"])
    return bool(across**2 + down**2 < 12**2)


def test_finger_hits_every_control_on_a_phone(site: Site, open_as: OpenAs, new_page) -> None:
    page = open_as(site.alice, phone=True)
    problems = look(page, site.inside, too_small)
    problems += look(new_page(phone=True), site.public, too_small)
    assert not problems, whole(problems)


WIDER = """() => {
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide <= 0) return null;
  const out = [...document.querySelectorAll("body *")].filter((at) =>
    at.getBoundingClientRect().right > innerWidth + 1
    && !at.closest("svg, .table--responsive-scroll"));
  return `${wide} px too wide: ${out.slice(-1).map((at) => at.outerHTML.slice(0, 120))}`;
}"""


def test_no_page_scrolls_sideways_on_any_width(site: Site, open_as: OpenAs, new_page) -> None:
    """In Danish, whose words are the longer."""

    def too_wide(page: Page) -> list[str]:
        found = []
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if words := page.evaluate(WIDER):
                found.append(f"at {width}: {words}")
        return found

    problems = look(open_as(site.alice), site.inside, too_wide)
    problems += look(new_page(), site.public, too_wide)
    assert not problems, whole(problems)


def test_page_magnified_four_times_is_still_usable(
    site: Site, open_as: OpenAs, catalogue: Catalogue
) -> None:
    page = open_as(site.alice, viewport={"width": 320, "height": 256})
    page.goto(f"{site.yes.get_absolute_url()}place/quick/")
    page.locator("[name=actors][value='100']").check()
    page.locator("[name=outcome][value='100']").check()
    scene.save_placement(page)
    scene.expect_form(page.locator("#form-heading"), catalogue, Form.FACILITATING)
    # The receipt does not cover a third of what little can be seen, and does not bar a click.
    box = page.locator("#notices .notice").bounding_box()
    assert box is not None
    assert box["height"] < 256 / 2
    page.locator("#part-leader h3 a").click()
    item = scene.role_items(catalogue, Form.FACILITATING)[0]
    scene.state_of(page, item, "in_place").check()
    expect(page.locator("li.item--in_place")).to_have_count(1)
    # Nothing that has the focus hides under something that floats: WCAG 2.4.11.
    page.goto(f"{site.home}about/")
    for _press in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate(
            """() => { const box = document.activeElement.getBoundingClientRect();
            return box.bottom > 0 && box.top < innerHeight; }"""
        )


def test_text_may_be_spaced_as_a_reader_needs(site: Site, open_as: OpenAs) -> None:
    """WCAG 1.4.12: more space between lines, letters and words, and nothing is cut off."""
    page = open_as(site.alice, viewport={"width": 390, "height": 844}, bypass_csp=True)
    problems = []
    for address in visits(page, ["/my/", "/initiatives/", site.home, f"{site.home}roles/"]):
        page.add_style_tag(
            content="* { line-height: 1.5 !important; letter-spacing: .12em !important;"
            " word-spacing: .16em !important } p { margin-bottom: 2em !important }"
        )
        if words := page.evaluate(WIDER):
            problems.append(f"{address}: {words}")
        problems += [
            f"{address}: cut off: {what}"
            for what in page.evaluate(
                """() => [...document.querySelectorAll("main button, main a, main label, main p")]
                .filter((at) => at.checkVisibility() && getComputedStyle(at).overflow === "hidden"
                  && !at.matches(".sr-only, .sr-only *")
                  && (at.scrollWidth > at.clientWidth + 1 || at.scrollHeight > at.clientHeight + 1))
                .map((at) => at.outerHTML.slice(0, 90))"""
            )
        ]
    assert not problems, whole(problems)


# Motion and colours

MOVES = """() => [...document.querySelectorAll("*")].filter((at) => {
  const style = getComputedStyle(at);
  const long = (times) => times.split(",").some((time) => parseFloat(time) > 0.01);
  const moving = /all|transform|top|left|right|bottom|width|height|margin|(^|, )d($|,)/;
  return long(style.transitionDuration) && moving.test(style.transitionProperty)
    || long(style.animationDuration) && style.animationName !== "none";
}).map((at) => at.outerHTML.slice(0, 90))"""


def test_nothing_moves_for_who_asked_for_less_motion(site: Site, open_as: OpenAs) -> None:
    page = open_as(site.alice, reduced_motion="reduce")
    addresses = [site.home, f"{site.home}roles/", f"{site.yes.get_absolute_url()}place/map/"]
    problems = look(page, addresses, lambda page: page.evaluate(MOVES))
    assert not problems, whole(problems)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_own_colours_of_the_reader_do_not_hide_the_dot(
    scheme: str, site: Site, open_as: OpenAs
) -> None:
    page = open_as(site.alice, forced_colors="active", color_scheme=scheme)
    page.goto(site.home)
    assert contrast_of(page, ".matrix__dot.newest path") >= 3
    page.goto(f"{site.yes.get_absolute_url()}place/map/")
    assert contrast_of(page, ".matrix__handle circle:last-child") >= 3


def contrast_of(page: Page, selector: str) -> float:
    """Compare a small thing, its edge too, with the map beside it, as a screenshot has them."""
    page.set_viewport_size({"width": 1280, "height": 2000})
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    clip = {"x": x - 30, "y": y - 1, "width": 60, "height": 2}
    image = page.screenshot(clip=clip, animations="disabled")  # type: ignore[arg-type]
    row: list[list[int]] = page.evaluate(
        """async (bytes) => {
          const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
          const canvas = new OffscreenCanvas(image.width, image.height);
          const pen = canvas.getContext("2d");
          pen.drawImage(image, 0, 0);
          const data = pen.getImageData(0, 0, image.width, 1).data;
          return Array.from({length: image.width}, (_, at) => [...data.slice(4 * at, 4 * at + 3)]);
        }""",
        list(image),
    )
    ground = luminance(max(row, key=row.count))
    middle = len(row) // 2
    return max(
        (max(here, ground) + 0.05) / (min(here, ground) + 0.05)
        for here in map(luminance, row[middle - 10 : middle + 11])
    )


def luminance(colour: list[int]) -> float:
    parts = [each / 255 for each in colour]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_colour_is_never_alone(site: Site, open_as: OpenAs) -> None:
    """A form has a shape and a word beside its colour, a state a mark beside its own."""
    page = open_as(site.alice)
    page.goto("/initiatives/")
    shapes = page.locator(".initiative__form .shape")
    expect(shapes).to_have_count(3)
    assert all(text.strip() for text in page.locator(".initiative__form").all_inner_texts())
