"""What `check` says of random charters is true: a slow interpreter that knows nothing of it is the judge."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, event, given, settings

from possible.charter import Charter, read
from possible.check import check
from possible.values import Finding
from tests.naive.laws import is_good, kept_in_circles, lost, paid
from tests.naive.replay import caller_of, laps, told, walked
from tests.naive.walker import Walker, callers
from tests.truth.charters import charters

RANDOM = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
LOOPS = {"number-names-itself", "lines-name-each-other", "hand-ons-in-circle", "menu-repeats"}
DEAD_ENDS = {"no-way-out", "no-person", "runs-out", "no-such-choice", "closed-unanswered", "dangling"}
DROPPED = ("no-dead-end", "never-dropped", "language-kept", "one-answer")


def is_walk(finding: Finding) -> bool:
    """Tell whether the path begins with a caller: a hang-up that nobody reaches has none."""
    return bool(finding.path) and "dial" in dict(finding.path[0].facts)


@RANDOM
@given(charters())
def test_where_no_loop_is_found_nobody_is_kept_in_circles(files: dict[str, bytes]):
    charter = read(files, "c")
    found = {finding.rule for finding in check(charter)} & LOOPS
    worlds = [Walker(charter, caller).everything() for caller in callers(charter)]
    circles = any(kept_in_circles(world) for world in worlds)
    event(f"a loop: {circles}")
    assert bool(found) == circles


@RANDOM
@given(charters())
def test_where_no_dead_end_is_found_a_good_end_can_be_forced(files: dict[str, bytes]):
    charter = read(files, "c")
    found = check(charter)
    hopeless = [
        (caller, state) for caller in callers(charter) for state in lost(Walker(charter, caller).everything())
    ]
    event(f"a dead end: {bool(hopeless)}")
    if not any(finding.law in (*DROPPED, "no-loop") and finding.level == "error" for finding in found):
        assert hopeless == []


@RANDOM
@given(charters())
def test_where_no_paid_wait_is_found_nobody_pays_to_wait(files: dict[str, bytes]):
    charter = read(files, "c")
    found = [
        finding for finding in check(charter) if finding.law == "free-wait" and finding.rule != "help-fee"
    ]
    charges = [charge for caller in callers(charter) for charge in paid(Walker(charter, caller))]
    event(f"a paid wait: {bool(charges)}")
    assert bool(found) == bool(charges)


@RANDOM
@given(charters())
def test_each_path_that_is_told_can_be_walked_and_ends_where_the_law_breaks(files: dict[str, bytes]):
    charter = read(files, "c")
    for finding in check(charter):
        if is_walk(finding) and finding.rule in BROKEN:
            event(finding.rule)
            walker = Walker(charter, caller_of(charter, finding.path[0]))
            assert BROKEN[finding.rule](charter, walker, told(finding)), [*map(str, finding.path)]


def ends(*hows: str):
    """Return a judge: the path ends in one of these ends."""

    def judge(_: Charter, walker: Walker, labels: list[str]) -> bool:
        return any(state[0][0] == "end" and state[0][1] in hows for state in walked(walker, labels))

    return judge


def circles(_: Charter, walker: Walker, labels: list[str]) -> bool:
    """The end of the path goes round, and round again."""
    return laps(walker, labels)


def pays(*phases: str):
    """Return a judge: at the end of the path one of these phases is charged on the line whose meter runs."""

    def judge(_: Charter, walker: Walker, labels: list[str]) -> bool:
        here = walked(walker, labels[:-1])
        return any(phase in phases and state in here for state, _, phase in paid(walker)) and labels[
            -1
        ].startswith("pay ")

    return judge


def nothing_good(_: Charter, walker: Walker, labels: list[str]) -> bool:
    """The path ends where no good end can be forced."""
    hopeless = lost(walker.everything())
    return any(state in hopeless for state in walked(walker, labels))


def nobody(_: Charter, walker: Walker, labels: list[str]) -> bool:
    """The path ends where no person and no promise lies ahead, only answers at best."""
    world = walker.everything()
    for state in walked(walker, labels):
        ahead, todo = set(), [state]
        while todo:
            at = todo.pop()
            if at not in ahead:
                ahead.add(at)
                todo += [step.to for step in world[at]]
        if not any(
            at[0][0] == "with" or (at[0][0] == "end" and at[0][1] in ("promised", "agreed", "solved"))
            for at in ahead
        ):
            return True
    return False


def wrong_language(_: Charter, walker: Walker, labels: list[str]) -> bool:
    """The path ends with a person who does not speak the language."""
    return any(
        state[0][0] == "with" and walker.caller.language not in walker.speaking(state[0][1])
        for state in walked(walker, labels)
    )


def hung_up(_: Charter, walker: Walker, labels: list[str]) -> bool:
    """At the end of the path the company hangs up, at once or with the next step."""
    here = walked(walker, labels)
    ahead = here | {step.to for state in here for step in walker.steps(state)}
    return any(state[0][:2] == ("end", "hung up") for state in ahead)


BROKEN = {
    **dict.fromkeys(LOOPS, circles),
    "runs-out": ends("ran out"),
    "closed-unanswered": ends("closed"),
    "no-way-out": nothing_good,
    "no-person": nobody,
    "paid-before-person": pays("connect", "menu", "queue"),
    "paid-on-hold": pays("hold"),
    "paid-in-transfer": pays("transfer"),
    "nobody-speaks": wrong_language,
    "hangs-up": hung_up,
}


@pytest.mark.parametrize("name", ["as-it-was", "legal-minimum-fr"])
def test_each_path_told_of_the_refuted_charters_can_be_walked(name: str):
    from possible.charter import load
    from tests.mutation.edits import HERE

    charter = load(str(HERE / "charters" / name))
    judged = [finding for finding in check(charter) if is_walk(finding) and finding.rule in BROKEN]
    assert judged
    for finding in judged:
        walker = Walker(charter, caller_of(charter, finding.path[0]))
        assert BROKEN[finding.rule](charter, walker, told(finding)), [*map(str, finding.path)]


@pytest.mark.timeout(900)  # it walks every caller through everything: half a minute on a calm machine
def test_the_judge_finds_nothing_in_the_good_charter():
    from tests.mutation.edits import charter_of, good

    charter = charter_of(good())
    for caller in callers(charter):
        walker = Walker(charter, caller)
        world = walker.everything()
        assert not kept_in_circles(world)
        assert not lost(world)
        assert not list(paid(walker))
        assert any(is_good(state) for state in world)
