"""What changed between two policy books, as values: which row, of which lender, which number from what to what.

A row is known by its id. A relief row that got an end and has a successor (same profile and kind, later start) was
superseded; one that got an end alone has ended. What a lender takes from the profile it extends is told once, at that
profile, with the lenders that it reaches. The order of lists and the origin of a row are no change.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from debtadvisor.core.codes import ReliefKind
from debtadvisor.core.policy.model import (
    Channel,
    Condition,
    Creditor,
    Figure,
    Lender,
    Myth,
    PolicyBook,
    ReliefTerm,
    Rule,
    Source,
    Step,
    Terms,
    Validity,
)
from debtadvisor.core.value import value
from debtadvisor.core.words import Words


class EntryKind(StrEnum):
    """The parts of the book, in the order in which they are listed."""

    LENDER = "lender"
    RELIEF = "relief"
    RULE = "rule"
    DEFAULT = "default"
    LPR = "lpr"
    MYTH = "myth"
    SOURCE = "source"


class What(StrEnum):
    """What happened to a row. `ENDED` is a row that got an end, or an earlier one."""

    ADDED = "added"
    ENDED = "ended"
    REMOVED = "removed"
    CHANGED = "changed"


@value(kw_only=False)
class Measure:
    """A number with its unit; "" for the bare numbers of law rows."""

    value: Decimal
    unit: str = ""


Leaf = str | int | date | Decimal | Words | Measure | Condition
Listed = tuple[str, ...] | tuple[int, ...] | tuple[Words, ...] | tuple[Channel, ...] | tuple[Step, ...]
Value = Leaf | Listed | tuple[Creditor, ...] | None
Row = Lender | ReliefTerm | Rule | Figure | Myth | Source | Measure


@value(kw_only=False)
class Difference:
    """One field that differs: ``ask.months``, ``figures.grace_days``. None where one side has nothing.

    Lists hold only what the other side has not, but for `months`, which stand whole.
    """

    field: str
    old: Value
    new: Value


@value
class Change:
    """One row that is not the same in both books.

    id           the row's id; an ISO date for a row of the LPR
    profile      the lender whose row it is, "" for rows of no lender
    relief       kind of relief of a relief row
    old, new     the row in each book, None where it is missing
    successor    of a row that ended or was taken out: the row that stands in its place, "" when none does
    predecessor  of an added row: the row whose place it takes, "" when it took none
    reaches      ids of the other lenders that see it because they extend the profile
    """

    what: What
    entry: EntryKind
    id: str
    profile: str = ""
    relief: ReliefKind | None = None
    old: Row | None
    new: Row | None
    differences: tuple[Difference, ...] = ()
    successor: str = ""
    predecessor: str = ""
    reaches: tuple[str, ...] = ()

    @property
    def is_upkeep(self) -> bool:
        """True when only a day of checking or of review moved, so that nothing which is said has changed."""
        return self.what is What.CHANGED and all(d.field in ("checked", "review_by") for d in self.differences)


def compare(old: PolicyBook, new: PolicyBook) -> tuple[Change, ...]:
    """Every row that differs, by part of the book, each in the order of the new book with what was taken out last."""
    return (
        *_lenders(old, new),
        *_relief(old, new),
        *_rows(EntryKind.RULE, old.rules, new.rules),
        *_rows(EntryKind.DEFAULT, old.defaults, new.defaults),
        *_rows(EntryKind.LPR, _lpr(old), _lpr(new)),
        *_lpr_checked(old, new),
        *_rows(EntryKind.MYTH, {m.id: m for m in old.myths}, {m.id: m for m in new.myths}),
        *_rows(EntryKind.SOURCE, old.sources, new.sources),
    )


def reached(book: PolicyBook, profile: str, kind: ReliefKind) -> tuple[str, ...]:
    """The lenders that see that profile's rows of that kind because no nearer profile of theirs has any."""
    having = {term.profile for term in book.terms if term.kind is kind}
    found = []
    for lender_id in book.lenders:
        line = book.lineage(lender_id)
        if profile in line[1:] and not having.intersection(line[: line.index(profile)]):
            found.append(lender_id)
    return tuple(found)


def _rows(entry: EntryKind, old: Mapping[str, Row], new: Mapping[str, Row]) -> list[Change]:
    """Changes of rows that belong to no lender."""
    found = [_change(entry, row_id, old.get(row_id), new.get(row_id)) for row_id in dict.fromkeys((*new, *old))]
    return [change for change in found if change is not None]


