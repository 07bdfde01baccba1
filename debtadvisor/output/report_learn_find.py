"""Looking for words among the titles of the pages to learn from."""

from collections.abc import Callable, Iterator, Sequence

from debtadvisor.core.value import value
from debtadvisor.output.blocks import Heading, Item, Paragraph, Report, bullets
from debtadvisor.output.report_learn import IN_PARTS, TOPICS, tables, word_ids
from debtadvisor.output.report_situations import NUMBERS, title_of
from debtadvisor.output.report_stages import say
from debtadvisor.output.report_voice import Speech
from debtadvisor.text.catalogue import LANGUAGES, Catalogue

# Makes writings of one word equal: width, case, spaces, Traditional characters.
Fold = Callable[[str], str]


@value
class Place:
    """One page that can be asked for.

    command  what follows ``debtadvisor learn``
    titles   what it is found by, in both languages
    topic    the topic that the page belongs to, with `word` (an id) or `situation` (1-28) for a page below it
    """

    command: str
    titles: tuple[str, ...]
    topic: str
    word: str = ""
    situation: int = 0


def places() -> tuple[Place, ...]:
    """Every page: topics, words, situations."""
    both = [Catalogue(lang) for lang in LANGUAGES]
    return tuple(_places(both))


def _places(both: Sequence[Catalogue]) -> Iterator[Place]:
    for topic in TOPICS:
        titles = [one.say("learn", f"{topic}.{part}") for one in both for part in ("title", "line")]
        if topic in IN_PARTS:
            titles += [str(part["heading"]) for one in both for part in tables(one, f"{topic}.parts")]
        yield Place(command=topic, titles=(topic, *titles), topic=topic)
    for word in word_ids(both[0]):
        titles = [one.say("learn", f"words.entries.{word}.word") for one in both]
        yield Place(command=f"words {titles[0]}", titles=tuple(titles), topic="words", word=word)
    for number in NUMBERS:
        titles = [title_of(number, one) for one in both]
        yield Place(command=f"situations {number}", titles=tuple(titles), topic="situations", situation=number)


def found(words: Sequence[str], fold: Fold) -> tuple[Place, ...]:
    """The pages one of whose titles holds all the words."""
    asked = [folded for word in words if (folded := fold(word))]
    return tuple(p for p in places() if asked and any(all(word in fold(title) for word in asked) for title in p.titles))


def among(topic: str, words: Sequence[str], fold: Fold) -> tuple[Place, ...]:
    """The page of that topic; with words, the pages below it that hold them, or the one with that number."""
    below = [place for place in places() if place.topic == topic]
    if not words:
        return tuple(below[:1])
    if len(words) == 1 and (number := words[0].lower().removeprefix("n")).isdecimal():
        return tuple(place for place in below if place.situation and str(place.situation) == number)
    return tuple(place for place in found(words, fold) if place in below)


def found_page(words: Sequence[str], pages: Sequence[Place], catalogue: Catalogue) -> Report:
    """Those pages with the commands that show them."""
    voice = Speech(catalogue)
    items = [
        Item(say(voice, "frame.found_command", title=_title(place, voice), command=place.command)) for place in pages
    ]
    return Report(
        voice.lang,
        (
            Heading(1, say(voice, "frame.found", words=" ".join(words))),
            Paragraph(say(voice, "frame.found_about")),
            bullets(items),
        ),
    )


def _title(place: Place, voice: Speech) -> str:
    if place.situation:
        return title_of(place.situation, voice.catalogue)
    return say(voice, f"words.entries.{place.word}.word" if place.word else f"{place.topic}.title")
