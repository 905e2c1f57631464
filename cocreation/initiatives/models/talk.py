"""What people say to each other about an initiative: comments in threads."""

from django.db import models
from django.db.models import Q

from cocreation.initiatives.models.parts import Part
from cocreation.people.models import User


class Comment(Part):
    """A remark, or an answer to one; it can be addressed to someone, and a thread resolved."""

    FIELDS = ("text",)

    thread = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="answers"
    )
    """The comment that this one answers; None for the first of a thread."""
    about = models.CharField(max_length=80, blank=True)
    """The id of the checklist line that it is about; empty for the initiative as a whole."""
    text = models.TextField(max_length=2000)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="comments")
    addressed_to = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="comments_to_answer"
    )
    said_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta(Part.Meta):
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="comment_says_something")]
