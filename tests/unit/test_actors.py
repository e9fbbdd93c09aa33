"""Actors and targets: which noun phrases are found, whom they name, and what is left alone."""

from __future__ import annotations

import pytest

from dashboard.errors import LexiconError
from dashboard.mentions.actor_lexicon import SHORTEST, Form, key, keys
from dashboard.mentions.actors import find_actors, load
from dashboard.model import ActorKind, ActorMention, Document, Sentence, Source, Span


@pytest.fixture(scope="module")
def table():
    return load()


def document(text: str) -> Document:
    return Document("d", text, Source("d", "0" * 64))


def sentences(text: str) -> list[Sentence]:
    """One sentence a line, which is all that these tests need."""
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Sentence(Span(start, start + len(line)), len(found), 0))
        start += len(line) + 1
    return found


def find(table, text: str) -> tuple[ActorMention, ...]:
    return find_actors(document(text), sentences(text), table)


def named(table, text: str) -> dict[str, str]:
    """The words of each mention -> the actor's name."""
    return {m.span.of(text): m.actor.name for m in find(table, text)}


# ------------------------------------------------------------------------------------------------------- canonical names


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Daesh gunmen attacked the village.", "Daesh gunmen", "Islamic State"),
        ("Fighters of Yemen's Houthi movement boarded the ship.", "Fighters of Yemen's Houthi movement", "Houthis"),
        ("Kata’ib Hizballah denied it.", "Kata’ib Hizballah", "Kataib Hezbollah"),
        ("The Lebanese armed group Hezbollah fired rockets.", "Lebanese armed group Hezbollah", "Hezbollah"),
        (
            "Iran's Revolutionary Guards fired missiles.",
            "Iran's Revolutionary Guards",
            "Islamic Revolutionary Guard Corps",
        ),
        ("Suspected Boko Haram insurgents burned the school.", "Boko Haram insurgents", "Boko Haram"),
        ("Peacekeepers from UNIFIL came under fire.", "Peacekeepers from UNIFIL", "UNIFIL"),
        ("مسلحون من حزب الله هاجموا الموقع", "حزب الله", "Hezbollah"),
    ],
)
def test_bodies_of_the_lexicon_have_one_name_for_all_spellings(table, text, words, name):
    """Whatever the text calls a known body, and whatever stands around it, filtering sees its canonical name."""
    assert named(table, text)[words] == name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("American jets bombed the depot.", "American jets", "United States"),
        ("Three Malian soldiers were killed.", "Three Malian soldiers", "Mali"),
        ("Ukraine's army shelled the bridge.", "Ukraine's army", "Ukraine"),
        ("The Pentagon confirmed the raid.", "Pentagon", "United States"),
        ("The Iraqi interior ministry announced arrests.", "Iraqi interior ministry", "Iraq"),
        ("Afghan police manned the checkpoint.", "Afghan police", "Afghan police"),
        ("A Turkish frigate towed the boat.", "Turkish frigate", "Turkey"),
    ],
)
def test_forces_arms_and_offices_of_a_state_are_the_state(table, text, words, name):
    """ "American jets", "the Iraqi army" and "the Pentagon" act for their state; police stay police."""
    mention = next(m for m in find(table, text) if m.span.of(text) == words)
    assert (mention.actor.name, mention.actor.kind, mention.generic) == (name, ActorKind.STATE_FORCES, False)


@pytest.mark.parametrize("words", ["Pro-Iran militias", "Iran-backed militias", "Iranian-sponsored groups"])
def test_groups_known_by_their_sponsor_have_one_name(table, words):
    """All spellings of "backed by Iran" are one actor to filter by, and keep their own words."""
    (mention,) = find(table, f"{words} fired again.")
    assert (mention.actor.name, mention.actor.written) == ("Iran-backed groups", words)


def test_both_adjectives_of_one_noun_are_found(table):
    """ "U.S. and Iraqi forces" are two states."""
    assert {"United States", "Iraq"} <= set(named(table, "U.S. and Iraqi forces left the base.").values())


def test_the_documents_own_words_are_kept_without_article_and_hedge(table):
    """``written`` is what the record of one document shows: the phrase without "the" and "suspected"."""
    (mention,) = find(table, "The suspected Islamic State gunmen fled.")
    assert mention.actor.said == "Islamic State gunmen"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Israeli jets", "Israel"),
        ("US drones", "US"),
        ("Houthi gunmen", "Houthis"),
        ("ISIL fighters", "ISIL"),
        ("American forces", "American forces"),
    ],
)
def test_arms_and_fighters_act_for_their_owner(table, words, said):
    """What is hit keeps its own words; who acts is the owner, by the name the text uses."""
    mention = find(table, f"{words} were seen at dawn.")[0]
    assert (mention.actor.said, mention.agent.said) == (words, said)
    assert mention.agent == mention.actor


