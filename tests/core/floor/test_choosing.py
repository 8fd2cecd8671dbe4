"""Who takes whom: one small scene for each sentence of docs/explanation/the-floor.md."""

from possible.floor import Joined, Offered, Relaxation, Rules, Ticked, Want
from possible.floor.parts import parts
from tests.core.floor.small import EN, FR, Talk, agent


def test_an_offer_says_for_which_team_and_language_it_is_until_when_and_which_place_is_kept():
    talk = Talk("ada", offer_stands=15_000)
    want = Want(contact="x", team="tech", language=FR, channel="phone", since=1_000)
    said = talk.floor.feed(Joined(at=1_000, want=want))
    assert said == [Offered(contact="x", agent="ada", team="tech", language=FR, expires=16_000, since=1_000)]


def test_who_has_waited_longest_goes_to_who_has_been_idle_longest():
    talk = Talk("ada", "bo")
    assert talk.joins("x") == ["x to ada?"]
    assert talk.joins("y") == ["y to bo?"]
    talk.accepts("ada", "x")
    talk.accepts("bo", "y")
    assert talk.joins("z") == talk.joins("w") == []
    assert talk.releases("bo", "y") == ["z to bo?"]
    assert talk.releases("ada", "x") == ["w to ada?"]


def test_nobody_is_offered_to_somebody_who_does_not_speak_their_language():
    talk = Talk("ada", agent("bo", "fr en"))
    assert talk.joins("english", speaks="en") == ["english to bo?"]
    talk.accepts("bo", "english")
    assert talk.joins("more english", speaks="en") == []
    assert talk.joins("french") == ["french to ada?"]


def test_skills_are_asked_of_all_but_the_owner():
    talk = Talk("ada", agent("bo", skills="tv billing"))
    assert talk.joins("x", skills="tv") == ["x to bo?"]
    assert talk.joins("y", skills="tv", owner="ada") == ["y to ada?"]


def test_agents_whose_team_it_is_first_come_before_those_who_help_out():
    talk = Talk(agent("helper", teams="sales tech"), agent("own", teams="tech sales"))
    assert talk.joins("x") == ["x to own?"]
    assert talk.joins("y") == ["y to helper?"]


def test_priority_is_time_credit_and_never_more():
    talk = Talk("ada")
    talk.joins("first")
    talk.accepts("ada", "first")
    talk.at = 100
    talk.joins("early")
    talk.at = 150
    talk.joins("late with little credit", credit=49)
    talk.joins("late with much credit", credit=51)
    assert talk.releases("ada", "first") == ["late with much credit to ada?"]
    talk.accepts("ada", "late with much credit")
    assert talk.releases("ada", "late with much credit") == ["early to ada?"]


def test_a_callback_keeps_its_place():
    talk = Talk("ada")
    talk.joins("busy")
    talk.accepts("ada", "busy")
    talk.at = 10
    talk.joins("called back")
    talk.at = 20
    talk.joins("patient")
    talk.leaves("called back", gave_up=False)
    talk.joins("called back", since=10, out=True)
    assert talk.releases("ada", "busy") == ["called back to ada?"]


def test_a_scheduled_callback_is_in_its_place_and_not_offered_before_its_time():
    talk = Talk("ada")
    assert talk.joins("later", since=0, not_before=500) == []
    assert talk.floor.next_time() == 500
    assert talk.ticks(499) == []
    talk.at = 499
    assert talk.joins("now") == ["now to ada?"]
    talk.accepts("ada", "now")
    assert talk.joins("after", since=499) == []
    assert talk.ticks(500) == []
    assert talk.releases("ada", "now") == ["later to ada?"]


def test_an_owner_is_asked_first_and_alone_until_the_others_may():
    talk = Talk("ada", "bo")
    talk.joins("x")
    talk.takes("ada", "x")
    assert talk.joins("hers", owner="ada", owner_until=300) == []
    assert talk.floor.next_time() == 300
    assert talk.ticks(300) == ["hers to bo?"]


