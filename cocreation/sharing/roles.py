"""Which of the seven roles a partner answers for, and what a partner can say of a line."""

from collections.abc import Mapping

ROLE_OF_KIND: Mapping[str, str] = {
    "citizens": "citizen",
    "association": "association",
    "company": "company",
    "public": "association",
    "other": "association",
}
"""No role is written for a public body as a partner: the association's lines come nearest."""

TOLD_DECISIONS = ("problem", "solution", "result", "execution", "operations", "legality")
"""The decisions that a reader outside asks about. What leaders lean on is left to leaders."""
