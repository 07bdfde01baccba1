"""Looking for words among the titles of the pages to learn from."""

from collections.abc import Callable, Iterator, Sequence

from debtadvisor.core.triage.deadlines import PERIODS
from debtadvisor.core.value import value
from debtadvisor.output.blocks import Heading, Item, Paragraph, Report, bullets
from debtadvisor.output.learn.page import BY_LENDER, IN_PARTS, TOPICS, tables, word_ids
from debtadvisor.output.learn.situations import NUMBERS, title_of
from debtadvisor.output.learn.stages import say
from debtadvisor.output.voice import Speech
from debtadvisor.text.catalogue import LANGUAGES, Catalogue

# What is not a page to learn from but the lender's entries in the book.
ENTRIES = "entries"
# Makes writings of one word equal: width, case, spaces, Traditional characters.
Fold = Callable[[str], str]


@value
class Place:
    """One page that can be asked for.

    command  what follows ``debtadvisor learn``
    titles   what it is found by, in both languages
    topic    the topic that the page belongs to
    word     id of the word or paper that it is about, `situation` its number (1-28); neither for the topic's own page
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
    for paper in (period.paper for period in PERIODS):
        titles = [one.say("learn", f"deadlines.papers.{paper}.title") for one in both]
        yield Place(
            command=f"deadlines {titles[0].partition('：')[0]}", titles=tuple(titles), topic="deadlines", word=paper
        )
    for number in NUMBERS:
        titles = [title_of(number, one) for one in both]
        yield Place(command=f"situations {number}", titles=tuple(titles), topic="situations", situation=number)


def found(words: Sequence[str], fold: Fold, topic: str = "") -> tuple[Place, ...]:
    """The pages one of whose titles holds all the words, or is just these words; with `topic`, those below it."""
    asked = [folded for word in words if (folded := fold(word))]
    pages = [page for page in places() if not topic or (page.topic == topic and (page.word or page.situation))]
    if topic and len(asked) == 1 and (number := asked[0].removeprefix("n")).isdecimal():
        return tuple(page for page in pages if page.situation and str(page.situation) == number)
    held = [page for page in pages if asked and any(all(w in fold(title) for w in asked) for title in page.titles)]
    same = [page for page in held if any(fold(title) == "".join(asked) for title in page.titles)]
    # A word of the glossary gives way where a paper or a situation of that name may be what is meant.
    return tuple(same if same == [page for page in held if page.word or page.situation] else held)


def by_number(word: str) -> tuple[Place, ...]:
    """The situation of that number, in figures of any width; () when the word is no number of one."""
    if not word.isdecimal():
        return ()
    return tuple(page for page in places() if page.situation and page.situation == int(word))


def about_lender(name: str, lender: str) -> tuple[Place, ...]:
    """What there is to read about one lender, under the name by which it was asked for: its usual steps, the rules of
    collection that reach it, and all its entries in the book."""
    pages = [Place(command=f"{topic} --lender {name}", titles=(name,), topic=topic) for topic in BY_LENDER]
    return (*pages, Place(command=f"policies show {lender}", titles=(name,), topic=ENTRIES))


def own_page(topic: str) -> tuple[Place, ...]:
    """The page of that topic itself."""
    return tuple(page for page in places() if page.topic == topic)[:1]


def found_page(words: Sequence[str], pages: Sequence[Place], catalogue: Catalogue) -> Report:
    """Those pages with the commands that show them."""
    voice = Speech(catalogue)
    items = [
        Item(
            say(
                voice,
                "frame.entries_command" if place.topic == ENTRIES else "frame.found_command",
                title=_title(place, voice),
                command=place.command,
            )
        )
        for place in pages
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
    if place.topic == ENTRIES:
        return say(voice, "frame.entries", name=place.titles[0])
    below = {"words": f"words.entries.{place.word}.word", "deadlines": f"deadlines.papers.{place.word}.title"}
    return say(voice, below[place.topic] if place.word else f"{place.topic}.title")
