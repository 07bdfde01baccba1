"""Sources numbered in order of first use, and the last part of a page that lists them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from debtadvisor.core.codes import Confidence, Standing
from debtadvisor.core.plan.model import Plan
from debtadvisor.core.policy.model import Rule, Source
from debtadvisor.core.script.model import Claim
from debtadvisor.output.blocks import Block, Heading, Note, Notes, Paragraph, Tone, bullets
from debtadvisor.output.voice import Speech, Voice


class Sourced(Protocol):
    """Anything of the book that claims something: a law row, a relief row, a figure, a claim of a script."""

    @property
    def standing(self) -> Standing: ...
    @property
    def confidence(self) -> Confidence: ...
    @property
    def sources(self) -> tuple[Source, ...]: ...


def _is_law(row: Sourced) -> bool:
    """Whether the row says what the source itself says. How strong an ask is stands beside the ask: an extension
    that is only a starting point does not make the Civil Code one."""
    said = row.row if isinstance(row, Claim) else row
    return isinstance(said, Rule) and said.topic != "help"


@dataclass(slots=True)
class _Use:
    number: int
    source: Source
    strengths: list[tuple[Standing, Confidence]]


class Citations:
    """Collects sources while a page is built. The same source keeps its number and gathers the strength of every law
    row that cites it, so that no note says more than the claims it carries."""

    def __init__(self) -> None:
        self._uses: dict[str, _Use] = {}

    def cite(self, *rows: Sourced) -> tuple[int, ...]:
        """The numbers of the rows' sources, rising, without repeats."""
        numbers = set()
        for row in rows:
            for source in row.sources:
                use = self._uses.setdefault(source.id, _Use(len(self._uses) + 1, source, []))
                if _is_law(row) and (row.standing, row.confidence) not in use.strengths:
                    use.strengths.append((row.standing, row.confidence))
                numbers.add(use.number)
        return tuple(sorted(numbers))

    def notes(self, voice: Speech) -> Notes | None:
        """The numbered list; None when nothing was cited."""
        if not self._uses:
            return None
        return Notes(tuple(_note(use, voice) for use in self._uses.values()))


def _note(use: _Use, voice: Speech) -> Note:
    source = use.source
    text = voice.of(source.title)
    for key in ("number", "locator", "publisher"):
        if part := getattr(source, key):
            text = voice.say(f"sources.{key}", text=text, **{key: voice.catalogue.written(part)})
    about = [
        voice.say("sources.standing", standing=voice.word("standing", s), confidence=voice.word("confidence", c))
        for s, c in use.strengths
    ]
    strengths = voice.say("sources.joint").join(about) + voice.say("sources.end") if about else ""
    about = [voice.say("sources.evidence", evidence=voice.word("evidence", source.evidence))]
    for key in ("in_force", "until", "published", "checked"):
        if when := getattr(source, key):
            about.append(voice.say(f"sources.{key}", day=when))
    said = voice.sentences(strengths, voice.say("sources.joint").join(about) + voice.say("sources.end"))
    if source.note is not None:
        said = voice.sentences(said, voice.of(source.note))
    return Note(number=use.number, text=text, about=said, url=source.url)


def sources_part(citations: Citations, voice: Speech, version: str) -> list[Block]:
    """The numbered sources with the version of the book."""
    blocks: list[Block] = [Heading(2, voice.say("sources.heading"))]
    if (notes := citations.notes(voice)) is not None:
        blocks.append(notes)
    return [*blocks, Paragraph(voice.say("sources.book", version=version), tone=Tone.QUIET)]


def overlay_part(plan: Plan, voice: Voice) -> list[Block]:
    """Which terms of these debts a file of the user brought, and which rows were dropped as stale."""
    rows = {o.term.id: o.term.origin for d in plan.debts if d.relief is not None for o in d.relief.options}
    theirs = [voice.say("sources.overlay_row", row=row, origin=origin) for row, origin in rows.items() if origin]
    return [*_listed(theirs, "sources.overlay", voice), *_listed(plan.stale, "sources.stale", voice)]


def _listed(rows: Sequence[str], key: str, voice: Voice) -> list[Block]:
    return [Paragraph(voice.say(key)), bullets(rows)] if rows else []