def _change(entry: EntryKind, row_id: str, before: Row | None, after: Row | None) -> Change | None:
    if before is None or after is None:
        what = What.ADDED if before is None else What.REMOVED
        return Change(what=what, entry=entry, id=row_id, old=before, new=after)
    found = _differences(before, after)
    if not found:
        return None
    what = What.ENDED if _ended(before, after) else What.CHANGED
    return Change(what=what, entry=entry, id=row_id, old=before, new=after, differences=found)


def _ended(before: Row, after: Row) -> bool:
    if not isinstance(before, ReliefTerm | Rule) or not isinstance(after, ReliefTerm | Rule):
        return False
    end = after.validity.end
    return end is not None and (before.validity.end is None or end < before.validity.end)


def _relief(old: PolicyBook, new: PolicyBook) -> list[Change]:
    before, after = {t.id: t for t in old.terms}, {t.id: t for t in new.terms}
    found = []
    for row_id in dict.fromkeys((*after, *before)):
        change = _change(EntryKind.RELIEF, row_id, before.get(row_id), after.get(row_id))
        if change is not None:
            found.append(_placed(change, before, after, new if row_id in after else old))
    return found


def _placed(
    change: Change, before: Mapping[str, ReliefTerm], after: Mapping[str, ReliefTerm], book: PolicyBook
) -> Change:
    """The change of a relief row with its lender, its kind, whom it reaches and what stands in its place."""
    term = after.get(change.id) or before[change.id]
    fresh = [t for t in after.values() if t.id not in before and _same_place(t, term) and t.id != term.id]
    successor = predecessor = ""
    if change.what in (What.ENDED, What.REMOVED):
        end = term.validity.end if change.what is What.ENDED else None
        later = [t for t in fresh if end is None or t.validity.start > end]
        successor = min(later, key=lambda t: t.validity.start).id if later else ""
    elif change.what is What.ADDED:
        gone = [t for t in before.values() if _same_place(t, term) and _left(t, after, term.validity.start)]
        predecessor = max(gone, key=lambda t: t.validity.start).id if gone else ""
    return replace(
        change,
        profile=term.profile,
        relief=term.kind,
        successor=successor,
        predecessor=predecessor,
        reaches=reached(book, term.profile, term.kind),
    )


def _same_place(one: ReliefTerm, other: ReliefTerm) -> bool:
    return one.profile == other.profile and one.kind is other.kind


def _left(term: ReliefTerm, after: Mapping[str, ReliefTerm], start: date) -> bool:
    """Whether a row of the old book is gone from the new one, or ends there before that day."""
    now = after.get(term.id)
    return now is None or (now.validity.end is not None and term.validity.end is None and now.validity.end < start)


def _lenders(old: PolicyBook, new: PolicyBook) -> list[Change]:
    shared = [name for name in new.lenders if name in old.lenders]
    raw = {name: _differences(old.lenders[name], new.lenders[name]) for name in shared}
    own = {name: tuple(d for d in raw[name] if d not in raw.get(new.lenders[name].extends, ())) for name in shared}
    found = []
    for name in dict.fromkeys((*new.lenders, *old.lenders)):
        change = _change(EntryKind.LENDER, name, old.lenders.get(name), new.lenders.get(name))
        if change is None or (name in own and not own[name]):
            continue
        heirs = [
            other
            for other in shared
            if other != name and name in new.lineage(other) and any(d in raw[other] for d in own.get(name, ()))
        ]
        found.append(replace(change, profile=name, differences=own.get(name, ()), reaches=tuple(heirs)))
    return found


def _lpr(book: PolicyBook) -> dict[str, Row]:
    return {start.isoformat(): Measure(rate, "per_year") for start, rate in book.lpr}


def _lpr_checked(old: PolicyBook, new: PolicyBook) -> list[Change]:
    if old.lpr_checked == new.lpr_checked:
        return []
    moved = Difference("checked", old.lpr_checked, new.lpr_checked)
    return [
        Change(what=What.CHANGED, entry=EntryKind.LPR, id="checked_until", old=None, new=None, differences=(moved,))
    ]


def _differences(before: Row, after: Row) -> tuple[Difference, ...]:
    """The fields in which two rows of one id differ, in the order of the row."""
    old, new = dict(_fields(before)), dict(_fields(after))
    found = []
    for name in dict.fromkeys((*new, *old)):
        owner = name.rpartition(".")[0]
        if owner in (*old, *new) and (owner not in old or owner not in new):
            continue  # a number that is new as a whole is told once, without its strength and note
        one, other = _apart(name, old.get(name), new.get(name))
        if one != other:
            found.append(Difference(name, one, other))
    return tuple(found)


