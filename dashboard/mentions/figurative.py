"""Words of war said of things that nobody fights with or over: bills are killed, storms hit coasts, shares rally.

The trigger's own arguments tell: what was attacked is a decision, what killed is the flu, what was captured are seats.
Only heads of noun phrases are asked, so that "an attack on the decision-making centre" or "the report's author" stay.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.mentions.arguments import Arguments
from dashboard.mentions.tokens import DETERMINERS, PREPOSITIONS, Token

# frames whose words English lends to debate, markets and nature
LENT = frozenset(
    "attack raid kill intercept shoot target injure die damage strike bomb blast shell launch clash capture recapture intercept "
    "effect destroy abduct retaliate beat".split()
)
# what is defused here is no bomb
QUARRELS = frozenset("crisis crises tension tensions situation row dispute standoff".split())
# done to these, it is said of argument, law, money, sport or the body
IDEAS = frozenset(
    "stage world internet charts purchase sentence sentences sentencing judgment judgement crisis crises tension tensions situation row dispute standoff decision decisions report reports policy policies plan plans proposal proposals record bill bills law laws ruling rulings "
    "verdict credibility character integrity legacy idea ideas notion claim claims statement statements remarks comments article "
    "articles argument arguments deal deals budget budgets reform reforms legislation measure measures economy economies inflation "
    "poverty hunger corruption crime problem problems profit profits price prices margin margins deficit pension pensions benefits "
    "appointment method methods theory theories evidence credentials motives tactics approach strategy spending cuts rhetoric "
    "accounting findings motives bid offer book books film films novel coverage amendment charges nomination "
    "referendum treaty pact tradition traditions hypocrisy weakness failings lack absence use way treatment handling response silence "
    "lung lungs liver brain heart cells cell nerves bacteria tumour tumor tissue crop roots "
    "share shares demand growth confidence hopes hope chances dreams career careers "
    "high low highs lows "
    "season seasons tourism mood joy jobs livelihoods future "
    "reputation image brand identity tone language style narrative concept stereotypes taboo".split()
)
# nobody holds these with arms
PRIZES = frozenset(
    "seats votes title titles medal medals trophy crown lead goals penalty equaliser wicket wickets imagination mood essence spirit moment headlines hearts attention".split()
)
# these do it without a hand behind them
FORCES_OF_NATURE = frozenset(
    "storm storms wind winds lightning flood floods floodwaters hurricane typhoon cyclone tornado drought "
    "heat heatwave earthquake quake tremor tsunami landslide mudslide avalanche wildfire wildfires blaze "
    "strain strains syndrome toxin toxins liquor drug drugs chemical chemicals virus viruses flu influenza disease diseases cancer epidemic outbreak pandemic infection infections cholera measles malaria "
    "poisoning bug bacteria parasite frost snow cold avalanche crisis recession inflation sanctions tariff tariffs defaults "
    "scandal scandals news rumour rumours price prices cost costs shortage shortages demand critics critic reviewers columnists "
    "commentators famine hunger malnutrition bear bears shark sharks crocodile elephant elephants dog dogs "
    "bees snake snakes".split()
)
MOVED_BY_NATURE = frozenset("kill injure die damage strike attack effect destroy raid blast beat".split())
FOUGHT_BY_NURSES = FORCES_OF_NATURE | frozenset("fire fires flames bushfire bushfires bacterium pest pests".split())
ANIMALS = frozenset(
    "bird birds chicken chickens poultry duck ducks pig pigs cow cows cattle sheep goat goats animal animals pet pets dog dogs cat cats horse "
    "horses elephant elephants whale whales fish toads rat rats insects insect mosquitoes mosquito bees wolf wolves deer".split()
)
ROAD = frozenset("car cars lorry truck train bus van taxi motorcycle tram vehicle motorist scooter".split())
# what vehicles run into
OBSTACLES = frozenset(
    "rock rocks boulder tree trees lamppost lamp-post pole guardrail iceberg reef sandbank pothole kerb ditch".split()
)
# when these clash, words fly
TALKERS = frozenset(
    "official officials diplomat diplomats negotiator negotiators envoy envoys minister ministers senator senators lawmaker lawmakers candidate candidates party parties deputies executive executives lawyer "
    "lawyers judges brother brothers sisters director directors coach coaches players team teams club clubs committee committees "
    "parliament government governments president presidents leader leaders".split()
)
AIRCRAFT = frozenset("plane planes airliner helicopter aircraft jet train bus coach".split())
# a killing inside a family is nobody's war
AT_HOME = frozenset(
    "wife husband girlfriend boyfriend fiancee ex-wife ex-husband ex-girlfriend stepfather stepson".split()
)
OWN = frozenset("his her".split())


def figurative(tokens: Sequence[Token], at: int, arguments: Arguments, frame: str, *, noun: bool) -> str | None:
    """The rule that sets the trigger at token ``at`` aside, if its words are only lent."""
    if frame not in LENT:
        return None
    after = [t.low for t in tokens[at + 1 : at + 9]]
    if not noun and tokens[at].low.startswith("storm") and after[:1] and after[0] in STORMED_ON:
        return "stormed back"
    if (
        frame == "capture"
        and after[:1] == ["to"]
        and tokens[at].low.startswith("f")
        and after[1:2]
        and after[1][0].isdigit()
    ):
        return "fell to a figure"
    if frame == "launch" and any(
        a in {"into", "toward", "towards"} and "sea" in after[k:] for k, a in enumerate(after)
    ):
        return "a test"
    patient, agent = head(tokens, arguments.patient), head(tokens, arguments.agent)
    if (
        patient in (QUARRELS if frame == "intercept" else IDEAS)
        and frame != "blast"
        and not (noun and frame == "shell")
    ):
        return "done to an idea"
    if patient in PRIZES and frame in {"capture", "recapture"}:
        return "a prize"
    if frame in MOVED_BY_NATURE and agent in FORCES_OF_NATURE and not noun:
        return "done by no hand"
    if frame in {"kill", "shoot", "die", "blast"} and patient in ANIMALS:
        return "animals"
    if frame == "strike" and not noun and patient in OBSTACLES:
        return "an accident"
    if frame in {"strike", "kill", "injure"} and arguments.form == "passive" and agent in ROAD:
        return "a road accident"
    if patient in FOUGHT_BY_NURSES and tokens[at].low.startswith(("fight", "fought", "battl")):
        return "a struggle with nature"
    if frame == "clash" and not noun and agent in TALKERS:
        return "a quarrel"
    if agent in AIRCRAFT and tokens[at].low.startswith("crash"):
        return "an accident"
    if frame in {"kill", "shoot", "beat", "injure"} and arguments.patient is not None:
        first = tokens[arguments.patient[0] : arguments.patient[0] + 2]
        if len(first) == 2 and first[0].low in OWN and first[1].low in AT_HOME:
            return "within a family"
    return None


def head(tokens: Sequence[Token], stretch: tuple[int, int] | None) -> str | None:
    """The last word of the first noun phrase of a stretch: "the |decision| to close …", "his |use| of force"."""
    if stretch is None:
        return None
    end = stretch[0]
    while end < stretch[1]:
        token = tokens[end]
        if not token.is_word or (end > stretch[0] and token.low in PREPOSITIONS | {"to", "and", "or", "who", "that"}):
            break
        if end > stretch[0] and token.low in DETERMINERS:
            break
        end += 1
    at = end - 1
    while at > stretch[0] and tokens[at].low in TRAILING:
        at -= 1
    return tokens[at].low if end > stretch[0] else None


STORMED_ON = frozenset("back ahead clear home off out past".split())  # a team or a party that wins
TRAILING = frozenset("again yesterday today also hard twice first once alone itself".split())
