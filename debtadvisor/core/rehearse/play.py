"""Answers to a scene, judged turn by turn, and the summary at its end. Same scene, same answers: same value."""

from collections.abc import Callable, Sequence

from debtadvisor.core.rehearse.judge import judge
from debtadvisor.core.rehearse.model import Answer, Choice, Played, Said, Scene, Slip, Summary, Turn

Words = Callable[[Choice], Said]


def answered(scene: Scene, turn: Turn, answer: Answer, words: Words) -> Played:
    """The turn with its answer judged. `words` gives the Chinese words of a choice with the sums in them.

    The good sentence is not judged again: it may hold the borrower's name, and a name is nobody's slip.
    Raises IndexError for the number of a choice that is not on offer.
    """
    chosen = turn.choices[answer.number - 1] if answer.number else None
    if chosen is not None and chosen.trips is None:
        return Played(turn=turn, answer=answer, slips=())
    said = answer.said if chosen is None else words(chosen)
    return Played(turn=turn, answer=answer, slips=judge(said, scene.ground, terms=turn.terms))


def summary(scene: Scene, played: Sequence[Played]) -> Summary:
    """What went safely and what to practise, in order of the scene; each guardrail once."""
    first: dict[str, tuple[Slip, Turn]] = {}
    for one in played:
        for slip in one.slips:
            first.setdefault(slip.guardrail, (slip, one.turn))
    return Summary(
        steady=tuple(one.turn for one in played if not one.slips),
        practise=tuple(first.values()),
        finished=len(played) == len(scene.turns),
    )
