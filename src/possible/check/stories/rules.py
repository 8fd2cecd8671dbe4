"""The rule that holds stories against the charter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from possible.charter.steps import Ask
from possible.charter.tariffs import Phase
from possible.check.free_wait.rules import charges
from possible.check.law import Broken, Law, Rule
from possible.check.stories.play import play
from possible.check.stories.played import Stuck
from possible.journey import At, Dialled, End, Ended, Waiting, With
from possible.journey.moves import address
from possible.values import N_, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from possible.charter import Charter
    from possible.charter.stories import Story, Then
    from possible.check.stories.played import Played
    from possible.check.subject import Subject
    from possible.values import Sentence


def does_not_hold(subject: Subject) -> Iterator[Broken]:
    """Find stories that cannot be played, end otherwise than they say, or in which happens what must not."""
    charter = subject.charter
    for story in charter.stories:
        place = charter.place(*story.path, "name")
        try:
            played = play(charter, story)
        except Stuck as stuck:
            message = sentence(
                N_("The story “{story}” cannot be played: {why}"), story=story.name, why=stuck.why
            )
            yield Broken(place, message)
            continue
        way = (_start(charter, story), *(move.label for move in played.taken))
        for key, why in (*_otherwise(charter, story, played), *_never(charter, story, played)):
            message = sentence(N_("The story “{story}” does not hold: {why}"), story=story.name, why=why)
            yield Broken(
                charter.place(*story.path, *key), message, way, sentence(N_("mend the charter, or the story"))
            )


def _start(charter: Charter, story: Story) -> Sentence:
    """Return how a story begins: who dials what, in which language, when."""
    who = story.who
    return sentence(
        N_("{dial} ({language}, {moment})"),
        dial=address(charter.lines[who.line]),
        language=who.language,
        moment=who.at.said,
    )


def _otherwise(charter: Charter, story: Story, played: Played) -> Iterator[tuple[tuple[str, ...], Sentence]]:
    then = story.then
    if then is None:
        return
    for name, wanted, got in _compared(charter, then, played):
        if wanted and wanted != got:
            text = N_("{name} is {got}, not {wanted}.")
            yield ("then", name), sentence(text, name=name, got=got or "-", wanted=wanted)
    if then.waits_with and then.waits_with not in running(charter, played):
        yield (
            ("then", "waits-with"),
            sentence(N_("the promise `{promise}` does not run."), promise=then.waits_with),
        )


def _compared(charter: Charter, then: Then, played: Played) -> Iterator[tuple[str, str, str]]:
    told = played.answers[-1] if played.answers else None
    rule = charter.questions[told.question].rules[told.row] if told else None
    remedy = charter.remedies.get(rule.answer) if rule else None
    price = rule.price if rule and rule.price is not None else remedy.fee if remedy else None
    end = played.situation.spot
    team = end.team if isinstance(end, With) else played.team
    solved = isinstance(end, Ended) and end.how is End.SOLVED
    yield "answer", then.answer, rule.answer if rule else ""
    yield "price", str(then.price) if then.price else "", str(price) if price else ""
    yield "because", then.because, rule.because if rule else ""
    yield "person", then.person, team
    yield "solved", then.solved, "yes" if solved else "no"


def running(charter: Charter, played: Played) -> set[str]:
    """Return the promises that run at the end: given, agreed to, or started by what was reported."""
    found: set[str] = set()
    for move in played.taken:
        to = move.to
        if isinstance(to, Ended) and to.how is End.PROMISED:
            found.add(to.name)
        label = str(move.label)
        if label.startswith("agrees: "):
            found.add(charter.remedies[label.removeprefix("agrees: ")].promise)
    told = {
        charter.domain_of(fact).text(ranges[0][0])
        for fact, ranges in played.situation.known
        if fact in charter.facts
    }
    found |= {
        name
        for name, promise in charter.promises.items()
        if promise.from_ == "reported" and set(promise.for_) & told
    }
    return found - {""}


def _never(charter: Charter, story: Story, played: Played) -> Iterator[tuple[tuple[str, ...], Sentence]]:
    happened = {
        "paid": _paid(charter, story.who.line, played),
        "loop": _looped(played),
        "refused": played.refused
        or any(charter.questions[told.question].rules[told.row].answer == "no" for told in played.answers),
        "asked twice": any(_asked_twice(charter, played)),
        "hung up on": any(
            isinstance(each.spot, Ended) and each.spot.how is End.HUNG_UP for each in played.passed
        ),
        "lost language": any(move.other_language for move in played.taken),
        "waited without a clock": any(
            _no_clock(charter, each.spot) for each in played.passed if isinstance(each.spot, Waiting)
        ),
    }
    for index, what in enumerate(story.never):
        if happened[what]:
            yield ("never", str(index)), sentence(N_("what must never happen, happened: {what}."), what=what)


def _paid(charter: Charter, line: str, played: Played) -> bool:
    """Tell whether a story that begins on a line costs its caller something that no one must pay."""
    served = False
    for before, move in zip(played.passed, played.taken, strict=False):
        if isinstance(move.to, Dialled):
            line, served = move.to.line, False
        phase = Phase.HOLD if isinstance(before.spot, With) else move.phase
        talks = served and phase is Phase.MENU  # what a person looks up and tells is no menu
        if not talks and charges(charter, line, phase, served=served):
            return True
        served = served or isinstance(move.to, With)
    return False


def _looped(played: Played) -> bool:
    seen = [(each.spot, each.known) for each in played.passed if not isinstance(each.spot, With)]
    return len(set(seen)) < len(seen)


def _asked_twice(charter: Charter, played: Played) -> Iterator[bool]:
    for each in played.passed:
        if isinstance(each.spot, At):
            steps = charter.paths[each.spot.path].steps
            step = steps[each.spot.index] if each.spot.index < len(steps) else None
            yield isinstance(step, Ask) and step.again and step.ask in dict(each.known)


def _no_clock(charter: Charter, spot: Waiting) -> bool:
    step = charter.paths[spot.path].steps[spot.index] if spot.path else None
    limit = getattr(step, "at_most", None) or charter.waiting.at_most
    return limit is None or not (getattr(step, "then", "") or charter.waiting.then)


LAW = Law(
    "stories",
    N_("The stories beside the charter hold."),
    (Rule("does-not-hold", N_("a story that does not end as it says"), does_not_hold),),
)
