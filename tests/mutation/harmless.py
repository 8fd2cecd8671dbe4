"""Edits of the good charter that break nothing: no law may speak, not even in a whisper."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.mutation.edits import EN, FR, C, Change, Edit, Files, N, Renamed, T, edited, good
from tests.mutation.on_the_way import ACCOUNTS, FREE, FRONT, GREETING, NETWORK, TV
from tests.mutation.spanish import SPANISH


@dataclass(frozen=True, slots=True)
class Harmless:
    """Edits after which everything still holds."""

    id: str
    edits: tuple[Change, ...]

    def files(self) -> Files:
        return edited(self.edits)


def h(id: str, file: str, old: str, new: str, *more: Change) -> Harmless:  # noqa: A002
    return Harmless(id, (Edit(file, old, new), *more))


@dataclass(frozen=True, slots=True)
class EveryWord:
    """A name exchanged in every file, wherever it stands as a whole word of the charter (not inside sentences)."""

    old: str
    new: str
    files: tuple[str, ...] = ()

    def done(self, files: dict[str, bytes]) -> dict[str, bytes]:
        pattern = re.compile(rf"(?<![\w’'-]){re.escape(self.old)}(?![\w’'-])")
        return {
            name: self._in(text, pattern) if name in (self.files or files) else text
            for name, text in files.items()
        }

    def _in(self, content: bytes, pattern: re.Pattern[str]) -> bytes:
        parts = re.split(r'("[^"\n]*"|#[^\n]*)', content.decode())
        return "".join(
            part if part[:1] in ('"', "#") else pattern.sub(self.new, part) for part in parts
        ).encode()


@dataclass(frozen=True, slots=True)
class Swapped:
    """Two neighbouring texts of a file, each once, change places."""

    file: str
    one: str
    other: str

    def done(self, files: dict[str, bytes]) -> dict[str, bytes]:
        text = files[self.file].decode()
        assert text.count(self.one) == text.count(self.other) == 1, (self.one, self.other)
        return {
            **files,
            self.file: text.replace(self.one, "\0")
            .replace(self.other, self.one)
            .replace("\0", self.other)
            .encode(),
        }


def renamed(id: str, old: str, new: str, *more: Change, files: tuple[str, ...] = ()) -> Harmless:  # noqa: A002
    return Harmless(id, (EveryWord(old, new, files), *more))  # type: ignore[arg-type] - one more kind of change


def swapped(id: str, file: str, one: str, other: str) -> Harmless:  # noqa: A002
    return Harmless(id, (Swapped(file, one, other),))  # type: ignore[arg-type] - one more kind of change


def _lines(file: str, start: str) -> list[str]:
    """Return the lines of a file that begin with a text."""
    return [line + "\n" for line in good()[file].decode().splitlines() if line.startswith(start)]


RENAMES = [
    renamed("a path under another name", "tv-trouble", "television"),
    renamed("the first path under another name", "welcome", "start-here"),
    renamed("a path that a line opens under another name", "letter", "post-arrives"),
    renamed("a team under another name", "front-desk", "first-people"),
    renamed("a team of technicians under another name", "technicians", "vans"),
    renamed("a line under another name", "text-relay", "sign-language"),
    renamed("the english line under another name", "english", "abroad"),
    renamed("a promise under another name", "call-back", "ring-back"),
    renamed("another promise under another name", "daily-news", "every-day"),
    renamed("a remedy under another name", "correction", "bill-mended"),
    renamed("a question under another name", "leave-free", "may-i-leave"),
    renamed("a fact under another name", "months-left", "months-to-go"),
    renamed("a fact that the customer gives under another name", "bill-point", "bill-item"),
    renamed("a fact of a playbook under another name", "box-light", "lamp"),
    renamed("a value under another name", "service-failed", "you-failed"),
    renamed("a reason under another name", "doubt-is-yours", "in-doubt-for-you"),
    renamed("a step of a playbook under another name", "fibre-power", "power-light", files=(N,)),
    renamed("an action under another name", "reseat-hdmi", "cable-again"),
    renamed("the id of a row", "swap-was-in-vain", "one-swap-is-enough"),
    renamed("hours under another name", "office", "bureau"),
    renamed("a case state under another name", "with-shop", "at-the-shop"),
    renamed("a consent under another name", "helper", "companion"),
    renamed("the body outside under another name", "mediator", "ombudsman"),
    renamed("a sentence under another name", "outage-known", "we-know"),
    renamed(
        "a playbook under another name",
        "no-internet",
        "internet-dead",
        Renamed(N, "playbooks/internet-dead.yaml"),
    ),
    renamed("an answer under another name", "within-3-days", "soon-enough"),
]

ORDER = [
    swapped("two lines change places", C, "  chat:\n    chat: pamplemousse.example/aide\n    for: [faults, bills, changes, complaints, leaving]\n    opens: welcome\n",
            "  letters:\n    mail: service@pamplemousse.example\n    for: [bills, changes, complaints, leaving]\n    opens: letter\n"),
    swapped("two teams change places", C, TV, ACCOUNTS),
    swapped("two paths change places", C,
        "  bill-trouble:\n    person: accounts\n    steps:\n      - play: bill-question\n      - ask: bill-point\n      - decide: bill-correction\n",
        "  leaving:\n    person: accounts\n    steps:\n      - ask: reason\n      - decide: leave-free\n"),
    swapped("two rows without overlap change places", C, *_lines(C, "      - {id: outage, ")[:1], _lines(C, "      - {id: nothing-found,")[0]),
    swapped("two more rows change places", C, _lines(C, "      - {id: our-error,")[0], _lines(C, "      - {id: right-old,")[0]),
    swapped("two promises change places", C, _lines(C, "  repair:")[0], _lines(C, "  number-kept:")[0]),
    swapped("two facts change places", C, _lines(C, "  swaps:")[0], _lines(C, "  reason:")[0]),
    swapped("two remedies change places", C, _lines(C, "  swap:")[0], _lines(C, "  exit:")[0]),
    swapped("two case states change places", C, _lines(C, "    with-us:")[0], _lines(C, "    with-customer:")[0]),
    swapped("two sentences of a catalogue change places", EN, _lines(EN, "  greeting:")[0], _lines(EN, "  letter-received:")[0]),
    h("the facts of a question in another order", C, "asks: [outage, fault, swaps, contacts]", "asks: [contacts, swaps, fault, outage]"),
    h("the facts of a row in another order", C, "when: {outage: no, fault: box, swaps: 1 or more}", "when: {swaps: 1 or more, outage: no, fault: box}"),
    h("the values of a fact in another order", C, "{is: [none, home, box, network, unknown]", "{is: [unknown, network, box, home, none]"),
    h("the values of a menu in another order", C, "{tv: tv-trouble, internet: internet-trouble, mobile: mobile-trouble}", "{mobile: mobile-trouble, tv: tv-trouble, internet: internet-trouble}"),
    h("the keys of a row in another order", C, "{id: our-error,  when: {bill-error: ours}, answer: correction, price: 0 EUR, because: our-error}",
      "{because: our-error, price: 0 EUR, answer: correction, when: {bill-error: ours}, id: our-error}"),
    h("the languages in another order", C, "languages: [fr, en] ", "languages: [en, fr] "),
    h("the values of a cell in another order", C, "{id: cut-off,    when: {service: internet, fault: [box, network, unknown]}", "{id: cut-off,    when: {service: internet, fault: [unknown, box, network]}"),
    h("the credits before the promises", C, "credits: {paid-within: 30 days, unasked: yes}\n", "", Edit(C, "quotes: {good-for", "credits: {paid-within: 30 days, unasked: yes}\nquotes: {good-for")),
]  # fmt: skip

STRICTER = [
    h("a call back sooner", C, "within: 30 min, keeps-place", "within: 15 min, keeps-place"),
    h("a repair sooner", C, "until: restored, within: 48 h", "until: restored, within: 24 h"),
    h("a higher credit", C, "else: {credit: 32 EUR, fee: waived}", "else: {credit: 50 EUR, fee: waived}"),
    h("a higher credit for a repair, without a limit", C, "else: {credit: 8 EUR, every: day, at-most: 240 EUR}}", "else: {credit: 12 EUR, every: day}}"),
    h("the higher of two credits", C, "within: 3 h, else: {credit: 10 EUR}", "within: 3 h, else: {credit: [10 EUR, 1/5 of the monthly price]}"),
    h("more often answered", C, "within: 90 s, share: 95 %", "within: 90 s, share: 98 %"),
    h("answered sooner", C, "until: person, within: 90 s", "until: person, within: 60 s"),
    h("a status more often", C, "status-every: 30 s", "status-every: 20 s"),
    h("a shorter wait", C, "\n  at-most: 90 s\n", "\n  at-most: 1 min\n"),
    h("a quote holds longer", C, "{good-for: 14 days}", "{good-for: 30 days}"),
    h("a narrower window", C, "    window: 2 h", "    window: 1 h"),
    h("a visit sooner", C, "    within: 3 days\n", "    within: 2 days\n"),
    h("the company may cancel less long", C, "cancel-until: 18:00 the day before", "cancel-until: 12:00 the day before"),
    h("a lower price at home", C, "price: 119 EUR, because: fault-at-home", "price: 59 EUR, because: fault-at-home"),
    h("no price at home", C, "price: 119 EUR, because: fault-at-home", "price: 0 EUR, because: fault-at-home"),
    h("a higher fee that no row asks", C, "fee: 119 EUR", "fee: 139 EUR"),
    h("a price unwritten is the fee", C, "answer: visit, price: 119 EUR, because: nothing-found", "answer: visit, because: nothing-found"),
    h("credits are paid sooner", C, "{paid-within: 30 days,", "{paid-within: 10 days,"),
    h("cases join for longer", C, "joins: 60 days ", "joins: 90 days "),
    h("a case waits shorter", C, "with-technician: {at-most: 3 days", "with-technician: {at-most: 2 days"),
    h("the second rung is quicker", C, "{who: quality, within: 10 working days", "{who: quality, within: 5 working days"),
    h("a third rung", C, "  outside: {who", "    - {who: front-desk, within: 2 working days, else: {credit: 5 EUR}}\n  outside: {who"),
    h("the body outside sooner", C, "after: 30 days, or", "after: 20 days, or"),
    h("more people", C, "people: {fr: 14, en: 6}", "people: {fr: 40, en: 20}"),
    h("more people everywhere", C, "people: {fr: 24, en: 8}", "people: {fr: 60, en: 30}"),
    h("longer office hours", C, "office: {mon-fri: 09:00-18:00}", "office: {mon-sat: 08:00-20:00, holidays: 10:00-16:00}"),
    h("office hours with a lunch", C, "office: {mon-fri: 09:00-18:00}", "office: {mon-fri: '09:00-12:00, 14:00-18:00'}"),
    h("shorter office hours", C, "office: {mon-fri: 09:00-18:00}", "office: {mon-thu: 09:00-18:00, fri: 09:00-17:00}"),
    h("shops close an hour earlier on Saturday", C, "shops:  {mon-sat: 10:00-19:00}", "shops:  {mon-fri: 10:00-19:00, sat: 10:00-18:00}"),
    h("visits on Sunday and past midnight", C, "sat: 08:00-18:00}", "sat: 08:00-18:00, sun: 22:00-02:00}"),
    h("accounts are always there", C, ACCOUNTS, ACCOUNTS.replace("office", "always").replace("fr: 12, en: 4", "fr: 24, en: 12")),
    h("always, written out", C, NETWORK, NETWORK.replace("fr: always, en: always", "fr: round-the-clock, en: round-the-clock"),
      Edit(C, "hours:\n", "hours:\n  round-the-clock: {every-day: 00:00-24:00}\n")),
    h("tv speaks English in the office, interpreters beyond", C, TV, TV.replace("en: always", "en: office")),
    h("the counter speaks English too", C, "languages: {fr: shops}, people: {fr: 420}", "languages: {fr: shops, en: shops}, people: {fr: 420, en: 90}"),
    h("the shop's door says nothing of its own", C, "        closed: service          # the door names the number to call\n", ""),
    h("the counter takes the default interpreters", C, "        closed: service          # the door names the number to call\n        no-speaker: interpreters\n", "        closed: service\n"),
    h("a supervisor's wait as everybody's", C, "        at-most: 3 min\n", ""),
    h("supervisors' own limit, the usual follow-up", C, "        at-most: 3 min\n        then: supervisor-calls\n", "        at-most: 3 min\n"),
]  # fmt: skip

LAYOUT = [
    h("a comment", C, "questions:\n", "# the answers, in full\nquestions:   # one for all\n"),
    h("empty lines and spaces", C, "teams:\n", "\n\nteams:   \n\n"),
    h("a block instead of a line", C, "credits: {paid-within: 30 days, unasked: yes}", "credits:\n  paid-within: 30 days\n  unasked: yes"),
    h("quoted words", C, "tariff: free\n    for: [faults, bills, changes, complaints, leaving]\n    printed: [contract, bill, site]\n    opens: welcome\n  english",
      "tariff: 'free'\n    for: [\"faults\", bills, changes, complaints, leaving]\n    printed: [contract, bill, site]\n    opens: \"welcome\"\n  english"),
    h("a list over two lines", C, "standards: [fr, best]", "standards:\n  - fr\n  - best"),
    Harmless("lines end as on Windows", (Edit(C, "\n", "\r\n", everywhere=True),)),
    h("a mark at the beginning of the file", C, "# Pamplemousse Télécom: what we promise", "\ufeff# Pamplemousse Télécom: what we promise"),
    h("a sentence over two lines", EN, '"You have an answer, in your language, before {time}. If not, we credit you {credit} a day."',
      ">-\n    You have an answer, in your language, before {time}.\n    If not, we credit you {credit} a day."),
    h("the good way is written out: price told before", C, "    takes: 90 min\n", "    takes: 90 min\n    price-told: before\n    moved: with consent\n"),
    h("the good way is left out: unasked", C, "{paid-within: 30 days, unasked: yes}", "{paid-within: 30 days}"),
    h("the good way is left out: closes", C, "  closes: customer agrees\n", ""),
    h("a built-in tariff written nowhere", C, "tariffs:\n  free: {class: free}            # nothing, in any phase, from any network\n", ""),
]  # fmt: skip

OTHER = [
    Harmless("a third language, with all its words", SPANISH),
    h("another name of the company", C, "company: Pamplemousse Télécom", "company: Clémentine Télécom"),
    h("another version", C, "version: 2026-12-01", "version: 2027-03-01"),
    h("holidays as dates", C, "holidays: France", "holidays: [2026-12-25, 2027-01-01, 2027-05-01]"),
    h("other music", C, "plays: music", "plays: [music, information]"),
    h("other wording", EN, "Hello, this is {company}.", "Good day! You have reached {company}."),
    h("the question for the language names the line of one language, where it is not asked", EN, 'ask: "In which language would you like to be served?"',
      'ask: "In which language would you like to be served? For English you may also dial {line.english}."',
      Edit(FR, 'ask: "Dans quelle langue souhaitez-vous être servi ?"', 'ask: "Dans quelle langue souhaitez-vous être servi ? Pour l’anglais, vous pouvez faire le {line.english}."')),
    h("a number that is no line of ours", EN, GREETING, GREETING + " In an emergency, dial +33 1 99 00 00 99."),
    h("a sum with many digits that is no number", FR, "Appuyez sur le bouton Wi-Fi de la box", "Appuyez (référence 12 345) sur le bouton Wi-Fi de la box"),
    h("a letter names the line for those who are in a hurry", EN, "Its number is {reference}.", "Its number is {reference}. In a hurry? Call {line.service}.",
      Edit(FR, "Il porte le numéro {reference}.", "Il porte le numéro {reference}. C’est pressé ? Appelez le {line.service}.")),
    h("a letter says the number in both ways", EN, "Its number is {reference}.", "Its number is {reference}. In a hurry? Call +33 1 99 00 00 39.",
      Edit(FR, "Il porte le numéro {reference}.", "Il porte le numéro {reference}. C’est pressé ? Appelez le 01 99 00 00 39.")),
    h("talking costs, waiting does not", C, FREE, "free: {class: geographic, per-minute: 0.03 EUR, charged-in: [talk]} "),
    h("talking costs from other networks only", C, FREE, "free: {class: geographic, other-network: {per-minute: {talk: 0.05 EUR, queue: 0 EUR}}} "),
    h("every phase at nothing", C, FREE, "free: {class: free, per-minute: {connect: 0 EUR, menu: 0 EUR, queue: 0 EUR, talk: 0 EUR, hold: 0 EUR, transfer: 0 EUR}} "),
    h("the network charges, the charge is credited", C, FREE, "free: {class: free}\n  dear: {class: premium, per-minute: 0.10 EUR, charged-in: [menu, queue, talk, hold, transfer]} ",
      Edit(C, "    phone: +33 1 99 00 00 40\n    tariff: free\n", "    phone: +33 1 99 00 00 40\n    tariff: dear\n    refunds: [connect, menu, queue, hold, transfer]\n")),
    h("a tariff that no line has", C, FREE, "free: {class: free}\n  dear: {class: premium, per-minute: 0.34 EUR, charged-in: [queue]} "),
    h("one row becomes two", C, _lines(C, "      - {id: swap-was-in-vain,")[0],
      _lines(C, "      - {id: swap-was-in-vain,")[0].replace("1 or more", "1") + _lines(C, "      - {id: swap-was-in-vain,")[0].replace("1 or more", "2 or more").replace("in-vain,", "in-vain-twice,")),
    h("two rows become one", C, "{service: tv, days-without: under 2}, answer: no, because: repair-is-faster, instead: technician-visit}\n      - {id: mobile,     when: {service: mobile}, answer: no, because: phone-needs-network, instead: front-desk}",
      "{service: [tv, mobile], days-without: under 2}, answer: no, because: repair-is-faster, instead: technician-visit}\n      - {id: mobile,     when: {service: mobile, days-without: over 1}, answer: no, because: phone-needs-network, instead: front-desk}"),
    h("the same cell in other words", C, "bill-age: up to 365}", "bill-age: 0 to 365}"),
    h("the same cell in yet other words", C, "{late-bills: under 3}", "{late-bills: [0, 1, 2]}"),
    h("over two is three or more", C, "swaps: 0, contacts: 3 or more}", "swaps: 0, contacts: over 2}"),
    h("another threshold on both sides", C, "swaps: 0, contacts: under 3}", "swaps: 0, contacts: under 4}", Edit(C, "swaps: 0, contacts: 3 or more}", "swaps: 0, contacts: 4 or more}")),
    Harmless("every visit is free", (Edit(C, "price: 119 EUR", "price: 0 EUR", everywhere=True),)),
    h("another way of making a no good", C, "because: repair-is-faster, instead: technician-visit}", "because: repair-is-faster, instead: front-desk}"),
    h("a no with its own appeal", C, "because: bill-is-right, instead: instalments}", "because: bill-is-right, instead: instalments, appeal: quality}"),
    h("another chat", C, "  letters:\n    mail", "  forum:\n    chat: pamplemousse.example/forum\n    for: [faults]\n    opens: what-fails-here\n  letters:\n    mail",
      Edit(C, "paths:\n", "paths:\n  what-fails-here:\n    person: front-desk\n    steps:\n      - ask: language\n      - go: what-fails\n"),
      Edit(EN, "lines:\n", "lines:\n  forum: Forum\n"), Edit(FR, "lines:\n", "lines:\n  forum: Forum\n")),
    h("another promise with its words", C, "  number-kept:          {", "  number-told:          {from: ordered, until: told, within: 3 days, else: {credit: 5 EUR}}\n  number-kept:          {",
      Edit(EN, "  number-kept:", '  number-told: "You know your number before {time}. If not, we credit you {credit}."\n  number-kept:'),
      Edit(FR, "  number-kept:", '  number-told: "Vous connaîtrez votre numéro avant {time}. Sinon, nous vous créditons {credit}."\n  number-kept:')),
    h("a path of our own for mobiles", C, "      - queue: network\n", "      - say: greeting\n      - queue: network\n"),
    h("asking once more what is known is skipped", C, "      - ask: reason\n", "      - ask: problem\n      - ask: reason\n"),
    h("one person fewer at a big team", C, "people: {fr: 18, en: 6}", "people: {fr: 17, en: 6}"),
    h("restarting takes longer", T, "    do: restart-box\n    by: customer\n    minutes: 6", "    do: restart-box\n    by: customer\n    minutes: 8"),
    h("the playbook sees that the cable helped", N, "    do: try-by-cable\n    by: customer\n    minutes: 4\n", "    do: try-by-cable\n    by: customer\n    minutes: 4\n    so-that: {web-page: opens}\n    else: at-home\n"),
    h("a new skill that nobody needs", C, "technicians:  {skills: [tv, internet]", "technicians:  {skills: [tv, internet, alarms]"),
    h("people hand on with the case", C, FRONT, FRONT[:-1] + ", in-practice: [{hand-on: tv}]}"),
    h("a promise that owes a remedy", C, "  installed:            {from: ordered, until: working, within: 7 working days, share: 95 %, each: quarter, else: {credit: 6.50 EUR, every: day, at-most: 195 EUR}}",
      "  installed:            {from: ordered, until: working, within: 7 working days, share: 95 %, each: quarter, else: {credit: 6.50 EUR, every: day, at-most: 195 EUR, remedy: loan}}"),
    h("a glossary grows", EN, "terms:\n", "terms:\n  cable: cable\n", Edit(FR, "terms:\n", "terms:\n  cable: câble\n")),
]  # fmt: skip

HARMLESS = RENAMES + ORDER + STRICTER + LAYOUT + OTHER
