"""The static facts at their edges: what just passes, what just fails, and where it is told."""

import pytest

from possible.charter.kinds import Reader
from possible.charter.nodes import parse
from possible.check import Subject
from possible.check.standards.facts import FACTS
from tests.core.edits import edited

FREE = "  free: {class: free} "
LINE = "    phone: +33 1 99 00 00 39\n    tariff: free\n"


def broken(fact, *texts, charter="cest-possible"):
    """Return (line's text, message) of all that one demand, such as `status-every: 60 s`, finds."""
    name, _, written = fact.partition(": ")
    reader = Reader()
    want = FACTS[name].kind.read(parse(written.encode(), "fact"), (), reader)
    assert reader.faults == []
    found = edited(charter, *texts)
    return [str(one.message) for one in FACTS[name].find(Subject(found), want)]


@pytest.mark.parametrize(
    ("fact", "texts"),
    [
        ("status-every: 30 s", ()),
        ("window-at-most: 2 h", ()),
        ("cancel-until: 18:00 the day before", ()),
        ("cancel-until: 18:00 the day before", ("cancel-until: 18:00 the day before", "cancel-until: 24 h before")),
        ("complaints-ladder: {rungs: 2, first: 1 working day, each: 10 working days, together: 11 working days}", ()),
        ("complaints-ladder: {together: 30 days}", ()),
        ("outside-body: {after: 30 days, deadlock: yes}", ()),
        ("credits: {within: 30 days, unasked: yes}", ()),
        ("first-menu: {at-most: 4, has: [person, complaint, leaving]}", ()),
        ("call-back-after: {wait: 90 s, called-within: 30 min, ladder-too: no}", ()),
        ("closed-call-back: 1 h", ()),
        ("supervisor: {wait: 3 min, called-within: 3 h}", ()),
        ("hours-a-day: {hours: 24}", ()),
        ("contract-ends-within: 10 days", ()),
        ("commitment-at-most: 12 months", ()),
        ("changes-told: 1 month before", ()),
        ("recordings: {notice: yes, consent: yes, copy: yes, keep: 90 days, must: yes}", ()),
        ("recordings: {notice: yes, copy: yes}", ("  recordings: {notice: yes, keep: 90 days, copy: on request}\n", "")),
        ("credit-at-least: {until: restored, every: day, sums: [8 EUR]}", ()),
        ("credit-at-least: {until: restored, every: day, sums: [99 GBP]}", ()),
        ("reference-at-once: yes", ("in the first minute", "within 30 s")),
        ("survey-after-closing: yes", ("after the case is closed", "never")),
        # a call that nobody has answered yet costs nothing, whatever its tariff says
        (
            "free-in: {phases: [connect, menu, queue]}",
            (FREE, FREE + "\n  dear: {class: premium, per-call: 1 EUR, per-minute: 0.34 EUR, charged-in: [menu, queue]}", LINE, LINE.replace("free", "dear") + "    picks-up: person\n"),
        ),
        # what is credited unasked costs nothing in the end
        (
            "free-in: {phases: [queue]}",
            (FREE, FREE + "\n  dear: {class: premium, per-minute: {queue: 0.34 EUR}}", LINE, LINE.replace("free", "dear") + "    refunds: [queue]\n"),
        ),
        (
            "free-in: {phases: [queue], unless-class: [geographic]}",
            (FREE, "  free: {class: geographic, per-minute: 0.05 EUR, charged-in: [queue]} "),
        ),
        (
            "free-in: {phases: [queue], networks: [own-network]}",
            (FREE, "  free: {class: geographic, other-network: {per-minute: 0.05 EUR, charged-in: [queue]}} "),
        ),
        # a line that only sells may cost
        ("number-class: [free]", (FREE, FREE + "\n  dear: {class: premium}", "  chat:\n", "  shop-line:\n    phone: +33 1 99 00 00 50\n    tariff: dear\n    for: [sales]\n    opens: welcome\n  chat:\n")),
        # the interpreters are there for those whose language the team does not speak
        ("every-service-always: yes", ("tv:           {skills: [tv], languages: {fr: always, en: always}", "tv:           {skills: [tv], languages: {fr: always, en: office}")),
        # a line that comes straight to a person has no menu
        ("first-menu: {has: [person, complaint]}", ("      - ask: problem\n        to: {fault: what-fails, bill: bill-trouble, complaint: complaint, leaving: leaving}", "      - queue: front-desk")),
        ("staffed: {hours: {mon-fri: 08:30-21:30}, languages: every}", ()),
    ],
)  # fmt: skip
def test_it_just_passes(fact, texts):
    assert broken(fact, *texts) == []


