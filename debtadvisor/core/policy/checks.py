"""What rows must be to each other: in scope, in one line of inheritance, apart in time, each source cited.

Scope is the first of these. Article 70 of the card measures reaches bank cards only, four times the LPR private
lending only; a row that says otherwise is refused when the book is loaded. A row that exists to say that such a
claim is wrong carries `denies = true`; it may then not be an argument for anything.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from debtadvisor.core.codes import LenderKind, ReliefKind
from debtadvisor.core.policy.model import Channel, Figure, Lender, ReliefTerm, Rule, Source, Step, Terms
from debtadvisor.core.policy.read import Table, as_table, nearest
from debtadvisor.core.policy.terms import MOST_MONTHS
from debtadvisor.core.words import Words

CARDS = frozenset({LenderKind.BANK_CREDIT_CARD})
PRIVATE = frozenset({LenderKind.PRIVATE_LENDING, LenderKind.P2P_INTERMEDIARY})
# Patterns as text: `re` makes and keeps them when a hint is found, which a book read from its twin never needs.
ARTICLE_70 = r"(?<![一二三四五六七八九]百)七十条|第\s*70\s*条|\bart(?:icle|\.)\s*70\b"
FOUR_TIMES_LPR = (
    r"四倍|[4４]\s*倍|LPR\s*的?\s*[x×*]\s*4|\b4\s*(?:[x×*]|times)\s*(?:the\s+)?(?:one-year\s+|1-year\s+)?LPR"
    r"|four\s+times\s+(?:the\s+)?(?:one-year\s+|1-year\s+)?LPR|15\.4\s*%"
)
_CLAIMS = (
    ("article_70", ("70", "七十"), ARTICLE_70, CARDS),
    ("four_times_lpr", ("LPR", "lpr", "倍", "15.4"), FOUR_TIMES_LPR, PRIVATE),
)
_MONTHS = (("months", "array"),)
# The number that each kind turns on; a kind that is not here needs none.
_NEEDED = {
    ReliefKind.DEFERRAL: (("defer_months", "integer"),),
    ReliefKind.TERM_EXTENSION: _MONTHS,
    ReliefKind.INSTALMENT: _MONTHS,
    ReliefKind.INSTALMENT_PLAN: _MONTHS,
    ReliefKind.RENEWAL: _MONTHS,
    ReliefKind.RATE_REDUCTION: (("rate", "number"),),
}


def _claims(row: Table, texts: Sequence[Words | None], kinds: frozenset[LenderKind]) -> None:
    """Report a text that leans on a rule which does not reach all of those kinds; no kinds means every kind."""
    spoken = " ".join(f"{words.zh} {words.en}" for words in texts if words is not None)
    for claim, hints, pattern, reach in _CLAIMS:
        # The hints are looked for first: most texts have none, and the pattern is slow.
        if (
            (not kinds or kinds - reach)
            and any(hint in spoken for hint in hints)
            and re.search(pattern, spoken, re.IGNORECASE)
        ):
            row.say("", "out_of_scope", given=claim, reach=_names(reach))


def _reached(row: Table, sources: Sequence[Source], kinds: frozenset[LenderKind]) -> None:
    """Report a cited source whose scope does not hold every one of those kinds; no kinds means every kind."""
    for source in sources:
        if source.scope and (not kinds or kinds - source.scope):
            row.say("sources", "out_of_scope", given=source.id, reach=_names(source.scope))


def _names(kinds: Collection[LenderKind]) -> str:
    return ", ".join(kind for kind in LenderKind if kind in kinds)


def rule_scope(row: Table, rule: Rule, *, denies: bool) -> None:
    """A rule claims nothing beyond its scope, and none of its sources is narrower than it."""
    if denies and rule.supports:
        row.say("supports", "denied_argument")
    if not denies:
        _claims(row, (rule.statement, rule.use, rule.caution), rule.scope)
        _reached(row, rule.sources, rule.scope)


def rule_places(row: Table, rule: Rule) -> None:
    """A rule of some places names them, and none by a single letter that stands in the name of many others."""
    if row.has("places") and not row.array("places"):
        row.say("places", "empty_list")
    for n, place in enumerate(rule.places):
        if len(place.strip()) == 1:
            row.say(f"places[{n}]", "short_place", given=place)


def term_scope(row: Table, term: ReliefTerm, kind: LenderKind, *, denies: bool) -> None:
    """A relief row claims nothing that does not reach its lender's kind."""
    if not denies:
        _claims(row, (term.note, term.credit_record), frozenset({kind}))
        _reached(row, term.sources, frozenset({kind}))


def lender_scope(row: Table, lender: Lender) -> None:
    """Figures, channels and steps of a profile rest on sources that reach its kind."""
    own = frozenset({lender.kind})
    for figure in lender.figures.values():
        _reached(row, figure.sources, own)
    for channel in lender.channels:
        _reached(row, channel.sources, own)
    for step in lender.steps:
        _reached(row, step.sources, own)


def asks(row: Table, kind: ReliefKind, ask: Terms, counter: Terms, *, refused: bool) -> None:
    """Both asks have the number that their kind turns on, and the countered one is never the better of the two."""
    if refused:
        for key in ("ask", "counter"):
            if row.has(key):
                row.say(key, "refused_with_terms")
        return
    for key in ("ask", "counter"):
        given = as_table(row.raw.get(key)) or {}
        for number, expected in _NEEDED.get(kind, ()):
            # A rate of nothing is a real ask; no months at all is not.
            if number not in given or (number != "rate" and not given[number]):
                row.say(f"{key}.{number}", "missing_key", expected=expected)
    if kind in (ReliefKind.PENALTY_WAIVER, ReliefKind.INTEREST_WAIVER):
        given = as_table(row.raw.get("ask")) or {}
        if not any((as_table(given.get("waiver")) or {}).values()):
            row.say("ask.waiver", "missing_key", expected="table")
    for name in _better(ask, counter):
        row.say(f"counter.{name}", "counter_above_ask")


