"""A charter that meets every static demand of every pack, and for each fact a small edit that breaks it."""

from __future__ import annotations

from functools import cache

from possible.charter import Charter, read
from tests.core.edits import files

GOOD = "cest-possible"
PARAGON = (
    "  at-most: 90 s", "  at-most: 50 s",
    "        at-most: 3 min", "        at-most: 45 s",
    "within: 7 working days, share: 95 %, each: quarter, else: {credit: 6.50 EUR, every: day, at-most: 195 EUR}",
    "within: 4 working days, else: {credit: 50 EUR, every: day}",
    "until: restored, within: 48 h, for: [tv, internet, mobile], else: {credit: 8 EUR, every: day, at-most: 240 EUR}",
    "until: restored, within: 23 h, for: [tv, internet, mobile, telephone], else: {credit: [50 EUR, 1/2 of the monthly price], every: day}",
    "until: work started, within: 24 h, for: [tv, internet, mobile]", "until: work started, within: 20 h",
    "paid-within: 30 days, unasked", "paid-within: 7 days, unasked",
    "supervisors, within: 1 working day, else: {credit: 2.50 EUR, every: day, at-most: 50 EUR}",
    "supervisors, within: 1 day, else: {credit: 3 EUR, every: day, at-most: 300 EUR}",
    "quality, within: 10 working days, else: {credit: 2.50 EUR, every: day, at-most: 150 EUR}",
    "quality, within: 5 days, else: {credit: 3 EUR, every: day, at-most: 300 EUR}",
    "within: the window, else: {credit: 32 EUR, fee: waived}", "within: the window, else: {credit: [50 EUR, 1/2 of the monthly price], fee: waived}",
    "else: {credit: [32 EUR, 1/5 of the monthly price], every: day}", "else: {credit: [51 EUR, 1/2 of the monthly price], every: day}",
    "18:00 the day before", "17:00 the day before",
)  # fmt: skip

FREE = "  free: {class: free} "
PAID = "  free: {class: premium, per-minute: 0.34 EUR, charged-in: [connect, menu, queue, talk, hold, transfer]} "
EVERY_TEAM = (
    "languages: {fr: always, en: always}, people: {fr: 24", "languages: {fr: visits}, people: {fr: 24",
    "languages: {fr: always, en: always}, people: {fr: 14", "languages: {fr: visits}, people: {fr: 14",
    "languages: {fr: always, en: always}, people: {fr: 18", "languages: {fr: visits}, people: {fr: 18",
    "skills: [complaints, exceptions], languages: {fr: always, en: always}", "skills: [complaints, exceptions], languages: {fr: visits}",
    "skills: [interpreting], languages: {en: always}", "skills: [interpreting], languages: {fr: visits}",
    "  visits: {mon-fri: 08:00-20:00, sat: 08:00-18:00}", "  visits: {tue: 10:00-11:00}",
    "  office: {mon-fri: 09:00-18:00}", "  office: {tue: 10:00-11:00}",
)  # fmt: skip
LADDER = (
    ("  ladder:\n    - {who: supervisors, within: 1 day, else: {credit: 3 EUR, every: day, at-most: 300 EUR}}\n"
    "    - {who: quality, within: 5 days, else: {credit: 3 EUR, every: day, at-most: 300 EUR}}\n"), "",
)  # fmt: skip
COMPLAINTS = "    for: [faults, bills, changes, complaints, leaving]\n"
HANG_UP = ("      - say: outage-known\n      - promise: outage-news", "      - hang-up: too many calls")
SHOPS_DEAR = (
    FREE, "  dear: {class: geographic, per-minute: 0.03 EUR, charged-in: [talk]}\n" + FREE,
    "    phone: +33 1 99 00 00 39\n    tariff: free", "    phone: +33 1 99 00 00 39\n    tariff: dear",
)  # fmt: skip

