"""What is answered: reasons, alternatives, the same answer for all, free repairs, free exits."""

from __future__ import annotations

from collections.abc import Iterator

from possible.charter import Charter
from possible.charter.kinds import ListOf, OneOf, YesNo
from possible.charter.model import Refuse
from possible.charter.playbooks import Conclude
from possible.charter.quantities import SPAN, WORD
from possible.charter.rules import NO, Rule
from possible.check.law import Broken
from possible.check.standards.facts.register import fact
from possible.check.standards.said import sentence
from possible.check.standards.strictness import no_longer
from possible.check.subject import Subject
from possible.values import N_, Money, Sentence, Span

Row = tuple[tuple[str, ...], Rule]
TERM_WORDS = ("month", "bound", "term", "commit")


def rows(charter: Charter) -> Iterator[Row]:
    """Yield each row of each question with the path of keys at which it stands."""
    for name, question in charter.questions.items():
        for index, rule in enumerate(question.rules):
            yield ("questions", name, "rules", str(index)), rule


def price(charter: Charter, rule: Rule) -> Money | None:
    """Return what a row costs: its own price, or the fee of its remedy."""
    remedy = charter.remedies.get(rule.answer)
    return rule.price or (remedy.fee if remedy else None)


@fact("refusals-have", ListOf(OneOf("reason", "alternative", "appeal", "outside body")))
def refusals_have(subject: Subject, want: tuple[str, ...]) -> Iterator[Broken]:
    """Every refusal carries these."""
    charter = subject.charter
    for at, rule in rows(charter):
        if rule.answer != NO:
            continue
        for text in _lacking(rule, want):
            yield Broken(charter.place(*at), sentence(text, row=rule.id), subject.way_to(*at[:2]))
    if "appeal" in want and not charter.complaints.ladder:
        yield Broken(
            charter.place("complaints"), sentence(N_("A refusal cannot be appealed: there is no `ladder`."))
        )
    if "outside body" in want and charter.complaints.outside is None:
        message = sentence(N_("A refusal names nobody outside the company who decides."))
        yield Broken(
            charter.place("complaints"),
            message,
            (),
            sentence(N_("write `outside: {example}`"), example="{who: …, after: …}"),
        )
    yield from _own_words(subject)


def _lacking(rule: Rule, want: tuple[str, ...]) -> Iterator[str]:
    if "reason" in want and not rule.because:
        yield N_("The row `{row}` refuses without a reason.")
    if "alternative" in want and not rule.instead:
        yield N_("The row `{row}` refuses without an alternative.")


def _own_words(subject: Subject) -> Iterator[Broken]:
    """People who refuse outside every table give no reason and no alternative that anybody could check."""
    charter = subject.charter
    for name, team in charter.teams.items():
        for index, act in enumerate(team.in_practice):
            if isinstance(act, Refuse):
                message = sentence(
                    N_("The people of `{team}` refuse `{question}` in their own words."),
                    team=name,
                    question=act.refuse,
                )
                yield Broken(
                    charter.place("teams", name, "in-practice", str(index)),
                    message,
                    subject.way_to("teams", name),
                )