@pytest.mark.parametrize(
    ("fact", "texts", "message"),
    [
        ("status-every: 29 s", (), "Who waits hears news every 30 s only; the standard asks for every 29 s."),
        ("window-at-most: 90 min", (), "The window of `visit` is 2 h; the standard asks for 90 min or less."),
        ("window-at-most: 4 h", ("    window: 2 h\n", ""), "The window of `visit` is not limited; the standard asks for 4 h or less."),
        ("cancel-until: 17:00 the day before", (), "The company may cancel `visit` later than the standard allows."),
        ("cancel-until: 17:00 the day before", ("18:00 the day before", "in good time"), "The company may cancel `visit` later than the standard allows."),
        ("complaints-ladder: {rungs: 3}", (), "The complaints ladder has 2 rungs; the standard asks for 3."),
        ("complaints-ladder: {first: 1 day}", (), "The rung `supervisors` answers within 1 working day; the standard asks for 1 day or less."),
        ("complaints-ladder: {each: 9 working days}", (), "The rung `quality` answers within 10 working days; the standard asks for 9 working days or less."),
        ("complaints-ladder: {together: 10 working days}", (), "All rungs together take longer than 10 working days."),
        ("complaints-ladder: {each: 1 month}", ("who: quality, within: 10 working days", "who: quality"), "The rung `quality` has no time."),
        ("complaints-ladder: {else: {credit: 2.51 EUR, at-most: 50 EUR}}", ("quality, within: 10 working days, else: {credit: 2.50 EUR", "quality, within: 10 working days, else: {credit: 3 EUR"), "2.50 EUR is owed; the standard asks for 2.51 EUR."),
        ("outside-body: {after: 29 days}", (), "The outside body can be asked after: 30 days; the standard asks for 29 days or less."),
        ("outside-body: {deadlock: yes}", (", or: at deadlock}", "}"), "The outside body cannot be asked earlier when neither side moves."),
        ("credits: {within: 29 days}", (), "Credits are paid within 30 days; the standard asks for 29 days or less."),
        ("credits: {within: 29 days}", ("paid-within: 30 days, ", ""), "Nothing says when credits are paid; the standard asks for 29 days or less."),
        ("first-menu: {at-most: 3}", (), "The first menu has 4 choices; the standard allows 3."),
        ("first-menu: {has: [complaint]}", ("complaint: complaint, leaving", "complaint: letter, leaving"), "The first menu of line `service` takes no complaint."),
        ("first-menu: {has: [leaving]}", ("leaving: leaving}\n", "leaving: letter}\n"), "The first menu of line `service` does not lead to the end of the contract."),
        ("call-back-after: {wait: 90 s}", (), "One waits up to 3 min; the standard asks for 90 s at most."),
        ("call-back-after: {wait: 3 min, called-within: 29 min, ladder-too: no}", (), "The call back comes within 30 min; the standard asks for 29 min or less."),
        ("call-back-after: {wait: 3 min}", ("  then: call-back\n", "  then: front-desk\n"), "After the longest wait no call back is promised."),
        ("closed-call-back: 59 min", (), "Who calls when nobody is there is not promised an answer within 59 min."),
        ("supervisor: {wait: 3 min, called-within: 179 min}", (), "No path leads to a supervisor within 3 min, with a call back else."),
        ("commitment-at-most: 11 months", (), "The minimum term of contracts is not declared to be 11 months or less."),
        ("changes-told: 2 months before", (), "Changes of contracts are not declared to be told 2 months before."),
        ("recordings: {keep: 91 days}", (), "Recordings are not kept for 91 days."),
        ("recordings: {consent: yes}", ("consents: [recording, ", "consents: ["), "Calls are recorded, and nobody is asked: `consents` lacks `recording`."),
        ("recordings: {must: yes}", ("  recordings: {notice: yes, keep: 90 days, copy: on request}\n", ""), "Nothing says that calls are recorded."),
        ("published: {figures: each month}", (), "Measured figures do not appear `each month`."),
        ("published: {machine-readable: yes}", ("as: [page, yaml]", "as: [page]"), "The charter is not published in a form that machines read."),
        ("access-standard: [EN 301 549]", ("audited: 2026-09-15", "audited: 2022-09-15"), "Nobody has looked at accessibility by hand in the last three years."),
        ("contract-ends-within: 9 days", (), "A contract ends within 10 days; the standard asks for 9 days or less."),
        ("credit-at-least: {until: restored, sums: [8.01 EUR]}", (), "Promise `repair` owes less than 8.01 EUR."),
        ("credit-at-least: {until: arrived, every: day, sums: [8 EUR]}", (), "Promise `visit-kept` owes its credit once; each day is asked for."),
        ("free-exit: yes", ("contacts: under 3, days-without: 5 or more}, answer: exit, price: 0 EUR", "contacts: under 3, days-without: 5 or more}, answer: exit, price: 1 EUR", "contacts: 3 or more}, answer: exit, price: 0 EUR", "contacts: 3 or more, months-left: 0}, answer: exit, price: 0 EUR"), "No answer lets a customer leave at no cost while the minimum term runs."),
        ("repair-free: [network]", ("when: {outage: no, fault: home}", "when: {outage: no, contacts: over 9}"), "The row `at-home` charges 119 EUR for a visit, whoever caused the fault."),
        ("languages-kept: yes", ("languages: [fr, en]              #", "languages: [fr, en, fsl]         #"), "The language `fsl` is promised, and nobody speaks it or nothing is worded in it."),
        ("free-in: {phases: [connect]}", (FREE, "  free: {class: free, per-call: 0.08 EUR} "), "On line `service` the phase `connect` costs 0.08 EUR, from: own-network."),
        ("free-in: {phases: [hold]}", (FREE, FREE + "\n  dear: {class: free, per-minute: {hold: 0.08 EUR}}", LINE, LINE.replace("free", "dear") + "    picks-up: person\n"), "On line `service` the phase `hold` costs 0.08 EUR, from: own-network."),
    ],
)  # fmt: skip
def test_it_just_fails(fact, texts, message):
    assert broken(fact, *texts) == [message]


