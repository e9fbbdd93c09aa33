"""The event and weapon lexicons: every entry works, and a broken file is named with what to mend."""

from __future__ import annotations

import pytest

from dashboard.errors import LexiconError
from dashboard.mentions import lexicon
from dashboard.mentions.morphology import plural, verb_forms
from dashboard.model import Assertion, SubEventType
from tests.unit import telling

GOOD = '[[trigger]]\nid = "a"\nframe = "attack"\nsub = "Attack"\nverbs = ["attack"]\nexample = "They attacked."\n'
ARMS = '[[weapon]]\nid = "w"\nsub = "Grenade"\nwords = ["grenade"]\n'


@pytest.mark.parametrize("entry", lexicon.load().entries, ids=lambda e: e.id)
def test_every_entry_fires_on_its_example(entry):
    """An entry's example sentence has a trigger of that entry that is told as fact."""
    told = [t for t in telling.find(entry.example) if t.entry == entry.id]
    assert [t.assertion for t in told][:1] == [Assertion.REPORTED]


def test_every_acled_type_has_words():
    """Each of ACLED's 25 sub-event types is the default of some entry, or what a rule makes of one."""
    named = {entry.sub for entry in lexicon.load().entries}
    assert set(SubEventType) - named == set()


def written(folder, events=GOOD, weapons=ARMS):
    (folder / "events.toml").write_text(events, encoding="utf-8")
    (folder / "weapons.toml").write_text(weapons, encoding="utf-8")
    return folder


def test_a_good_folder_loads(tmp_path):
    """Two small files make a lexicon with all inflections indexed."""
    loaded = lexicon.load(written(tmp_path))
    assert {"attack", "attacks", "attacked", "attacking"} <= set(loaded.triggers)


@pytest.mark.parametrize(
    ("events", "said"),
    [
        (GOOD.replace('frame = "attack"\n', ""), "'a' lacks 'frame'"),
        (GOOD.replace('"Attack"', '"Atack"'), "'Atack' is none of ACLED's"),
        (GOOD + 'colour = "red"\n', "unknown key 'colour'"),
        (GOOD.replace('verbs = ["attack"]\n', ""), "has no words"),
        (GOOD + GOOD, "two entries are called 'a'"),
        ("[[trigger]\n", "is not valid TOML"),
    ],
)
def test_a_broken_entry_is_named(tmp_path, events, said):
    """The error names the file and the entry and says what is wrong."""
    with pytest.raises(LexiconError, match=r"events\.toml") as caught:
        lexicon.load(written(tmp_path, events))
    assert said in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    """A missing lexicon is a LexiconError with the path, not a bare OSError."""
    with pytest.raises(LexiconError, match=r"events\.toml: cannot be read"):
        lexicon.load(tmp_path)


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("seize", {"seize", "seizes", "seized", "seizing"}),
        ("strike", {"strike", "strikes", "struck", "stricken", "striking"}),
        ("kidnap", {"kidnap", "kidnaps", "kidnapped", "kidnapping"}),
        ("die", {"die", "dies", "died", "dying"}),
        ("raid", {"raid", "raids", "raided", "raiding"}),
    ],
)
def test_verbs_inflect(verb, forms):
    """Regular, irregular and doubling verbs have their usual forms."""
    assert set(verb_forms(verb)) == forms


def test_nouns_have_plurals():
    """Ambush, casualty and gunman are made plural by rule or table."""
    assert [plural(n) for n in ("ambush", "casualty", "gunman")] == ["ambushes", "casualties", "gunmen"]
