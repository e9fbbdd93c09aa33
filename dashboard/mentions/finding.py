"""The stage's door: a document in, everything that was found in it out.

    sentences -> places (scanner), actors (lexicon), times, counts, triggers (lexicon)

The finders do not read each other's results; a rule that needs two kinds of mention belongs to assembly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.mentions import actors, counts, lexicon, places, sentences, times, triggers
from dashboard.model import Mentions

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.model import Document, NameScanner


@dataclass(frozen=True, slots=True)
class Lexicons:
    """The words the finders know, read once in each process."""

    events: lexicon.Lexicon
    actors: actors.ActorTable


def open_lexicons(folder: Path | None = None) -> Lexicons:
    """Read the lexicons of a data folder (default: the shipped one); raises ``LexiconError`` saying what to mend."""
    return Lexicons(lexicon.load(folder / "lexicon" if folder else None), actors.load(folder))


def find(document: Document, lexicons: Lexicons, scanner: NameScanner) -> Mentions:
    """Every mention of the document, each kind in text order, each inside one of the sentences."""
    split = sentences.split(document)
    return Mentions(
        split,
        tuple(places.find_places(document, split, scanner)),
        tuple(actors.find_actors(document, split, lexicons.actors)),
        tuple(times.find_times(document, split)),
        tuple(counts.find_counts(document, split)),
        tuple(triggers.find_triggers(document, split, lexicons.events)),
    )
