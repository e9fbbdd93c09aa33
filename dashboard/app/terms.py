"""The vocabularies of the records, for the catalogue of texts: their values are codes in data and said on the page.

A test holds every member of each enumeration against the catalogue.
"""

from __future__ import annotations

from typing import Final

from dashboard.app.words import mark

EVENT_TYPES: Final = (
    mark("Battles"),
    mark("Protests"),
    mark("Riots"),
    mark("Explosions/Remote violence"),
    mark("Violence against civilians"),
    mark("Strategic developments"),
)
SUB_EVENT_TYPES: Final = (
    mark("Government regains territory"),
    mark("Non-state actor overtakes territory"),
    mark("Armed clash"),
    mark("Excessive force against protesters"),
    mark("Protest with intervention"),
    mark("Peaceful protest"),
    mark("Violent demonstration"),
    mark("Mob violence"),
    mark("Chemical weapon"),
    mark("Air/drone strike"),
    mark("Suicide bomb"),
    mark("Shelling/artillery/missile attack"),
    mark("Remote explosive/landmine/IED"),
    mark("Grenade"),
    mark("Sexual violence"),
    mark("Attack"),
    mark("Abduction/forced disappearance"),
    mark("Agreement"),
    mark("Arrests"),
    mark("Change to group/activity"),
    mark("Disrupted weapons use"),
    mark("Headquarters or base established"),
    mark("Looting/property destruction"),
    mark("Non-violent transfer of territory"),
    mark("Other"),
)
TOLD: Final = (  # how an event is told: ``Factuality`` and ``Assertion``
    mark("reported"),
    mark("claimed"),
    mark("denied"),
    mark("background"),
    mark("planned"),
    mark("threatened"),
    mark("hypothetical"),
    mark("negated"),
    mark("summary"),
    mark("statement"),
    mark("exercise"),
    mark("other"),
)
PLACE_KINDS: Final = (
    mark("site"),
    mark("town"),
    mark("district"),
    mark("province"),
    mark("country"),
    mark("region"),
    mark("water"),
)
PLACE_ROLES: Final = (mark("event"), mark("actor"), mark("source"), mark("dateline"), mark("context"))
