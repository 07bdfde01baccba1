"""The policy book from its plain mapping: strict, pure, and with every problem found before one error is raised.

Here each row is read on its own (keys, types, codes, ranges, sources); `checks` then looks at rows together:
scope, inheritance, dates that overlap, sources that nobody cites.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from debtadvisor.core.codes import (
    LenderKind,
    Proof,
    ReliefKind,
    Standing,
)
from debtadvisor.core.errors import PolicyError, Problem
from debtadvisor.core.policy import checks
from debtadvisor.core.policy.model import (
    Lender,
    Myth,
    PolicyBook,
    ReliefTerm,
    Rule,
    Source,
)
from debtadvisor.core.policy.profiles import figure, lender_rows
from debtadvisor.core.policy.read import NO_DATE, CheckedTable, Table, nearest
from debtadvisor.core.policy.rows import (
    NO_WORDS,
    Rows,
    Sources,
    cited_sources,
    new_id,
    one_of,
    source_rows,
    strength,
    validity,
)
from debtadvisor.core.policy.terms import conditions, terms

TOP_KEYS = ("version", "defaults", "lpr", "sources", "rules", "lenders", "relief", "myths")
MYTH_KEYS = ("id", "heard", "truth", "sources")
DATED = ("from", "until", "review_by")
RULE_KEYS = (
    *("id", "topic", "statement", "use", "caution", "standing", "confidence", "scope", "supports", "figures"),
    *("denies", "places", "sources", *DATED),
)
TOPICS = (
    *("negotiation", "ceiling", "collection", "court", "crime", "civil", "credit_record", "help", "complaint"),
    *("scam", "insolvency", "social_aid", "lender"),
)
RELIEF_KEYS = (
    *("id", "profile", "kind", "standing", "confidence", "figures_standing", "when", "max_months", "ask", "counter"),
    *("bring", "refused", "denies", "note", "credit_record", "sources", "origin", *DATED),
)


def parse_book(raw: Mapping[str, object], *, checked: bool = False) -> PolicyBook:
    """The book that the mapping of a TOML file says. Raises PolicyError holding every problem found.

    checked  this very mapping has passed before (it is the twin of a shipped book), so only what builds the values is
             done; a mapping that has not passed must never be called checked
    """
    problems: list[Problem] = []
    top = (CheckedTable if checked else Table)(raw, "", problems)
    top.only(TOP_KEYS)
    version = top.text("version", required=True)
    sources = source_rows(top)
    lenders = lender_rows(top, sources)
    rules = _rules(top, sources)
    relief = _relief(top, lenders, sources)
    defaults = {name: figure(row, sources) for name, row in top.tables("defaults")}
    lpr, lpr_sources, lpr_checked = _lpr(top, sources)
    myths = _myths(top, sources)
    if not checked:
        used = checks.used_sources(lenders.values(), rules.values(), relief, defaults.values())
        told = {source.id for myth in myths for source in myth.sources}
        checks.unused_sources(top, sources, used | told | {source.id for source in lpr_sources})
    if problems:
        raise PolicyError(problems)
    return PolicyBook(
        version=version,
        sources=sources,
        lenders=checks.inherited(lenders),
        terms=relief,
        rules=rules,
        defaults=defaults,
        myths=myths,
        lpr=lpr,
        lpr_sources=lpr_sources,
        lpr_checked=lpr_checked,
    )


def _myths(top: Table, sources: Sources) -> tuple[Myth, ...]:
    found: dict[str, Myth] = {}
    for row in top.rows("myths", named=True):
        row.only(MYTH_KEYS)
        myth_id = new_id(row, found)
        heard, truth = (row.words(key, required=True) or NO_WORDS for key in ("heard", "truth"))
        cited = cited_sources(row, sources, required=False, to_deny=True)
        found[myth_id] = Myth(id=myth_id, heard=heard, truth=truth, sources=cited)
    return tuple(found.values())


def _rules(top: Table, sources: Sources) -> Mapping[str, Rule]:
    if isinstance(top, CheckedTable):
        rows = {row.text("id"): row for row in top.rows("rules", named=True)}
        return Rows(rows, lambda rule_id, row: _rule(row, rule_id, sources))
    found: dict[str, Rule] = {}
    for row in top.rows("rules", named=True):
        rule = _rule(row, new_id(row, found), sources)
        checks.rule_scope(row, rule, denies=row.flag("denies"))
        checks.rule_places(row, rule)
        found[rule.id] = rule
    return found


def _rule(row: Table, rule_id: str, sources: Sources) -> Rule:
    row.only(RULE_KEYS)
    standing, confidence, cited = strength(row, sources)
    figures = row.table("figures")
    numbers = {name: figures.number(name) for name in figures.raw} if figures else {}
    if numbers and standing is Standing.PLANNING_DEFAULT:
        row.say("figures", "unsourced")
    return Rule(
        id=rule_id,
        topic=one_of(row, "topic", TOPICS),
        statement=row.words("statement", required=True) or NO_WORDS,
        use=row.words("use", required=True) or NO_WORDS,
        caution=row.words("caution"),
        standing=standing,
        confidence=confidence,
        scope=frozenset(row.codes("scope", LenderKind)),
        supports=frozenset(row.codes("supports", ReliefKind)),
        figures={name: value for name, value in numbers.items() if value is not None},
        places=row.texts("places"),
        validity=validity(row),
        sources=cited,
    )


def _relief(top: Table, lenders: Mapping[str, Lender], sources: Sources) -> tuple[ReliefTerm, ...]:
    found: dict[str, ReliefTerm] = {}
    rows: dict[str, Table] = {}
    for row in top.rows("relief", named=True):
        term = _term(row, new_id(row, found), sources)
        if term.profile in lenders:
            checks.term_scope(row, term, lenders[term.profile].kind, denies=row.flag("denies"))
        elif term.profile:
            row.say("profile", "unknown_profile", given=term.profile, nearest=nearest(term.profile, lenders))
        found[term.id] = term
        rows[term.id] = row
    checks.overlaps(tuple(found.values()), rows)
    return tuple(found.values())


def _term(row: Table, term_id: str, sources: Sources) -> ReliefTerm:
    row.only(RELIEF_KEYS)
    standing, confidence, cited = strength(row, sources)
    figures_standing = row.code("figures_standing", Standing, Standing.PLANNING_DEFAULT)
    if figures_standing is not Standing.PLANNING_DEFAULT and not cited:
        row.say("figures_standing", "unsourced")
    kind = row.code("kind", ReliefKind, ReliefKind.DEFERRAL)
    refused = row.flag("refused")
    max_months = row.whole("max_months", 1, 120)
    if refused and not row.has("note"):
        row.say("note", "missing_key", expected="table")
    ask, counter = terms(row, "ask", kind, max_months), terms(row, "counter", kind, max_months)
    checks.asks(row, kind, ask, counter, refused=refused)
    return ReliefTerm(
        id=term_id,
        profile=row.text("profile", required=True),
        kind=kind,
        standing=standing,
        confidence=confidence,
        figures_standing=figures_standing,
        when=conditions(row),
        max_months=max_months,
        ask=ask,
        counter=counter,
        bring=row.codes("bring", Proof),
        refused=refused,
        note=row.words("note"),
        credit_record=row.words("credit_record"),
        validity=validity(row),
        sources=cited,
        origin=row.text("origin"),
    )


def _lpr(top: Table, sources: Sources) -> tuple[tuple[tuple[date, Decimal], ...], tuple[Source, ...], date | None]:
    """The one-year LPR by the day from which it stood, and up to which publication it was checked."""
    row = top.table("lpr")
    if row is None:
        return (), (), None
    row.only(("checked_until", "one_year", "sources"))
    found: list[tuple[date, Decimal]] = []
    for line in row.rows("one_year"):
        line.only(("from", "rate"))
        day, rate = line.day("from", required=True) or NO_DATE, line.share("rate")
        if rate is None:
            line.number("rate", required=True)
        if found and day <= found[-1][0]:
            line.say("from", "bad_dates", start=found[-1][0].isoformat(), end=day.isoformat())
        found.append((day, rate or Decimal(0)))
    return tuple(found), cited_sources(row, sources, required=True), row.day("checked_until", required=True)