@pytest.mark.parametrize(
    ("text", "words", "agent"),
    [
        (
            "Islamic State gunmen took the hill.\nThe jihadist group also seized a dam.",
            "jihadist group",
            "Islamic State",
        ),
        ("Israeli jets bombed a port.\nThe military said it hit fuel tanks.", "military", "Israel"),
        ("Israeli jets bombed a port.\nEgyptian troops watched.\nThe army was silent.", "army", "army"),
        ("Hamas fired rockets.\nA group of tourists fled.", "group of tourists", "group of tourists"),
    ],
)
def test_the_group_and_the_army_act_for_whom_the_text_has_named(table, text, words, agent):
    """A definite bare noun means the body just named, or the only state; with two states it stays open."""
    mention = next(m for m in find(table, text) if m.span.of(text) == words)
    assert (mention.agent.name, mention.actor.said, mention.generic) == (agent, words, True)


def test_a_short_form_is_believed_where_the_document_has_the_full_name(table):
    """ "The Guards" are the Revolutionary Guards only where these were named."""
    told = "The Revolutionary Guards fired missiles.\nThe Guards said so."
    assert [m.actor.name for m in find(table, told) if m.span.of(told) == "Guards"] == [
        "Islamic Revolutionary Guard Corps"
    ]
    assert "Islamic Revolutionary Guard Corps" not in named(table, "The Guards won the match.").values()


# ------------------------------------------------------------------------------------------------------- unknown names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The previously unknown Martyr Salim Brigade claimed it.", "Martyr Salim Brigade"),
        ("A group calling itself the Free Sons of the South claimed it.", "Free Sons of the South"),
        ("A little-known group using the name Black Dawn claimed it.", "Black Dawn"),
        ("The militia group Sons of Azra claimed it.", "Sons of Azra"),
        ("Jihadist rebels of the Azra Liberation Party claimed it.", "Azra Liberation Party"),
    ],
)
def test_unknown_groups_are_found_by_pattern(table, text, name):
    """A body that no lexicon knows passes through as written."""
    assert name in named(table, text).values()


def test_an_abbreviation_in_brackets_is_known_afterwards(table):
    """The document itself says what its abbreviation means."""
    text = "The Popular Front for Renewal (PFX) attacked the barracks.\nLater PFX denied it."
    assert [m.actor.name for m in find(table, text) if m.span.of(text) == "PFX"] == ["Popular Front for Renewal"] * 2


def test_a_family_name_is_known_after_the_full_name(table):
    """Persons are introduced in full and then called by their family name."""
    text = "Militia commander Omar Tesfay was hurt.\nDoctors said Tesfay would live."
    assert [m.actor.name for m in find(table, text) if m.rule == "person"] == ["Omar Tesfay"] * 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("One of its leaders, Abu Salih al-Jabri, was killed.", "Abu Salih al-Jabri"),
        ("Hezbollah commander Ali Deeb was killed.", "Ali Deeb"),
        ("Nadia Karim, a journalist, was abducted.", "Nadia Karim"),
        ("Sgt. William T. Brand was killed.", "William T. Brand"),
        ("They fired on the convoy of Mamun Azri.", "Mamun Azri"),
        ("The killing of Soltani caused anger.", "Soltani"),
    ],
)
def test_persons_are_found_beside_title_or_role(table, text, name):
    """A role, a title or a kunya makes capitals a person."""
    assert [m.actor.name for m in find(table, text) if m.rule == "person"] == [name]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("The destroyer USS Halford shot it down.", "USS Halford", "US"),
        ("HMS Larch escorted the convoy.", "HMS Larch", "GB"),
        ("The tanker Pacific Jade was hit.", "Pacific Jade", None),
        ("Star of Aden, a cargo ship, sank.", "Star of Aden", None),
    ],
)
def test_ships_are_found_by_prefix_and_by_what_explains_them(table, text, name, country):
    """Warships by their prefix, merchant ships by the noun beside the name."""
    ships = [(m.actor.name, m.actor.country) for m in find(table, text) if m.rule == "ship"]
    assert (name, country) in ships


