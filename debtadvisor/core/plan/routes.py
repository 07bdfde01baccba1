"""Which insolvency or debt-clearing road the book knows in the borrower's city. Where it holds is data of its rows.

A city is free text: 深圳, 深圳市南山区, 广东深圳. A place counts where it begins the text (after the province, if one
is named), ends it, or carries its 市, so that a street named after another city (上海市南京西路) does not.
"""

import re
from datetime import date

from debtadvisor.core.policy.model import PolicyBook, Rule
from debtadvisor.core.value import value

TOPIC = "insolvency"
# `re` keeps them once they are made, which takes longer than most plans that never ask need.
_PROVINCE = r"^[\u3400-\u9fff]{2,8}?(?:省|自治区)"
_CITY = r"^[\u3400-\u9fff]{2,8}?市"
_NO_STREET = "(?![东西南北中]?[路街道巷]|[村镇])"


@value
class Routes:
    """What there is in one city.

    city     what the person wrote, "" when nothing
    local    rules that hold in that city alone, in order of the book; () when none was found
    general  what is known of the whole country
    """

    city: str
    local: tuple[Rule, ...]
    general: tuple[Rule, ...]


def routes(city: str, book: PolicyBook, as_of: date) -> Routes:
    """The rules about insolvency that speak on that day: those of the city, and those of the whole country."""
    rows = [r for r in book.rules.values() if r.topic == TOPIC and r.validity.speaks(as_of)]
    return Routes(
        city=city.strip(),
        local=tuple(r for r in rows if any(lies_in(city, place) for place in r.places)),
        general=tuple(r for r in rows if not r.places),
    )


def lies_in(city: str, place: str) -> bool:
    """Whether that text names that place as the borrower's own."""
    if place.strip().casefold() not in "".join(city.split()).casefold():
        return False
    name = re.escape(place.strip().casefold())
    if re.match(r"[a-z]", name):
        return re.match(rf"{name}(?: city)?\s*(?:$|[,(])", city.strip().casefold()) is not None
    text = "".join(city.split())
    inner = re.sub(_PROVINCE, "", text)
    if any(re.match(rf"{name}{_NO_STREET}", start) for start in (text, inner)) or f"{place}市" in text:
        return True
    # 广东深圳 ends in the place; 上海市南京 names a city of its own before it.
    return text.endswith(place) and re.match(_CITY, inner) is None
