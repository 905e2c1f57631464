"""Links that open without an account, and what partners answered through them (`receiving`).

A link carries a random token, and the database keeps its hash. What a partner says is kept apart
from what the municipality says: nobody writes over another.
"""

import datetime
import secrets
import uuid
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cocreation.initiatives.checklist import State
from cocreation.initiatives.models import Initiative, Partner
from cocreation.people.models import User, hash_of


class Section(models.TextChoices):
    """The parts of an initiative that a reader outside can be shown. There are no others."""

    WHAT = "what", _("What it is, and what you want with it")
    MORE = "more", _("The long description")
    PARTNERS = "partners", _("Who takes part, and what they give")
    FORM = "form", _("Who decides what, with the map")
    MANDATE = "mandate", _("What may be decided here, and when an answer comes")
    STEPS = "steps", _("What happens when, without names")
    CONTACT = "contact", _("Whom to ask")


USUAL = tuple(section for section in Section if section is not Section.MORE)
"""What is chosen until someone chooses otherwise, and what a partner sees."""

LANGUAGES = [("", _("The reader’s own")), ("da", _("Danish")), ("en", _("English"))]


class LinkQuerySet(models.QuerySet[Any]):
    """Links of one kind."""

    def open(self) -> Self:
        """Keep those that work today."""
        return self.filter(revoked_at=None, ends_on__gte=timezone.localdate())

    def with_token(self, token: str) -> Self:
        """Keep the one that a token opens; none for one that is forged, ended or revoked."""
        return self.open().filter(token_hash=hash_of(token))


class OutsideLink(models.Model):
    """A link that opens one page until a day, unless someone stops it first."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=2, blank=True, choices=LANGUAGES)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ends_on = models.DateField()
    """The last day on which it works."""
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = LinkQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.public_id}"

    @property
    def is_open(self) -> bool:
        """Whether it works today."""
        return self.revoked_at is None and not self.has_ended

    @property
    def has_ended(self) -> bool:
        """Whether its last day has passed."""
        return self.ends_on < timezone.localdate()

    @property
    def shared(self) -> Initiative:
        """The initiative that it opens."""
        raise NotImplementedError

    def make(self, by: User | None) -> str:
        """Save a new link, and return its token: from now on nobody can read it anywhere."""
        token = secrets.token_urlsafe(16)
        self.by, self.token_hash = by, hash_of(token)
        with transaction.atomic():
            self.save()
            self._note(by, "make link", None, {"ends_on": self.ends_on.isoformat()})
        return token

    def revoke(self, by: User | None) -> None:
        """Let it open nothing any more; `restore` undoes it."""
        self._set_revoked(by, "stop link", timezone.now())

    def restore(self, by: User | None) -> None:
        """Let it open its page again."""
        self._set_revoked(by, "restore link", None)

    def _set_revoked(self, by: User | None, verb: str, at: datetime.datetime | None) -> None:
        if (self.revoked_at is None) is (at is None):
            return
        with transaction.atomic():
            self.revoked_at = at
            self.save(update_fields=["revoked_at"])
            self._note(by, verb, at is not None or None, at is None or None)

    def _note(self, by: User | None, verb: str, old: Any, new: Any) -> None:
        self.shared.note_change(by, verb, f"link {self.public_id}", old, new)


class SharedLink(OutsideLink):
    """A link to read chosen parts of one initiative."""

    LASTS: ClassVar[datetime.timedelta] = datetime.timedelta(90)
    LASTS_AT_MOST: ClassVar[datetime.timedelta] = datetime.timedelta(730)
    AT_MOST: ClassVar[int] = 50
    """So many links of one initiative may be open at a time."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="shared_links")
    name = models.CharField(max_length=80, blank=True)
    sections = models.JSONField(default=list)

    class Meta(OutsideLink.Meta):
        pass

    @property
    def shared(self) -> Initiative:
        return self.initiative

    @property
    def section_names(self) -> list[Any]:
        """What it shows, in words."""
        return [section.label for section in Section if section in self.sections]

    def again(self, by: User) -> tuple["SharedLink", str]:
        """Stop it, and make one with the same choices: return that one and its token."""
        today = timezone.localdate()
        left = self.ends_on - timezone.localdate(self.made_at)
        new = SharedLink(
            initiative=self.initiative,
            name=self.name,
            sections=self.sections,
            language=self.language,
            ends_on=today + min(max(left, datetime.timedelta(1)), self.LASTS_AT_MOST),
        )
        with transaction.atomic():
            self.revoke(by)
            return new, new.make(by)


