"""What the golden texts leave open is held against nobody: optional records and other right sub-event types.

Gold and optional records are matched with the answers together, as ``score_incidents`` matches. An answer that falls to
an optional record is set aside; one that names another right type of its gold record counts as having named the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import score_incidents

Row = dict[str, Any]


def forgiven(truth: Sequence[Row], answers: Mapping[str, Row]) -> dict[str, Row]:
    """The answers to these documents, by id, as they are to be scored against the gold; nothing given is changed."""
    return {row["id"]: _forgiven(row, answers[row["id"]]) for row in truth if row["id"] in answers}


def _forgiven(row: Row, answer: Row) -> Row:
    gold, mine = row["incidents"], answer["incidents"]
    pairs, _ = score_incidents.match([*gold, *row["optional"]], mine, score_incidents.Opt())
    matched = {p: g for g, p in pairs.items()}
    kept = []
    for number, incident in enumerate(mine):
        at = matched.get(number)
        if at is None:
            kept.append(incident)
        elif at < len(gold):
            kept.append(_retyped(incident, gold[at]))
    return {**answer, "incidents": kept}


def _retyped(incident: Row, gold: Row) -> Row:
    if incident["sub_event_type"] not in gold["alternatives"]:
        return incident
    return {**incident, "event_type": gold["event_type"], "sub_event_type": gold["sub_event_type"]}
