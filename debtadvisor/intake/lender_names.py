"""How people name a lender: by id, name or alias of the policy book, in simplified or traditional characters."""

from collections.abc import Mapping
from difflib import get_close_matches

from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.triage.folding import unspaced
from debtadvisor.intake.units import plain, without_pinyin

# Every way of writing a lender, folded by `folded`, to its id in the policy book.
LenderNames = Mapping[str, str]


def folded(name: str) -> str:
    """The name as look-ups compare it: plain width, simplified, lower case, without spaces and bracketed pinyin.

    >>> folded(" 花 唄 (huā bei)")
    '花呗'
    """
    return unspaced(without_pinyin(plain(name)))


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