def test_a_freed_owner_takes_the_oldest_of_the_own_and_the_others():
    talk = Talk("ada")
    talk.joins("busy")
    talk.takes("ada", "busy")
    talk.at = 1
    talk.joins("older")
    talk.at = 2
    talk.joins("hers", owner="ada", owner_until=1000)
    assert talk.releases("ada", "busy") == ["older to ada?"]
    talk.takes("ada", "older")
    assert talk.releases("ada", "older") == ["hers to ada?"]


def test_an_owner_who_does_not_speak_the_language_is_not_asked():
    talk = Talk("ada", agent("bo", "en"))
    assert talk.joins("x", speaks="en", owner="ada") == ["x to bo?"]


def test_others_may_serve_only_as_planned_and_from_then_on():
    talk = Talk(agent("ada", teams="sales"), agent("eve", "en"))
    to_sales = Relaxation(from_=200, team="sales", language=FR)
    to_english = Relaxation(from_=100, team="tech", language=EN)
    assert talk.joins("stays") == []
    assert talk.joins("x", relaxations=(to_sales,)) == []
    assert talk.joins("y", relaxations=(to_sales, to_english)) == []
    assert talk.floor.next_time() == 100
    talk.at = 100
    said = talk.floor.feed(Ticked(at=100))
    assert [(one.contact, one.agent, one.team, one.language) for one in said] == [("y", "eve", "tech", EN)]
    assert talk.ticks(200) == ["x to ada?"]


def test_an_offer_that_nobody_answers_expires_and_the_next_is_asked_at_the_same_place():
    talk = Talk("ada", "bo", offer_stands=50)
    talk.joins("x")
    assert talk.floor.next_time() == 50
    assert talk.ticks(50) == ["x not ada: expired", "x to bo?"]


def test_who_declines_is_asked_again_only_when_nobody_else_is_free():
    talk = Talk("ada", "bo", asked_again=30, offer_stands=1000)
    talk.joins("x")
    assert talk.declines("ada", "x") == ["x not ada: declined", "x to bo?"]
    assert talk.declines("bo", "x") == ["x not bo: declined"]
    assert talk.comes("cy") == ["x to cy?"]
    talk.at = 10
    assert talk.declines("cy", "x") == ["x not cy: declined"]
    assert talk.ticks(29) == []
    assert talk.ticks(30) == ["x to ada?"]
    assert talk.declines("ada", "x") == ["x not ada: declined", "x to bo?"]


def test_the_only_one_who_could_help_is_asked_again_after_a_rest():
    talk = Talk("ada", asked_again=30)
    talk.joins("x")
    assert talk.declines("ada", "x") == ["x not ada: declined"]
    assert talk.floor.next_time() == 30
    assert talk.ticks(30) == ["x to ada?"]


def test_who_declines_one_gets_the_next_and_goes_to_the_end_of_the_line():
    talk = Talk("ada", "bo")
    talk.joins("x")
    talk.declines("ada", "x")
    talk.accepts("bo", "x")
    assert talk.joins("y") == ["y to ada?"]
    talk = Talk("ada", "bo", "cy")
    talk.joins("x")
    talk.declines("ada", "x")
    assert talk.joins("y") == ["y to cy?"]


def test_an_offer_is_withdrawn_when_the_contact_leaves_and_the_agent_keeps_their_turn():
    talk = Talk("ada", "bo")
    talk.joins("x")
    assert talk.leaves("x") == ["x not ada: withdrawn"]
    assert talk.joins("y") == ["y to ada?"]


def test_an_offer_is_withdrawn_when_the_agent_pauses_or_goes():
    talk = Talk("ada", "bo")
    talk.joins("x")
    assert talk.pauses("ada") == ["x not ada: withdrawn", "x to bo?"]
    assert talk.goes("bo") == ["x not bo: withdrawn"]
    assert talk.resumes("ada") == ["x to ada?"]


def test_in_a_warm_transfer_nobody_lets_go_before_the_next_accepts():
    talk = Talk("ada")
    talk.joins("x")
    talk.takes("ada", "x")
    assert talk.joins("x", since=0, holder="ada") == []
    assert talk.floor.hall.holders["x"].name == "ada"
    assert talk.comes("bo") == ["x to bo?"]
    assert talk.joins("y") == []
    assert talk.accepts("bo", "x") == ["x with bo, ada lets go", "y to ada?"]


