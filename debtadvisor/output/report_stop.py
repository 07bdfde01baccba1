"""The page of a case that was stopped: help alone. It is given no plan, so it can show no figure of one."""

from debtadvisor.core.plan.model import Stopped
from debtadvisor.core.triage.model import Finding, Level
from debtadvisor.output.blocks import Block, Heading, Paragraph, Report, bullets
from debtadvisor.output.report_findings import cards
from debtadvisor.output.report_sources import Citations, sources_part
from debtadvisor.output.report_voice import Voice

# Flags that help at once stand here too, but never beside words for someone who may be in danger of their life.
AT_ONCE = ("violence", "threat", "home_at_risk", "utilities_at_risk", "food_at_risk", "medicine_at_risk")
ALONE = ("self_harm", "not_safe")


def stop_report(plan: Stopped, voice: Voice) -> Report:
    """Help first, then what else cannot wait, then the notice. No amount of any debt or plan."""
    citations = Citations()
    blocks: list[Block] = [
        Heading(1, voice.say("title.stop")),
        Paragraph(voice.say("stop.intro")),
        *cards(plan.triage.stops, "", voice, citations),
    ]
    others = [f for f in plan.triage.findings if f.level is not Level.STOP and _matters_now(f)]
    if others and not any(f.code in ALONE for f in plan.triage.stops):
        blocks.extend(cards(others, voice.say("stop.also"), voice, citations))
    blocks += [Paragraph(voice.say("stop.later")), bullets(voice.lines("notice.lines"))]
    blocks += sources_part(citations, voice, plan.book_version)
    return Report(voice.lang, tuple(blocks))


def _matters_now(finding: Finding) -> bool:
    return finding.deadline is not None or finding.code in AT_ONCE
