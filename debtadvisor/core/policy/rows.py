"""What every row has in common: sources, strength, dates, its id."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from debtadvisor.core.codes import Confidence, Evidence, LenderKind, Standing
from debtadvisor.core.policy.model import Source, Validity
from debtadvisor.core.policy.read import NO_DATE, CheckedTable, Table, nearest
from debtadvisor.core.words import Words

T = TypeVar("T")
NO_WORDS = Words("", "")
HEARSAY = (Evidence.BORROWER_REPORTED, Evidence.UNVERIFIED)
SOURCE_KEYS = (
    *("of", "title", "publisher", "number", "locator", "url", "in_force", "until", "published", "checked"),
    *("evidence", "citable", "scope", "note"),
)

Sources = Mapping[str, Source]


class Rows(Mapping[str, T]):
    """Rows of a checked book by id, each built when it is first asked for: one plan needs a few of many."""

    def __init__(self, tables: Mapping[str, Table], build: Callable[[str, Table], T]) -> None:
        self._tables = tables
        self._build = build
        self._built: dict[str, T] = {}

    def __getitem__(self, row_id: str) -> T:
        if row_id not in self._built:
            self._built[row_id] = self._build(row_id, self._tables[row_id])
        return self._built[row_id]

    def __contains__(self, row_id: object) -> bool:
        return row_id in self._tables

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


def source_rows(top: Table) -> Mapping[str, Source]:
    rows = dict(top.tables("sources"))

    def build(source_id: str, row: Table) -> Source:
        parent = row.text("of")
        if parent and (parent not in rows or "of" in rows[parent].raw):
            row.say("of", "unknown_source", given=parent, nearest=nearest(parent, rows))
        elif parent:
            row = type(row)({**rows[parent].raw, **row.raw}, row.where, row.problems)
        row.only(SOURCE_KEYS)
        return _source(source_id, row)

    if isinstance(top, CheckedTable):
        return Rows(rows, build)
    return {source_id: build(source_id, row) for source_id, row in rows.items()}


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


def cited_sources(row: Table, sources: Sources, *, required: bool, to_deny: bool = False) -> tuple[Source, ...]:
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


def validity(row: Table) -> Validity:
    start = row.day("from", required=True) or NO_DATE
    end = row.day("until")
    review_by = row.day("review_by", required=True) or NO_DATE
    if end is not None and NO_DATE != start > end:
        row.say("until", "bad_dates", start=start.isoformat(), end=end.isoformat())
    if review_by != NO_DATE and start > review_by:
        row.say("review_by", "bad_dates", start=start.isoformat(), end=review_by.isoformat())
    return Validity(start=start, end=end, review_by=review_by)


def strength(row: Table, sources: Sources) -> tuple[Standing, Confidence, tuple[Source, ...]]:
    """Standing, confidence and sources of a row; what nobody has read may not be called sure.

    Nor may hearsay be called the lender's own terms.
    """
    standing = row.code("standing", Standing, Standing.PLANNING_DEFAULT)
    confidence = row.code("confidence", Confidence, Confidence.LOW)
    cited = cited_sources(row, sources, required=standing is not Standing.PLANNING_DEFAULT)
    if confidence is Confidence.HIGH and cited and all(s.evidence is Evidence.UNVERIFIED for s in cited):
        row.say("confidence", "too_sure", given=confidence)
    if standing is Standing.LENDER_TERMS and cited and all(s.evidence in HEARSAY for s in cited):
        row.say("standing", "not_their_terms", given=standing)
    return standing, confidence, cited


def new_id(row: Table, seen: Mapping[str, object]) -> str:
    row_id = row.text("id", required=True)
    if row_id in seen:
        row.say("id", "duplicate_id", given=row_id)
    return row_id


def one_of(row: Table, key: str, allowed: tuple[str, ...]) -> str:
    given = row.text(key, required=True)
    if given and given not in allowed:
        row.unknown_code(key, given, allowed)
    return given
