"""The rows that the whole of the page's wishes keep: the store's filters, and what ``narrowing`` asks beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from dashboard.app import data, narrowing, visits
from dashboard.app.clusters import Bools, View
from dashboard.app.data import Chosen, Shared
from dashboard.app.narrowing import Narrow
from dashboard.app.space import Inside, InView
from dashboard.app.state import PageState


@dataclass(frozen=True)
class Selected:
    """``chosen`` is what lists and charts show. ``drawn`` is what the map draws: the same, but not cut off at its own edge.

    ``certain`` and ``possible`` count those of ``chosen`` that are certainly, and those that are only possibly, in the
    area asked for; both are 0 where no area is asked for.
    """

    chosen: Chosen
    drawn: Chosen
    certain: int = 0
    possible: int = 0


@dataclass(frozen=True)
class _Asked:
    """What the last selection was made from."""

    base: Chosen
    narrow: Narrow
    view: View | None


def select(known: Shared, page: PageState, view: View | None) -> Selected:
    """What the page asks for; kept in the session until the wishes, the store or, where it matters, the view change."""
    base = data.choose(known, page.filters)
    narrow = page.narrow
    asked = _Asked(base, narrow, view if isinstance(narrow.area, InView) else None)
    before: tuple[_Asked, Selected] | None = st.session_state.get("selected")
    if before and before[0].base is base and (before[0].narrow, before[0].view) == (asked.narrow, asked.view):
        return before[1]
    made = _made(known, asked)
    st.session_state["selected"] = (asked, made)
    return made


def everywhere(known: Shared, page: PageState) -> Chosen:
    """What the page would ask for if it asked for no area."""
    narrow = replace(page.narrow, area=None, sure=False)
    return _made(known, _Asked(data.choose(known, page.filters), narrow, None)).chosen


def _made(known: Shared, asked: _Asked) -> Selected:
    base, narrow = asked.base, asked.narrow
    if narrow.pair is not None:
        base = _within(known, base, narrowing.between(narrow.pair, known.frame))
    if narrow.after is not None:
        base = _within(known, base, np.isin(known.frame.key, visits.fresh(known, narrow.after), assume_unique=True))
    if narrow.area is None:
        return Selected(base, base)
    found = _inside(known, asked)
    chosen = _within(known, base, found.certain if narrow.sure else found.possible)
    certain = int(np.count_nonzero(found.certain[chosen.rows]))
    drawn = base if isinstance(narrow.area, InView) else chosen
    return Selected(chosen, drawn, certain, len(chosen.rows) - certain)


def _inside(known: Shared, asked: _Asked) -> Inside:
    """Which rows lie in the area; the view has to be asked anew at each pan, any other area once."""
    area = asked.narrow.area
    before: tuple[object, int, Inside] | None = st.session_state.get("inside")
    key = (area, asked.view)
    if before and before[0] == key and before[1] == known.frame.revision:
        return before[2]
    if area is None:
        raise ValueError("no area is asked for")
    found = narrowing.inside(area, known.frame, known.points, asked.view, data.home)
    st.session_state["inside"] = (key, known.frame.revision, found)
    return found


def _within(known: Shared, base: Chosen, kept: Bools) -> Chosen:
    """Fewer rows; their keys stand for all that the store's own filters do not know of."""
    mask = base.mask & kept
    allowed = known.frame.key[kept]
    keys = allowed if base.keys is None else np.intersect1d(base.keys, allowed, assume_unique=True)
    return replace(base, mask=mask, rows=np.flatnonzero(mask), keys=keys)
