"""Triggers: what is found, in which form, who stands as agent and patient, and which words are only borrowed."""

from __future__ import annotations

import pytest

from dashboard.model import Assertion, SubEventType
from tests.unit.telling import find

S = SubEventType


def first(text, entry=None):
    told = [t for t in find(text) if entry in {None, t.entry}]
    assert told, f"no trigger in {text!r}"
    return told[0]


def words(text, span):
    return None if span is None else span.of(text)


@pytest.mark.parametrize(
    ("text", "agent", "patient"),
    [
        ("Gunmen attacked a convoy near the border.", "Gunmen", "a convoy"),
        ("A convoy was attacked by gunmen near the border.", "gunmen", "A convoy"),
        ("Five villagers were shot dead.", None, "Five villagers"),
        ("On Monday, rebels captured the town of Bria.", "rebels", "the town of Bria"),
        ("The army said that it had bombed a camp.", "The army", "a camp"),
        ("The jets that bombed the depot came at night.", "The jets", "the depot"),
        ("Police stopped a lorry and arrested two men.", "Police", "two men"),
    ],
)
def test_verbs_have_agent_and_patient(text, agent, patient):
    """Active, passive, relative and coordinated verbs find who did it and to whom."""
    told = [t for t in find(text) if not t.noun][-1]
    assert (words(text, told.agent), words(text, told.patient)) == (agent, patient)


@pytest.mark.parametrize(
    ("text", "agent", "patient"),
    [
        ("Ethiopia's attack on the dam shocked the capital.", "Ethiopia's", "the dam"),
        ("An attack by bandits on a mill left two dead.", "bandits", "a mill"),
        ("The navy carried out strikes against pirates off the coast.", "The navy", "pirates"),
    ],
)
def test_nouns_have_agent_and_patient(text, agent, patient):
    """Possessives, by-phrases and support verbs give a noun its agent; on and against its patient."""
    told = next(t for t in find(text) if t.noun)
    assert (words(text, told.agent), words(text, told.patient)) == (agent, patient)


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Jets strike Hodeidah port.", False),
        ("The strike hit a port.", True),
        ("Rebels attack an army base.", False),
        ("Rebel attacks on the base went on.", True),
        ("They began to attack the town.", False),
        ("It came in response to attacks on the base.", True),
        ("Killing of the mayor shocks the town.", True),
    ],
)
def test_nouns_and_verbs_are_told_apart(text, noun):
    """Words that are both are read by the words around them."""
    assert find(text)[0].noun is noun


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A drone struck a fuel depot.", S.AIR_DRONE_STRIKE),
        ("Rockets struck a fuel depot.", S.SHELLING_ARTILLERY_MISSILE_ATTACK),
        ("A roadside bomb killed two soldiers.", S.REMOTE_EXPLOSIVE_LANDMINE_IED),
        ("A suicide bomber killed nine people in the mosque.", S.SUICIDE_BOMB),
        ("Six people died in an attack with sarin.", S.CHEMICAL_WEAPON),
        ("Someone threw a grenade into the bar.", S.GRENADE),
    ],
)
def test_the_weapon_names_the_type(text, kind):
    """The weapon of the clause decides the sub-event type."""
    assert kind in {t.sub_event_type for t in find(text)}


def test_what_was_hit_is_no_weapon():
    """A strike that destroyed mortars is no mortar attack."""
    told = first("An air strike destroyed two mortars and a rocket launcher.", "air")
    assert told.sub_event_type is S.AIR_DRONE_STRIKE


@pytest.mark.parametrize(
    "text",
    [
        "The striker struck twice as the home side attacked in the second half and the goalkeeper was beaten by a penalty.",
        "Shares fell as investors battled inflation and the central bank fought to defend the currency.",
        "The director shot the film in Malta and the actor was killed off in the sequel.",
        "Four miners died in a methane explosion caused by a gas leak.",
        "He suffered a heart attack during the match.",
        "Workers began a strike over pay at the railway.",
        "In witness whereof the parties have executed this deed.",
        "The execution of the contract is due in May.",
    ],
)
def test_borrowed_words_report_nothing(text):
    """Sport, business, culture, accidents, medicine and labour borrow the words of war."""
    facts = {Assertion.REPORTED, Assertion.CLAIMED, Assertion.DENIED}
    assert [t.span.of(text) for t in find(text) if t.assertion in facts and t.strength >= 1] == []


@pytest.mark.parametrize(
    "text",
    ["Two attack drones lay in the hangar.", "The Samarra Barrage was built in 1956.", "On 6 March the crew left."],
)
def test_names_and_modifiers_are_no_events(text):
    """A noun that only tells what kind of thing the next one is, a name, and a month report nothing."""
    assert [t.entry for t in find(text)] == []


def test_ordinary_arrests_are_not_ours():
    """An arrest for theft or smuggling is ordinary crime."""
    told = first("Police arrested two men for smuggling cocaine in the harbour.", "arrest")
    assert told.assertion is Assertion.OTHER


