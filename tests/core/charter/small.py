"""A small charter for tests of reading, and the faults that an edit of it has."""

from possible.charter import Unreadable, read

MAIN = """\
charter: 1
company: Pamplemousse
version: 2026-12-01
market: FR
timezone: Europe/Paris
currency: EUR
languages: [fr, en]
hours:
  care: {mon-sat: 08:00-20:00}
tariffs:
  basic: {class: geographic, per-minute: 0.03 EUR, charged-in: [talk]}
facts:
  problem: {is: [tv, bill], from: customer}
  swaps: {is: 0 or more, from: records}
lines:
  service:
    phone: +33 1 99 00 00 39
    tariff: basic
  chat: {chat: pamplemousse.example/aide, languages: [fr]}
teams:
  desk:
    languages: {fr: care, en: always}
    people: {fr: 4}
    in-practice:
      - refuse: visit-wanted
  technicians: {visits: yes, languages: {fr: care}}
waiting: {at-most: 90 s, then: call-back}
paths:
  welcome:
    steps:
      - ask: problem
        to: {tv: next, bill: call-back}
      - play: box
      - decide: visit-wanted
questions:
  visit-wanted:
    asks: [problem, swaps]
    answers: [later]
    rules:
      - {id: first, when: {problem: tv, swaps: 0}, answer: later, because: soon}
      - {id: again, when: {problem: tv, swaps: 1 or more}, answer: visit, price: 0 EUR}
      - {id: bill, when: {problem: bill}, answer: no, because: soon, instead: call-back}
remedies:
  visit: {fee: 119 EUR, by: technicians, promise: kept}
promises:
  call-back: {from: asked, until: called, within: 30 min, else: {credit: 5 EUR}}
  kept: {from: booked, until: arrived, within: the window, share: 95 %, else: {credit: [5 EUR, 1/5 of the monthly price]}}
"""
BOX = """\
playbook: box
for: {problem: tv}
facts:
  light: {is: [on, off], from: customer}
goal: {light: on}
steps:
  - name: look
    ask: light
    to: {on: end, off: plug}
  - {name: plug, do: plug-in, by: customer, minutes: 3, so-that: {light: on}}
  - {name: end, hand-on: desk}
"""
ENGLISH = """\
language: English
say: {hello: "Hello {name}."}
ask:
  problem: {ask: "What?", tv: TV, bill: A bill}
  swaps: How many?
because: {soon: "soon."}
"""
STORIES = """\
- name: one
  who: {line: service, language: fr, at: Sunday 09:10}
  known: {swaps: 1}
  does: [{problem: tv}, {play: box, ends: {light: off}}, {agrees: visit}]
  then: {answer: visit, price: 0 EUR}
  never: [loop]
"""
FILES = {
    "charter.yaml": MAIN,
    "playbooks/box.yaml": BOX,
    "words/en.yaml": ENGLISH,
    "stories/first.yaml": STORIES,
}


def files(*edits: tuple[str, str], **added: str) -> dict[str, bytes]:
    """Return the files with each old text exchanged for a new one; each stands in them exactly once."""
    found = dict(FILES)
    for old, new in edits:
        places = [name for name, text in found.items() if old in text]
        assert len(places) == 1, (old, places)
        assert found[places[0]].count(old) == 1, old
        found[places[0]] = found[places[0]].replace(old, new)
    return {name: text.encode() for name, text in (found | added).items()}


def faults(*edits: tuple[str, str], **added: str) -> list[str]:
    """Return what is wrong after these edits: `file:line:column kind: message | what to try`."""
    return faults_of(files(*edits, **added))


def faults_of(content: dict[str, bytes]) -> list[str]:
    """Return what is wrong with these files; empty when they can be read."""
    try:
        read(content)
    except Unreadable as unreadable:
        return [
            f"{fault.place} {fault.kind}: {fault.message}" + (f" | {fault.attempt}" if fault.attempt else "")
            for fault in unreadable.faults
        ]
    return []
