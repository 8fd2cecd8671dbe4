"""Stories that people tell in public: who tells, what was told, said and liked, who follows, who moderates.

`html` is what `text` became, cleaned; pages show nothing else. Counters are kept in the transaction of what
they count. A mail address is in `Writer.mail` and `Follow.mail` alone, and on no page.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from possible_web.records.cases import Case
from possible_web.records.fields import CompactJSON
from possible_web.records.people import Account, Staff, new_token


class State(models.TextChoices):
    """Where something that was told stands; only `shown` is public, `hidden` shows its reason."""

    DRAFT = "draft"
    UNCONFIRMED = "unconfirmed"
    HELD = "held"
    SHOWN = "shown"
    HIDDEN = "hidden"
    GONE = "gone"


class Writer(models.Model):
    """Somebody who tells or comments: by an account, or by a mail address that is confirmed and never shown.

    `links` counts the links that were used to be known again, so that each is worth something once.
    """

    token = models.CharField(max_length=32, unique=True, default=new_token)
    account = models.OneToOneField(
        Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="writer"
    )
    name = models.CharField(max_length=80, blank=True)
    mail = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=16, blank=True)
    since = models.BigIntegerField()
    verified_at = models.BigIntegerField(null=True, blank=True)
    links = models.PositiveIntegerField(default=0)
    erased_at = models.BigIntegerField(null=True, blank=True)

    class Meta:
        """One for each address."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mail"], condition=~Q(mail=""), name="writer_of_one_mail")
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Story(models.Model):
    """A story. `held_for`: the rules that hold it back. `reason`: why it was hidden, for everybody to read.

    `case`: what it became, with the author's consent (`consented_at`), which was asked by `asked_by`.
    """

    token = models.CharField(max_length=32, unique=True, default=new_token)
    writer = models.ForeignKey(
        Writer, on_delete=models.PROTECT, null=True, blank=True, related_name="stories"
    )
    name = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=160)
    text = models.TextField()
    html = models.TextField()
    language = models.CharField(max_length=16, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    created_at = models.BigIntegerField()
    changed_at = models.BigIntegerField()
    shown_at = models.BigIntegerField(null=True, blank=True)
    likes = models.PositiveIntegerField(default=0)
    comments = models.PositiveIntegerField(default=0)
    held_for = CompactJSON(default=list)
    reason = models.CharField(max_length=400, blank=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="story")
    asked_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.BigIntegerField(null=True, blank=True)
    consented_at = models.BigIntegerField(null=True, blank=True)

    class Meta:
        """One index for each list: newest, most liked, those that became a case, what is held."""

        verbose_name_plural = "stories"
        indexes: ClassVar = [
            models.Index(fields=["-shown_at", "-id"], condition=Q(state="shown"), name="story_newest"),
            models.Index(fields=["-likes", "-id"], condition=Q(state="shown"), name="story_most_liked"),
            models.Index(
                fields=["-shown_at", "-id"],
                condition=Q(state="shown", case__isnull=False),
                name="story_became_case",
            ),
            models.Index(fields=["id"], condition=Q(state="held"), name="story_held"),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class Tag(models.Model):
    """A word under which stories are found; `stories`: how many are shown."""

    slug = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    stories = models.PositiveIntegerField(default=0)

    class Meta:
        """The most used first."""

        indexes: ClassVar = [models.Index(fields=["-stories", "id"], name="tag_most_used")]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Tagged(models.Model):
    """A story has a tag; `at`: since when it is shown, nothing while it is not."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="tagged")
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="tagged")
    at = models.BigIntegerField(null=True, blank=True)

    class Meta:
        """Once a story; listed by tag, the newest first."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["story", "tag"], name="tagged_once")]
        indexes: ClassVar = [
            models.Index(fields=["tag", "-at", "-story"], condition=Q(at__isnull=False), name="tagged_newest")
        ]

    def __str__(self) -> str:
        """Return story and tag."""
        return f"{self.story_id} {self.tag_id}"


class Comment(models.Model):
    """What somebody says to a story, or in reply to a comment; by `staff`: the company says it.

    `key` is made by the page, so that a second click is no second comment. `parent` and `staff` have no index
    of their own: nearly all are empty, and a planner that trusts such an index reads a million rows.
    """

    key = models.CharField(max_length=64, unique=True)
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="said")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies", db_index=False
    )
    writer = models.ForeignKey(
        Writer, on_delete=models.PROTECT, null=True, blank=True, related_name="comments"
    )
    staff = models.ForeignKey(
        Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    name = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    html = models.TextField()
    language = models.CharField(max_length=16, blank=True)
    state = models.CharField(max_length=12, choices=State.choices)
    at = models.BigIntegerField()
    edited_at = models.BigIntegerField(null=True, blank=True)
    likes = models.PositiveIntegerField(default=0)
    held_for = CompactJSON(default=list)
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        """In the order in which they were said: those to the story, and the replies of each."""

        indexes: ClassVar = [
            models.Index(
                fields=["story", "id"],
                condition=Q(parent__isnull=True, state__in=("shown", "hidden")),
                name="comment_of_story",
            ),
            models.Index(
                fields=["story", "parent", "id"],
                condition=Q(parent__isnull=False, state__in=("shown", "hidden")),
                name="comment_replies",
            ),
            models.Index(fields=["id"], condition=Q(state="held"), name="comment_held"),
            models.Index(
                fields=["story", "id"],
                condition=Q(staff__isnull=False, state="shown"),
                name="comment_of_company",
            ),
        ]

    def __str__(self) -> str:
        """Return the beginning."""
        return self.text[:60]


class Like(models.Model):
    """Somebody likes a story or a comment: once."""

    writer = models.ForeignKey(Writer, on_delete=models.CASCADE, related_name="likes")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, null=True, blank=True)
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, blank=True)
    at = models.BigIntegerField()

    class Meta:
        """One each."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["writer", "story"], name="like_of_story_once"),
            models.UniqueConstraint(fields=["writer", "comment"], name="like_of_comment_once"),
            models.CheckConstraint(
                condition=Q(story__isnull=False, comment__isnull=True)
                | Q(story__isnull=True, comment__isnull=False),
                name="like_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        """Return who likes what."""
        return f"{self.writer_id}: {self.story_id or self.comment_id}"


class Follow(models.Model):
    """An address that wants news of a story, of a tag, or of all stories (neither), once it was confirmed."""

    token = models.CharField(max_length=32, unique=True, default=new_token)
    mail = models.EmailField(max_length=254)
    language = models.CharField(max_length=16, blank=True)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, null=True, blank=True, related_name="follows")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, null=True, blank=True, related_name="follows")
    made_at = models.BigIntegerField()
    confirmed_at = models.BigIntegerField(null=True, blank=True)

    class Meta:
        """Each thing once for an address; found by what is followed."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mail", "story"], name="follow_story_once"),
            models.UniqueConstraint(fields=["mail", "tag"], name="follow_tag_once"),
            models.UniqueConstraint(
                fields=["mail"],
                condition=Q(story__isnull=True, tag__isnull=True),
                name="follow_all_once",
            ),
        ]

    def __str__(self) -> str:
        """Return the token: an address is nobody's business."""
        return self.token


