"""The words of a rehearsal: the lender's line, a sentence on offer, and what an answer crossed.

Spoken words are always Chinese; the English catalogue holds the plain translation that stands beside them.
"""

from collections.abc import Mapping

from debtadvisor.core.rehearse.model import Choice, Scene, Slip, Turn
from debtadvisor.core.script.model import Value as PointValue
from debtadvisor.text.catalogue import Catalogue, Value
from debtadvisor.text.scripted import sentence, worded

TOPIC = "rehearse"


def line(catalogue: Catalogue, scene: Scene, turn: Turn) -> str:
    """What the other side says."""
    return catalogue.say(TOPIC, f"line.{scene.speaker}.{turn.code}.{turn.tone}", **_filled(catalogue, turn.values))


def spoken(catalogue: Catalogue, choice: Choice) -> str:
    """The sentence on offer: the pack's own words, then ours."""
    parts = [sentence(catalogue, point) for point in choice.points]
    if choice.code:
        table = "good" if choice.trips is None else "mistake"
        parts.append(catalogue.say(TOPIC, f"{table}.{choice.code}", **_filled(catalogue, choice.values)))
    return ("" if catalogue.lang == "zh" else " ").join(parts)


def label(catalogue: Catalogue, turn: Turn) -> str:
    """What the line is about, in a few words."""
    return catalogue.say(TOPIC, f"label.{turn.code}")


def told(catalogue: Catalogue, slip: Slip, part: str) -> str:
    """What happened (``what``), why it matters (``why``), or how to take it back (``then``, perhaps "")."""
    return catalogue.say(TOPIC, f"slip.{slip.guardrail}.{slip.about}.{part}", **_filled(catalogue, slip.values))


def _filled(catalogue: Catalogue, values: Mapping[str, PointValue]) -> dict[str, Value]:
    return {name: worded(catalogue, name, value) for name, value in values.items()}
