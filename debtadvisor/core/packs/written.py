"""A written application: which letter fits, where to send it, how to prove that it came, and the few lines to put into
a form of the app that has no room for a letter. The figures are the plan's, in the letter and in the lines."""

from collections.abc import Iterator

from debtadvisor.core.codes import LenderKind
from debtadvisor.core.letters.fits import fits
from debtadvisor.core.letters.model import LetterKind
from debtadvisor.core.packs.shared import (
    about_whom,
    case_of_hardship,
    keeps_contract,
    note,
    only,
    plainly,
    proposal,
    say,
    without,
)
from debtadvisor.core.script.closing import after, do_not_say, in_writing
from debtadvisor.core.script.held import held_points
from debtadvisor.core.script.model import Part, ScriptPoint
from debtadvisor.core.script.papers import proof
from debtadvisor.core.script.replies import replies
from debtadvisor.core.script.sold import is_sold
from debtadvisor.core.script.talk import Mode, Talk

# What the log makes due stands first, then the application that carries the ask, then what goes with it.
_FIRST = (
    LetterKind.CATCH_UP,
    LetterKind.COMPLETE_AGREEMENT,
    LetterKind.NO_REPLY,
    LetterKind.REFUSED,
    LetterKind.PART_ACCEPTED,
    LetterKind.ACCEPT_SETTLEMENT,
    LetterKind.INSTALMENT_PLAN,
    LetterKind.EXTENSION,
    LetterKind.RENEWAL,
    LetterKind.CONFIRM_ORAL,
    LetterKind.HARDSHIP,
    LetterKind.STATEMENT,
)
# Answers that come in writing; the others come by telephone.
_IN_WRITING = (
    "system_does_not_support",
    "not_overdue_no_help",
    "overdue_too_long",
    "lump_sum_only",
    "third_party",
    "oral_is_enough",
)


def written_points(talk: Talk) -> Iterator[ScriptPoint]:
    """All points of a written application about that debt."""
    held = talk.mode is Mode.HELD
    yield from _before(talk)
    if held:
        points = held_points(talk)
        for part in (Part.PROOF, Part.DO_NOT_SAY, Part.IN_WRITING):
            yield from (p for p in points if p.part is part)
        if letters(talk):
            yield from _sent(talk)
        yield from (p for p in points if p.part is Part.AFTER and p.code.startswith("held."))
        return
    if keeps_contract(talk):
        yield from _sent(talk)
        return
    yield from about_whom(talk)
    yield from case_of_hardship(talk)
    yield from proposal(talk)
    yield say(Part.ASK, "answer_in_writing.private" if talk.is_private else "answer_in_writing.company")
    yield from proof(talk)
    yield from plainly(only(replies(talk), *_IN_WRITING))
    yield from without(do_not_say(talk), "provoke")
    yield from in_writing(talk)
    yield from _sent(talk)
    yield from only(after(talk), "first_payment", "old_contract", "cannot_keep", "look_again")


def letters(talk: Talk) -> tuple[LetterKind, ...]:
    """The letters that fit this debt now, the application itself first."""
    fitting = [fit.kind for fit in fits(talk) if fit.why is None]
    return tuple(sorted(fitting, key=lambda kind: _FIRST.index(kind) if kind in _FIRST else len(_FIRST)))


def _before(talk: Talk) -> Iterator[ScriptPoint]:
    part, debt = Part.BEFORE, talk.line.debt.id
    if talk.mode is Mode.HELD:
        yield note(part, "held.check_first")
    found = letters(talk)
    for n, kind in enumerate(found):
        yield note(part, "letter.also" if n else "letter.first", letter=kind, code=kind.value, debt=debt)
    if not found:
        yield note(part, "letter.none", debt=debt)
        if talk.mode is Mode.HELD:
            return
    yield note(part, f"to.{_to(talk)}")
    yield note(part, "one_page.private" if talk.is_private else "one_page.company")


def _to(talk: Talk) -> str:
    if is_sold(talk):
        return "buyer"
    if talk.is_private:
        return "private"
    return "wind_down" if talk.kind is LenderKind.P2P_INTERMEDIARY else "company"


def _sent(talk: Talk) -> Iterator[ScriptPoint]:
    """How to prove that it came, and what follows when no answer does."""
    part, here = Part.AFTER, "private" if talk.is_private else "company"
    yield note(part, f"delivery.{here}")
    if not talk.is_private and not talk.is_wound_down:
        yield note(part, "upload")
    yield note(part, "log_it")
    if talk.mode not in (Mode.HELD, Mode.AGREED):
        yield note(part, "no_reply.wind_down" if talk.is_wound_down else f"no_reply.{here}")
