"""What is said in writing: once for each key, with its files, never over what changed meanwhile."""

import pytest

from possible.values import Refused
from possible.values.instant import Instant
from possible_web.actions import contacts, messages
from possible_web.actions.messages import Author, File, Writing, do_send_message
from possible_web.actions.people import Newcomer, do_add_staff
from possible_web.keeping import ChangedMeanwhile, last_position
from possible_web.keeping.journal import topics_of
from possible_web.records.models import Attachment, Customer, Journal, Message, Poke

CUSTOMER = Author("customer")
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.fixture
def contact(any_db, charter, now):
    customer = Customer.objects.create(name="Ms Carter", language="en", since=now)
    return contacts.do_begin_contact(customer, contacts.Arrival("chat", "en"), now)


@pytest.fixture
def ines(any_db, now):
    newcomer = Newcomer("ines@pamplemousse.example", "ines", "Inès", "agent", ("tv",), ("fr", "en"))
    return do_add_staff(newcomer, now)


def test_what_is_sent_twice_is_said_once(contact, now):
    writing = Writing("key-of-the-page", " Hello\r\nthere\x00 ", contact=contact)
    first = do_send_message(contact.case_id, CUSTOMER, writing, now)
    second = do_send_message(contact.case_id, CUSTOMER, writing, Instant(now + 5))
    assert (first.pk, second.pk, first.text, first.language) == (first.pk, first.pk, "Hello\nthere", "en")
    entry = Journal.objects.get(kind="shell-message")
    assert list(topics_of([entry])) == [f"case-{contact.case_id}", f"contact-{contact.token}", "desk-cases"]
    assert entry.body == {"message": first.pk, "by": "customer", "agent": ""}


def test_a_key_of_somebody_else_says_nothing(contact, ines, now):
    do_send_message(contact.case_id, CUSTOMER, Writing("key-of-the-page", "Mine"), now)
    with pytest.raises(Refused, match="cannot be sent"):
        do_send_message(contact.case_id, Author("agent", ines), Writing("key-of-the-page", "Not mine"), now)
    assert [row.text for row in Message.objects.all()] == ["Mine"]


@pytest.mark.parametrize(
    ("writing", "why"),
    [
        (Writing("key-of-the-page", " \x00 "), "Nothing was written"),
        (Writing("key-of-the-page", "x" * 10_001), "too long"),
        (Writing("short", "x"), "cannot be sent"),
        (Writing("key-of-the-page", "", files=(File("a.png", PNG),) * 6), "too many"),
        (Writing("key-of-the-page", "", files=(File("a.exe", b"MZ\x00\x01"),)), "no file that we can take"),
        (Writing("key-of-the-page", "", files=(File("empty.txt", b""),)), "no file that we can take"),
        (
            Writing("key-of-the-page", "", files=(File("a.pdf", b"%PDF-" + b"0" * 8 * 1024 * 1024),)),
            "too large",
        ),
    ],
)
def test_what_cannot_be_sent_is_refused_and_nothing_is_written(contact, now, writing, why):
    before = Journal.objects.count()
    with pytest.raises(Refused, match=why):
        do_send_message(contact.case_id, CUSTOMER, writing, now)
    assert (Message.objects.count(), Attachment.objects.count(), Journal.objects.count()) == (0, 0, before)


def test_files_are_what_they_contain(contact, now):
    files = (File("..\\..\x00/box.html", b"<script>"), File("Photo.png", PNG))
    said = do_send_message(contact.case_id, CUSTOMER, Writing("key-of-the-page", "", files=files), now)
    rows = said.attachments.order_by("pk").values_list("name", "media_type", "size")
    assert list(rows) == [(".._..__box.html", "text/plain", 8), ("Photo.png", "image/png", 28)]
    assert len({row.token for row in said.attachments.all()}) == 2


def test_an_agents_reply_to_what_changed_meanwhile_is_refused(contact, ines, now):
    seen = last_position()
    do_send_message(contact.case_id, CUSTOMER, Writing("key-of-customer", "It works again!"), now)
    reply = Writing("key-of-the-agent", "Please restart it.", seen=seen)
    with pytest.raises(ChangedMeanwhile):
        do_send_message(contact.case_id, Author("agent", ines), reply, now)
    assert Message.objects.count() == 1
    do_send_message(
        contact.case_id, Author("agent", ines), Writing("key-2-of-agent", "Good!", seen=last_position()), now
    )
    again = Writing("key-3-of-agent", "Anything else?", seen=last_position() - 1)
    do_send_message(contact.case_id, Author("agent", ines), again, now)
    assert Message.objects.count() == 3, "what one did oneself is no surprise"


def test_delivered_then_read_by_the_other_side_only(contact, ines, now):
    do_send_message(contact.case_id, CUSTOMER, Writing("key-of-customer", "Hello"), now)
    do_send_message(contact.case_id, Author("agent", ines), Writing("key-of-the-agent", "Hello"), now)
    assert messages.do_deliver_messages(contact.case_id, "customer", Instant(now + 1)) == 1
    assert messages.do_read_messages(contact.case_id, "customer", Instant(now + 2)) == 1
    assert messages.do_read_messages(contact.case_id, "agent", Instant(now + 3)) == 1
    assert messages.do_read_messages(contact.case_id, "agent", Instant(now + 4)) == 0
    states = Message.objects.order_by("pk").values_list("by", "delivered_at", "read_at")
    assert list(states) == [("customer", now + 3, now + 3), ("agent", now + 1, now + 2)]
    assert set(Poke.objects.values_list("topic", flat=True)) == {f"case-{contact.case_id}"}


def test_that_somebody_writes_is_a_poke_and_no_row_of_the_journal(contact, now):
    before = Journal.objects.count()
    messages.do_note_writing(contact.case_id, "customer", now)
    assert Poke.objects.get().topic == f"writing-{contact.case_id}.customer"
    assert Journal.objects.count() == before
