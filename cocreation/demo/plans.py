"""What is planned in the demo: who may decide what, with what, and the next steps.

The cases' sources say nothing of mandates and next steps, so these are made up, by what a case is
about, and say so: *Eksempel til demoen*. Roles are named, never people.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Stepped:
    """A step; `days` from today until its day."""

    what: str
    responsible: str = ""
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Risked:
    """A risk and what is then said."""

    what: str
    likelihood: str
    responsible: str = ""
    press_line: str = ""


@dataclass(frozen=True, slots=True)
class Planning:
    """The plan of one initiative; `reply_in` is the days until the promised answer."""

    decides_itself: str = ""
    council_decides: str = ""
    reply_in: int | None = None
    has: Mapping[str, Any] = field(default_factory=dict)
    """What there is to work with, by the fields of the plan."""
    steps: tuple[Stepped, ...] = ()
    risks: tuple[Risked, ...] = ()


PLANS = {
    "uk-wigan-cif": Planning(
        "Eksempel til demoen: Forvaltningen vælger, hvem der får tilskud, efter reglerne.",
        "Eksempel til demoen: Byrådet afgør, hvor stor puljen er.",
        60,
        {"public_help": "replaces"},
        (Stepped("Tal med dem, hvis tilskud bliver mindre til nytår", "Puljens leder", 30),),
        (
            Risked(
                "En forening kan ikke klare sig, når tilskuddet stopper",
                "medium",
                "Puljens leder",
                "Vi følger alle, der får tilskud, og taler med dem i god tid.",
            ),
        ),
    ),
    "dk-lemvig-frivilligbus": Planning(
        "Eksempel til demoen: Projektlederen og foreningerne aftaler ture og tider.",
        "Eksempel til demoen: Køb af busserne og penge til driften.",
        45,
        {
            "money": Decimal(900_000),
            "rooms": "To små elbusser.",
            "hands": "Frivillige chauffører i seks landsbyer.",
            "public_help": "supplements",
        },
        (
            Stepped("Hold et møde om ture og tider i den første landsby", "Projektlederen", 14),
            Stepped("Få forsikringen på plads", "Projektlederen", 20),
            Stepped("Find en, der kan tage telefonen i weekenden"),
        ),
        (
            Risked(
                "Der er for få chauffører om vinteren",
                "high",
                "Frivilligcenter Lemvig",
                "Vi kører færre ture, indtil der er chauffører nok. Ingen bliver glemt.",
            ),
            Risked("Bussen er i stykker, og der er ingen anden", "low", "Teknikchefen"),
        ),
    ),
    "se-malmo-bid": Planning(
        "Eksempel til demoen: Foreningen vælger selv, hvad dens penge går til.",
        "Eksempel til demoen: Kommunens tilskud til lederen og kontoret.",
        90,
        {"public_help": "supplements"},
        (Stepped("Gå en tur i kvarteret, og skriv ned, hvor der er mørkt", "Lederen", 25),),
    ),
    "dk-viborg-lup": Planning(
        "Eksempel til demoen: Landsbyen vælger selv, hvad borgerne vil gøre.",
        "Eksempel til demoen: Hvilke landsbyer der er med, og hvad byrådet vil arbejde for.",
        75,
        {"public_help": "supplements"},
        (Stepped("Hold det første møde i landsbyen", "Landdistriktskonsulenten", 21),),
    ),
    "dk-guldborgsund-naturlandet": Planning(
        "Eksempel til demoen: Grupperne vælger selv deres projekter og deres tid.",
        "Eksempel til demoen: Alt, der bygges, og alt, der koster penge hvert år.",
        50,
        {"hands": "Cirka 60 frivillige.", "public_help": "supplements"},
        (Stepped("Spørg hver gruppe, hvad de mangler", "Naturvejlederen", 18),),
    ),
    "dk-hedensted-lokalkontakt": Planning(
        "Eksempel til demoen: Kontakten må finde de rette folk uden at spørge en chef.",
        "Eksempel til demoen: Penge til projekter og brug af kommunens jord.",
        40,
        {"public_help": "supplements"},
        (
            Stepped("Ring til de lokalråd, som ikke har skrevet i år", "Lokalkontakten", 10),
            Stepped("Aftal, hvem der tager over i ferien", "Udviklingschefen", 35),
        ),
    ),
    "dk-hedensted-borgerbudget": Planning(
        "Eksempel til demoen: Den lokale gruppe står for afstemningen.",
        "Eksempel til demoen: Hvilke områder der får penge til næste år.",
        55,
        {"money": Decimal(75_000), "public_help": "supplements"},
        (Stepped("Del folderen ud, og sæt dag for afstemningen", "Den lokale gruppe", 28),),
    ),
    "dk-skanderborg-3-0": Planning(
        "Eksempel til demoen: Naboerne aftaler selv, hvem der hjælper hvem.",
        "Eksempel til demoen: Hvad platformen må koste, og hvem der passer den.",
        80,
        {"public_help": "supplements"},
        (Stepped("Spørg tre landsbyer, hvad de bruger siden til", "Webredaktøren", 30),),
    ),
    "pt-lisbon-bipzip": Planning(
        "Eksempel til demoen: Partnerskaberne vælger selv, hvordan pengene bruges.",
        "Eksempel til demoen: Hvilke projekter der får støtte i år.",
        65,
        {"public_help": "supplements"},
        (Stepped("Fortæl alle ansøgere, hvornår de får svar", "Programlederen", 15),),
    ),
}
"""The plans of the cases that are agreed or under way."""

YOUTH_HOUSE = Planning(
    "De unge vælger farver, møbler og navn. De laver selv husets regler.",
    "Lejen af huset, åbningstider efter kl. 22 og alt over 50.000 kroner.",
    None,
    {
        "money": Decimal(250_000),
        "hours": 60,
        "rooms": "Den gamle brandstation, stueplan og gård.",
        "hands": "Otte fra Ungerådet og ti fra Musikforeningen.",
        "public_help": "supplements",
    },
    (
        Stepped("Mål lydniveauet hos naboerne", "Ungekonsulenten", -3),
        Stepped("Hold åbent hus for de unge, der ikke går i en klub", "Ungerådet", 12),
        Stepped("Find en, der låser op om lørdagen", "", 20),
        Stepped("Spørg forsikringsselskabet igen", "Ungekonsulenten"),
    ),
    (
        Risked(
            "Naboerne klager over larm",
            "high",
            "Kulturchefen",
            "Vi har målt lyden og lukker dørene kl. 22. Ring til os, hvis det ikke er nok.",
        ),
        Risked("Ungerådet får nye medlemmer, og ingen kender aftalerne", "medium", "Ungerådet"),
        Risked("Huset er ikke godkendt til mere end 50 personer", "medium", "Kulturchefen"),
    ),
)
"""The plan of the example that has most in it; the day of an answer is still missing."""
YOUTH_HOUSE_ANSWERS = {
    "democracy.more-start": "Syv: seks voksne fra kommunen og formanden for Ungerådet.",
    "democracy.others-start": "Ingen af de unge, der ikke går i en klub.",
    "quality.satisfied-start": "Fire af ti siger, at der er noget at lave om aftenen.",
}
YOUTH_HOUSE_MINUTES = (
    "Vi så huset sammen. Alle vil beholde stangen.\n"
    "Ungerådet spørger rundt på skolerne. Kulturchefen finder ud af, hvad lejen er."
)
