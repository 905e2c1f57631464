"""What the database keeps of an initiative, one module for each thing that people say of it.

The database keeps what people said. Form, gaps and progress are computed from it by the rules.
"""

from cocreation.initiatives.models.checklists import RoleHolder, Tick
from cocreation.initiatives.models.initiative import (
    REPETITION,
    Initiative,
    InitiativeQuerySet,
    NamedPerson,
    RankedAmbition,
    Status,
)
from cocreation.initiatives.models.parts import Part, Partner
from cocreation.initiatives.models.placements import Assessment, Phase
from cocreation.initiatives.models.plan import (
    Attachment,
    Effect,
    Link,
    Meeting,
    Plan,
    Risk,
    Step,
)
from cocreation.initiatives.models.talk import Comment
from cocreation.initiatives.models.versions import Template, Version

__all__ = [
    "REPETITION",
    "Assessment",
    "Attachment",
    "Comment",
    "Effect",
    "Initiative",
    "InitiativeQuerySet",
    "Link",
    "Meeting",
    "NamedPerson",
    "Part",
    "Partner",
    "Phase",
    "Plan",
    "RankedAmbition",
    "Risk",
    "RoleHolder",
    "Status",
    "Step",
    "Template",
    "Tick",
    "Version",
]
