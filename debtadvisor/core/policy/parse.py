"""The policy book from its plain mapping: strict, pure, and with every problem found before one error is raised.

Here each row is read on its own (keys, types, codes, ranges, sources); `checks` then looks at rows together:
scope, inheritance, dates that overlap, sources that nobody cites.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from debtadvisor.core.codes import (
    Confidence,
    Evidence,
    LenderKind,
    Proof,
    ReliefKind,
    Standing,
)
from debtadvisor.core.errors import PolicyError, Problem
from debtadvisor.core.policy import checks
from debtadvisor.core.policy.model import (
    Channel,
    Creditor,
    Figure,
    Lender,
    Myth,
    PolicyBook,
    ReliefTerm,
    Rule,
    Source,
    Step,
    Validity,
)
from debtadvisor.core.policy.read import NO_DATE, CheckedTable, Table, nearest
from debtadvisor.core.policy.terms import conditions, terms
from debtadvisor.core.words import Words

NO_WORDS = Words("", "")
TOP_KEYS = ("version", "defaults", "lpr", "sources", "rules", "lenders", "relief", "myths")
SOURCE_KEYS = (
    *("of", "title", "publisher", "number", "locator", "url", "in_force", "until", "published", "checked"),
    *("evidence", "citable", "scope", "note"),
)
MYTH_KEYS = ("id", "heard", "truth", "sources")
DATED = ("from", "until", "review_by")
RULE_KEYS = (
    *("id", "topic", "statement", "use", "caution", "standing", "confidence", "scope", "supports", "figures"),
    *("denies", "sources", *DATED),
)
TOPICS = (
    *("negotiation", "ceiling", "collection", "court", "crime", "civil", "credit_record", "help", "complaint"),
    *("scam", "insolvency", "social_aid", "lender"),
)
FIGURE_KEYS = ("value", "unit", "standing", "confidence", "note", "sources")
UNITS = (
    *("share", "per_year", "per_day", "multiple", "days", "months", "count", "yuan", "yuan_per_person_month"),
    *("day_of_month",),
)
LENDER_KEYS = (
    *("id", "kind", "generic", "extends", "name", "aliases", "creditors", "figures", "channels", "steps", "notes"),
    "reports_to_pboc",
)
CHANNEL_USES = ("talk", "complain", "supervise", "mediate")
RELIEF_KEYS = (
    *("id", "profile", "kind", "standing", "confidence", "figures_standing", "when", "max_months", "ask", "counter"),
    *("bring", "refused", "denies", "note", "credit_record", "sources", "origin", *DATED),
)

# Pages of these kinds do not prove a telephone number.
NO_NUMBERS = (Evidence.UNVERIFIED, Evidence.BORROWER_REPORTED)

Sources = Mapping[str, Source]


def parse_book(raw: Mapping[str, object], *, checked: bool = False) -> PolicyBook:
    """The book that the mapping of a TOML file says. Raises PolicyError holding every problem found.

    checked  this very mapping has passed before (it is the twin of a shipped book), so only what builds the values is
             done; a mapping that has not passed must never be called checked
    """
    problems: list[Problem] = []
    top = (CheckedTable if checked else Table)(raw, "", problems)
    top.only(TOP_KEYS)
    version = top.text("version", required=True)
    sources = _sources(top)
    lenders = _lenders(top, sources)
    rules = _rules(top, sources)
    relief = _relief(top, lenders, sources)
    defaults = {name: _figure(row, sources) for name, row in top.tables("defaults")}
    lpr, lpr_sources, lpr_checked = _lpr(top, sources)
    myths = _myths(top, sources)
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


def _sources(top: Table) -> dict[str, Source]:
    rows = dict(top.tables("sources"))
    found: dict[str, Source] = {}
    for source_id, row in rows.items():
        parent = row.text("of")
        if parent and (parent not in rows or "of" in rows[parent].raw):
            row.say("of", "unknown_source", given=parent, nearest=nearest(parent, rows))
        elif parent:
            row = type(row)({**rows[parent].raw, **row.raw}, row.where, row.problems)
        row.only(SOURCE_KEYS)
        found[source_id] = _source(source_id, row)
    return found


def _source(source_id: str, row: Table) -> Source:
    evidence = row.code("evidence", Evidence, Evidence.UNVERIFIED)
    url = row.text("url")
    if url and not url.startswith(("https://", "http://")):
        row.say("url", "not_a_url", given=url)
    start, end = row.day("in_force"), row.day("until")
    if start and end and end < start:
        row.say("until", "bad_dates", start=start.isoformat(), end=end.isoformat())
    return Source(
        id=source_id,
        title=row.words("title", required=True) or NO_WORDS,
        publisher=row.text("publisher"),
        number=row.text("number"),
        locator=row.text("locator"),
        url=url,
        in_force=start,
        until=end,
        published=row.day("published"),
        checked=row.day("checked", required=True) or NO_DATE,
        evidence=evidence,
        citable=row.flag("citable") if row.has("citable") else True,
        scope=frozenset(row.codes("scope", LenderKind)),
        note=row.words("note"),
    )


def _myths(top: Table, sources: Sources) -> tuple[Myth, ...]:
    found: dict[str, Myth] = {}
    for row in top.rows("myths", named=True):
        row.only(MYTH_KEYS)
        myth_id = _new_id(row, found)
        heard, truth = (row.words(key, required=True) or NO_WORDS for key in ("heard", "truth"))
        cited = _cited(row, sources, required=False, to_deny=True)
        found[myth_id] = Myth(id=myth_id, heard=heard, truth=truth, sources=cited)
    return tuple(found.values())


def _cited(row: Table, sources: Sources, *, required: bool, to_deny: bool = False) -> tuple[Source, ...]:
    """The sources that the row cites, in its order; a row that needs one and has none is reported, and so is one that
    rests on a draft or an invention without being there `to_deny` it."""
    cited: list[Source] = []
    for source_id in row.texts("sources"):
        if source_id in sources:
            cited.append(sources[source_id])
            if not (to_deny or sources[source_id].citable):
                row.say("sources", "not_citable", given=source_id)
        else:
            row.say("sources", "unknown_source", given=source_id, nearest=nearest(source_id, sources))
    if required and not row.array("sources"):
        row.say("", "unsourced")
    return tuple(cited)


def _validity(row: Table) -> Validity:
    start = row.day("from", required=True) or NO_DATE
    end = row.day("until")
    review_by = row.day("review_by", required=True) or NO_DATE
    if end is not None and NO_DATE != start > end:
        row.say("until", "bad_dates", start=start.isoformat(), end=end.isoformat())
    if review_by != NO_DATE and start > review_by:
        row.say("review_by", "bad_dates", start=start.isoformat(), end=review_by.isoformat())
    return Validity(start=start, end=end, review_by=review_by)


def _strength(row: Table, sources: Sources) -> tuple[Standing, Confidence, tuple[Source, ...]]:
    """Standing, confidence and sources of a row; what nobody has read may not be called sure."""
    standing = row.code("standing", Standing, Standing.PLANNING_DEFAULT)
    confidence = row.code("confidence", Confidence, Confidence.LOW)
    cited = _cited(row, sources, required=standing is not Standing.PLANNING_DEFAULT)
    if confidence is Confidence.HIGH and cited and all(s.evidence is Evidence.UNVERIFIED for s in cited):
        row.say("confidence", "too_sure", given=confidence)
    return standing, confidence, cited


def _new_id(row: Table, seen: Mapping[str, object]) -> str:
    row_id = row.text("id", required=True)
    if row_id in seen:
        row.say("id", "duplicate_id", given=row_id)
    return row_id


def _one_of(row: Table, key: str, allowed: tuple[str, ...]) -> str:
    given = row.text(key, required=True)
    if given and given not in allowed:
        row.unknown_code(key, given, allowed)
    return given


def _rules(top: Table, sources: Sources) -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for row in top.rows("rules", named=True):
        rule = _rule(row, _new_id(row, found), sources)
        checks.rule_scope(row, rule, denies=row.flag("denies"))
        found[rule.id] = rule
    return found


def _rule(row: Table, rule_id: str, sources: Sources) -> Rule:
    row.only(RULE_KEYS)
    standing, confidence, cited = _strength(row, sources)
    figures = row.table("figures")
    numbers = {name: figures.number(name) for name in figures.raw} if figures else {}
    if numbers and standing is Standing.PLANNING_DEFAULT:
        row.say("figures", "unsourced")
    return Rule(
        id=rule_id,
        topic=_one_of(row, "topic", TOPICS),
        statement=row.words("statement", required=True) or NO_WORDS,
        use=row.words("use", required=True) or NO_WORDS,
        caution=row.words("caution"),
        standing=standing,
        confidence=confidence,
        scope=frozenset(row.codes("scope", LenderKind)),
        supports=frozenset(row.codes("supports", ReliefKind)),
        figures={name: value for name, value in numbers.items() if value is not None},
        validity=_validity(row),
        sources=cited,
    )


def _figure(row: Table, sources: Sources) -> Figure:
    row.only(FIGURE_KEYS)
    standing, confidence, cited = _strength(row, sources)
    unit = _one_of(row, "unit", UNITS)
    value = row.share("value") if unit in ("share", "per_year", "per_day") else row.number("value", required=True)
    if unit and not row.has("value"):
        row.number("value", required=True)
    if value is not None and value < 0:
        row.say("value", "number_out_of_range", given=str(value), low="0", high="")
    return Figure(
        value=value if value is not None else Decimal(0),
        unit=unit,
        standing=standing,
        confidence=confidence,
        note=row.words("note"),
        sources=cited,
    )


def _lenders(top: Table, sources: Sources) -> dict[str, Lender]:
    found: dict[str, Lender] = {}
    rows: dict[str, Table] = {}
    for row in top.rows("lenders", named=True):
        lender = _lender(row, _new_id(row, found), sources)
        found[lender.id] = lender
        rows[lender.id] = row
    checks.lines_of_inheritance(found, rows)
    checks.one_generic_a_kind(found, rows)
    checks.names_once(found, rows)
    return found


def _lender(row: Table, lender_id: str, sources: Sources) -> Lender:
    row.only(LENDER_KEYS)
    kind = row.code("kind", LenderKind, LenderKind.OTHER)
    figures = {name: _figure(figure, sources) for name, figure in row.tables("figures")}
    lender = Lender(
        id=lender_id,
        kind=kind,
        generic=row.flag("generic"),
        extends=row.text("extends"),
        name=row.words("name", required=True) or NO_WORDS,
        aliases=row.texts("aliases"),
        creditors=tuple(_creditor(line) for line in row.rows("creditors")),
        figures=figures,
        channels=tuple(_channel(line, sources) for line in row.rows("channels")),
        steps=tuple(_step(line, sources) for line in row.rows("steps")),
        notes=_notes(row),
        reports_to_pboc=row.words("reports_to_pboc"),
    )
    checks.lender_scope(row, lender)
    return lender


def _notes(row: Table) -> tuple[Words, ...]:
    """The notes of a profile, each a table of two texts."""
    notes: list[Words] = []
    for line in row.rows("notes"):
        line.only(("zh", "en"))
        notes.append(Words(line.text("zh", required=True), line.text("en", required=True)))
    return tuple(notes)


def _creditor(row: Table) -> Creditor:
    row.only(("name", "role", "note"))
    return Creditor(
        name=row.words("name", required=True) or NO_WORDS,
        role=row.words("role", required=True) or NO_WORDS,
        note=row.words("note"),
    )


def _channel(row: Table, sources: Sources) -> Channel:
    row.only(("use", "how", "number", "standing", "confidence", "sources"))
    standing, confidence, cited = _strength(row, sources)
    number = row.text("number")
    # A telephone number is printed only when a page that can be trusted shows it: false ones are planted to cheat.
    if number and all(source.evidence in NO_NUMBERS for source in cited):
        row.say("number", "unverified_number", given=number)
    return Channel(
        use=_one_of(row, "use", CHANNEL_USES),
        how=row.words("how", required=True) or NO_WORDS,
        number=number,
        standing=standing,
        confidence=confidence,
        sources=cited,
    )


def _step(row: Table, sources: Sources) -> Step:
    row.only(("from_day", "to_day", "what", "confidence", "sources"))
    start = row.whole("from_day", 0, 3650, required=True) or 0
    end = row.whole("to_day", 0, 3650)
    if end is not None and end < start:
        row.say("to_day", "bad_range", low=str(start), high=str(end))
    return Step(
        from_day=start,
        to_day=end,
        what=row.words("what", required=True) or NO_WORDS,
        confidence=row.code("confidence", Confidence, Confidence.LOW),
        sources=_cited(row, sources, required=True),
    )


def _relief(top: Table, lenders: Mapping[str, Lender], sources: Sources) -> tuple[ReliefTerm, ...]:
    found: dict[str, ReliefTerm] = {}
    rows: dict[str, Table] = {}
    for row in top.rows("relief", named=True):
        term = _term(row, _new_id(row, found), sources)
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
    standing, confidence, cited = _strength(row, sources)
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
        validity=_validity(row),
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
    return tuple(found), _cited(row, sources, required=True), row.day("checked_until", required=True)