def test_people_who_refuse_in_their_own_words_are_found():
    assert broken("same-answer: yes", charter="as-it-was") == [
        "The row `tv-team` holds only when certain teams are asked.",
        "The row `evening` holds only when certain teams are asked.",
        "The row `evening-no` holds only when certain teams are asked.",
        "The people of `tv` refuse `technician-visit` in their own words.",
        "The people of `technical` refuse `technician-visit` in their own words.",
        "The people of `accounts` refuse `bill-correction` in their own words.",
    ]


def test_people_who_hang_up_are_found():
    assert "The people of `tv` hang up: after an hour." in broken("no-hang-up: yes", charter="as-it-was")
    assert broken("no-cut-wait: yes", charter="as-it-was") == ["The people of `tv` hang up: after an hour."]


def test_a_sentence_that_names_a_number_leads_to_it():
    texts = (
        FREE, "  dear: {class: geographic, per-minute: 0.03 EUR, charged-in: [talk]}\n" + FREE,
        LINE, LINE.replace("free", "dear"),
    )  # fmt: skip
    said = ("We have received your letter.", "We have received your letter; call +33 1 99 00 00 39.")
    messages = broken("no-dearer-line: yes", *texts, *said)
    assert "From line `letters`, which is free, callers are sent to `service`, which costs." in messages


def test_every_fact_says_what_it_asks():
    for fact in FACTS.values():
        assert fact.doc.endswith("."), fact.name
        assert fact.kind.words(), fact.name
        assert fact.kind.schema(), fact.name
