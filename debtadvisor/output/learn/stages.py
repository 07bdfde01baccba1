"""What usually happens when a debt stays unpaid: all of it on a page to learn from, two steps of it beside a plan."""

from collections.abc import Sequence

from debtadvisor.core.codes import LenderKind, Stage
from debtadvisor.core.facts import days_past_due
from debtadvisor.core.plan.model import DebtPlan, Plan
from debtadvisor.core.policy.model import Lender, PolicyBook, Step
from debtadvisor.core.policy.steps import usual_steps
from debtadvisor.core.relief.options import profile_of
from debtadvisor.output.blocks import Block, Heading, Item, Paragraph, Report, Tone, bullets
from debtadvisor.output.plan.fold import Shows, everything
from debtadvisor.output.sources import Citations, sources_part
from debtadvisor.output.voice import Speech, Voice
from debtadvisor.text.catalogue import Catalogue, Value

# Counted in days past due; what follows a suit or a sale goes by papers, not by days.
_BY_DAYS = (Stage.PRE_DUE, Stage.M1, Stage.M2, Stage.M3, Stage.M4_PLUS)


def say(voice: Speech, key: str, /, **values: Value) -> str:
    """The sentence at that key of ``learn.toml``."""
    return voice.catalogue.say("learn", key, **values)


def finished(blocks: Sequence[Block], citations: Citations, voice: Speech, book: PolicyBook) -> Report:
    """A page to learn from with its sources below, when anything was cited."""
    if citations.notes(voice) is None:
        return Report(voice.lang, tuple(blocks))
    return Report(voice.lang, (*blocks, *sources_part(citations, voice, book.version)))


def if_left_part(
    plan: Plan, book: PolicyBook, voice: Voice, citations: Citations, shows: Shows = everything
) -> list[Block]:
    """One line for each debt that stands in full: where it stands, and the one or two steps that its lender usually
    takes from there.

    Nothing for a debt that is held, paid first, sold or before a court, and for a lender without steps.
    """
    told = [line for line in plan.debts if shows(line.debt.id)]
    items = [item for line in told if (item := _left(line, plan, book, voice, citations)) is not None]
    if not items:
        return []
    return [
        Heading(2, say(voice, "panel.heading")),
        Paragraph(say(voice, "panel.about")),
        bullets(items),
        Paragraph(say(voice, "panel.more"), tone=Tone.QUIET),
    ]


def _left(line: DebtPlan, plan: Plan, book: PolicyBook, voice: Voice, citations: Citations) -> Item | None:
    if line.held or line.priority or line.relief is None or line.relief.stage not in _BY_DAYS:
        return None
    profile = profile_of(line.debt, book)
    if profile is None or profile.kind is LenderKind.PRIVATE_LENDING:
        return None
    if line.ask is not None and line.ask.is_agreed:
        return None  # newly agreed: where the old contract stood says nothing any more
    days = days_past_due(line.debt, plan.case.as_of)
    if not days and line.ask_is_plain_contract:
        return None  # paid as agreed by the plan: nothing is left alone
    steps = usual_steps(profile, days)
    if not steps:
        return None
    stands = say(voice, "panel.now", days=days) if days else say(voice, "panel.today")
    said = [_step(step, voice) for step in steps]
    return Item(voice.sentences(stands, *said), citations.cite(*steps), label=voice.name(line.debt.id))


def _step(step: Step, voice: Speech) -> str:
    confidence = voice.word("confidence", step.confidence)
    return say(voice, "panel.step", span=_span(step, voice), what=voice.of(step.what), confidence=confidence)


def _span(step: Step, voice: Speech) -> str:
    if step.to_day is not None:
        return say(voice, "panel.span", start=step.from_day, end=step.to_day)
    return say(voice, "panel.span_open", start=step.from_day) if step.from_day else say(voice, "panel.span_any")


def stages_page(book: PolicyBook, catalogue: Catalogue, lender: Lender | None, kind: LenderKind | None) -> Report:
    """All usual steps of that lender, of the general profile of that kind, or of every kind."""
    voice, citations = Speech(catalogue), Citations()
    chosen = [lender] if lender is not None else _general(book, kind)
    title = say(voice, "stages.title")
    if len(chosen) == 1:
        title = say(voice, "stages.one", name=voice.of(chosen[0].name))
    blocks: list[Block] = [Heading(1, title), Paragraph(say(voice, "stages.intro"))]
    for one in chosen:
        if len(chosen) > 1:
            blocks.append(Heading(2, voice.of(one.name)))
        blocks += _steps(one, voice, citations, record=len(chosen) == 1)
    if lender is None and kind is None:
        blocks.append(Paragraph(say(voice, "stages.how"), tone=Tone.QUIET))
    blocks.append(Paragraph(say(voice, "stages.asks"), tone=Tone.QUIET))
    return finished(blocks, citations, voice, book)


def _general(book: PolicyBook, kind: LenderKind | None) -> list[Lender]:
    profiles = [one for one in book.lenders.values() if one.generic and (one.steps or kind is not None)]
    return [one for one in profiles if kind in (None, one.kind)][: 1 if kind is not None else None]


def _steps(lender: Lender, voice: Speech, citations: Citations, *, record: bool) -> list[Block]:
    items = [
        Item(
            say(voice, "stages.item", what=voice.of(step.what), confidence=voice.word("confidence", step.confidence)),
            citations.cite(step),
            label=_span(step, voice),
        )
        for step in sorted(lender.steps, key=lambda step: step.from_day)
    ]
    blocks: list[Block] = [bullets(items)] if items else [Paragraph(say(voice, "stages.none"))]
    if record and lender.reports_to_pboc is not None:
        blocks.append(Paragraph(say(voice, "stages.record", what=voice.of(lender.reports_to_pboc))))
    return blocks
