"""How people name a lender: by id, name or alias of the policy book, in simplified or traditional characters."""

from collections.abc import Mapping
from difflib import get_close_matches

from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.triage.folding import unspaced

# Every way of writing a lender, folded by `folded`, to its id in the policy book.
LenderNames = Mapping[str, str]

# Characters of lenders' names that the folding of notes does not need.
_MORE = str.maketrans(
    "業騰馬貝聯興豐華際廣眾達財險場圖誠億螞蟻個亞儲農發臺團寧慶屬點無滬滿數節線網羅紹蘇營設貿贊陸隨領馮龍樂東條",
    "业腾马贝联兴丰华际广众达财险场图诚亿蚂蚁个亚储农发台团宁庆属点无沪满数节线网罗绍苏营设贸赞陆随领冯龙乐东条",
)


def folded(name: str) -> str:
    """The name as look-ups compare it: plain width, simplified, lower case, without spaces.

    >>> folded(" 花 唄 ")
    '花呗'
    """
    return unspaced(name).translate(_MORE)


def lender_names(book: PolicyBook) -> LenderNames:
    """Every id, name and alias in that book. Named lenders win over the generic profiles of their kind."""
    names: dict[str, str] = {}
    for lender in sorted(book.lenders.values(), key=lambda row: row.generic):
        names.setdefault(folded(lender.id), lender.id)
    for lender in sorted(book.lenders.values(), key=lambda row: row.generic):
        for name in (lender.name.zh, lender.name.en, *lender.aliases):
            names.setdefault(folded(name), lender.id)
    return names


def nearest(name: str, known: LenderNames) -> tuple[str, ...]:
    """Up to three known names that look like this one, or hold it, best first, one for each lender."""
    asked = folded(name)
    close = get_close_matches(asked, list(known), n=9, cutoff=0.5)
    close += [other for other in known if asked and (asked in other or other in asked)]
    best: dict[str, str] = {}
    for other in close:
        best.setdefault(known[other], other)
    return tuple(best.values())[:3]
