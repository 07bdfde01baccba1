"""The words of a script: one sentence for each point, what the other side says before a reply, and what a line costs.

Spoken lines are Chinese for everybody; the English catalogue is the plain translation that stands beside them.
Codes in a point's values are put into words first from ``script.toml`` ([words], as they are said aloud), then from
``terms.toml``; names out of the policy book come in the catalogue's language. A channel's own words stand in
``channels.toml`` below its name; what is not there is said as on the telephone.
"""

from debtadvisor.core.codes import PackChannel
from debtadvisor.core.script.model import Part, ScriptPoint
from debtadvisor.core.script.model import Value as PointValue
from debtadvisor.core.words import Words
from debtadvisor.text.catalogue import Catalogue, Value

TOPIC = "script"
CHANNELS = "channels"

# Values that are codes, and the group of words that they belong to. All other text is shown as it is.
GROUPS = {
    "cause": "cause",
    "product": "product",
    "proof": "proof",
    "relief": "relief_kind",
    "standing": "standing",
    "confidence": "confidence",
    "letter": "letter_kind",
}


def key(point: ScriptPoint) -> str:
    """Where the point's sentence stands in the catalogue ``script``: ``reply.pay_in_full_today.offer``."""
    return f"{point.part}.{point.code}"


def sentence(catalogue: Catalogue, point: ScriptPoint) -> str:
    """The point in that language, every placeholder filled. Raises LookupError when a word is missing."""
    topic, where = _place(catalogue, point, key(point))
    if not point.values:
        return catalogue.say(topic, where)
    filled = {name: worded(catalogue, name, value) for name, value in point.values.items()}
    return catalogue.say(topic, where, **filled)


def _place(catalogue: Catalogue, point: ScriptPoint, where: str) -> tuple[str, str]:
    """The topic and key of words: the channel's own, else those of the telephone."""
    if point.channel is PackChannel.PHONE:
        return TOPIC, where
    own = f"{point.channel.value}.{where}"
    return (CHANNELS, own) if isinstance(catalogue.find(CHANNELS, own), str) else (TOPIC, where)


def they_say(catalogue: Catalogue, point: ScriptPoint) -> str:
    """What the other side says before this reply; "" for a point that is no reply."""
    if point.part is not Part.REPLY or not point.spoken:
        return ""
    return catalogue.say(*_place(catalogue, point, f"refusal.{point.code.partition('.')[0]}"))


def cost(catalogue: Catalogue, point: ScriptPoint) -> str:
    """What saying or agreeing to this can cost; "" when it costs nothing that is known."""
    where = f"cost.{key(point)}"
    return catalogue.say(TOPIC, where) if isinstance(catalogue.find(TOPIC, where), str) else ""


def worded(catalogue: Catalogue, name: str, value: PointValue) -> Value:
    """A point's value as this language says it: codes as words, names out of the book in its language."""
    if isinstance(value, Words):
        return catalogue.of(value)
    if not isinstance(value, str) or name not in GROUPS:
        return value
    aloud = catalogue.find(TOPIC, f"words.{GROUPS[name]}.{value}")
    return aloud if isinstance(aloud, str) else catalogue.word(GROUPS[name], value)