def facts(text):
    """The triggers of a text that report an event, the weak ones only with a weapon."""
    told = {Assertion.REPORTED, Assertion.CLAIMED}
    return [t for t in find(text) if t.assertion in told and (t.strength >= 1 or t.weapon is not None)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Grad rockets slammed into a block of flats.", S.SHELLING_ARTILLERY_MISSILE_ATTACK),
        ("A missile ploughed into a dormitory.", S.SHELLING_ARTILLERY_MISSILE_ATTACK),
        ("A quadcopter dropped a munition on a police car.", S.AIR_DRONE_STRIKE),
        ("Unidentified men lobbed a hand grenade at the kiosk.", S.GRENADE),
        ("Assailants slit the throats of five herders.", S.ATTACK),
        ("Masked men riddled the minibus with bullets.", S.ATTACK),
        ("Soldiers fended off an attack on their outpost.", S.ARMED_CLASH),
        ("The brigade inflicted heavy losses on the enemy near the village.", S.ARMED_CLASH),
        ("Six aid workers are being held captive by a militia.", S.ABDUCTION_FORCED_DISAPPEARANCE),
        ("Air defences downed 24 of 28 drones overnight.", S.DISRUPTED_WEAPONS_USE),
        ("Gunmen burnt eight trucks on the highway.", S.LOOTING_PROPERTY_DESTRUCTION),
        ("Farmers blockaded the motorway with tractors.", S.PEACEFUL_PROTEST),
        ("Demonstrators hurled bricks and petrol bombs at the cordon.", S.VIOLENT_DEMONSTRATION),
        ("Soldiers fired into the air to break up the crowd.", S.PROTEST_WITH_INTERVENTION),
        ("Rebels swept into the provincial capital.", S.NON_STATE_ACTOR_OVERTAKES_TERRITORY),
        ("The army wrested back control of the town.", S.GOVERNMENT_REGAINS_TERRITORY),
    ],
)
def test_the_ways_of_telling(text, kind):
    """Agencies tell the same kinds of event in many words, doubled consonants and irregular verbs among them."""
    assert kind in {t.sub_event_type for t in find(text) if t.assertion is Assertion.REPORTED}


@pytest.mark.parametrize(
    "text",
    [
        "Inflation attacked what was left of their savings.",
        "The senator attacked the decision to close the mill.",
        "The bill was killed in committee.",
        "The flu killed 40 people last winter.",
        "The opposition captured 40 seats.",
        "The two ministers clashed over the budget.",
        "Two people were killed when a lorry overturned.",
        "Insurers expect more attacks on shipping.",
        "The bishop condemned attacks on journalists.",
        "The army stood ready to go on the attack.",
        "The 2016 peace deal is in trouble.",
        "A truce has yet to be agreed.",
        "The council urged both sides to agree a truce before the feast.",
        "The candidate addressed an election rally in the capital.",
        "The guard fired a salute into the air at noon.",
        "In total, since the beginning of the campaign, 600 tanks have been destroyed.",
    ],
)
def test_lent_and_unreal_words_tell_no_event(text):
    """Debate, markets, disease, accidents, wishes and balances use the words of war without telling of it."""
    assert facts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "An explosion at a paint factory killed two workers. The blast was heard across the town.",
        "A dam burst on Monday. Flash floods destroyed 40 houses and soldiers were deployed. Nine people were killed.",
        "The novel opens with an assassination. The narrator is arrested in chapter two and the plot explodes in Sarajevo.",
        "The ace saved two match points, fought off a third and struck a forehand; his opponent was under fire in straight sets.",
        "The minister sent condolences to the families of those killed in the fire.",
        "The north fired two ballistic missiles into the sea off its coast.",
        "The opposition stormed back in the second round.",
    ],
)
def test_whole_texts_of_other_fields_tell_no_event(text):
    """What hangs on a borrowed word is borrowed too, and a text that is plainly of another field tells no attacks."""
    assert facts(text) == []


def test_a_search_that_ends_in_arrests_is_one_event():
    """The raid goes with the arrest, unless somebody was shot."""
    assert {t.frame for t in facts("Agents raided a house and arrested five men.")} == {"arrest"}
    assert "attack" in {t.frame for t in facts("Agents raided a house, shot two men and arrested five.")}


def test_a_crowd_that_disperses_is_not_dispersed():
    """Police disperse a crowd; a crowd that disperses goes home."""
    assert "disperse" in {t.frame for t in facts("Police dispersed the crowd at noon.")}
    assert "disperse" not in {t.frame for t in facts("The crowd marched to the palace and dispersed before dusk.")}


def test_a_group_called_is_acts():
    """The short name of Islamic State is no auxiliary, but in a text all in capitals it may be."""
    told = first("IS attacked a convoy near the border on Monday.", "attack")
    assert words("IS attacked a convoy near the border on Monday.", told.agent) == "IS"
    assert first("A CONVOY IS ATTACKED NEAR THE BORDER.", "attack").rule.startswith("passive")


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("Special forces captured a senior IS financier in the old town.", "arrest"),
        ("Pirates captured two pilots.", "abduct"),
        ("Rebels captured the town of Bria.", "capture"),
    ],
)
def test_people_are_captured_otherwise_than_towns(text, frame):
    """Prisoners, hostages and ground."""
    assert frame in {t.frame for t in facts(text)}


@pytest.mark.parametrize(
    ("text", "patient"),
    [
        ("The fighters took the town in the night.", "the town"),
        ("The insurgents hoisted their flag over the palace.", "the palace"),
    ],
)
def test_ground_inside_the_words_of_the_event(text, patient):
    """Patterns that name what was taken, or whose flag flies over it."""
    assert words(text, first(text, "capture-ground").patient) == patient


@pytest.mark.parametrize(
    "text",
    [
        "Nurses are battling an outbreak of mpox in the north.",
        "The singer set the stage alight.",
        "Cadets marched past the tribune.",
        "Ministers discussed the attacks on cables in the strait.",
        "The captain was accused of sabotage.",
        "Cannons fired a salute of 21 rounds.",
    ],
)
def test_other_things_said_in_words_of_war(text):
    """Epidemics, the stage, parades, talks and salutes."""
    assert facts(text) == []