def _apart(name: str, old: Value, new: Value) -> tuple[Value, Value]:
    """Both values; of two lists only what the other has not."""
    if not isinstance(old, tuple) or not isinstance(new, tuple) or name.endswith("months"):
        return old, new
    gone: tuple[object, ...] = tuple(one for one in old if one not in new)
    come: tuple[object, ...] = tuple(one for one in new if one not in old)
    return gone, come  # type: ignore[return-value]  # parts of the lists that came in


Fields = Iterable[tuple[str, Value]]


def _fields(row: Row) -> Fields:
    """The row field by field, sources by their ids."""
    match row:
        case Lender():
            yield from _lender(row)
        case ReliefTerm():
            yield from _term(row)
        case Rule():
            yield from _rule(row)
        case Figure():
            yield from _figure("value", row)
        case Myth():
            yield from (("heard", row.heard), ("truth", row.truth), ("sources", _ids(row.sources)))
        case Source():
            yield from _source(row)
        case Measure():
            yield "value", row


def _ids(sources: Iterable[Source]) -> tuple[str, ...]:
    return tuple(source.id for source in sources)


def _lender(row: Lender) -> Fields:
    yield from (("name", row.name), ("kind", row.kind), ("extends", row.extends or None), ("aliases", row.aliases))
    yield "product", row.product
    yield "creditors", row.creditors
    for name, figure in row.figures.items():
        yield from _figure(f"figures.{name}", figure)
    yield "channels", tuple(replace(channel, sources=()) for channel in row.channels)
    yield "channels.sources", tuple(dict.fromkeys(s.id for channel in row.channels for s in channel.sources))
    yield "steps", tuple(replace(step, sources=()) for step in row.steps)
    yield "steps.sources", tuple(dict.fromkeys(s.id for step in row.steps for s in step.sources))
    yield from (("notes", row.notes), ("reports_to_pboc", row.reports_to_pboc))


def _figure(name: str, figure: Figure) -> Fields:
    yield name, Measure(figure.value, figure.unit)
    yield f"{name}.standing", figure.standing
    yield f"{name}.confidence", figure.confidence
    yield f"{name}.note", figure.note
    yield f"{name}.sources", _ids(figure.sources)


def _term(row: ReliefTerm) -> Fields:
    yield from (("profile", row.profile), ("kind", row.kind))
    yield "refused", "yes" if row.refused else "no"
    yield from _asked("ask", row.ask)
    yield from _asked("counter", row.counter)
    yield from ((f"when.{condition.fact}", condition) for condition in row.when)
    yield from (("max_months", row.max_months), ("bring", row.bring))
    yield from (("standing", row.standing), ("confidence", row.confidence))
    yield "figures_standing", row.figures_standing
    yield from (("note", row.note), ("credit_record", row.credit_record))
    yield from _dates(row.validity)
    yield "sources", _ids(row.sources)


def _asked(side: str, terms: Terms) -> Fields:
    yield f"{side}.months", terms.months or None
    yield f"{side}.first_after_months", terms.first_after_months or None
    yield f"{side}.defer_months", terms.defer_months or None
    for name in ("late_fee", "penalty", "accrued_interest", "future_interest"):
        yield f"{side}.{name}", getattr(terms.waiver, name) or None
    yield f"{side}.rate", terms.rate
    yield from ((f"{side}.fee.{months}", share) for months, share in terms.fee_by_months.items())
    if terms.defer_months:
        yield f"{side}.deferral_interest", terms.deferral_interest
    yield f"{side}.down_payment", terms.down_payment or None


def _rule(row: Rule) -> Fields:
    yield from (("statement", row.statement), ("use", row.use), ("caution", row.caution), ("topic", row.topic))
    yield from (("standing", row.standing), ("confidence", row.confidence))
    yield from (("scope", tuple(sorted(row.scope))), ("supports", tuple(sorted(row.supports))))
    yield "places", row.places
    yield from ((f"figures.{name}", Measure(number)) for name, number in row.figures.items())
    yield from _dates(row.validity)
    yield "sources", _ids(row.sources)


def _dates(validity: Validity) -> Fields:
    yield from (("from", validity.start), ("until", validity.end), ("review_by", validity.review_by))


def _source(row: Source) -> Fields:
    yield "title", row.title
    for name in ("publisher", "number", "locator", "url"):
        yield name, getattr(row, name) or None
    yield from (("in_force", row.in_force), ("until", row.until), ("published", row.published))
    yield from (("checked", row.checked), ("evidence", row.evidence))
    yield "citable", "yes" if row.citable else "no"
    yield from (("scope", tuple(sorted(row.scope))), ("note", row.note))
