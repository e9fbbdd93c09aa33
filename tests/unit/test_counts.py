"""Figures of harm and of events, each in a sentence of our own."""

import pytest

from dashboard.mentions.counts import find_counts
from dashboard.mentions.sentences import split
from dashboard.model import CountMention, Document, Source


def counts(text: str) -> tuple[CountMention, ...]:
    document = Document("d", text, Source("d", "0"))
    return find_counts(document, split(document))


def read(text: str) -> set[tuple[str, int, int | None]]:
    return {(c.kind.value, c.count.low, c.count.high) for c in counts(text) if not c.part}


CASES = [
    (
        "At least nine villagers, including two girls, were killed and 14 wounded.",
        {("killed", 9, None), ("injured", 14, 14)},
    ),
    ("The raid killed six members of the brigade.", {("killed", 6, 6)}),
    ("Snipers killed between 4 and 7 recruits, wounding dozens.", {("killed", 4, 7), ("injured", 24, None)}),
    ("A mine went off under a bus, killing 11 and injuring scores.", {("killed", 11, 11), ("injured", 40, None)}),
    ("The death toll climbed from 30 to 47 on Sunday.", {("killed", 47, 47)}),
    ("Medics spoke of a toll of 18 dead.", {("killed", 18, 18)}),
    ("The explosion left 13 dead and 40 wounded.", {("killed", 13, 13), ("injured", 40, 40)}),
    ("Nobody was hurt.", {("killed", 0, 0), ("injured", 0, 0)}),
    ("The crew were unharmed.", {("killed", 0, 0), ("injured", 0, 0)}),
    ("There were no casualties.", {("killed", 0, 0), ("injured", 0, 0)}),
    ("No one was killed.", {("killed", 0, 0)}),
    ("Medics treated minor injuries.", {("injured", 1, None)}),
    ("The killing of four aid workers caused anger.", {("killed", 4, 4)}),
    ("The commander was killed.", {("killed", 1, 1)}),
    ("Gunmen shot dead at least 17 of them.", {("killed", 17, None)}),
    ("Seven killed in market blast", {("killed", 7, 7)}),
    ("Bomb kills seven in market", {("killed", 7, 7)}),
    ("Up to 60 fighters were killed.", {("killed", 0, 60)}),
    ("More than 1,300 miners died.", {("killed", 1300, None)}),
    ("About 20 guards were injured.", {("injured", 20, 20)}),
    ("Several farmers were injured.", {("injured", 3, None)}),
    ("Civilians were killed.", {("killed", 1, None)}),
    ("Eighteen people were killed or wounded.", {("killed", 0, 18), ("injured", 0, 18)}),
    ("Eighteen people were killed and wounded.", {("killed", 1, None), ("injured", 1, None)}),
    ("A policeman and two shepherds were killed.", {("killed", 3, 3)}),
    ("The salvo injured four sailors and one cook.", {("injured", 5, 5)}),
    ("Eight civilians, five women and three men, died.", {("killed", 8, 8)}),
    ("Police detained 25 students.", {("captured", 25, 25)}),
    ("The bodies of 31 men were found.", {("killed", 31, 31)}),
    ("A patrol killed one man and wounded another.", {("killed", 1, 1), ("injured", 1, 1)}),
    ("A 12-year-old boy was killed.", {("killed", 1, 1)}),
    ("On 12 May 14 people died.", {("killed", 14, 14)}),
    ("GUERRILLAS KILLED TWENTY-TWO SOLDIERS NEAR THE DAM.", {("killed", 22, 22)}),
    ("Two hundred and ten prisoners were killed.", {("killed", 210, 210)}),
    ("Jets carried out 12 strikes near the dam.", {("events", 12, 12)}),
    ("Several attacks hit the road.", {("events", 3, None)}),
    ("Forty drones were shot down.", {("events", 40, 40)}),
    ("The frigate intercepted two missiles.", {("events", 2, 2)}),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_sentence_gives_these_figures(text, expected):
    """Active, passive, nominal and toll shapes; vague words as the record format reads them."""
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The army captured 12 villages.",
        "They swam in the Dead Sea.",
        "The column fired 12 rockets at a wall.",
        "The team has 12 attack helicopters.",
        "In 2015 the road was closed for three weeks.",
        "They seized four trucks.",
    ],
)
def test_figures_of_other_things_are_none(text):
    """Villages, munitions, helicopters, years and weeks are neither victims nor events."""
    assert read(text) == set()


def test_a_share_is_marked():
    """ "Including two girls" is part of the toll, not another toll."""
    parts = [(c.count.low, c.kind.value) for c in counts("Nine villagers, including two girls, were killed.") if c.part]
    assert parts == [(2, "killed")]


def test_the_sum_of_a_war_is_marked():
    """A toll since the war began is no single event's."""
    (count,) = counts("More than 9,000 people have been killed since the war began.")
    assert count.total


def test_whom_cites_the_victims():
    """The words of who was harmed are kept."""
    text = "The raid killed six members of the brigade."
    assert [c.whom.of(text) for c in counts(text) if c.whom] == ["members of the brigade"]