# ----------------------------------------------------------------------------------------------- generic actors, targets


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Masked gunmen", ActorKind.POLITICAL_MILITIA),
        ("Syrian opposition forces", ActorKind.REBEL_GROUP),
        ("Islamist rebels", ActorKind.REBEL_GROUP),
        ("Angry protesters", ActorKind.PROTESTERS),
        ("Bus passengers", ActorKind.CIVILIANS),
        ("Riot police", ActorKind.STATE_FORCES),
        ("Members of the security forces", ActorKind.STATE_FORCES),
        ("Jewish settlers", ActorKind.IDENTITY_MILITIA),
        ("Looters", ActorKind.RIOTERS),
    ],
)
def test_generic_actors_keep_their_phrase_and_have_a_kind(table, words, kind):
    """A phrase without a name stays as written and says what kind of actor it is."""
    mention = find(table, f"{words} were seen near the river.")[0]
    assert (mention.actor.name, mention.actor.kind, mention.generic) == (words, kind, True)


@pytest.mark.parametrize(
    "words",
    [
        "police station",
        "Al Noor air base",
        "power plant",
        "two weapons caches",
        "aid convoy",
        "old watchtower",
        "wedding ceremony",
        "Tower 9",
    ],
)
def test_things_that_are_hit_are_found_whole(table, words):
    """Facilities and objects can be targets; their whole phrase is kept."""
    text = f"A missile struck the {words} at dawn."
    assert words in named(table, text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The shell injured three girls.", "three girls"),
        ("Police smuggled out 45 Syrian migrants.", "45 Syrian migrants"),
        ("On May 26 two men threw a bomb.", "two men"),
        ("They came to support Iraqi forces.", "Iraqi forces"),
        ("Rebels seized Ona's airport.", "Ona's airport"),
        ("About 13,000 refugees fled.", "13,000 refugees"),
        ("At least 29 fighters died.", "29 fighters"),
    ],
)
def test_verbs_dates_and_hedges_do_not_enter_a_phrase(table, text, words):
    """A phrase ends where a verb, a day or "at least" begins."""
    assert words in named(table, text)


def test_a_people_is_civilian(table):
    """ "Three Palestinians" are people, not a government."""
    (mention,) = find(table, "Three Palestinians were wounded.")
    assert (mention.actor.name, mention.actor.kind, mention.actor.said) == (
        "Palestinians",
        ActorKind.CIVILIANS,
        "Palestinians",
    )


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Six bus passengers", "bus passengers"),
        ("At least 40 soldiers", "soldiers"),
        ("Two fuel trucks", "fuel trucks"),
        ("The 116 Brigade", "116 Brigade"),
        ("A 19-year-old student", "19-year-old student"),
    ],
)
def test_how_many_they_were_is_no_part_of_the_name(table, words, name):
    """Numbers are told by counts; those inside a name or an age stay."""
    mention = find(table, f"{words} stood near the river.")[0]
    assert mention.actor.said == name
    assert mention.span.of(f"{words} stood near the river.").endswith(name)


# ------------------------------------------------------------------------------------------- governments, homonyms, noise


@pytest.mark.parametrize(("capital", "state"), [("Tehran", "Iran"), ("Moscow", "Russia"), ("Damascus", "Syria")])
def test_a_capital_that_speaks_is_its_government(table, capital, state):
    """A capital is an actor only before a verb of speech or decision, and then marked as a metonym."""
    (mention,) = find(table, f"{capital} denied it.")
    assert (mention.actor.name, mention.metonym) == (state, True)
    assert find(table, f"It happened in {capital} overnight.") == ()


@pytest.mark.parametrize(
    "text", ["Shelling was heard in Iraq.", "He left from Mosul, Iraq.", "They met on Palestine Street."]
)
def test_a_country_that_is_a_place_is_no_actor(table, text):
    """ "In Iraq", "Mosul, Iraq" and street names say where."""
    assert {"Iraq", "Palestinian Authority"}.isdisjoint(named(table, text).values())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The ambassador spoke.", "Syria"),
        ("The Washington Post reported a leak.", "United States"),
        ("She roasted a turkey.", "Turkey"),
        ("His opera is by Wagner, performed at Bayreuth.", "Wagner Group"),
        ("The battery of my AA torch died.", "Arakan Army"),
        ("The RSF index ranks press freedom.", "Rapid Support Forces"),
        ("Give us bread.", "United States"),
        ("Let us go.", "Lashkar-e-Taiba"),
        ("They fished on Lake Assad.", "Syria"),
        ("Abu Karim al-Kuwaiti was killed.", "Kuwait"),
        ("Iranian-made drones of the Houthis fell.", "Iran"),
        ("The singer Michael Jordan performed.", "Jordan"),
    ],
)
def test_words_that_look_like_an_actor_are_left_alone(table, text, name):
    """Names inside words, newspapers, birds, composers, batteries and makers' marks are no actors."""
    assert name not in named(table, text).values()


def test_a_guarded_abbreviation_is_believed_in_its_country(table):
    """The same letters are an actor where the document speaks of its country."""
    assert named(table, "In Sudan the RSF shelled El Geneina.")["RSF"] == "Rapid Support Forces"


