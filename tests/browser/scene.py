"""What the browser's tests begin with, and how they find their way on a page.

Interface words are asked of gettext under the page's language, never written in a test: the
translation may change without any test changing.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import translation
from playwright.sync_api import Locator, Page, Route, expect

from cocreation.initiatives.checklist import State
from cocreation.initiatives.models import Initiative, Partner, Plan, Risk, Status, Step
from cocreation.initiatives.starting import start
from cocreation.initiatives.ticking import hold_roles, tick
from cocreation.people.models import Organisation, User
from typology.catalogue import Catalogue, Role
from typology.placement import Form, Scores

CORNERS = {
    Form.CONTROLLED: Scores(20, 20),
    Form.RESPONSIBILISING: Scores(80, 20),
    Form.EQUAL: Scores(20, 80),
    Form.FACILITATING: Scores(80, 80),
}
"""A place well inside each of the four forms."""
BORDER, MIDDLE = Scores(50, 20), Scores(50, 50)


def say(message: str, language: str = "da", /, **values: Any) -> str:
    """Return what the interface says for a message in a language."""
    with translation.override(language):
        return translation.gettext(message) % values if values else translation.gettext(message)


# What is there before a page opens


def initiative(
    author: User,
    scores: Scores | Iterable[Scores] = (),
    *,
    title: str = "Fælles haver",
    outside_party: bool | None = True,
    status: Status = Status.DIALOGUE,
) -> Initiative:
    """Save an initiative of a person's first organisation, placed where `scores` say, in order."""
    organisation = Organisation.objects.filter(memberships__user=author).order_by("pk").first()
    assert organisation is not None
    made = start(organisation, author, title, "Naboer dyrker jorden ved skolen sammen.")
    made.outside_party, made.status = outside_party, status
    made.save()
    for each in [scores] if isinstance(scores, Scores) else scores:
        made.assess(author, each)
    return made


def fill_in(made: Initiative, by: User, catalogue: Catalogue, form: Form) -> None:
    """Write what a well described initiative has: words, partners, roles held, lines answered."""
    made.description = (
        "Skolen har jord, som ingen bruger. Naboerne vil dyrke den. Vi har prøvet med en "
        "arbejdsdag, og der kom 40. Nu vil vi aftale, hvem der passer hvad hele året."
    )
    made.contact = "Områdeleder, 12 34 56 78"
    made.municipality_maturity = made.partner_maturity = "experienced"
    made.subject_field = catalogue.fit.subject_fields[0].id
    made.save()
    made.ambitions.create(ambition="quality", rank=1)
    for name, kind in (("Haveforeningen", "association"), ("Naboer til skolen", "citizens")):
        Partner.objects.create(
            initiative=made, name=name, kind=kind, gives="Arbejdskraft og viden", why="Et sted"
        )
    Plan.of(made).change(
        by, {"decides_itself": "Planterne.", "council_decides": "Pengene.", "hands": "Ti naboer."}
    )
    for what, name in (("Grav det første bed", "Områdelederen"), ("Find en nøgle til skuret", "")):
        Step(initiative=made, what=what, responsible=name).add(by)
    Risk(initiative=made, what="Ingen vander om sommeren", press_line="Vi spørger flere.").add(by)
    hold_roles(made, by, [(role, "Anna Holm, områdeleder") for role in list(Role)[:5]])
    states = [State.IN_PLACE, State.ON_THE_WAY, State.MISSING, State.IN_PLACE]
    lines = [item.id for role in catalogue.form(form).roles for item in role.items]
    lines += [s.id for area in catalogue.competence_areas for s in area.statements]
    lines += [item.id for item in catalogue.gate.items if not item.blocks]
    changes: Mapping[str, Mapping[str, Any]] = {
        item: {"state": states[place % 4]} for place, item in enumerate(lines) if place % 3
    }
    tick(made, by, changes)


def role_items(catalogue: Catalogue, form: Form, role: Role = Role.LEADER) -> list[str]:
    """Return the ids of the lines that a form asks of a role."""
    texts = next(each for each in catalogue.form(form).roles if each.id == role)
    return [item.id for item in texts.items if not item.retired]


# Where things are on a page


def reveal(target: Locator) -> Locator:
    """Open whatever is folded around a thing, as a person would."""
    folded = target.page.locator("details:not([open])", has=target)
    while folded.count():
        folded.first.locator("> summary").click()
    return target


def state_of(page: Page, item: str, state: str) -> Locator:
    """The radio button that gives a line a state."""
    return reveal(page.locator(f'input[name="{item}-state"][value="{state}"]'))


def note_of(page: Page, item: str) -> Locator:
    """The note of a line."""
    return reveal(page.locator(f'input[name="{item}-note"]'))


def receipt(page: Page) -> Locator:
    """The live region that says what was saved."""
    return page.locator("#notices")


def undo(page: Page) -> None:
    """Press the button of the notice."""
    receipt(page).locator(".notice__undo").click()


def say_yes_to_the_gate(page: Page) -> None:
    """Answer that someone outside the public sector takes part."""
    page.locator("[name=outside_party][value=yes]").check()
    page.locator("main form button").click()


def save_placement(page: Page) -> None:
    """Press the button that saves, whatever it says."""
    page.locator("form.placing .button-primary").click()


def expect_form(place: Locator, catalogue: Catalogue, form: Form, language: str = "da") -> None:
    """Wait until a heading names a form."""
    expect(place).to_contain_text(catalogue.form(form).name.in_language(language))


def hold(page: Page, path: str) -> list[Route]:
    """Keep every post to a path waiting; the test lets each go with `.continue_()`."""
    held: list[Route] = []

    def handle(route: Route) -> None:
        if route.request.method == "POST":
            held.append(route)
        else:
            route.continue_()

    page.route(re.compile(re.escape(path) + r"(\?.*)?$"), handle)
    return held


def mark(page: Page) -> None:
    """Write on the page, so that a reload shows."""
    page.evaluate("() => { window.neverReloaded = true }")


def was_reloaded(page: Page) -> bool:
    return not page.evaluate("() => window.neverReloaded === true")


def focused(page: Page) -> dict[str, Any]:
    """Tell where the focus is."""
    found: dict[str, Any] = page.evaluate(
        """() => { const at = document.activeElement;
        return {tag: at.tagName.toLowerCase(), id: at.id, name: at.getAttribute("name"),
                value: at.value ?? null, role: at.getAttribute("role")}; }"""
    )
    return found


def kept(page: Page) -> dict[str, str]:
    """Return the unsaved words that this device holds."""
    found: dict[str, str] = page.evaluate(
        """() => Object.fromEntries(
        Object.entries(localStorage).filter(([key]) => key.startsWith("kept:")))"""
    )
    return found
