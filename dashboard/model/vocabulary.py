"""The closed word lists of the records: ACLED's types, factuality, kinds of places and actors."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class SubEventType(StrEnum):
    """ACLED's 25 sub-event types (ACLED codebook)."""

    GOVERNMENT_REGAINS_TERRITORY = "Government regains territory"
    NON_STATE_ACTOR_OVERTAKES_TERRITORY = "Non-state actor overtakes territory"
    ARMED_CLASH = "Armed clash"
    EXCESSIVE_FORCE_AGAINST_PROTESTERS = "Excessive force against protesters"
    PROTEST_WITH_INTERVENTION = "Protest with intervention"
    PEACEFUL_PROTEST = "Peaceful protest"
    VIOLENT_DEMONSTRATION = "Violent demonstration"
    MOB_VIOLENCE = "Mob violence"
    CHEMICAL_WEAPON = "Chemical weapon"
    AIR_DRONE_STRIKE = "Air/drone strike"
    SUICIDE_BOMB = "Suicide bomb"
    SHELLING_ARTILLERY_MISSILE_ATTACK = "Shelling/artillery/missile attack"
    REMOTE_EXPLOSIVE_LANDMINE_IED = "Remote explosive/landmine/IED"
    GRENADE = "Grenade"
    SEXUAL_VIOLENCE = "Sexual violence"
    ATTACK = "Attack"
    ABDUCTION_FORCED_DISAPPEARANCE = "Abduction/forced disappearance"
    AGREEMENT = "Agreement"
    ARRESTS = "Arrests"
    CHANGE_TO_GROUP_ACTIVITY = "Change to group/activity"
    DISRUPTED_WEAPONS_USE = "Disrupted weapons use"
    HEADQUARTERS_OR_BASE_ESTABLISHED = "Headquarters or base established"
    LOOTING_PROPERTY_DESTRUCTION = "Looting/property destruction"
    NON_VIOLENT_TRANSFER_OF_TERRITORY = "Non-violent transfer of territory"
    OTHER = "Other"

    @property
    def event_type(self) -> EventType:
        """The ACLED event type this sub-event type belongs to."""
        return _EVENT_TYPE_OF[self]


class EventType(StrEnum):
    """ACLED's six event types."""

    BATTLES = "Battles"
    PROTESTS = "Protests"
    RIOTS = "Riots"
    EXPLOSIONS = "Explosions/Remote violence"
    VIOLENCE_AGAINST_CIVILIANS = "Violence against civilians"
    STRATEGIC_DEVELOPMENTS = "Strategic developments"


_S, _E = SubEventType, EventType
EVENT_TYPES: Mapping[EventType, tuple[SubEventType, ...]] = {
    _E.BATTLES: (_S.GOVERNMENT_REGAINS_TERRITORY, _S.NON_STATE_ACTOR_OVERTAKES_TERRITORY, _S.ARMED_CLASH),
    _E.PROTESTS: (_S.EXCESSIVE_FORCE_AGAINST_PROTESTERS, _S.PROTEST_WITH_INTERVENTION, _S.PEACEFUL_PROTEST),
    _E.RIOTS: (_S.VIOLENT_DEMONSTRATION, _S.MOB_VIOLENCE),
    _E.EXPLOSIONS: (
        _S.CHEMICAL_WEAPON,
        _S.AIR_DRONE_STRIKE,
        _S.SUICIDE_BOMB,
        _S.SHELLING_ARTILLERY_MISSILE_ATTACK,
        _S.REMOTE_EXPLOSIVE_LANDMINE_IED,
        _S.GRENADE,
    ),
    _E.VIOLENCE_AGAINST_CIVILIANS: (_S.SEXUAL_VIOLENCE, _S.ATTACK, _S.ABDUCTION_FORCED_DISAPPEARANCE),
    _E.STRATEGIC_DEVELOPMENTS: (
        _S.AGREEMENT,
        _S.ARRESTS,
        _S.CHANGE_TO_GROUP_ACTIVITY,
        _S.DISRUPTED_WEAPONS_USE,
        _S.HEADQUARTERS_OR_BASE_ESTABLISHED,
        _S.LOOTING_PROPERTY_DESTRUCTION,
        _S.NON_VIOLENT_TRANSFER_OF_TERRITORY,
        _S.OTHER,
    ),
}
_EVENT_TYPE_OF = {sub: event for event, subs in EVENT_TYPES.items() for sub in subs}


class Factuality(StrEnum):
    REPORTED = "reported"
    CLAIMED = "claimed"
    DENIED = "denied"


class Assertion(StrEnum):
    """How the text stands to a trigger. All but the first three and BACKGROUND make no incident."""

    REPORTED = "reported"
    CLAIMED = "claimed"
    DENIED = "denied"
    BACKGROUND = "background"
    PLANNED = "planned"
    THREATENED = "threatened"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"
    SUMMARY = "summary"
    STATEMENT = "statement"
    EXERCISE = "exercise"
    OTHER = "other"


class ActorKind(StrEnum):
    """ACLED's actor types (the `inter` codes 1-8, in order)."""

    STATE_FORCES = "State forces"
    REBEL_GROUP = "Rebel group"
    POLITICAL_MILITIA = "Political militia"
    IDENTITY_MILITIA = "Identity militia"
    RIOTERS = "Rioters"
    PROTESTERS = "Protesters"
    CIVILIANS = "Civilians"
    EXTERNAL_FORCES = "External/Other forces"


class PlaceKind(StrEnum):
    SITE = "site"
    TOWN = "town"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"
    REGION = "region"
    WATER = "water"


class PlaceRole(StrEnum):
    """What a place does in the text: an event happened there, it stands for a government, a source, a dateline."""

    EVENT = "event"
    ACTOR = "actor"
    SOURCE = "source"
    DATELINE = "dateline"
    CONTEXT = "context"
