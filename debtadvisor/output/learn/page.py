"""Pages to learn from: what to know about one topic in about one screen, every claim with what it rests on.

The words stand in ``learn.toml``; a claim names rules of the book and is dropped, and said to be, when one of them
no longer speaks. Advice (do, do not) claims nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from debtadvisor.core.codes import LenderKind
from debtadvisor.core.policy.model import PolicyBook, Rule
from debtadvisor.core.triage.deadlines import PERIODS, Period, is_weekend, may_run_on, near_holiday, rolled
from debtadvisor.output.blocks import Block, Heading, Item, Paragraph, Report, Tone, bullets
from debtadvisor.output.learn.stages import finished, say
from debtadvisor.output.sources import Citations
from debtadvisor.output.voice import Speech
from debtadvisor.text.catalogue import Catalogue

TOPICS = (
    *("stages", "credit", "court", "collection", "scams"),
    *("rebuilding", "deadlines", "situations", "words"),
)
# Topics whose words stand as parts of claims and advice.
IN_PARTS = ("credit", "court", "collection", "scams", "rebuilding")
# Topics that can be narrowed to one lender.
BY_LENDER = ("stages", "collection")


def topics_page(catalogue: Catalogue) -> Report:
    """Every topic in one line."""
    voice = Speech(catalogue)
    return Report(
        voice.lang,
        (
            Heading(1, say(voice, "frame.title")),
            Paragraph(say(voice, "frame.about")),
            bullets(Item(_line(topic, voice), label=topic) for topic in TOPICS),
            Paragraph(say(voice, "frame.how")),
            Paragraph(say(voice, "frame.stop")),
        ),
    )


def _line(topic: str, voice: Speech) -> str:
    return say(voice, "frame.topic", title=say(voice, f"{topic}.title"), line=say(voice, f"{topic}.line"))


def claimed(ids: Sequence[str], book: PolicyBook, on: date, dropped: list[str]) -> tuple[Rule, ...] | None:
    """The rules a claim rests on; None when one does not speak on that day, whose id then joins `dropped`."""
    found = [(rule_id, book.rule(rule_id, on)) for rule_id in ids]
    silent = [rule_id for rule_id, rule in found if rule is None]
    dropped += silent
    return None if silent else tuple(rule for _, rule in found if rule is not None)


def dropped_part(dropped: Sequence[str], voice: Speech) -> list[Block]:
    """Says what was left out, [] when nothing was."""
    if not dropped:
        return []
    names = voice.joined(tuple(dict.fromkeys(dropped)))
    return [Paragraph(say(voice, "frame.dropped", rules=names), tone=Tone.QUIET)]


def parts_page(topic: str, book: PolicyBook, on: date, catalogue: Catalogue, kind: LenderKind | None) -> Report:
    """A topic of `IN_PARTS`. With `kind`, only what reaches lenders of that kind."""
    voice, citations, dropped = Speech(catalogue), Citations(), list[str]()
    blocks: list[Block] = [Heading(1, say(voice, f"{topic}.title")), Paragraph(say(voice, f"{topic}.intro"))]
    for part in tables(catalogue, f"{topic}.parts"):
        items = list(_items(part, book, on, kind, voice, citations, dropped))
        if not items:
            continue
        blocks.append(Heading(2, str(part["heading"])))
        binding = book.rule(str(part.get("binds", "")), on)
        if binding is not None:
            blocks.append(Paragraph(_binds(binding, voice), tone=Tone.QUIET))
        blocks.append(bullets(items))
    blocks += dropped_part(dropped, voice)
    blocks.append(Paragraph(say(voice, "frame.myths", words=say(voice, f"{topic}.myths")), tone=Tone.QUIET))
    return finished(blocks, citations, voice, book)


def tables(catalogue: Catalogue, key: str) -> list[Mapping[str, object]]:
    """The list of tables at that key of ``learn.toml``."""
    found = catalogue.find("learn", key)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _items(
    part: Mapping[str, object],
    book: PolicyBook,
    on: date,
    kind: LenderKind | None,
    voice: Speech,
    citations: Citations,
    dropped: list[str],
) -> Iterator[Item]:
    """Claims that speak and reach the kind, then what to do and what not."""
    for claim in _maps(part["claims"]):
        rules = claimed(_texts(claim["rules"]), book, on, dropped)
        if rules is not None and (kind is None or all(rule.reaches(kind) for rule in rules)):
            yield Item(str(claim["text"]), citations.cite(*rules))
    for text in _texts(part["do"]):
        yield Item(text)
    for text in _texts(part["dont"]):
        yield Item(text, label=say(voice, "frame.dont"))


def _maps(found: object) -> list[Mapping[str, object]]:
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _texts(found: object) -> list[str]:
    return [str(one) for one in found] if isinstance(found, list) else []


def _binds(rule: Rule, voice: Speech) -> str:
    """Whom a text reaches, and since when."""
    start = rule.validity.start
    if not rule.scope:
        return say(voice, "frame.binds_all", start=start)
    kinds = voice.joined([voice.word("lender_kind", kind) for kind in LenderKind if kind in rule.scope])
    return say(voice, "frame.binds", kinds=kinds, start=start)


def words_page(book: PolicyBook, on: date, catalogue: Catalogue, ids: Sequence[str] = ()) -> Report:
    """The glossary; with `ids`, only those entries."""
    voice, citations, dropped = Speech(catalogue), Citations(), list[str]()
    items = []
    for word_id in ids or word_ids(catalogue):
        key = f"words.entries.{word_id}"
        rules = claimed(catalogue.lines("learn", f"{key}.rules"), book, on, dropped)
        if rules is not None:
            items.append(Item(say(voice, f"{key}.text"), citations.cite(*rules), label=say(voice, f"{key}.word")))
    blocks: list[Block] = [Heading(1, say(voice, "words.title")), Paragraph(say(voice, "words.intro"))]
    blocks += [bullets(items), *dropped_part(dropped, voice)]
    return finished(blocks, citations, voice, book)


def word_ids(catalogue: Catalogue) -> tuple[str, ...]:
    """The ids of the glossary's entries, in its order."""
    found = catalogue.find("learn", "words.entries")
    return tuple(str(key) for key in found) if isinstance(found, Mapping) else ()


