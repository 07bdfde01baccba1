"""A case that cannot be accepted may still say that somebody's life is in danger. That is heard before any mistake."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from debtadvisor.core.case import Case
from debtadvisor.core.errors import CaseError
from debtadvisor.core.triage.reading import speaks_of_self_harm
from debtadvisor.intake.build import case_from

# A case needs a debt. This one never reaches a page: a STOP shows no debt at all.
_NO_DEBT = {
    "id": "unread",
    "kind": "bank_credit_card",
    "product": "credit_card",
    "principal": 1,
    "rate": 0,
    "method": "revolving",
    "due_day": 1,
}


def case_of_distress(answers: Mapping[str, object], today: date) -> Case | None:
    """A case that holds only the words of self-harm in these answers, so that it stops; None when there are none.

    Every text counts, also under a misspelt key; the borrower's name does not, as everywhere. The id and the day of
    the answers are kept where they can be.
    """
    words = " / ".join(text for text in _texts(answers) if speaks_of_self_harm(text))
    if not words:
        return None
    return replace(_empty_case(answers, today), note=words)


def written_in_distress(content: bytes) -> str:
    """The text of a file that cannot be read as a case, when it holds words of self-harm; else ""."""
    # Windows still writes Chinese in GB 18030 here and there.
    for text in (content.decode("utf-8-sig", "replace"), content.decode("gb18030", "replace")):
        if speaks_of_self_harm(text):
            return text
    return ""


def _empty_case(answers: Mapping[str, object], today: date) -> Case:
    empty: dict[str, object] = {"incomes": [], "spending": [], "debts": [_NO_DEBT]}
    for kept in (("id", "as_of"), ("id",), ("as_of",)):
        try:
            return case_from({key: answers.get(key) for key in kept} | empty, {}, today)
        except CaseError:
            continue
    return case_from(empty, {}, today)


def _texts(answer: object, key: str = "") -> Iterator[str]:
    if isinstance(answer, str):
        yield answer
    elif isinstance(answer, Mapping):
        for name, value in answer.items():
            if not (key == "borrower" and name == "name"):
                yield from _texts(value, str(name))
    elif isinstance(answer, list | tuple):
        for value in answer:
            yield from _texts(value)
