"""The letter that asks a partner to answer by its own link."""

from cocreation.mail import letter
from cocreation.people.models import User
from cocreation.sharing.models import PartnerLink


def ask(link: PartnerLink, address: str, to: str, by: User) -> None:
    """Have a link sent to one e-mail address, which is not kept."""
    words = {
        "name": str(by),
        "email": by.email,
        "organisation": str(link.shared.organisation),
        "partner": str(link.partner),
        "address": address,
        "ends_on": link.ends_on,
    }
    letter(to, link.language, "sharing/mail/partner", words)
