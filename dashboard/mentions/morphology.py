"""The inflected forms of English verbs and nouns, by rule, with the irregular ones listed.

Only what a lexicon of events needs: third person, past, participle and gerund of a verb; the plural of a noun.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

VOWELS = "aeiou"

# past, past participle; gerunds and third persons are regular but for doubling
IRREGULAR: Mapping[str, tuple[str, str]] = {
    "arise": ("arose", "arisen"),
    "be": ("was", "been"),
    "beat": ("beat", "beaten"),
    "behead": ("beheaded", "beheaded"),
    "beset": ("beset", "beset"),
    "blow": ("blew", "blown"),
    "break": ("broke", "broken"),
    "bring": ("brought", "brought"),
    "build": ("built", "built"),
    "burn": ("burned", "burned"),
    "catch": ("caught", "caught"),
    "come": ("came", "come"),
    "cut": ("cut", "cut"),
    "die": ("died", "died"),
    "drive": ("drove", "driven"),
    "fall": ("fell", "fallen"),
    "fight": ("fought", "fought"),
    "find": ("found", "found"),
    "flee": ("fled", "fled"),
    "fling": ("flung", "flung"),
    "fly": ("flew", "flown"),
    "free": ("freed", "freed"),
    "get": ("got", "gotten"),
    "give": ("gave", "given"),
    "go": ("went", "gone"),
    "hang": ("hanged", "hanged"),
    "hit": ("hit", "hit"),
    "hold": ("held", "held"),
    "hurt": ("hurt", "hurt"),
    "lay": ("laid", "laid"),
    "lead": ("led", "led"),
    "leave": ("left", "left"),
    "lose": ("lost", "lost"),
    "make": ("made", "made"),
    "meet": ("met", "met"),
    "mow": ("mowed", "mown"),
    "overrun": ("overran", "overrun"),
    "overtake": ("overtook", "overtaken"),
    "overthrow": ("overthrew", "overthrown"),
    "put": ("put", "put"),
    "retake": ("retook", "retaken"),
    "run": ("ran", "run"),
    "send": ("sent", "sent"),
    "set": ("set", "set"),
    "shake": ("shook", "shaken"),
    "shoot": ("shot", "shot"),
    "shut": ("shut", "shut"),
    "sign": ("signed", "signed"),
    "sit": ("sat", "sat"),
    "slay": ("slew", "slain"),
    "sling": ("slung", "slung"),
    "slit": ("slit", "slit"),
    "steal": ("stole", "stolen"),
    "strike": ("struck", "struck"),
    "sweep": ("swept", "swept"),
    "take": ("took", "taken"),
    "tear": ("tore", "torn"),
    "throw": ("threw", "thrown"),
    "tread": ("trod", "trodden"),
    "waylay": ("waylaid", "waylaid"),
    "win": ("won", "won"),
    "withdraw": ("withdrew", "withdrawn"),
}
ALSO: Mapping[str, tuple[str, ...]] = {
    "burn": ("burnt",),
    "die": ("dying",),
    "strike": ("stricken",),
    "lay": ("laying",),
}
# stress on the last syllable: the final consonant doubles, as it does in every verb of one syllable ("slam", "nab")
DOUBLING = frozenset({"overrun", "kidnap", "deter", "begin"})
_SHORT = re.compile(r"(?:[^aeiou]|qu)*[aeiou][^aeiouwxy]")
IRREGULAR_PLURAL: Mapping[str, str] = {"man": "men", "woman": "women", "child": "children", "crisis": "crises"}


def third_person(verb: str) -> str:
    """As in "attack" -> "attacks", "fly" -> "flies", "clash" -> "clashes"."""
    if verb == "be":
        return "is"
    if verb.endswith("y") and verb[-2:-1] not in VOWELS:
        return verb[:-1] + "ies"
    if verb.endswith(("s", "x", "z", "ch", "sh")) or verb == "go":
        return verb + "es"
    return verb + "s"


def past(verb: str) -> str:
    if verb in IRREGULAR:
        return IRREGULAR[verb][0]
    return _regular_past(verb)


def participle(verb: str) -> str:
    if verb in IRREGULAR:
        return IRREGULAR[verb][1]
    return _regular_past(verb)


def _regular_past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in VOWELS:
        return verb[:-1] + "ied"
    return _doubled(verb) + "ed"


def _doubled(verb: str) -> str:
    return verb + verb[-1] if verb in DOUBLING or _SHORT.fullmatch(verb) else verb


def gerund(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


def verb_forms(verb: str) -> Mapping[str, str]:
    """Each form -> its feature: ``base``, ``s``, ``past`` (also participles spelt like it), ``participle``, ``ing``."""
    forms = {verb: "base", third_person(verb): "s", gerund(verb): "ing"}
    for form in (participle(verb), *ALSO.get(verb, ())):
        forms.setdefault(form, "ing" if form.endswith("ing") else "participle")
    forms[past(verb)] = "past"
    return forms


def plural(noun: str) -> str:
    """As in "strike" -> "strikes", "ambush" -> "ambushes", "casualty" -> "casualties", "gunman" -> "gunmen"."""
    for singular, many in IRREGULAR_PLURAL.items():
        if noun.endswith(singular):
            return noun[: -len(singular)] + many
    return third_person(noun)