@fact("same-answer", YesNo())
def same_answer(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """Everyone has the authority to give the same answer to the same facts."""
    for at, rule in rows(subject.charter):
        if rule.who is not None:
            message = sentence(N_("The row `{row}` holds only when certain teams are asked."), row=rule.id)
            yield Broken(subject.charter.place(*at, "who"), message, subject.way_to(*at[:2]))
    yield from _own_words(subject)


@fact("never-asks", ListOf(WORD))
def never_asks(subject: Subject, want: tuple[str, ...]) -> Iterator[Broken]:
    """No answer depends on these facts."""
    for name, question in subject.charter.questions.items():
        for index, asked in enumerate(question.asks):
            if asked in want:
                message = sentence(
                    N_("The answer to `{question}` depends on `{fact}`."), question=name, fact=asked
                )
                yield Broken(subject.charter.place("questions", name, "asks", str(index)), message)


@fact("repair-free", ListOf(WORD))
def repair_free(subject: Subject, want: tuple[str, ...]) -> Iterator[Broken]:
    """A visit is charged only for a cause on the customer's side, never for one of these."""
    charter = subject.charter
    causes = _causes(charter, want)
    visits = {name for name, remedy in charter.remedies.items() if charter.teams[remedy.by].visits}
    for at, rule in rows(charter):
        cost = price(charter, rule)
        if rule.answer not in visits or not (cost and cost.cents):
            continue
        tested = [name for name in rule.when if name in causes]
        ours = [value for name in tested for value in _values(charter, rule, name) if value in want]
        if not tested or ours:
            key = "price" if rule.price else "answer"
            yield Broken(charter.place(*at, key), _charged(rule, cost, ours), subject.way_to(*at[:2]))


def _charged(rule: Rule, cost: Money, causes: list[str]) -> Sentence:
    if causes:
        text = N_("The row `{row}` charges {price} for a visit although the cause is: {causes}.")
        return sentence(text, row=rule.id, price=cost, causes=", ".join(causes))
    text = N_("The row `{row}` charges {price} for a visit, whoever caused the fault.")
    return sentence(text, row=rule.id, price=cost)


def _causes(charter: Charter, want: tuple[str, ...]) -> set[str]:
    """Return the facts found out by playbooks that can be one of these causes; else all found out."""
    steps = [step for book in charter.playbooks.values() for step in book.steps]
    found = {name for step in steps if isinstance(step, Conclude) for name in step.conclude}
    return {name for name in found if set(want) & set(_domain(charter, name))} or found


def _domain(charter: Charter, name: str) -> tuple[str, ...]:
    """Return the words that a fact can be."""
    books = [book.facts[name].domain for book in charter.playbooks.values() if name in book.facts]
    declared = [charter.facts[name].domain] if name in charter.facts else books
    return declared[0].values if declared else ()


def _values(charter: Charter, rule: Rule, name: str) -> list[str]:
    """Return the words of a fact for which a row applies."""
    return [text for number, text in enumerate(_domain(charter, name)) if rule.when[name].holds(number)]


def _exits(charter: Charter) -> list[Row]:
    """Return the rows whose answer ends the contract."""
    ends = {name for name, remedy in charter.remedies.items() if _until(charter, remedy.promise) == "ended"}
    return [(at, rule) for at, rule in rows(charter) if rule.answer in ends]


def _until(charter: Charter, name: str) -> str:
    return charter.promises[name].until if name in charter.promises else ""


@fact("free-exit", YesNo())
def free_exit(subject: Subject, _want: bool) -> Iterator[Broken]:  # noqa: FBT001 - written `yes`
    """Who is not served as agreed can end the contract at no cost, also within the minimum term."""
    charter = subject.charter
    exits = _exits(charter)
    for _at, rule in exits:
        cost = price(charter, rule)
        if cost is not None and not cost.cents and not _only_when_free(charter, rule):
            return
    message = sentence(N_("No answer lets a customer leave at no cost while the minimum term runs."))
    yield Broken(charter.place(*(exits[0][0] if exits else ("questions",))), message)


def _only_when_free(charter: Charter, rule: Rule) -> bool:
    """Tell whether a row asks that nothing is left of the term (`months-left: 0`)."""
    for name, cell in rule.when.items():
        counted = name in charter.facts and not charter.facts[name].domain.values
        if (
            counted
            and any(word in name for word in TERM_WORDS)
            and not any(high is None or high > 0 for _, high in cell.ranges)
        ):
            return True
    return False


@fact("contract-ends-within", SPAN)
def contract_ends_within(subject: Subject, want: Span) -> Iterator[Broken]:
    """A contract that is ended ends this soon."""
    charter = subject.charter
    ends = [(name, given) for name, given in charter.promises.items() if given.until == "ended"]
    if not ends:
        yield Broken(
            charter.place("promises"),
            sentence(N_("Nothing promises when a contract ends: no promise has `until: ended`.")),
        )
    for name, given in ends:
        if not (isinstance(given.within, Span) and no_longer(given.within, want)):
            message = sentence(
                N_("A contract ends within {given}; the standard asks for {want} or less."),
                given=given.within or "-",
                want=want,
            )
            yield Broken(charter.place("promises", name, "within"), message)


@fact("replaced-within", SPAN)
def replaced_within(subject: Subject, want: Span) -> Iterator[Broken]:
    """A broken box is exchanged this soon, at no cost."""
    charter = subject.charter
    for name, remedy in charter.remedies.items():
        if not remedy.counts_in:
            continue
        if remedy.within is None or not no_longer(remedy.within, want):
            message = sentence(
                N_("`{remedy}` takes up to {given}; the standard asks for {want} or less."),
                remedy=name,
                given=remedy.within or "-",
                want=want,
            )
            yield Broken(charter.place("remedies", name, "within"), message)
        if remedy.fee.cents:
            message = sentence(
                N_("`{remedy}` costs {fee}; the standard asks that it is free."), remedy=name, fee=remedy.fee
            )
            yield Broken(charter.place("remedies", name, "fee"), message)
