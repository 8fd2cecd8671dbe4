"""What a run says, in the words of the charter and any promised language; technical words in one's own.

Somebody who speaks one language well enough, and its technical words not at all, gets those beside it in
another: « Éteignez le routeur (router) ».
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from possible.answers import in_language
from possible.charter import Sort
from possible.playbooks.interpreter import fact_of
from possible.playbooks.moves import Agree, Ask, Do
from possible.values import N_, Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from possible.charter import Charter
    from possible.charter.playbooks import PlaybookStep
    from possible.playbooks.run import Evidence, Run
    from possible.values import Language, Money

_GAP = re.compile(r"\{([^{}]*)\}")
TERM = "term."


@dataclass(frozen=True, slots=True)
class Said:
    """A question or a request as it is said, and the answers that can be chosen: each value with its name."""

    text: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says it: the charter's words in a language, technical words beside it in another where one is
    given.
    """

    charter: Charter
    language: Language
    terms: Language | None = None

    def asks(self, run: Run) -> Said:
        """Return the move of a run as it is said to the customer; nothing is said once the run is over."""
        match run.move:
            case Ask() as move:
                question = self.text("ask", move.fact, "ask")
                return Said(self._again("ask", question, move.repeat), self.choices(run, move.fact))
            case Agree() as move:
                question = self._consent(move.consent, move.price)
                return Said(self._again("ask", question, move.repeat))
            case Do() as move:
                action = self.text("do", move.action, **self._filled(move.arguments))
                return Said(self._again("do", action, move.repeat))
            case _:
                return Said("")

    def choices(self, run: Run, fact: str) -> tuple[tuple[str, str], ...]:
        """Return the values of a fact with their names; none where it is a number, a sum or a date."""
        declared = fact_of(self.charter, run.top.playbook, fact)
        if declared is None or declared.domain.sort is not Sort.CHOICE:
            return ()
        return tuple((value, self.label(fact, value)) for value in declared.domain.values)

    def label(self, fact: str, value: str) -> str:
        """Return the name of a value; the value itself where it has none."""
        words = self.charter.words.get(self.language)
        return (words.text("ask", fact, value) if words else None) or value

    def evidence(self, run: Run) -> tuple[Sentence, ...]:
        """Return what was seen and done, in order: what a team that takes over reads."""
        return tuple(self._line(line) for line in run.log)

    def _line(self, line: Evidence) -> Sentence:
        match line.what:
            case "seen":
                answer = self.label(line.name, line.value)
                return sentence("{question} {answer}", question=self._about(line), answer=answer)
            case "agreed" | "refused":
                text = N_("{question} Agreed.") if line.what == "agreed" else N_("{question} Refused.")
                return sentence(
                    text, question=self._consent(line.name, getattr(self._step(line), "price", None))
                )
            case "answered":
                text = "{question}: {answer}"
                return sentence(text, question=self.text("questions", line.name), answer=line.value)
            case "done":
                return sentence(N_("{action} Done."), action=self._done(line))
            case "unable":
                return sentence(N_("{action} Could not be done."), action=self._done(line))
            case _:
                return sentence(N_("{question} No answer."), question=self._about(line))

    def _about(self, line: Evidence) -> str | Sentence:
        """Return the question of a fact, or the action without an answer; what is looked up by its name."""
        words = self.charter.words.get(self.language)
        if words and words.text("do", line.name):
            return self._done(line)
        known = words.text("ask", line.name, "ask") if words else None
        if known:
            return self.text("ask", line.name, "ask")
        name = words.text("facts", line.name) if words else None
        return sentence(N_("{name}:"), name=name or line.name)

    def _done(self, line: Evidence) -> str:
        return self.text("do", line.name, **self._filled(getattr(self._step(line), "with_", {})))

    def _step(self, line: Evidence) -> PlaybookStep | None:
        steps = self.charter.playbooks[line.playbook].steps
        return next((step for step in steps if step.name == line.step), None)

    def _consent(self, consent: str, price: Money | None) -> str:
        said = in_language(price, self.language) if price else ""
        return self.text("consents", consent, "ask", price=said)

    def text(self, *key: str, **facts: str) -> str:
        """Return the wording of a key, its gaps filled; what lacks is shown with the place where to write
        it.
        """
        words = self.charter.words.get(self.language)
        text = words.text(*key) if words else None
        if text is None:
            return f"⟨words/{self.language}.yaml: {'.'.join(key)}⟩"
        known = {"company": self.charter.company} | facts
        return _GAP.sub(lambda gap: self._gap(gap[1], known), text)

    def _gap(self, name: str, known: Mapping[str, str]) -> str:
        if name.startswith(TERM):
            return self.term(name.removeprefix(TERM))
        line = self.charter.lines.get(name.removeprefix("line."))
        return known.get(name) or (line.address if line and name.startswith("line.") else f"‹{name}›")

    def term(self, name: str) -> str:
        """Return a word of the glossary, with the other language's in parentheses where it differs."""
        own = self._term(name, self.language) or name
        other = self._term(name, self.terms) if self.terms else None
        return f"{own} ({other})" if other and other != own else own

    def _term(self, name: str, language: Language) -> str | None:
        words = self.charter.words.get(language)
        return words.text("terms", name) if words else None

    def _filled(self, arguments: Mapping[str, str]) -> dict[str, str]:
        return {gap: self.term(word) for gap, word in arguments.items()}

    def _again(self, kind: str, text: str, repeat: int) -> str:
        """Return a sentence asked once more, in the frame that the words have for it."""
        words = self.charter.words.get(self.language)
        if not repeat or not words or not words.text("again", kind):
            return text
        return self.text("again", kind, sentence=text)