def deadlines_page(book: PolicyBook, on: date, catalogue: Catalogue, served: date | None, paper: str = "") -> Report:
    """How long each paper leaves, or that one; with `served`, the last day counted from there and seen from `on`."""
    voice, citations, dropped = Speech(catalogue), Citations(), list[str]()
    intro = say(voice, "deadlines.intro")
    if served is not None:
        intro = say(voice, "deadlines.intro_served", served=served)
    blocks: list[Block] = [Heading(1, say(voice, "deadlines.title")), Paragraph(intro)]
    roll = claimed(("court-period-holiday-roll",), book, on, dropped)
    if roll is not None:
        blocks.append(Paragraph(say(voice, "deadlines.roll"), citations.cite(*roll)))
    for period in (one for one in PERIODS if paper in ("", one.paper)):
        rules = claimed(period.rules, book, on, dropped)
        if rules is None:
            continue
        key = f"deadlines.papers.{period.paper}"
        blocks.append(Heading(2, say(voice, f"{key}.title")))
        if (until := _until(period, on, served, voice)) != "":
            blocks.append(Paragraph(until, tone=Tone.WARNING))
        blocks.append(Paragraph(say(voice, f"{key}.text"), citations.cite(*rules)))
    free = claimed(("hotline-12348",), book, on, dropped)
    if free is not None:
        blocks.append(Paragraph(say(voice, "deadlines.say_free"), citations.cite(*free)))
    blocks += dropped_part(dropped, voice)
    return finished(blocks, citations, voice, book)


def _until(period: Period, on: date, served: date | None, voice: Speech) -> str:
    """The last day in words; "" when no day of service was given."""
    if not period.days and not period.months:
        return say(voice, "deadlines.none")
    last = period.last(served) if served is not None else None
    if last is None:
        return ""
    if may_run_on(last, on):
        return say(voice, "deadlines.holiday", day=last)
    if rolled(last) < on:
        return say(voice, "deadlines.passed", day=rolled(last))
    if is_weekend(last):
        return say(voice, "deadlines.weekend", day=last, next=rolled(last))
    return say(voice, "deadlines.near_holiday" if near_holiday(last) else "deadlines.last", day=last)
