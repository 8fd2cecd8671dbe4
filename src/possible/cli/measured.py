"""Figures and measured standards, for people and for programs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any

from possible.check.standards import LIVE_SAID, LiveState
from possible.cli.ink import Ink
from possible.cli.say import say, spoken
from possible.measure import lasted
from possible.measure.samples import MEASURES, Sort
from possible.values import N_

if TYPE_CHECKING:
    from possible.check.standards import LiveRow
    from possible.measure import Figure

GROUPS = {
    "all": N_("all"),
    "language": N_("language {name}"),
    "line": N_("line {name}"),
    "team": N_("team {name}"),
    "promise": N_("promise {name}"),
    "promise in": N_("promise {name}"),
    "credit": N_("credit {name}"),
    "credit in": N_("credit {name}"),
    "currency": N_("in {name}"),
}


def as_text(figures: Sequence[Figure], rows: Sequence[LiveRow]) -> str:
    """Return figures by indicator, the formula beside the name; then the standards."""
    ink = Ink.on(sys.stdout, os.environ)
    parts = [
        "\n".join(_indicator(list(found), ink)) for _, found in groupby(figures, lambda each: each.indicator)
    ]
    if rows:
        parts.append("\n".join(_standards(rows, ink)))
    return "\n\n".join(parts) or say(N_("There was nothing to measure."))


def _indicator(figures: list[Figure], ink: Ink) -> Iterator[str]:
    yield f"{ink.strong(figures[0].indicator)}  {ink.faint(say(figures[0].formula))}"
    names = [say(GROUPS[figure.group.by], name=figure.group.name) for figure in figures]
    width = max(map(len, names))
    for name, figure in zip(names, figures, strict=True):
        yield f"  {name:<{width}}  {_value(figure)}"


def _value(figure: Figure) -> str:
    value = figure.value
    if isinstance(value, Fraction) or figure.unit == "share":
        return f"{_percent(Fraction(value))} ({figure.part}/{figure.of})"
    if figure.unit == "ms":
        return f"{say(lasted(value))} ({figure.of})"
    return f"{value / 100:.2f}" if figure.unit == "cents" else str(value)


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):.1f}".removesuffix(".0") + " %"


def _standards(rows: Sequence[LiveRow], ink: Ink) -> Iterator[str]:
    yield ink.strong(say(N_("Standards, measured on these events:")))
    for row in rows:
        if row.state is not LiveState.UNMEASURED:
            name = " ".join(filter(None, [row.standard.id, row.period]))
            yield f"  {_state(row, ink)}: {name}{_counted(row)}"
    unmeasured = [row for row in rows if row.state is LiveState.UNMEASURED]
    for why, found in groupby(sorted(unmeasured, key=_why), _why):
        yield f"  {say(LIVE_SAID[LiveState.UNMEASURED])}, {why}:"
        yield "    " + ", ".join(row.standard.id for row in found)


def _state(row: LiveRow, ink: Ink) -> str:
    colours = {LiveState.MET: ink.good, LiveState.NOT_MET: ink.error}
    return colours.get(row.state, ink.faint)(say(LIVE_SAID[row.state]))


def _why(row: LiveRow) -> str:
    return say(row.why) if row.why else ""


def _counted(row: LiveRow) -> str:
    live = row.standard.live
    if not row.of or live is None:
        return ""
    worst = N_("worst {worst}") if row.worst is not None else N_("somebody never had a person")
    parts = [
        f"{_percent(Fraction(row.good, row.of))} ({row.good}/{row.of})",
        *filter(None, [live.limit, live.share]),
    ]
    if MEASURES[live.by] is Sort.LENGTH:
        parts.append(say(worst, worst=say(lasted(row.worst or 0))))
    return " · " + " · ".join(parts)


def as_json(figures: Sequence[Figure], rows: Sequence[LiveRow]) -> str:
    """Return one object: figures, and standards with what came of them."""
    content = {
        "language": spoken(),
        "figures": [_figure(figure) for figure in figures],
        "standards": [_row(row) for row in rows],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _figure(figure: Figure) -> dict[str, Any]:
    value = figure.value
    return {
        "indicator": figure.indicator,
        "by": figure.group.by,
        "name": figure.group.name or None,
        "value": float(value) if isinstance(value, Fraction) else value,
        "unit": figure.unit,
        "part": figure.part,
        "of": figure.of,
        "formula": say(figure.formula),
    }


def _row(row: LiveRow) -> dict[str, Any]:
    live = row.standard.live
    return {
        "id": row.standard.id,
        "cite": row.standard.cite,
        "state": row.state.value,
        "period": row.period or None,
        "good": row.good,
        "of": row.of,
        "worst": row.worst,
        "measure": (live.by if live else "") or None,
        "limit": (live.limit if live else "") or None,
        "share": (live.share if live else "") or None,
        "why": say(row.why) if row.why else None,
    }
