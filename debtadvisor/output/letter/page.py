"""A letter → one page to send, in Chinese; on an English page the translation stands below each paragraph. What is
for the sender alone comes last, under a heading of its own."""

from collections.abc import Iterator, Sequence

from debtadvisor.core.letters.model import Fit, Letter, LetterPart, LetterPoint
from debtadvisor.core.plan.model import Plan, Stopped
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.output.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    Item,
    Paragraph,
    Report,
    Row,
    Table,
    Tone,
    bullets,
)
from debtadvisor.output.plan.stop import stop_report
from debtadvisor.output.sources import Citations
from debtadvisor.output.voice import Voice
from debtadvisor.text.catalogue import TRADITIONAL, Catalogue
from debtadvisor.text.lettered import letter_sentence

# Left to the hand: full-width, so that no renderer takes it for markup.
BLANK = "＿" * 8
_ZH = Catalogue("zh")


def letter_stop(plan: Stopped, book: PolicyBook, catalogue: Catalogue) -> Report:
    """Help alone: a stopped case has no letter."""
    return stop_report(plan, Voice(catalogue, plan.case, book))


def letter_report(letter: Letter, plan: Plan, book: PolicyBook, catalogue: Catalogue) -> Report:
    """The page of that letter."""
    voice = Voice(catalogue, plan.case, book)
    return Report(voice.lang, (*_with_english(letter, voice), *_own(letter, voice, plan.book_version)))


def _with_english(letter: Letter, voice: Voice) -> Iterator[Block]:
    """The letter block by block, each followed by its translation where the page is English."""
    chinese = _letter(letter, _ZH)
    if voice.lang == "zh":
        yield from chinese
        return
    for sent, said in zip(chinese, _letter(letter, voice.catalogue), strict=True):
        yield sent
        yield from _quiet(said)


def kept_simplified(voice: Voice) -> Iterator[Block]:
    """On a page in Traditional characters: why what is sent stays in Simplified ones."""
    if voice.catalogue.name == TRADITIONAL:
        yield Paragraph(voice.catalogue.say("letters", "page.in_simplified"), tone=Tone.QUIET)


def _quiet(block: Block) -> Iterator[Block]:
    if isinstance(block, (Heading, Paragraph)):
        yield Paragraph(block.text, tone=Tone.QUIET)
    else:
        yield block


def _letter(letter: Letter, words: Catalogue) -> list[Block]:
    """What is sent, in one language."""
    colon = "：" if words.lang == "zh" else ": "
    blocks: list[Block] = [Heading(1, letter_title(letter, words))]
    to = "".join(letter_sentence(words, point) for point in letter.part(LetterPart.TO))
    blocks.append(Paragraph(f"{_label(LetterPart.TO, words)}{colon}{to}"))
    blocks += [Paragraph(letter_sentence(words, point)) for point in letter.part(LetterPart.FROM)]
    blocks += [Paragraph(text) for text in paragraphs(letter.part(LetterPart.BODY), words)]
    blocks += _numbered(paragraphs(letter.part(LetterPart.FACT), words), words)
    blocks += [Paragraph(text) for text in paragraphs(letter.part(LetterPart.GROUND), words)]
    blocks += _numbered(paragraphs(letter.part(LetterPart.REQUEST), words), words)
    blocks += [Paragraph(text) for text in paragraphs(letter.part(LetterPart.REPLY), words)]
    papers = [letter_sentence(words, point) for point in letter.part(LetterPart.ENCLOSED)]
    if papers:
        joint = "；" if words.lang == "zh" else "; "
        blocks.append(Paragraph(f"{_label(LetterPart.ENCLOSED, words)}{colon}{joint.join(papers)}"))
    blocks += [Paragraph(letter_sentence(words, point)) for point in letter.part(LetterPart.CLOSING)]
    blocks.append(Paragraph(words.say("letters", "page.signed", blank=BLANK, on=letter.on)))
    return blocks


def letter_title(letter: Letter, words: Catalogue) -> str:
    """What the letter is called on its first line."""
    return words.say("letters", "page.private") if letter.private else words.word("letter_kind", letter.kind)


def _label(part: LetterPart, words: Catalogue) -> str:
    return words.word("letter_part", part)


def paragraphs(points: Sequence[LetterPoint], words: Catalogue) -> list[str]:
    """The sentences joined into paragraphs; a fresh point begins a new one."""
    found: list[str] = []
    space = "" if words.lang == "zh" else " "
    for point in points:
        text = letter_sentence(words, point)
        if found and not point.fresh:
            found[-1] += space + text
        else:
            found.append(text)
    return found


def _numbered(texts: Sequence[str], words: Catalogue) -> list[Block]:
    """One request is a paragraph, several are numbered."""
    if len(texts) < 2:
        return [Paragraph(text) for text in texts]
    mark = "、" if words.lang == "zh" else ". "
    return [Paragraph(f"{n}{mark}{text}") for n, text in enumerate(texts, 1)]


def _own(letter: Letter, voice: Voice, version: str) -> Iterator[Block]:
    """What the sender should know, then the sources with their standing and date."""
    citations = Citations()
    yield Heading(2, voice.word("letter_part", LetterPart.OWN))
    yield from kept_simplified(voice)
    for point in letter.points:
        if point.part is not LetterPart.OWN:
            citations.cite(*point.claims)
    yield Bullets(
        tuple(
            Item(letter_sentence(voice.catalogue, point), citations.cite(*point.claims))
            for point in letter.part(LetterPart.OWN)
        )
    )
    notes = citations.notes(voice)
    if notes is not None:
        # Below what is for the sender alone: the sources are not sent.
        yield Heading(3, voice.say("sources.heading"))
        yield notes
    yield Paragraph(voice.say("sources.book", version=version), tone=Tone.QUIET)


def letters_report(fits: Sequence[Fit], debt: str, plan: Plan, book: PolicyBook, catalogue: Catalogue) -> Report:
    """Which letters fit that debt now, and why the others do not."""
    voice = Voice(catalogue, plan.case, book)
    words = voice.catalogue
    fitting = [fit for fit in fits if fit.why is None]
    others = [fit for fit in fits if fit.why is not None]
    blocks: list[Block] = [Heading(1, words.say("letters", "page.list", debt=voice.name(debt)))]
    if fitting:
        blocks.append(Paragraph(words.say("letters", "page.fitting")))
        blocks.append(bullets([Item(words.word("letter_kind", f.kind), label=f.kind.value) for f in fitting]))
    else:
        blocks.append(Paragraph(words.say("letters", "page.none")))
    if fitting and not plan.case.borrower.name.strip():
        blocks.append(Paragraph(words.say("letters", "page.name_missing"), tone=Tone.WARNING))
    blocks.append(Heading(2, words.say("letters", "page.others")))
    rows = tuple(Row((f.kind.value, words.word("misfit", f.why))) for f in others if f.why is not None)
    columns = (Column(words.say("letters", "page.letter")), Column(words.say("letters", "page.why")))
    blocks.append(Table(columns=columns, rows=rows))
    return Report(voice.lang, tuple(blocks))