def test_a_transfer_is_not_offered_to_who_hands_it_on():
    talk = Talk("ada")
    talk.joins("x", channel="chat")
    talk.takes("ada", "x")
    assert talk.joins("x", channel="chat", holder="ada") == []
    assert talk.joins("y", channel="chat") == ["y to ada?"]


def test_a_transfer_is_not_offered_to_who_hands_it_on_when_something_else_is_over():
    talk = Talk("ada")
    for chat in "xyz":
        talk.joins(chat, channel="chat")
        talk.takes("ada", chat)
    talk.joins("x", channel="chat", holder="ada", owner="ada")
    talk.joins("later", channel="chat")
    assert talk.releases("ada", "y") == ["later to ada?"]


def test_an_owner_who_hands_a_contact_on_is_not_asked_for_it():
    talk = Talk("ada")
    talk.joins("x", channel="chat")
    talk.takes("ada", "x")
    assert talk.joins("x", channel="chat", holder="ada", owner="ada") == []
    assert talk.comes("bo") == ["x to bo?"]


def test_a_transfer_that_is_withdrawn_stays_with_its_holder():
    talk = Talk("ada")
    talk.joins("x")
    talk.takes("ada", "x")
    talk.joins("x", holder="ada")
    assert talk.leaves("x", gave_up=False) == []
    assert talk.floor.hall.holders["x"].name == "ada"
    assert talk.releases("ada", "x") == []


def test_wrap_up_comes_after_a_contact_and_ends_by_time_or_by_word():
    talk = Talk("ada", wrap_up=(("phone", 40),))
    talk.joins("x")
    talk.takes("ada", "x")
    talk.joins("y")
    assert talk.releases("ada", "x") == []
    assert talk.floor.next_time() == 40
    assert talk.ticks(40) == ["y to ada?"]
    talk.takes("ada", "y")
    talk.joins("z")
    talk.releases("ada", "y")
    talk.at = 50
    assert talk.wraps_up("ada", "y") == ["z to ada?"]


def test_a_wrap_up_ends_at_its_time_however_late_the_floor_is_told():
    talk = Talk("ada", wrap_up=(("phone", 40),))
    talk.joins("x")
    talk.takes("ada", "x")
    talk.releases("ada", "x")
    talk.ticks(100)
    (row,) = parts(talk.floor).presences
    assert row.since == 40
    (measured,) = parts(talk.floor).measured
    assert measured.numbers[:2] == (1, 40)


def test_the_holder_of_a_transfer_wraps_up_too():
    talk = Talk("ada", wrap_up=(("phone", 40),))
    talk.joins("x")
    talk.takes("ada", "x")
    talk.joins("x", holder="ada")
    talk.comes("bo")
    talk.joins("y")
    assert talk.accepts("bo", "x") == ["x with bo, ada lets go"]
    assert talk.ticks(40) == ["y to ada?"]


def test_three_chats_at_once_and_a_fourth_waits_before_a_fifth():
    talk = Talk("ada")
    for chat in "abc":
        assert talk.joins(chat, channel="chat") == [f"{chat} to ada?"]
        talk.accepts("ada", chat)
    talk.at = 1
    assert talk.joins("fourth", channel="chat") == []
    talk.at = 2
    assert talk.joins("fifth", channel="chat") == []
    assert talk.releases("ada", "b") == ["fourth to ada?"]


def test_chats_go_to_who_has_fewest():
    talk = Talk("ada", "bo")
    for chat, name in (("a", "ada"), ("b", "bo"), ("c", "ada"), ("d", "bo")):
        assert talk.joins(chat, channel="chat") == [f"{chat} to {name}?"]
    talk.takes("ada", "a")
    talk.takes("bo", "b")
    talk.takes("bo", "d")
    talk.takes("ada", "c")
    talk.releases("bo", "b")
    assert talk.joins("e", channel="chat") == ["e to bo?"]


def test_a_phone_call_excludes_all_others_and_waits_for_empty_hands():
    talk = Talk("ada")
    talk.joins("chat", channel="chat")
    talk.takes("ada", "chat")
    assert talk.joins("call") == []
    assert talk.releases("ada", "chat") == ["call to ada?"]
    assert talk.joins("another chat", channel="chat") == []


