"""The page of a case that was stopped: help alone. It is given no plan, so it can show no figure of one."""

from debtadvisor.core.plan.model import Stopped
from debtadvisor.core.triage.model import Finding, Level, Triage
from debtadvisor.output.blocks import Block, Heading, Paragraph, Report, bullets
from debtadvisor.output.plan.findings import cards
from debtadvisor.output.sources import Citations, sources_part
from debtadvisor.output.voice import Speech, Voice
from debtadvisor.text.catalogue import Catalogue

# Flags that help at once stand here too, but never beside words for someone who may be in danger of their life.
AT_ONCE = ("violence", "threat", "home_at_risk", "utilities_at_risk", "food_at_risk", "medicine_at_risk")
ALONE = ("self_harm", "not_safe")


def stop_report(plan: Stopped, voice: Voice) -> Report:
    """Help first, then what else cannot wait, then the notice. No amount of any debt or plan."""
    citations = Citations()
    blocks = _help(plan.triage, voice, citations)
    if not _in_danger(plan.triage):
        blocks += sources_part(citations, voice, plan.book_version)
    return Report(voice.lang, tuple(blocks))


def help_page(triage: Triage, catalogue: Catalogue) -> Report:
    """The same help before there is a case, for someone who says so in the middle of the questions."""
    speech = Speech(catalogue)
    return Report(speech.lang, tuple(_help(triage, speech, Citations())))


def _help(triage: Triage, voice: Speech, citations: Citations) -> list[Block]:
    blocks: list[Block] = [
        Heading(1, voice.say("title.stop")),
        Paragraph(voice.say("stop.intro")),
        *cards(triage.stops, "", voice, citations),
    ]
    others = [f for f in triage.findings if f.level is not Level.STOP and _matters_now(f)]
    if others and not _in_danger(triage):
        blocks.extend(cards(others, voice.say("stop.also"), voice, citations))
    return [*blocks, Paragraph(voice.say("stop.later")), bullets(voice.lines("notice.lines"))]


def _in_danger(triage: Triage) -> bool:
    """Someone may harm themselves or be harmed: no list of sources stands below the help."""
    return any(finding.code in ALONE for finding in triage.stops)


def _matters_now(finding: Finding) -> bool:
    return finding.deadline is not None or finding.code in AT_ONCE
