"""The rows of one lender: its product's figures, its creditors and channels, what it does when a debt is late."""

from decimal import Decimal

from debtadvisor.core.codes import Confidence, Evidence, LenderKind, Product
from debtadvisor.core.policy import checks
from debtadvisor.core.policy.model import Channel, Creditor, Figure, Lender, Step
from debtadvisor.core.policy.read import Table
from debtadvisor.core.policy.rows import NO_WORDS, Sources, cited_sources, new_id, one_of, strength
from debtadvisor.core.words import Words

FIGURE_KEYS = ("value", "unit", "standing", "confidence", "note", "sources")
UNITS = (
    *("share", "per_year", "per_day", "multiple", "days", "months", "count", "yuan", "yuan_per_person_month"),
    *("day_of_month",),
)
LENDER_KEYS = (
    *(
        "id",
        "kind",
        "generic",
        "extends",
        "name",
        "aliases",
        "product",
        "creditors",
        "figures",
        "channels",
        "steps",
        "notes",
    ),
    "reports_to_pboc",
)
CHANNEL_USES = ("talk", "complain", "supervise", "mediate")

# Pages of these kinds do not prove a telephone number.
NO_NUMBERS = (Evidence.UNVERIFIED, Evidence.BORROWER_REPORTED)


def figure(row: Table, sources: Sources) -> Figure:
    row.only(FIGURE_KEYS)
    standing, confidence, cited = strength(row, sources)
    unit = one_of(row, "unit", UNITS)
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


def lender_rows(top: Table, sources: Sources) -> dict[str, Lender]:
    found: dict[str, Lender] = {}
    rows: dict[str, Table] = {}
    for row in top.rows("lenders", named=True):
        lender = _lender(row, new_id(row, found), sources)
        found[lender.id] = lender
        rows[lender.id] = row
    checks.lines_of_inheritance(found, rows)
    checks.one_generic_a_kind(found, rows)
    checks.names_once(found, rows)
    return found


def _lender(row: Table, lender_id: str, sources: Sources) -> Lender:
    row.only(LENDER_KEYS)
    kind = row.code("kind", LenderKind, LenderKind.OTHER)
    figures = {name: figure(one, sources) for name, one in row.tables("figures")}
    lender = Lender(
        id=lender_id,
        kind=kind,
        generic=row.flag("generic"),
        extends=row.text("extends"),
        name=row.words("name", required=True) or NO_WORDS,
        aliases=row.texts("aliases"),
        product=row.code("product", Product, Product.OTHER) if row.has("product") else None,
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
    standing, confidence, cited = strength(row, sources)
    number = row.text("number")
    # A telephone number is printed only when a page that can be trusted shows it: false ones are planted to cheat.
    if number and all(source.evidence in NO_NUMBERS for source in cited):
        row.say("number", "unverified_number", given=number)
    return Channel(
        use=one_of(row, "use", CHANNEL_USES),
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
        sources=cited_sources(row, sources, required=True),
    )
