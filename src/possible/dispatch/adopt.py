"""Whether a proposal is taken into the plan: only if the judge accepts it and it is cheaper."""

from __future__ import annotations

from dataclasses import dataclass

from possible.dispatch.day import DayProblem, Orders, refusal
from possible.dispatch.plan import Plan


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a proposal: `adopted`, `dearer`, `refused` (with why) or `failed` (with the complaint).

    `before` and `after` are seconds on the road of that day as it stood and as it was proposed.
    """

    engine: str
    day: str
    word: str
    why: str = ""
    before: int = 0
    after: int = 0


def weigh(problem: DayProblem, orders: Orders, engine: str) -> Verdict:
    """The judge's word on these orders against the day's routes as they are; more visits served is
    cheaper.
    """
    why = refusal(problem, orders)
    before = problem.cost(problem.routes)
    if why:
        return Verdict(engine, problem.day, "refused", why, before)
    after = problem.cost(orders)
    more = sum(map(len, orders)) > sum(map(len, problem.routes))
    word = "adopted" if more or after < before else "dearer"
    return Verdict(engine, problem.day, word, "", before, after)


def adopt(plan: Plan, problem: DayProblem, orders: Orders, engine: str) -> tuple[Plan, Verdict]:
    """The plan with the orders if they are adopted, the same plan if not; and the verdict for the log.

    Promised windows belong to the visits, not to the routes, so no adoption can move one.
    """
    verdict = weigh(problem, orders, engine)
    if verdict.word != "adopted":
        return plan, verdict
    routes = {key: route for key, route in problem.named(orders).items() if route != plan.route(key)}
    return plan.with_routes(routes), verdict
