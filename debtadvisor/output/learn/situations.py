"""The 28 special situations: their list, one card each, and the pages that the findings of a case point to."""

from collections.abc import Mapping, Sequence
from datetime import date

from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.triage.model import Finding, Level
from debtadvisor.output.blocks import Block, Heading, Item, Paragraph, Report, Spoken, Tone, bullets
from debtadvisor.output.learn.page import claimed, dropped_part
from debtadvisor.output.learn.stages import finished, say
from debtadvisor.output.sources import Citations
from debtadvisor.output.voice import Speech
from debtadvisor.text.catalogue import Catalogue

NUMBERS = range(1, 29)


def title_of(number: int, catalogue: Catalogue) -> str:
    return catalogue.say("situations", f"n{number}.title")


def situations_list(catalogue: Catalogue) -> Report:
    """Every situation in one line with its number."""
    voice = Speech(catalogue)
    return Report(
        voice.lang,
        (
            Heading(1, say(voice, "situations.title")),
            Paragraph(say(voice, "situations.about")),
            bullets(Item(title_of(number, catalogue), label=str(number)) for number in NUMBERS),
        ),
    )


def situation_page(number: int, book: PolicyBook, on: date, catalogue: Catalogue) -> Report:
    """One card: what is special, what to do and not to do, what to say, what it rests on. `number` is 1 to 28."""
    voice, citations, dropped = Speech(catalogue), Citations(), list[str]()
    card = f"n{number}"
    blocks: list[Block] = [Heading(1, title_of(number, catalogue))]
    if level := say(voice, f"situations.level_{_entry(number, catalogue)['level']}"):
        blocks.append(Paragraph(level, tone=Tone.WARNING))
    ids = _rules(number, catalogue)
    rules = claimed(ids, book, on, dropped)
    # Without what it rests on a card keeps its advice and loses its claim.
    if rules is not None:
        blocks.append(Paragraph(catalogue.say("situations", f"{card}.special"), citations.cite(*rules)))
    steps = [Item(text) for text in catalogue.lines("situations", f"{card}.do")]
    steps += [Item(text, label=say(voice, "frame.dont")) for text in catalogue.lines("situations", f"{card}.dont")]
    blocks += [bullets(steps), _spoken(number, voice)]
    if not ids:
        names_articles = bool(_entry(number, catalogue).get("articles"))
        why = "frame.unsourced_articles" if names_articles else "frame.unsourced"
        blocks.append(Paragraph(say(voice, why), tone=Tone.QUIET))
    blocks += dropped_part(dropped, voice)
    return finished(blocks, citations, voice, book)


def situations_pointed_at(findings: Sequence[Finding], voice: Speech) -> list[Block]:
    """Where to read more on the situations of those findings, one line each; [] when there is none."""
    numbers = sorted({f.situation for f in findings if f.situation and f.level is not Level.STOP})
    if not numbers:
        return []
    items = [
        Item(say(voice, "situations.command", number=number), label=title_of(number, voice.catalogue))
        for number in numbers
    ]
    return [Paragraph(say(voice, "situations.finding")), bullets(items)]


def _entry(number: int, catalogue: Catalogue) -> Mapping[str, object]:
    found = catalogue.find("situations", f"n{number}")
    assert isinstance(found, Mapping)
    return found


def _rules(number: int, catalogue: Catalogue) -> tuple[str, ...]:
    return catalogue.lines("situations", f"n{number}.rules")


def _spoken(number: int, voice: Speech) -> Spoken:
    key = f"n{number}.say"
    true = bool(_entry(number, voice.catalogue)["if_true"])
    label = say(voice, "frame.say" if true else "frame.say_any") + say(voice, "frame.colon")
    here = voice.catalogue.say("situations", key)
    if voice.lang == "zh":
        return Spoken(zh=here, label=label)
    return Spoken(zh=Catalogue("zh").say("situations", key), label=label, beside=here)
