"""Edits of an ordinary week that break nothing: other spellings, more people, other hours, words moved about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.mutation.edits import EN, FR, C, Edit, N, T
from tests.mutation.harmless import EveryWord, Harmless, Swapped, h, renamed
from tests.mutation.on_the_way import FRONT, TV, practice

ENGLISH = "    phone: +33 1 99 00 00 40\n    tariff: free\n"
HOURS_OF_WORK = "office: {mon-fri: 09:00-18:00}"


@dataclass(frozen=True, slots=True)
class Moved:
    """A block of the charter moved to its end."""

    start: str
    end: str

    def done(self, files: dict[str, bytes]) -> dict[str, bytes]:
        text = files[C].decode()
        first, last = text.index(self.start), text.index(self.end)
        return {**files, C: (text[:first] + text[last:] + "\n" + text[first:last]).encode()}


@dataclass(frozen=True, slots=True)
class British:
    """English under another tag, in every file."""

    def done(self, files: dict[str, bytes]) -> dict[str, bytes]:
        return {
            name.replace("words/en", "words/en-GB"): self._in(text.decode()).encode()
            for name, text in files.items()
        }

    def _in(self, text: str) -> str:
        text = re.sub(r"(?<![\w-])en: (always|office|visits|\d+|English|Anglais)", r"en-GB: \1", text)
        return text.replace("[fr, en]", "[fr, en-GB]").replace("[en]", "[en-GB]").replace(
            "language: en,", "language: en-GB,"
        )  # fmt: skip


def words(section: str, english: str, french: str) -> tuple[Edit, Edit]:
    """Return the edits that add a line to a section of both catalogues."""
    return (
        Edit(EN, f"{section}:\n", f"{section}:\n{english}\n"),
        Edit(FR, f"{section}:\n", f"{section}:\n{french}\n"),
    )


def of_remedy(name: str, english: str, french: str) -> tuple[Edit, Edit]:
    return words(
        "remedies",
        f'  {name}: {{name: "{english}", offer: "{english}. Price: {{price}}, because {{because}}"}}',
        f'  {name}: {{name: "{french}", offer: "{french}. Prix : {{price}}, car {{because}}"}}',
    )


def many(id: str, *edits: object) -> Harmless:  # noqa: A002
    return Harmless(id, edits)  # type: ignore[arg-type] - more kinds of change


SPELLING = [
    renamed("a path with an accent", "tv-trouble", "télé-en-panne"),
    renamed("a value in another language", "moving", "déménagement"),
    renamed("a remedy that a story agrees to", "visit", "technician", EveryWord("technician-technician", "technician-visit")),
    many("English of Britain", British()),
    many("the waiting at the end of the file", Moved("waiting:\n", "# ── What we may need to know")),
    many("the cases at the end of the file", Moved("cases:\n", "# ── When a customer disagrees")),
    h("the marks of a document", C, "# Pamplemousse Télécom: what we promise", "---\n# Pamplemousse Télécom: what we promise"),
    h("single quotes in a catalogue", EN, '"There are {position}', "'There are {position}", Edit(EN, 'It costs you nothing."', "It costs you nothing.'")),
    h("comments in a catalogue", EN, "teams:\n", "# the people\nteams: # all of them\n"),
    h("cents that are nothing", C, "price: 0 EUR, because: our-error", "price: 0.00 EUR, because: our-error"),
    h("ninety seconds in minutes", C, "\n  at-most: 90 s\n", "\n  at-most: 1.5 min\n"),
    h("two days instead of 48 hours", C, "until: restored, within: 48 h", "until: restored, within: 2 days"),
    h("a share without a space", C, "share: 95 %, each: month", "share: 95%, each: month"),
    h("a number without spaces", C, "+33 1 99 00 00 40", "+33199000040"),
    h("a number with points", C, "+33 1 99 00 00 40", "+33.1.99.00.00.40"),
    h("yes and no as a list", C, "outage:       {is: yes/no", "outage:       {is: [yes, no]"),
    h("the appeal written out", C, "because: bill-too-old, instead: accounts}", "because: bill-too-old, instead: accounts, appeal: supervisors}"),
    many("two conclusions change places", Swapped(T, "  - name: at-home\n    conclude: {fault: home}\n", "  - name: dead-box\n    conclude: {fault: box}\n")),
    h("an else instead of the other values", N, "{steady: wifi, blinking: restart-router, red: restart-router}", "{steady: wifi}\n    else: restart-router"),
]  # fmt: skip

PEOPLE = [
    h("office hours on every day", C, HOURS_OF_WORK, "office: {every-day: 08:00-20:00}"),
    h("shops open on Sunday morning", C, "shops:  {mon-sat: 10:00-19:00}", "shops:  {mon-sat: 09:00-20:00, sun: 10:00-12:00}"),
    h("holidays are days as others", C, "holidays: France\n", ""),
    h("interpreters in office hours, a call back beyond", C, "languages: {en: always}, people: {en: 6}", "languages: {en: office}, people: {en: 6}"),
    h("interpreters for French too", C, "languages: {en: always}, people: {en: 6}", "languages: {en: always, fr: always}, people: {en: 6, fr: 6}"),
    h("who finds nobody speaking their language is called back", C, "\n  no-speaker: interpreters\n", "\n  no-speaker: call-back\n"),
    h("closed teams call back as others do", C, "\n  closed: call-back-at-opening\n", "\n  closed: call-back\n"),
    h("the shop's door promises a call back", C, "        closed: service          # the door", "        closed: call-back-at-opening   # the door"),
    h("letters are answered by people who are there", C, "      - say: letter-received\n      - promise: reply\n", "      - say: letter-received\n      - queue: front-desk\n"),
    h("mobile faults are handed on, with the case", C, "      - queue: network\n", "      - hand-on: network\n"),
    h("the tv team hands on with the case", C, TV, practice(TV, "{hand-on: network}")),
    h("the front desk says a sentence without a number", C, FRONT, practice(FRONT, "{say: greeting}")),
    h("an agent does what the customer did", T, "    do: use-ethernet\n    by: customer", "    do: use-ethernet\n    by: agent"),
    h("a question for people only", C, "  technician-late:\n    asks", "  sim-card:\n    asks: [fragile]\n    rules:\n      - {id: soon, when: {fragile: yes}, answer: loan, price: 0 EUR, because: needs-care}\n"
      "      - {id: later, when: {fragile: no}, answer: loan, because: connection-works}\n  technician-late:\n    asks", *words("questions", "  sim-card: a card", "  sim-card: une carte")),
]  # fmt: skip

MORE = [
    h("nobody answers before a person does, and keys are heard", C, ENGLISH, ENGLISH + "    picks-up: person\n    early-keys: yes\n    at-most: 4 min\n"),
    h("and talking is charged", C, ENGLISH, ENGLISH.replace("free", "talk") + "    picks-up: person\n    early-keys: yes\n    at-most: 4 min\n",
      Edit(C, "tariffs:\n", "tariffs:\n  talk: {class: geographic, per-minute: 0.03 EUR, charged-in: [menu, queue, talk]}\n")),
    h("the english line promises every language", C, "    languages: [en]\n", ""),
    h("letters in French only", C, "    mail: service@pamplemousse.example\n", "    mail: service@pamplemousse.example\n    languages: [fr]\n"),
    h("a line of its own for mobiles, in English", C, "  chat:\n    chat", "  mobiles:\n    phone: +33 1 99 00 00 41\n    tariff: free\n    languages: [en]\n    opens: mobile-trouble\n  chat:\n    chat", *words("lines", "  mobiles: Mobile phones", "  mobiles: Mobiles")),
    h("a fact that nobody needs", C, "facts:\n", "facts:\n  floor: {is: 0 or more, from: records}\n"),
    h("hours that nobody keeps", C, "hours:\n", "hours:\n  nights: {every-day: 20:00-06:00}\n"),
    h("a consent for later", C, "consents: [recording", "consents: [photo, recording", *words("consents", '  photo: {ask: "May we?", refused: "Noted."}', '  photo: {ask: "Peut-on ?", refused: "Noté."}')),
    h("a remedy that is only offered instead", C, "  swap:        {fee", "  leaflet:     {fee: 0 EUR, by: counter, within: 1 day, promise: new-box}\n  swap:        {fee",
      Edit(C, "because: repair-is-faster, instead: technician-visit", "because: repair-is-faster, instead: leaflet"), *of_remedy("leaflet", "A leaflet", "Un dépliant")),
    h("a remedy that is only owed", C, "  swap:        {fee", "  flowers:     {fee: 0 EUR, by: counter, within: 1 day, promise: new-box}\n  swap:        {fee",
      Edit(C, "within: 3 h, else: {credit: 10 EUR}", "within: 3 h, else: {credit: 10 EUR, remedy: flowers}"), *of_remedy("flowers", "Flowers", "Des fleurs")),
    h("a lower fee, and lower prices", C, "fee: 119 EUR", "fee: 99 EUR", Edit(C, "price: 119 EUR, because", "price: 99 EUR, because", everywhere=True)),
    h("a credit without end, or a part of the price", C, "else: {credit: 8 EUR, every: day, at-most: 240 EUR}", "else: {credit: [8 EUR, 1/5 of the monthly price], every: day}"),
    h("the first row wins, and the last takes the rest", C, "    asks: [late-bills, fragile]\n    rules:\n", "    asks: [late-bills, fragile]\n    first-wins: yes\n    rules:\n",
      Edit(C, "{id: often,   when: {late-bills: 3 or more, fragile: no}", "{id: often,   when: {}")),
    h("complaints ask about an outage too", C, "      - say: complaint-received\n", "      - ask: outage\n        to: {yes: known-outage, no: next}\n      - say: complaint-received\n"),
    h("the greeting says where to write", EN, "press 0 to speak to a person.", "press 0 to speak to a person. You can also write: {line.letters}.", Edit(FR, 'greeting: "Bonjour', 'greeting: "(Courrier : {line.letters}) Bonjour')),
    h("a yes names the number", EN, "the error is ours.", "the error is ours; questions: {line.service}.", Edit(FR, 'our-error: "', 'our-error: "(questions : {line.service}) ')),
    h("a promise names the number", EN, "Somebody works on your fault before {time}.", "Somebody works on your fault before {time}; questions: {line.service}.", Edit(FR, '  work-begins: "', '  work-begins: "(questions : {line.service}) ')),
    h("an action may be observed in two ways", T, "    so-that: {box-online: yes}\n    then: line\n    else: path-restart", "    so-that: {box-online: yes, box-light: [steady, blinking]}\n    then: line\n    else: path-restart"),
    h("one more action costs something, and is asked for", N, "    do: restart-router\n    by: customer\n    minutes: 10\n", "    do: restart-router\n    by: customer\n    minutes: 10\n    consent: more-data\n    price: 1 EUR\n"),
    h("no outside moment but days", C, ", or: at deadlock", ""),
    h("one story fewer", "stories/the-tv-box.yaml", "- name: nobody is free, so she is called back\n  who: {line: english, language: en, at: Tuesday 10:30}\n", "- name: who waits is called back\n  who: {line: service, language: fr, at: holiday 03:00}\n"),
]  # fmt: skip

EVERYDAY = SPELLING + PEOPLE + MORE