# fact: (texts exchanged in the paragon, a text on the line where the finding must stand)
BREAKS: dict[str, tuple[tuple[str, ...], str]] = {
    "access-standard": (("standard: EN 301 549", "standard: none yet"), "standard: none yet"),
    "always-answered": (HANG_UP, "  service:\n"),
    "automats-say-so": (("  automats-say-so: yes", "  automats-say-so: no"), "automats-say-so: no"),
    "bundle-may-end": (("whole-bundle-may-end: yes", "whole-bundle-may-end: no"), "whole-bundle-may-end: no"),
    "call-back-after": (("  at-most: 50 s", "  at-most: 10 min"), "  at-most: 10 min"),
    "cancel-until": (("    cancel-until: 17:00 the day before\n", ""), "  visit:"),
    "case-travels": (
        ("      - ask: outage\n        to: {yes: known-outage, no: next}\n      - queue: network", "      - hand-on: network\n        case: stays behind"),
        "case: stays behind",
    ),
    "changes-told": (("changes-told: 1 month before", "changes-told: 10 days before"), "changes-told: 10 days before"),
    "closed-call-back": (("from: opening, until: called, within: 1 h", "from: opening, until: called, within: 9 days"), "closed: call-back-at-opening"),
    "closes-with-customer": (("closes: customer agrees", "closes: after 14 days of silence"), "closes: after 14 days"),
    "commitment-at-most": (("commitment: 12 months", "commitment: 36 months"), "commitment: 36 months"),
    "complaints-by": (
        (
            "    for: [bills, changes, complaints, leaving]\n", "    for: [bills]\n",
            "    chat: pamplemousse.example/aide\n" + COMPLAINTS, "    chat: pamplemousse.example/aide\n    for: [faults]\n",
            "    languages: [en]\n" + COMPLAINTS, "    languages: [en]\n    for: [faults]\n",
            "    phone: +33 1 99 00 00 39\n    tariff: free\n" + COMPLAINTS, "    phone: +33 1 99 00 00 39\n    tariff: free\n    for: [faults]\n",
        ),
        "lines:\n",
    ),
    "complaints-ladder": (LADDER, "complaints:\n"),
    "contacts-join": (("  joins: 60 days", "  joins: no"), "  joins: no"),
    "contract-ends-within": (("until: ended, within: 10 days", "until: ended, within: 30 days"), "until: ended, within: 30 days"),
    "credits": (("paid-within: 7 days, unasked: yes", "paid-within: 900 days, unasked: no"), "paid-within: 900 days"),
    "credit-at-least restored": (("credit: [50 EUR, 1/2 of the monthly price], every: day}}\n  work", "credit: 7 EUR, every: day}}\n  work"), "until: restored"),
    "credit-at-least arrived": (("credit: [50 EUR, 1/2 of the monthly price], fee: waived", "credit: 7 EUR, fee: waived"), "  visit-kept:"),
    "deposits-back": (("deposits-back: 10 days", "deposits-back: 60 days"), "deposits-back: 60 days"),
    "ends-online": (("end-online: yes", "end-online: no"), "end-online: no"),
    "evening-or-saturday": (("  visits: {mon-fri: 08:00-20:00, sat: 08:00-18:00}", "  visits: {mon-fri: 09:00-17:00}"), "  technicians:  {"),
    "every-promise-owes": (("until: told, within: 1 working day, else: {credit: 5 EUR}}", "until: told, within: 1 working day}"), "  plan-confirmed:"),
    "every-service-always": (("skills: [first help], languages: {fr: always", "skills: [first help], languages: {fr: office"), "  front-desk:"),
    "first-menu": (
        (
            "is: [fault, bill, complaint, leaving]", "is: [fault, bill, one, two, three, four]",
            "to: {fault: what-fails, bill: bill-trouble, complaint: complaint, leaving: leaving}",
            "to: {fault: what-fails, bill: bill-trouble, one: letter, two: letter, three: letter, four: letter}",
            '    person: front-desk           # "a person, please" (key 0): from each step\n', "",
        ),
        "- ask: problem",
    ),
    "free-exit": (
        (
            "days-without: 5 or more}, answer: exit, price: 0 EUR", "days-without: 5 or more}, answer: exit, price: 49 EUR",
            "contacts: 3 or more}, answer: exit, price: 0 EUR", "contacts: 3 or more}, answer: exit, price: 49 EUR",
        ),
        "id: failed, ",
    ),
    "free-in": ((FREE, PAID), "class: premium"),
    "hours-a-day": (EVERY_TEAM, "teams:\n"),
    "languages-kept": (("languages: [fr, en]              #", "languages: [fr, en, es]          #"), "languages: [fr, en, es]"),
    "late-answer-pays": (("else: {credit: 3 EUR, every: day, at-most: 300 EUR}}\n    - {who: quality", "else: {credit: 1 EUR, every: day}}\n    - {who: quality"), "who: supervisors, within"),
    "late-visit-free": ((", fee: waived}", "}"), "  visit-kept:"),
    "lost-connection": (("  lost-connection: same-person-calls\n", ""), "cases:\n"),
    "missed-visit-owes": (
        (
            ", else: {credit: [50 EUR, 1/2 of the monthly price], fee: waived}", "",
            ", else: {credit: [51 EUR, 1/2 of the monthly price], every: day}", "",
        ),
        "promises:\n",
    ),
    "moved-with-consent": (("    window: 2 h\n", "    window: 2 h\n    moved: as we need\n"), "moved: as we need"),
    "never-asks": (("asks: [minutes-late]", "asks: [minutes-late, language]"), "asks: [minutes-late, language]"),
    "never-plays": (("  plays: music", "  plays: [music, advertising]"), "plays: [music, advertising]"),
    "no-collection-in-dispute": (("debt-collection-in-dispute: stopped", "debt-collection-in-dispute: goes on"), "goes on"),
    "no-cut-wait": ((*HANG_UP, "  then: call-back\n", "  then: known-outage\n"), "- hang-up: too many calls"),
    "no-dearer-line": (SHOPS_DEAR, "- queue: counter"),
    "no-hang-up": (HANG_UP, "- hang-up: too many calls"),
    "no-help-fee": ((FREE, "  free: {class: free, help-fee: {per-minute: 0.34 EUR, charged-in: [talk]}} "), "help-fee:"),
    "no-selling-in-a-fault": (("selling-in-a-fault: no", "selling-in-a-fault: yes"), "selling-in-a-fault: yes"),
    "number-class": ((FREE, PAID), "class: premium"),
    "outside-body": (("  outside: {who: mediator, after: 30 days, or: at deadlock}\n", ""), "complaints:\n"),
    "people-say-their-name": (("people-say-their-name: yes", "people-say-their-name: no"), "people-say-their-name: no"),
    "person-everywhere": (("    person: tv\n", ""), "  tv-trouble:"),
    "person-first": (('    person: front-desk           # "a person, please" (key 0): from each step\n', ""), "  welcome:"),
    "printed": (("    printed: [contract, bill, site]\n    opens: welcome\n  english", "    printed: [site]\n    opens: welcome\n  english"), "printed: [site]"),
    "promise person": (("from: first ring, until: person, within: 90 s", "from: opening, until: person, within: 90 s"), "promises:\n"),
    "promise working": (("from: ordered, until: working", "from: booked, until: working"), "promises:\n"),
    "promise working agreed": (("within: 0 days, else: {credit: 1/5 of the monthly price, every: day}}", "within: 0 days, else: {credit: 1/9 of the monthly price, every: day}}"), "  number-moved:"),
    "promise working lost": (("credit: 24 monthly prices", "credit: 23 monthly prices"), "  number-kept:"),
    "promise work started": (("until: work started, within: 20 h", "until: work started, within: 9 days", "within: 23 h", "within: 8 days"), "until: work started"),
    "promise restored": (
        ("until: restored, within: 23 h", "until: restored, within: 9 days", "credit: [50 EUR, 1/2 of the monthly price], every: day}}\n  work", "credit: 1 EUR, every: week}}\n  work"),
        "until: restored",
    ),
    "promise arrived": (
        (
            "else: {credit: [50 EUR, 1/2 of the monthly price], fee: waived}", "else: {credit: 1 EUR}",
            "else: {credit: [51 EUR, 1/2 of the monthly price], every: day}", "else: {credit: 1 EUR}",
        ),
        "  visit-kept:",
    ),
    "promise told": (("from: reported, until: told, within: 2 h", "from: asked, until: told, within: 2 h"), "promises:\n"),
    "promise credited": (("until: credited, within: 5 days", "until: credited, within: 50 days"), "  bill-corrected:"),
    "promise answered": (("from: received, until: answered, within: 1 working day", "from: received, until: answered, within: 20 working days"), "  reply:"),
    "published": (("  published: {where: pamplemousse.example/charte, as: [page, yaml], figures: each quarter}\n", ""), "declarations:\n"),
    "recordings": (
        ("  recordings: {notice: yes, keep: 90 days, copy: on request}", "  recordings: {notice: no, keep: 1 day}"),
        "  recordings: {notice: no",
    ),
    "reference-at-once": (("reference: in the first minute", "reference: by letter"), "reference: by letter"),
    "refusals-have reason": (("because: not-the-box, instead: technician-visit}", "instead: technician-visit}"), "id: not-the-box"),
    "refusals-have outside body": (("  outside: {who: mediator, after: 30 days, or: at deadlock}\n", ""), "complaints:\n"),
    "refusals-have appeal": (LADDER, "complaints:\n"),
    "relay": ((", relay: text-relay}", "}"), "  access: {"),
    "repair-free": (("fault: network}, answer: visit, price: 0 EUR", "fault: network}, answer: visit, price: 9 EUR"), "id: network, "),
    "replaced-within": (("  swap:        {fee: 0 EUR, by: counter, within: 1 day", "  swap:        {fee: 0 EUR, by: counter, within: 60 days"), "  swap:        {"),
    "same-answer": (("answer: visit, price: 0 EUR, because: fault-is-ours}", "answer: visit, price: 0 EUR, because: fault-is-ours, who: [tv]}"), "who: [tv]"),
    "shop-hours": (("  shops:  {mon-sat: 10:00-19:00}", "  shops:  {mon-fri: 10:00-17:00}"), "  shops:\n"),
    "staffed": (EVERY_TEAM, "teams:\n"),
    "status-every": (("  status-every: 30 s\n", ""), "waiting:\n"),
    "supervisor": (("        at-most: 45 s", "        at-most: 9 min"), "- queue: supervisors"),
    "survey-after-closing": (("survey: after the case is closed", "survey: during the call"), "survey: during the call"),
    "window-at-most": (("    window: 2 h", "    window: 9 h"), "    window: 9 h"),
}  # fmt: skip


@cache
def paragon(currency: str = "EUR", *texts: str) -> Charter:
    """Return the paragon after more edits, its sums in another currency."""
    found = files(GOOD, *PARAGON, *texts)
    return read(
        {
            name: text.replace(b" EUR", b" " + currency.encode()).replace(b": EUR", b": " + currency.encode())
            for name, text in found.items()
        },
        GOOD,
    )


def line_of(mark: str, *texts: str) -> int:
    """Return the line of `charter.yaml` on which a mark stands after edits of the paragon; it stands once."""
    text = files(GOOD, *PARAGON, *texts)["charter.yaml"].decode()
    assert text.count(mark) == 1, f"{mark!r} stands {text.count(mark)} times"
    return text[: text.index(mark)].count("\n") + 1