class Report(models.Model):
    """Somebody finds that a story or a comment should not stand there; `who`: a digest, each counts once."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, null=True, blank=True, related_name="reports")
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="reports"
    )
    who = models.CharField(max_length=64)
    reason = models.CharField(max_length=400)
    at = models.BigIntegerField()
    settled_at = models.BigIntegerField(null=True, blank=True)

    class Meta:
        """Once each; what is not settled is found at once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["who", "story"], name="report_of_story_once"),
            models.UniqueConstraint(fields=["who", "comment"], name="report_of_comment_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=Q(settled_at__isnull=True), name="report_open")
        ]

    def __str__(self) -> str:
        """Return the reason."""
        return self.reason


class Ruling(models.Model):
    """What a moderator (or a rule: no `staff`) did with what was told, and why; whether it was undone."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, null=True, blank=True, related_name="rulings")
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="rulings"
    )
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    before = models.CharField(max_length=12, choices=State.choices)
    after = models.CharField(max_length=12, choices=State.choices)
    reason = models.CharField(max_length=400, blank=True)
    at = models.BigIntegerField()
    undone_at = models.BigIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        """Return from where to where."""
        return f"{self.before} → {self.after}"


class StoryTest(models.Model):
    """A story saved as a test of the charter: the YAML that `possible check` plays; for the next draft."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="tests")
    text = models.TextField()
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.BigIntegerField()

    class Meta:
        """One of each story; saving it again replaces it."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["story"], name="story_test_once")]

    def __str__(self) -> str:
        """Return the beginning."""
        return self.text[:60]
