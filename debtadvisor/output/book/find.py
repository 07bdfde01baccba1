"""Looking for words in the policy book, and the page of what is often said and not so."""

from collections.abc import Callable, Iterable, Sequence

from debtadvisor.core.policy.compare import EntryKind
from debtadvisor.core.policy.model import Myth, PolicyBook
from debtadvisor.core.words import Words
from debtadvisor.output.blocks import Block, Heading, Item, Paragraph, Report, Tone, bullets
from debtadvisor.output.book.entries import Cited, Entry, entries
from debtadvisor.output.book.rows import say
from debtadvisor.output.sources import Citations, sources_part
from debtadvisor.output.voice import Speech
from debtadvisor.text.catalogue import LANGUAGES, Catalogue

# Makes writings of one word equal: width, case, spaces, Traditional characters.
Fold = Callable[[str], str]


def book_found(book: PolicyBook, words: Sequence[str], fold: Fold, catalogue: Catalogue) -> Report:
    """Every entry whose names and sentences, in either language, together hold all the words."""
    voice = Speech(catalogue)
    asked = _folded(words, fold)
    both = [Catalogue(lang) for lang in LANGUAGES]
    found = [entry for entry in entries(book) if asked and _holds(entry, asked, fold, both)]
    blocks: list[Block] = [Heading(1, say(voice, "find_title", words=" ".join(words)))]
    if not found:
        blocks += [Paragraph(say(voice, "find_none")), Paragraph(say(voice, "find_how"), tone=Tone.QUIET)]
    for kind in EntryKind:
        some = [entry for entry in found if entry.kind is kind]
        if some:
            blocks += _group(kind, some, asked, fold, book, voice)
    return Report(voice.lang, tuple(blocks))


def _folded(words: Iterable[str], fold: Fold) -> tuple[str, ...]:
    return tuple(folded for word in words if (folded := fold(word)))


def _holds(entry: Entry, asked: Sequence[str], fold: Fold, both: Sequence[Catalogue]) -> bool:
    texts = [entry.id, *entry.names, *(text for words in entry.words for text in (words.zh, words.en))]
    texts += [catalogue.word(group, code) for group, code in entry.codes for catalogue in both]
    text = fold("\n".join(texts)) if entry.words or texts else ""
    return all(word in text for word in asked)


def _group(
    kind: EntryKind, found: Sequence[Entry], asked: Sequence[str], fold: Fold, book: PolicyBook, voice: Speech
) -> list[Block]:
    """The entries of one kind, with the command that shows the first of them whole."""
    more = say(voice, "find_more_source" if kind is EntryKind.SOURCE else "find_more", id=found[0].id)
    items = [Item(_sentence(entry, asked, fold, book, voice), label=entry.id) for entry in found]
    title = say(voice, "find_group", kind=say(voice, f"entry.{kind}"), count=len(found))
    return [Heading(2, title), bullets(items), Paragraph(more, tone=Tone.QUIET)]


def _sentence(entry: Entry, asked: Sequence[str], fold: Fold, book: PolicyBook, voice: Speech) -> str:
    """The sentence that holds most of the words, the first one where none does; a relief row is named before it."""

    def held(words: Words) -> int:
        text = fold(words.zh + "\n" + words.en)
        return sum(word in text for word in asked)

    best = voice.of(max(entry.words, key=held)) if entry.words else ""
    if entry.kind is not EntryKind.RELIEF:
        return best
    term = next(term for term in book.terms if term.id == entry.id)
    lender = book.lenders.get(term.profile)
    name = voice.of(lender.name) if lender else term.profile
    text = say(voice, "relief_of", name=name, kind=voice.word("relief_kind", term.kind))
    return voice.sentences(text, best)


def book_myths(book: PolicyBook, words: Sequence[str], fold: Fold, catalogue: Catalogue) -> Report:
    """What people hear and what is true, with sources; only myths that hold all the words when some are given."""
    voice, citations = Speech(catalogue), Citations()
    asked = _folded(words, fold)
    found = [myth for myth in book.myths if all(word in _text(myth, fold) for word in asked)]
    blocks: list[Block] = [Heading(1, say(voice, "myths_title"))]
    if not found:
        return Report(voice.lang, (*blocks, Paragraph(say(voice, "find_none"))))
    blocks.append(Paragraph(say(voice, "myths_about", count=len(found))))
    for myth in found:
        blocks += myth_blocks(myth, voice, citations)
    return Report(voice.lang, (*blocks, *sources_part(citations, voice, book.version)))


def _text(myth: Myth, fold: Fold) -> str:
    return fold("\n".join((myth.id, myth.heard.zh, myth.heard.en, myth.truth.zh, myth.truth.en)))


def myth_blocks(myth: Myth, voice: Speech, citations: Citations) -> list[Block]:
    """What is heard, what is true; a draft or an invention is named as the origin and never cited for the truth."""
    truth = Cited(sources=tuple(source for source in myth.sources if source.citable))
    blocks: list[Block] = [
        Heading(3, say(voice, "heard", heard=voice.of(myth.heard))),
        Paragraph(say(voice, "truth", truth=voice.of(myth.truth)), citations.cite(truth)),
    ]
    blocks += [
        Paragraph(say(voice, "not_citable", title=voice.of(source.title)), tone=Tone.QUIET)
        for source in myth.sources
        if not source.citable
    ]
    return blocks
