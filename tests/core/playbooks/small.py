"""A small charter around the playbooks of a test, and a way to tell a run many answers in one line."""

from __future__ import annotations

from possible.charter import Charter, read
from possible.playbooks import Observation, Reply, Run, Seen, advance, begin

CHARTER = """
charter: 1
company: Pamplemousse
version: 2026-12-01
languages: [fr, en]
lines: {service: {phone: +33 1 99 00 00 39, tariff: free}}
teams:
  experts: {languages: {fr: always, en: always}}
  desk: {languages: {fr: always, en: always}}
facts:
  fault: {is: [none, box, network, unknown], from: playbook}
  swaps: {is: 0 or more, from: records}
consents: [reset]
questions:
  swap:
    asks: [fault, swaps]
    rules:
      - {id: first, when: {fault: [box, unknown], swaps: 0}, answer: new-box, because: broken}
      - {id: again, when: {fault: [box, unknown], swaps: 1 or more}, answer: no, because: in-vain, instead: experts}
      - {id: other, when: {fault: [none, network]}, answer: no, because: not-the-box, instead: experts}
remedies: {new-box: {fee: 0 EUR, by: desk}}
"""
WORDS = """
language: English
ask:
  picture: {ask: "Do you see the picture?", yes: "Yes, I do", no: "No"}
  light: {ask: "The {term.light} of the {term.box}?", off: "Off", steady: "Steady", red: "Red"}
consents: {reset: {ask: "A reset costs {price}. Go on?", refused: "Noted."}}
do:
  restart: "Restart the {term.box}."
  give: "Allow {what}."
again: {ask: "Once more: {sentence}", do: "Please try again: {sentence}"}
terms: {box: TV box, light: light}
"""
MOTS = """
language: Français
ask:
  picture: {ask: "Voyez-vous l’image ?", yes: "Oui, je la vois", no: "Non"}
  light: {ask: "Le {term.light} du {term.box} ?", off: "Éteint", steady: "Fixe", red: "Rouge"}
consents: {reset: {ask: "Une réinitialisation coûte {price}. Continuer ?", refused: "C’est noté."}}
do:
  restart: "Redémarrez le {term.box}."
  give: "Autorisez {what}."
again: {ask: "Encore une fois : {sentence}", do: "Essayez encore : {sentence}"}
terms: {box: décodeur, light: voyant}
"""


def charter(**playbooks: str) -> Charter:
    """Return the small charter with these playbooks, each by its steps or by its whole text."""
    files = {
        "charter.yaml": CHARTER.encode(),
        "words/en.yaml": WORDS.encode(),
        "words/fr.yaml": MOTS.encode(),
    }
    for name, text in playbooks.items():
        files[f"playbooks/{name}.yaml"] = f"playbook: {name}\n{text}".encode()
    return read(files, "small")


TV = """
goal: {picture: yes}
facts:
  picture: {is: yes/no, from: customer}
  light: {is: [off, steady, red], from: customer}
  test: {is: [good, bad], from: system}
steps:
"""


def tv(steps: str, **others: str) -> Charter:
    """Return the small charter with a playbook `tv` that has a goal, three facts and these steps."""
    return charter(tv=TV + steps, **others)


def told(charter: Charter, run: Run | str, *answers: str) -> Run:
    """Return a run after answers: a value of a fact, or `done`, `unable`, `unknown`, `silence`."""
    found = begin(charter, run) if isinstance(run, str) else run
    for answer in answers:
        found = advance(charter, found, observation(answer))
    return found


def observation(answer: str) -> Observation:
    """Return what a word tells a run."""
    return Reply(answer) if answer in list(Reply) else Seen(answer)