def test_a_text_in_capitals_is_read(table):
    """Wires set in capitals keep their bodies, and "US" in them is a pronoun."""
    found = named(table, "FMLN GUERRILLAS ATTACKED A POWER STATION. GIVE US PEACE, THEY SAID.")
    assert found["FMLN GUERRILLAS"] == "Farabundo Martí National Liberation Front"
    assert "POWER STATION" in found
    assert "United States" not in found.values()


def test_a_headline_in_title_case_is_read(table):
    """Where Every Word has a capital, capitals tell nothing and verbs still end a phrase."""
    found = named(table, "Gunmen Attack Azra Police Station After Israeli Jets Strike Houthi Port")
    assert {"Gunmen", "Israeli Jets"} <= found.keys()
    assert not any("Attack" in words or "Strike" in words for words in found)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("GENERAL OMAR SALIH WAS KILLED BY GUERRILLAS.", "OMAR SALIH"),
        ("Secretary of State Ann Roe landed.", "Ann Roe"),
        ("Officer Nadia Karim was shot.", "Nadia Karim"),
    ],
)
def test_persons_are_found_in_capitals_and_behind_an_office(table, text, name):
    """A title set in capitals, "Secretary of State" and "officer" all introduce a person."""
    assert [m.actor.name for m in find(table, text) if m.rule == "person"] == [name]


def test_text_without_words_has_no_actors(table):
    """Empty and wordless documents are read without complaint."""
    assert find(table, "— … !") == ()
    assert find_actors(document(""), [], table) == ()


# ------------------------------------------------------------------------------------------------------------ the lexicon


def test_the_lexicon_is_large_and_each_alias_has_one_owner(table):
    """At least 400 bodies; two owners share an alias only where a guard tells them apart."""
    bodies = [n for names in table.names.values() for n in names if n.form is Form.BODY]
    assert len({n.owner for n in bodies}) >= 400
    owners: dict[tuple[tuple[str, ...], str], set[str]] = {}
    for name in bodies:
        if not name.needs and not name.forbids:
            owners.setdefault((name.keys, name.spelt), set()).add(name.owner)
    assert {k: v for k, v in owners.items() if len(v) > 1} == {}


def test_no_alias_is_short_unless_it_is_an_abbreviation(table):
    """Short aliases ask for capitals in the text, or they would match ordinary words."""
    for names in table.names.values():
        for name in names:
            letters = sum(map(len, name.keys))
            assert letters >= SHORTEST or name.upper or not name.keys[0].isascii(), name


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('[[actor]]\nname = ""\nsource = "x"', "needs a name"),
        ('[[actor]]\nname = "Azra"\nsource = "y"', "source 'y'"),
        ('[[actor]]\nname = "Azra"\nsource = "x"\nkind = "Army"', "kind 'Army'"),
        ('[[actor]]\nname = "Azra"\nsource = "x"\ncountry = "iraq"', "country 'iraq'"),
        ('[[actor]]\nname = "Azra"\nsource = "x"\naliases = ["ab"]', "shorter than"),
        ('[[actor]]\nname = "Azra"\nsource = "x"\ncolour = "red"', "unknown keys"),
        ('[[office]]\nstate = "QQ"\naliases = ["Azra"]', "state 'QQ'"),
        ("[[actor", "not a TOML file"),
    ],
)
def test_a_malformed_lexicon_names_file_and_entry(tmp_path, body, told):
    """What is wrong, in which file, at which entry."""
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "gazetteer").mkdir()
    (tmp_path / "gazetteer" / "countries.tsv").write_text("iso\tname\tcapital\nIQ\tIraq\tBaghdad\n")
    (tmp_path / "lexicon" / "demonyms.toml").write_text('[demonyms]\nIQ = ["Iraqi", "Iraqis"]\n')
    (tmp_path / "lexicon" / "actors.toml").write_text(
        f'[sources]\nx = "a list"\n{body}\n' if body != "[[actor" else body
    )
    with pytest.raises(LexiconError) as raised:
        load(tmp_path)
    assert told in str(raised.value)
    assert "actors.toml" in str(raised.value)


def test_a_missing_lexicon_is_told(tmp_path):
    """A folder without the files says which one is missing."""
    with pytest.raises(LexiconError, match=r"actors\.toml: no such file"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Kata'ib", ("kataib",)),
        ("U.S.", ("us",)),
        ("Élysée", ("elysee",)),
        ("al-Shabaab", ("al", "shabaab")),
        ("13,000", ("13000",)),
    ],
)
def test_keys_ignore_case_marks_and_dots(words, expected):
    """Spellings that differ in marks alone are one key."""
    assert keys(words) == expected
    assert key("") == ""