def test_an_older_call_that_cannot_be_taken_yet_does_not_keep_a_chat_from_being_served():
    talk = Talk("ada")
    talk.joins("a", channel="chat")
    talk.takes("ada", "a")
    talk.joins("call")
    assert talk.joins("b", channel="chat") == ["b to ada?"]


def test_who_logs_off_in_mid_contact_keeps_it_and_gets_nothing_new():
    talk = Talk("ada")
    talk.joins("x")
    talk.takes("ada", "x")
    assert talk.goes("ada") == []
    assert talk.floor.hall.holders["x"].name == "ada"
    assert talk.joins("y") == []
    assert not talk.floor.staffed(talk.floor.hall.waiting["y"].want)
    assert talk.releases("ada", "x") == []
    assert "ada" not in talk.floor.hall.desks
    assert talk.comes("ada") == ["y to ada?"]


def test_who_is_gone_has_no_wrap_up():
    talk = Talk("ada", wrap_up=(("phone", 40),))
    talk.joins("x")
    talk.takes("ada", "x")
    talk.goes("ada")
    talk.releases("ada", "x")
    assert talk.floor.next_time() is None
    talk.joins("y")
    assert talk.comes("ada") == ["y to ada?"]


def test_a_wrap_up_ends_where_the_same_contact_comes_back():
    talk = Talk("ada", wrap_up=(("chat", 40),))
    talk.joins("x", channel="chat")
    talk.takes("ada", "x")
    talk.releases("ada", "x")
    talk.joins("x", channel="chat")
    talk.accepts("ada", "x")
    assert talk.floor.next_time() is None
    for chat in "yz":
        assert talk.joins(chat, channel="chat") == [f"{chat} to ada?"]
    assert talk.joins("w", channel="chat") == []


def test_who_comes_back_while_the_last_contact_goes_on_still_holds_it():
    talk = Talk("ada")
    talk.joins("x")
    talk.takes("ada", "x")
    talk.goes("ada")
    assert talk.comes(agent("ada", "fr en")) == []
    assert talk.joins("y", speaks="en") == []
    assert talk.releases("ada", "x") == ["y to ada?"]


def test_a_break_lets_what_is_held_go_on():
    talk = Talk("ada")
    talk.joins("x")
    talk.takes("ada", "x")
    talk.pauses("ada")
    talk.joins("y")
    assert talk.releases("ada", "x") == []
    assert talk.resumes("ada") == ["y to ada?"]


def test_the_rows_that_a_happening_touches_are_named():
    talk = Talk("ada", "bo", wrap_up=(("phone", 40),))
    assert talk.floor.touched() == (frozenset(), frozenset({"bo"}))
    talk.joins("x")
    assert talk.floor.touched() == (frozenset({"x"}), frozenset())
    talk.takes("ada", "x")
    assert talk.floor.touched() == (frozenset({"x"}), frozenset({"ada"}))
    talk.releases("ada", "x")
    talk.ticks(40)
    assert talk.floor.touched() == (frozenset(), frozenset({"ada"}))
    talk.joins("y")
    assert talk.floor.touched() == (frozenset({"y"}), frozenset())


def test_a_queue_forgets_those_who_left():
    talk = Talk("ada")
    for number in range(1_000):
        talk.joins(f"c{number}")
    for number in range(1, 990):
        talk.leaves(f"c{number}")
    (queue,) = talk.floor.hall.queues.values()
    assert queue.length == 10
    assert len(queue.heap) <= 2 * 10 + 16


def test_a_group_forgets_how_free_its_agents_were():
    talk = Talk("ada", "bo")
    for number in range(200):
        talk.at = number
        talk.joins(f"c{number}", owner="bo")
        talk.takes("bo", f"c{number}")
        talk.releases("bo", f"c{number}")
    (group,) = talk.floor.hall.groups.values()
    assert len(group.empty) <= 2 * 2 + 16 + 1


def test_the_rules_name_what_excludes_all_others():
    assert Rules().alone == {"phone", "visit", "video", "place"}
    talk = Talk("ada", alone=frozenset())
    talk.joins("chat", channel="chat")
    assert talk.joins("call") == ["call to ada?"]
