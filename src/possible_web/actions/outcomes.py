"""What a story becomes: a case, with its author's consent alone; a test that the charter must pass."""

from __future__ import annotations

from possible.values import N_, Refused, sentence
from possible.values.instant import Instant
from possible_web.keeping import Entry, action, append
from possible_web.keeping.charters import charter_in_force
from possible_web.keeping.reach import MAIL, keep_identity
from possible_web.keeping.writers import ask, link_for
from possible_web.records.models import Case, Customer, Staff, Story, StoryTest
from possible_web.records.stories import State

KIND = "case"
BECAME = "shell-story-became-case"
ASKS = N_("Shall we make your story a case?")
ASKED = N_(
    "{agent} of {company} read your story “{title}” and would like to solve it. If you agree, a case "
    "is opened in your name. The page of the story then says that it became one "
    "and how it ended: nothing private."
)


@action
def do_ask_consent(story: Story, by: Staff, now: Instant) -> Story:
    """Ask the author by mail whether their story may become a case; asked again only after a day."""
    row = Story.objects.select_for_update(no_key=True).get(pk=story.pk)
    if row.state != State.SHOWN or row.writer is None or not row.writer.mail:
        raise Refused(sentence(N_("Its author cannot be asked.")))
    if row.case_id or row.consented_at:
        raise Refused(sentence(N_("It is a case already.")))
    if row.asked_at and now - row.asked_at < 24 * 3_600_000:
        raise Refused(sentence(N_("Its author was asked already.")), sentence(N_("wait for a day")))
    row.asked_by, row.asked_at = by, now
    row.save(update_fields=["asked_by", "asked_at"])
    company = charter_in_force().charter.company
    text = sentence(ASKED, agent=by.shown_name, company=company, title=row.title)
    letter = (sentence(ASKS), text, link_for(KIND, row.pk, row.token), company)
    ask(f"consent-{row.pk}-{now}", row.writer.mail, row.language or row.writer.language, letter, now)
    return row


@action
def do_take_consent(number: int, token: str, language: str, now: Instant) -> tuple[Story, Customer] | None:
    """Take the author's consent, and return whose case it will be; None when nobody asked, or it is one."""
    row = (
        Story.objects.select_for_update(no_key=True).filter(pk=number, token=token, state=State.SHOWN).first()
    )
    if row is None or row.writer is None or not row.asked_at or row.case_id:
        return None
    row.consented_at = row.consented_at or now
    row.save(update_fields=["consented_at"])
    account = row.writer.account
    customer = Customer.objects.filter(account=account).first() if account else None
    customer = (
        customer
        or Customer.objects.filter(
            identities__kind=MAIL, identities__value=row.writer.mail, identities__verified_at__isnull=False
        ).first()
    )
    if customer is None:
        customer = Customer.objects.create(
            account=account, name=row.name, language=row.language or language, since=now
        )
    keep_identity(customer, MAIL, row.writer.mail, now)
    return row, customer


@action
def do_link_case(story: Story, case: Case, now: Instant) -> Story:
    """Write down which case a story became."""
    row = Story.objects.select_for_update(no_key=True).get(pk=story.pk)
    if row.consented_at is None:
        raise Refused(sentence(N_("Its author did not agree.")))
    row.case = case
    row.save(update_fields=["case"])
    append([Entry(at=now, kind=BECAME, body={"story": row.pk}, case=case.pk)])
    return row


@action
def do_save_test(story: Story, text: str, by: Staff, now: Instant) -> StoryTest:
    """Keep a story as a test for the next draft of the charter; saving it again replaces it."""
    values = {"text": text, "staff": by, "at": now}
    return StoryTest.objects.update_or_create(story=story, defaults=values)[0]
