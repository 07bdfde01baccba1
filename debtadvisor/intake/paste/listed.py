"""A list of debts as a counsellor jots it down, one a line, → answers of the `debts` table.

    花呗 8632.17 9号
    招行卡 1.54万 逾期40天 日万五
    借呗 3.2万 年化14.6% 剩10期 每期3,420 15号

The order is free, and so are spaces, commas and tabs. A piece that cannot be read, or could mean two things, is a
`Problem` that names it and says what to write; nothing is dropped and nothing is guessed.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date

from debtadvisor.core.errors import Problem
from debtadvisor.core.policy.model import Lender
from debtadvisor.core.value import value
from debtadvisor.intake.lender_names import LenderNames
from debtadvisor.intake.paste.line import Line, commas_in_doubt, pieces_of, read_pieces
from debtadvisor.intake.paste.whole import conclude
from debtadvisor.intake.paste.words import Says

LONGEST_LINE = 500
MOST_LINES = 500
# What lists are numbered and marked with: "1.", "2、", "(3)", "①", "-", "•". A sum such as 1.54 is none of them.
_BULLET = re.compile(r"^(?:[(（]?\d{1,2}[)）、]|\d{1,2}\.(?!\d)|[①-⑳]|[-*•·▪]\s)\s*")


@value
class PastedLine:
    """One line and what it says.

    line      as it was pasted
    number    its place in the text, from 1
    answers   the keys of the `debts` table as a case file holds them; what was read, even where something was not
    problems  what was not understood, with what to write; () when all was
    """

    line: str
    number: int
    answers: Mapping[str, object] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def debts_from(
    text: str, known: LenderNames, today: date, lenders: Mapping[str, Lender] | None = None
) -> tuple[PastedLine, ...]:
    """Each line that names a debt. Empty lines, and those that start with ``#``, are passed over.

    known    how lenders may be named, from `lender_names(book)`
    today    what 逾期40天 and 9号 are counted from
    lenders  the rows of the book by id: without them no product is known, and no kind of an unlisted bank's card

    A last line with the total (合计) is compared with the sum of the others, and is a line here only when they differ.
    """
    found: list[PastedLine] = []
    for number, raw in _lines(text):
        line = Line(number, known, today, lenders or {}, before=found[-1].answers if found else None)
        if len(raw) > LONGEST_LINE or len(found) >= MOST_LINES:
            line.report("", "paste_too_long", lines=str(MOST_LINES), letters=str(LONGEST_LINE))
        elif commas_in_doubt(raw):
            line.report("", "paste_commas")
        else:
            read_pieces(line, pieces_of(_BULLET.sub("", raw, count=1)))
            if Says.TOTAL in line.heard and line.total_is([one.answers.get("principal") for one in found]):
                continue
            if Says.TOTAL not in line.heard:
                conclude(line)
        found.append(PastedLine(line=raw, number=number, answers=line.answers, problems=tuple(line.problems)))
    return tuple(_with_ids(found))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, raw in enumerate(text.splitlines(), 1):
        bare = raw.strip()
        if bare and not unicodedata.normalize("NFKC", bare).startswith("#"):
            yield number, bare


def _with_ids(found: list[PastedLine]) -> Iterator[PastedLine]:
    """A debt whose creditor came before gets an id of its own, as two debts of one file must have."""
    seen: dict[str, int] = {}
    for one in found:
        name = next((str(one.answers[key]) for key in ("name", "lender", "kind") if key in one.answers), "")
        seen[name] = seen.get(name, 0) + 1
        if name and seen[name] > 1:
            again = {"id": f"{name}-{seen[name]}", **one.answers}
            yield PastedLine(line=one.line, number=one.number, answers=again, problems=one.problems)
        else:
            yield one
