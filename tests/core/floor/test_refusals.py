"""What cannot have happened: the sentence, and that nothing is changed (the laws test that for all)."""

import pytest

from possible.floor.parts import parts
from possible.values import Refused
from tests.core.floor.small import Talk


def scene():
    """`held` is with ada (her transfer waits, offered to bo), `waits` waits; cy pauses; dora wraps up."""
    talk = Talk("ada", wrap_up=(("phone", 100),))
    talk.at = 10
    talk.joins("held")
    talk.takes("ada", "held")
    talk.comes("dora")
    talk.joins("over")
    talk.takes("dora", "over")
    talk.releases("dora", "over")
    talk.comes("bo")
    talk.joins("held", holder="ada")
    talk.comes("cy")
    talk.pauses("cy")
    talk.joins("waits")
    return talk


@pytest.mark.parametrize(
    ("tell", "why"),
    [
        (lambda t: t.joins("waits"), "Contact `waits` waits already."),
        (lambda t: t.joins("held", holder="ada"), "Contact `held` waits already."),
        (lambda t: t.joins("new", holder="ada"), "Contact `new` is not with `ada`."),
        (lambda t: t.leaves("nobody"), "Contact `nobody` does not wait."),
        (lambda t: t.comes("ada"), "Agent `ada` is at work already."),
        (lambda t: t.pauses("cy"), "Agent `cy` is on a break already."),
        (lambda t: t.pauses("zoe"), "Agent `zoe` is not at work."),
        (lambda t: t.resumes("ada"), "Agent `ada` is not on a break."),
        (lambda t: t.resumes("zoe"), "Agent `zoe` is not at work."),
        (lambda t: t.goes("zoe"), "Agent `zoe` is not at work."),
        (lambda t: t.accepts("ada", "held"), "Contact `held` is not offered to `ada` (any more)."),
        (lambda t: t.accepts("bo", "waits"), "Contact `waits` is not offered to `bo` (any more)."),
        (lambda t: t.declines("bo", "nobody"), "Contact `nobody` is not offered to `bo` (any more)."),
        (lambda t: t.releases("bo", "held"), "Contact `held` is not with `bo`."),
        (lambda t: t.releases("ada", "nobody"), "Contact `nobody` is not with `ada`."),
        (
            lambda t: t.releases("ada", "held"),
            "Contact `held` is still with `ada`: nobody has accepted it yet.",
        ),
        (lambda t: t.wraps_up("ada", "held"), "Agent `ada` has no wrap-up of contact `held`."),
        (lambda t: t.wraps_up("zoe", "held"), "Agent `zoe` has no wrap-up of contact `held`."),
        (
            lambda t: t.ticks(9),
            "`1970-01-01T00:00:00.009Z` is before `1970-01-01T00:00:00.010Z`, up to which the floor has been told.",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason_and_changes_nothing(tell, why):
    talk = scene()
    before = parts(talk.floor)
    with pytest.raises(Refused) as refused:
        tell(talk)
    assert str(refused.value) == why
    assert parts(talk.floor) == before


def test_who_is_with_an_agent_joins_only_as_a_transfer():
    talk = Talk("ada")
    talk.joins("x")
    talk.takes("ada", "x")
    with pytest.raises(Refused) as refused:
        talk.joins("x")
    assert str(refused.value) == "Contact `x` is with `ada`."
    assert str(refused.value.attempt) == (
        "Name `ada` as its holder until the next one accepts, or let it be released first."
    )


def test_an_acceptance_comes_too_late_at_the_very_instant_at_which_the_offer_ends():
    talk = Talk("ada", offer_stands=50)
    talk.joins("x")
    talk.at = 50
    with pytest.raises(Refused):
        talk.accepts("ada", "x")
    talk = Talk("ada", offer_stands=50)
    talk.joins("x")
    talk.at = 49
    assert talk.accepts("ada", "x") == ["x with ada"]


def test_a_wrap_up_whose_time_is_over_cannot_be_ended():
    talk = Talk("ada", wrap_up=(("phone", 40),))
    talk.joins("x")
    talk.takes("ada", "x")
    talk.releases("ada", "x")
    talk.at = 40
    with pytest.raises(Refused):
        talk.wraps_up("ada", "x")


def test_the_same_word_twice_is_refused():
    talk = Talk("ada")
    talk.joins("x")
    talk.accepts("ada", "x")
    with pytest.raises(Refused):
        talk.accepts("ada", "x")
    talk.releases("ada", "x")
    with pytest.raises(Refused):
        talk.releases("ada", "x")
