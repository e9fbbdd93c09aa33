"""The search box, and a word about a search that may not do what was meant."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.app import words
from dashboard.app.data import Shared
from dashboard.app.filter_values import PREFIX
from dashboard.app.words import mark, say
from dashboard.model import EVENT_TYPES
from dashboard.store import asking, search

HINTS_AT_MOST: Final = 3
HELP: Final = mark("""All words must stand in one article. `"air base"`: these words side by side. `-exercise`: not in it.
`hodeid*`: words that begin so.

Of the incident itself: `actor:Houthis`, `place:Mosul`, `type:shelling`, `country:Yemen`, `source:Reuters`;
with quotes `actor:"Islamic State"`, with a minus `-type:protest`.""")


def draw(known: Shared) -> None:
    """The box and, under it, at most a few lines of help."""
    asked = st.text_input(
        say("Words in the articles"),
        key=PREFIX + "words",
        placeholder='drone "air base" -exercise',
        help=say(HELP),
    )
    for hint in hints(known, asked or "")[:HINTS_AT_MOST]:
        st.caption(words.markdown(hint))


def hints(known: Shared, asked: str) -> list[str]:
    """What a search may have meant otherwise: operators that are none, and names that no incident has."""
    if ":" not in asked:
        return []
    told = []
    for oddity in search.oddities(asked):
        if oddity.why == "bare":
            told.append(say("After “{name}:” comes a word, without a space: {name}:word", name=oddity.name))
        else:
            fields = ", ".join(f"{name}:" for name in search.FIELDS)
            told.append(
                say(
                    "“{name}:” is no operator and is searched as words; there are {fields}",
                    name=oddity.name,
                    fields=fields,
                )
            )
    for nothing in asking.unmatched(known.frame, search.parse(asked)):
        told.append(say("No incident here has the {field} “{name}”.", field=nothing.field, name=nothing.term.text))
        if nothing.field == "type":
            told[-1] += " " + say("Types are {types}.", types=", ".join(kind.value for kind in EVENT_TYPES))
    return told
