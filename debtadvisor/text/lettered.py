"""The words of a letter: one sentence for each point. What is sent is Chinese for everybody; the English catalogue is
the plain translation that stands beside it."""

from debtadvisor.core.codes import Product
from debtadvisor.core.letters.model import LetterPoint
from debtadvisor.text.catalogue import Catalogue
from debtadvisor.text.scripted import worded

TOPIC = "letters"


def letter_sentence(catalogue: Catalogue, point: LetterPoint) -> str:
    """The point in that language, every placeholder filled. Raises LookupError when a word is missing."""
    filled = {
        name: worded(catalogue, "product" if isinstance(value, Product) else name, value)
        for name, value in point.values.items()
        if name != "you"
    }
    if "you" in point.values:
        filled["you"] = catalogue.say(TOPIC, f"you.{point.values['you']}")
    return catalogue.say(TOPIC, f"{point.part}.{point.code}", **filled)
