"""What changed between two policy books, in words: for which lender, which row, which number from what to what."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from debtadvisor.core.policy.compare import Change, Difference, EntryKind, Measure, Row, Value, What
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
)
from debtadvisor.core.words import Words
from debtadvisor.output.blocks import Block, Heading, Item, Paragraph, Report, bullets
from debtadvisor.output.book.rows import SHARES, condition, named, reached_by, say, span, terms_text
from debtadvisor.output.voice import Speech
from debtadvisor.text.catalogue import Catalogue
from debtadvisor.text.shapes import percent

# More lenders than this are counted, not named.
_MOST_NAMED = 8
# Fields whose values are codes, and the group of words that they belong to.
_CODES = {
    "standing": "standing",
    "confidence": "confidence",
    "figures_standing": "standing",
    "evidence": "evidence",
    "deferral_interest": "deferral_interest",
    "bring": "proof",
    "scope": "lender_kind",
    "product": "product",
    "supports": "relief_kind",
    "refused": "yes_no",
    "citable": "yes_no",
}


def book_diff(old: PolicyBook, new: PolicyBook, changes: Sequence[Change], catalogue: Catalogue) -> Report:
    """Every change, lender by lender, then law rows, planning defaults, the LPR, myths and sources."""
    voice = Speech(catalogue)
    about = say(voice, "diff_about", old=old.version, new=new.version, changes=len(changes))
    blocks: list[Block] = [Heading(1, say(voice, "diff_title")), Paragraph(about)]
    if not changes:
        return Report(voice.lang, (*blocks, Paragraph(say(voice, "diff_none"))))
    for lender_id in dict.fromkeys((*new.lenders, *old.lenders)):
        mine = [change for change in changes if change.profile == lender_id]
        if mine:
            lender = new.lenders.get(lender_id) or old.lenders[lender_id]
            blocks.append(Heading(2, say(voice, "profile", name=voice.of(lender.name), id=lender_id)))
            blocks.append(bullets(change_items(mine, voice, new)))
    for kind in EntryKind:
        rest = [change for change in changes if change.entry is kind and not change.profile]
        if rest:
            title = say(voice, "find_group", kind=say(voice, f"entry.{kind}"), count=len(rest))
            blocks += [Heading(2, title), bullets(change_items(rest, voice, new))]
    return Report(voice.lang, tuple(blocks))


def change_items(changes: Iterable[Change], voice: Speech, book: PolicyBook | None = None) -> list[Item]:
    """One line for each row that came or went, one for each field of a row that changed.

    book  where the names of other lenders that a change reaches are found; None to leave those lenders out
    """
    return [item for change in changes for item in _items(change, book, voice)]


def _items(change: Change, book: PolicyBook | None, voice: Speech) -> list[Item]:
    texts = []
    if change.what is not What.CHANGED:
        texts.append(_headline(change, voice))
    skipped = ("until",) if change.what is What.ENDED else ()
    if change.what in (What.CHANGED, What.ENDED):
        texts += [_difference(d, change, voice) for d in change.differences if d.field not in skipped]
    heirs = _reaches(change, book, voice) if book is not None else ""
    return [
        Item(voice.sentences(text, heirs if n == 0 else ""), label=_label(change, voice))
        for n, text in enumerate(texts)
    ]


def _label(change: Change, voice: Speech) -> str:
    if change.relief is not None:
        return say(voice, "change_label", id=change.id, kind=voice.word("relief_kind", change.relief))
    if change.entry is EntryKind.LENDER:
        return say(voice, "change_profile")
    return change.id


def _headline(change: Change, voice: Speech) -> str:
    """That a row came, ended or was taken out, with what stands in its place."""
    row = change.new or change.old
    about = subject(row, voice) if row is not None else ""
    if change.what is What.ENDED and isinstance(row, ReliefTerm | Rule) and row.validity.end is not None:
        text = say(voice, "change_ended", end=row.validity.end, about=about)
    else:
        text = say(voice, f"change_{change.what}", about=about)
    if change.successor:
        return voice.sentences(text, say(voice, "change_successor", id=change.successor))
    return (
        voice.sentences(text, say(voice, "change_predecessor", id=change.predecessor)) if change.predecessor else text
    )


def subject(row: Row, voice: Speech) -> str:
    """A row in a few words, without a closing mark."""
    match row:
        case Lender():
            text = say(voice, "lender_short", name=voice.of(row.name), kind=voice.word("lender_kind", row.kind))
        case ReliefTerm():
            text = _term(row, voice)
        case Rule():
            text = voice.of(row.statement)
        case Figure():
            text = _measure(Measure(row.value, row.unit), voice)
        case Myth():
            text = voice.of(row.heard)
        case Source():
            text = voice.of(row.title)
        case Measure():
            text = _measure(row, voice)
    return text.rstrip("。.")


def _term(row: ReliefTerm, voice: Speech) -> str:
    if row.refused:
        return say(voice, "change_refused", start=row.validity.start)
    asked = terms_text(row.ask, voice)
    return say(voice, "change_asks" if asked else "change_from", start=row.validity.start, terms=asked)


def _reaches(change: Change, book: PolicyBook, voice: Speech) -> str:
    if not change.reaches:
        return ""
    if len(change.reaches) > _MOST_NAMED:
        return say(voice, "reaches_many", count=len(change.reaches))
    names = [voice.of(book.lenders[one].name) if one in book.lenders else one for one in change.reaches]
    return say(voice, "reaches", names=voice.joined(names))


def _difference(one: Difference, change: Change, voice: Speech) -> str:
    """One field: 期数：12 → 24；加上 …；去掉 …"""
    name = field_name(one.field, change, voice)
    old, new = (_shown(value, one.field, change, voice) for value in (one.old, one.new))
    if old and new:
        key = "field_reworded" if isinstance(one.old, Words) else "field_changed"
        return say(voice, key, field=name, old=old, new=new)
    return say(voice, "field_added", field=name, new=new) if new else say(voice, "field_dropped", field=name, old=old)


def field_name(field: str, change: Change, voice: Speech) -> str:
    """What a field is called: ``ask.months`` is 先提的期数."""
    parts = field.split(".")
    if parts[0] in ("ask", "counter"):
        inner = say(voice, "field.fee", months=parts[2]) if parts[1] == "fee" else say(voice, f"field.{parts[1]}")
        return say(voice, f"field.{parts[0]}", field=inner)
    if parts[0] == "when":
        return say(voice, "field.when", fact=named(voice, "fact", parts[1]))
    if parts[0] == "figures" and not isinstance(change.new, Rule):
        name = named(voice, "figure", parts[1])
        return name if len(parts) == 2 else say(voice, "field.of", name=name, field=say(voice, f"field.{parts[2]}"))
    if parts[0] == "figures":
        return parts[1]
    if len(parts) == 2:
        return say(voice, "field.of", name=say(voice, f"field.{parts[0]}"), field=say(voice, f"field.{parts[1]}"))
    return say(voice, f"field.{field}")


def _shown(value: Value, field: str, change: Change, voice: Speech) -> str:
    """One side of a difference in words; "" when there is nothing."""
    name = field.rpartition(".")[2]
    if value is None:
        return ""
    if isinstance(value, tuple):
        return voice.joined([_one(item, name, change, voice) for item in value])
    return _one(value, name, change, voice)


def _one(value: object, name: str, change: Change, voice: Speech) -> str:
    match value:
        case Words():
            return voice.of(value).rstrip("。.")
        case Measure():
            return _measure(value, voice)
        case Condition():
            return condition(value, voice)
        case Channel():
            return reached_by(value, voice).rstrip("。.")
        case Step():
            return say(voice, "step", days=span(value.from_day, value.to_day, voice), what=voice.of(value.what))
        case Creditor():
            return voice.of(value.name)
        case Decimal():
            return percent(value, 4)
        case date():
            return voice.day(value)
        case _:
            return _code(str(value), name, change, voice)


def _code(text: str, name: str, change: Change, voice: Speech) -> str:
    if name == "kind":
        return named(voice, "relief_kind" if change.entry is EntryKind.RELIEF else "lender_kind", text)
    return named(voice, _CODES[name], text) if name in _CODES else text


def _measure(number: Measure, voice: Speech) -> str:
    if number.unit == "share":
        return percent(number.value, 4)
    shown = percent(number.value, 4) if number.unit in SHARES else f"{number.value:f}"
    return say(voice, "measure", value=shown, unit=named(voice, "unit", number.unit)) if number.unit else shown
