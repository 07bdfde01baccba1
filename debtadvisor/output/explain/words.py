"""What every part of the trace says in the same way: a place in the case, a figure of the book, a row's dates."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from debtadvisor.core.case import Case
from debtadvisor.core.codes import Confidence, Standing
from debtadvisor.core.policy.model import Figure, PolicyBook, Source, Validity
from debtadvisor.output.voice import Voice
from debtadvisor.text import shapes
from debtadvisor.text.catalogue import Value

TOPIC = "explain"
# Units whose figures are shares, shown as percentages.
_SHARES = ("share", "per_day", "per_year")


def say(voice: Voice, key: str, /, **values: Value) -> str:
    """The sentence at that key of ``explain.toml``."""
    return voice.catalogue.say(TOPIC, key, **values)


def place(case: Case, debt_id: str, key: str = "") -> str:
    """Where that debt, or a key of it, stands in the case: ``debts[1].rate``."""
    number = next(n for n, debt in enumerate(case.debts) if debt.id == debt_id)
    return f"debts[{number}].{key}" if key else f"debts[{number}]"


def strength(standing: Standing, confidence: Confidence, voice: Voice) -> str:
    """How strong and how sure, and for a planning default that it is a place to start."""
    sure = voice.word("confidence", confidence)
    if standing is Standing.PLANNING_DEFAULT:
        return say(voice, "strength.starting_point", confidence=sure)
    return say(voice, "strength.text", standing=voice.word("standing", standing), confidence=sure)


def row_dates(validity: Validity, voice: Voice) -> str:
    """From when to when the row speaks, and by when it must be read again."""
    end = voice.day(validity.end) if validity.end else say(voice, "dates.open_end")
    return say(voice, "dates.row", start=validity.start, end=end, review=validity.review_by)


def source_dates(sources: Sequence[Source], voice: Voice) -> str:
    """For each source its title and its dates; that there is none, when there is none."""
    if not sources:
        return say(voice, "dates.none")
    said = [say(voice, "dates.source", title=voice.of(one.title), days=_days(one, voice)) for one in sources]
    return voice.sentences(*said)


def _days(source: Source, voice: Voice) -> str:
    days: list[tuple[str, date | None]] = [
        ("in_force", source.in_force),
        ("until", source.until),
        ("published", source.published),
        ("checked", source.checked),
    ]
    said = [voice.say(f"sources.{key}", day=when) for key, when in days if when is not None]
    return say(voice, "dates.joint").join(said)


def figure_value(figure: Figure, voice: Voice) -> str:
    """0.05%（每天）."""
    number = shapes.percent(figure.value, 4) if figure.unit in _SHARES else f"{figure.value:f}"
    unit = voice.catalogue.find("terms", f"unit.{figure.unit}")
    return say(voice, "figure.value", number=number, unit=unit if isinstance(unit, str) else figure.unit)


def lender_figure(name: str, figure: Figure, lender_id: str, book: PolicyBook, voice: Voice) -> str:
    """That figure of a profile with the profile that wrote it, its strength, its dates and its note."""
    word = voice.catalogue.find("terms", f"figure.{name}")
    row = say(
        voice,
        "figure.lender",
        id=_written_by(name, lender_id, book),
        word=word if isinstance(word, str) else name,
        name=name,
        value=figure_value(figure, voice),
    )
    return voice.sentences(row, _about(figure, voice))


def default_figure(name: str, figure: Figure, voice: Voice) -> str:
    """That planning default with its strength, its dates and its note."""
    row = say(voice, "figure.default", name=name, value=figure_value(figure, voice))
    return voice.sentences(row, _about(figure, voice))


def _about(figure: Figure, voice: Voice) -> str:
    return voice.sentences(
        strength(figure.standing, figure.confidence, voice),
        source_dates(figure.sources, voice),
        voice.of(figure.note) if figure.note else "",
    )


def _written_by(name: str, lender_id: str, book: PolicyBook) -> str:
    """The profile that first says that figure: profiles hold what they took over as if it were their own."""
    line = book.lineage(lender_id)
    for here, above in pairwise(line):
        if book.lenders[above].figures.get(name) != book.lenders[here].figures[name]:
            return here
    return line[-1]


def percent(share: Decimal) -> str:
    """A rate or a share with up to four places, so that a day rate is not rounded away."""
    return shapes.percent(share, 4)
