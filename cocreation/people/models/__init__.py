"""Who: people, the organisations they plan for, and what each has changed."""

from cocreation.people.models.changes import Change, HasPublicId
from cocreation.people.models.invitations import Invitation, hash_of
from cocreation.people.models.organisations import LastAdmin, Membership, Organisation, Unit
from cocreation.people.models.users import User, UserManager

__all__ = [
    "Change",
    "HasPublicId",
    "Invitation",
    "LastAdmin",
    "Membership",
    "Organisation",
    "Unit",
    "User",
    "UserManager",
    "hash_of",
]