class PartnerLink(OutsideLink):
    """A personal link with which one partner answers."""

    LASTS: ClassVar[datetime.timedelta] = datetime.timedelta(60)
    AN_HOUR: ClassVar[datetime.timedelta] = datetime.timedelta(hours=1)
    AN_HOUR_ALLOWS: ClassVar[int] = 60

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="personal_links")
    hour_began_at = models.DateTimeField(null=True, blank=True)
    sent_in_hour = models.PositiveSmallIntegerField(default=0)

    class Meta(OutsideLink.Meta):
        pass

    @property
    def shared(self) -> Initiative:
        return self.partner.initiative

    @classmethod
    def make_for(cls, partner: Partner, by: User | None, language: str = "") -> tuple[Self, str]:
        """Make a partner's link, from now on the only one: return it and its token."""
        new = cls(partner=partner, language=language, ends_on=timezone.localdate() + cls.LASTS)
        with transaction.atomic():
            for old in cls.objects.filter(partner=partner, revoked_at=None):
                old.partner = partner
                old.revoke(by)
            return new, new.make(by)

    def restore(self, by: User | None) -> None:
        """Let it work again, and any newer one of this partner no more."""
        with transaction.atomic():
            others = PartnerLink.objects.filter(partner=self.partner, revoked_at=None)
            for other in others.exclude(pk=self.pk):
                other.partner = self.partner
                other.revoke(by)
            super().restore(by)

    def count(self) -> bool:
        """Count one thing sent; False when the hour has had enough, and then nothing is counted."""
        now = timezone.now()
        if self.hour_began_at is None or now - self.hour_began_at >= self.AN_HOUR:
            self.hour_began_at, self.sent_in_hour = now, 0
        if self.sent_in_hour >= self.AN_HOUR_ALLOWS:
            return False
        self.sent_in_hour += 1
        self.save(update_fields=["hour_began_at", "sent_in_hour"])
        return True


class Reply(models.Model):
    """What one partner said of its part in an initiative."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes, that is us")
        NO = "no", _("No, not like this")

    FIELDS: ClassVar[tuple[str, ...]] = ("answer", "words", "contact")

    partner = models.OneToOneField(Partner, models.CASCADE, related_name="reply")
    answer = models.CharField(max_length=3, blank=True, choices=Answer)
    words = models.CharField(max_length=500, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    """When it last said yes or no."""
    received_at = models.DateTimeField(null=True, blank=True)
    """When anything last came."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=["", "yes", "no"]), name="reply_answer_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.answer}"

    @classmethod
    def of(cls, partner: Partner) -> "Reply":
        """Return what a partner said; before it says anything an empty one, not saved yet."""
        return cls.objects.filter(partner=partner).first() or cls(partner=partner)


class PartnerAnswer(models.Model):
    """What a partner says of one line of its role. It moves no tick of the municipality's."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="answers")
    item = models.CharField(max_length=60)
    state = models.CharField(
        max_length=14, choices=[(s, s) for s in State], default=State.NOT_LOOKED_AT
    )
    note = models.CharField(max_length=240, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("partner", "item", name="partner_answers_once"),
            models.CheckConstraint(condition=Q(state__in=list(State)), name="answer_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.state}"


class PartnerOffer(models.Model):
    """What a partner says that it gives. It waits until an editor takes it over, or does not."""

    class Standing(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ACCEPTED = "accepted", _("Taken over")
        DECLINED = "declined", _("Not taken over")
        WITHDRAWN = "withdrawn", _("Withdrawn by the partner")

    FIELDS: ClassVar[tuple[str, ...]] = ("gives", "why")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="offers")
    gives = models.CharField(max_length=240, blank=True)
    why = models.CharField(max_length=240, blank=True)
    replaced = models.JSONField(default=dict)
    """What stood on the list before it was taken over."""
    standing = models.CharField(max_length=9, choices=Standing, default=Standing.WAITING)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(standing__in=["waiting", "accepted", "declined", "withdrawn"]),
                name="offer_standing_known",
            ),
            models.UniqueConstraint(
                "partner", condition=Q(standing="waiting"), name="one_offer_waits"
            ),
        ]

    def __str__(self) -> str:
        return self.gives or self.why

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided about it yet."""
        return self.standing == self.Standing.WAITING

    @property
    def is_settled(self) -> bool:
        """Whether someone has decided about it."""
        return self.standing in (self.Standing.ACCEPTED, self.Standing.DECLINED)

    @property
    def news(self) -> dict[str, str]:
        """What it would change on the list: an empty field changes nothing."""
        now = {name: getattr(self.partner, name) for name in self.FIELDS}
        mine = {name: getattr(self, name) for name in self.FIELDS}
        return {name: words for name, words in mine.items() if words and words != now[name]}

    def accept(self, by: User) -> None:
        """Write it into the list of partners."""
        with transaction.atomic():
            news = self.news
            self.replaced = {name: getattr(self.partner, name) for name in news}
            self.partner.change(by, news)
            self._stand(by, self.Standing.ACCEPTED)

    def decline(self, by: User) -> None:
        """Leave the list as it is."""
        self._stand(by, self.Standing.DECLINED)

    def reopen(self, by: User) -> bool:
        """Let it wait again, with what stood on the list before.

        False, and nothing is done, when the list or the partner has moved on since.
        """
        moved = any(getattr(self.partner, name) != getattr(self, name) for name in self.replaced)
        waits = PartnerOffer.objects.filter(partner=self.partner, standing=self.Standing.WAITING)
        if moved or waits.exclude(pk=self.pk).exists():
            return False
        with transaction.atomic():
            self.partner.change(by, self.replaced)
            self.replaced = {}
            self._stand(by, self.Standing.WAITING)
        return True

    def _stand(self, by: User | None, standing: "PartnerOffer.Standing") -> None:
        with transaction.atomic():
            old, self.standing = self.standing, standing
            self.save()
            partner = self.partner
            noted = [(f"{partner.public_id}.offer", str(old), str(standing))]
            partner.initiative.note_changes(by, "settle offer", noted)