def _better(ask: Terms, counter: Terms) -> list[str]:
    """The numbers in which the countered ask is better for the borrower than the ask itself."""
    mine, theirs = counter.waiver, ask.waiver
    compared = (
        ("months", max(counter.months, default=0) > max(ask.months, default=MOST_MONTHS)),
        ("defer_months", counter.defer_months > (ask.defer_months or MOST_MONTHS)),
        ("waiver.late_fee", mine.late_fee > theirs.late_fee),
        ("waiver.penalty", mine.penalty > theirs.penalty),
        ("waiver.accrued_interest", mine.accrued_interest > theirs.accrued_interest),
        ("waiver.future_interest", mine.future_interest > theirs.future_interest),
    )
    return [name for name, better in compared if better]


def lines_of_inheritance(lenders: Mapping[str, Lender], rows: Mapping[str, Table]) -> None:
    """Every `extends` names a profile of the same kind, and no line comes back to where it began."""
    for lender in lenders.values():
        if not lender.extends:
            continue
        row = rows[lender.id]
        parent = lenders.get(lender.extends)
        if parent is None:
            row.say("extends", "unknown_profile", given=lender.extends, nearest=nearest(lender.extends, lenders))
        elif parent.kind is not lender.kind:
            row.say("extends", "kind_mismatch", given=lender.kind, other=parent.kind)
        if lender.id in _above(lender, lenders):
            row.say("extends", "inheritance_cycle", given=lender.extends)


def _above(lender: Lender, lenders: Mapping[str, Lender]) -> list[str]:
    """Ids of the profiles that one extends, nearest first, each once."""
    line: list[str] = []
    here = lender.extends
    while here in lenders and here not in line:
        line.append(here)
        here = lenders[here].extends
    return line


def one_generic_a_kind(lenders: Mapping[str, Lender], rows: Mapping[str, Table]) -> None:
    """At most one profile stands for a kind."""
    first: dict[LenderKind, str] = {}
    for lender in lenders.values():
        if lender.generic and first.setdefault(lender.kind, lender.id) != lender.id:
            rows[lender.id].say("generic", "duplicate_generic", given=lender.kind, other=first[lender.kind])


def names_once(lenders: Mapping[str, Lender], rows: Mapping[str, Table]) -> None:
    """No name or alias leads to two profiles."""
    owner: dict[str, str] = {}
    for lender in lenders.values():
        for name in (lender.name.zh, lender.name.en, *lender.aliases):
            if name and owner.setdefault(name.casefold(), lender.id) != lender.id:
                rows[lender.id].say("name", "name_taken", given=name, other=owner[name.casefold()])


def overlaps(terms: Sequence[ReliefTerm], rows: Mapping[str, Table]) -> None:
    """Rows of one profile and kind do not speak on the same day."""
    together: dict[tuple[str, ReliefKind], list[ReliefTerm]] = {}
    for term in terms:
        together.setdefault((term.profile, term.kind), []).append(term)
    for group in together.values():
        for one, other in combinations(group, 2):
            start = max(one.validity.start, other.validity.start)
            if start <= min(one.validity.end or date.max, other.validity.end or date.max):
                rows[other.id].say("from", "overlapping_dates", other=one.id, day=start.isoformat())


def used_sources(
    lenders: Iterable[Lender], rules: Iterable[Rule], terms: Iterable[ReliefTerm], defaults: Iterable[Figure]
) -> frozenset[str]:
    """Ids of the sources that any row cites."""
    rows: list[Rule | ReliefTerm | Figure | Channel | Step] = [*rules, *terms, *defaults]
    for lender in lenders:
        rows += [*lender.figures.values(), *lender.channels, *lender.steps]
    return frozenset(source.id for row in rows for source in row.sources)


def unused_sources(top: Table, sources: Mapping[str, Source], used: frozenset[str]) -> None:
    """Every source is cited by a row, or another source is part of it."""
    table = top.raw.get("sources")
    rows = [as_table(row) or {} for row in table.values()] if isinstance(table, Mapping) else []
    parents = [row.get("of") for row in rows]
    for source_id in sources:
        if source_id not in used and source_id not in parents:
            top.say(f"sources.{source_id}", "unused_source", given=source_id)


def inherited(lenders: Mapping[str, Lender]) -> dict[str, Lender]:
    """Each profile with what it takes from those it extends: figures one by one, lists as a whole."""
    merged: dict[str, Lender] = {}

    def full(lender: Lender) -> Lender:
        if lender.id not in merged:
            parent = full(lenders[lender.extends]) if lender.extends else None
            merged[lender.id] = lender if parent is None else _under(parent, lender)
        return merged[lender.id]

    return {lender.id: full(lender) for lender in lenders.values()}


def _under(parent: Lender, lender: Lender) -> Lender:
    return replace(
        lender,
        product=lender.product or parent.product,
        creditors=lender.creditors or parent.creditors,
        figures={**parent.figures, **lender.figures},
        channels=lender.channels or parent.channels,
        steps=lender.steps or parent.steps,
        notes=lender.notes or parent.notes,
        reports_to_pboc=lender.reports_to_pboc or parent.reports_to_pboc,
    )
