"""When to put a debt before the ones with a higher rate: because it is charged for being open, or its low rate ends.

Each such debt is given the attack period with which the whole choice costs least, every period up to its end being
tried; several of them in turn, until none changes. With one such debt that is the best there is; with several it is
the best that changing one of them finds.
"""

from collections.abc import Mapping, Sequence

from debtadvisor.core.extra.pay import Run, Way

# So often all debts in question are gone through; in practice the second time changes nothing.
_ROUNDS = 4


def may_be_attacked(ways: Sequence[Way]) -> bool:
    """Whether any of them is a debt whose best attack period is worth looking for."""
    return any(_in_question(one) for one in ways)


def _in_question(one: Way) -> bool:
    return bool(one.closing) and one.watched


def attacked(money: Sequence[int], run: Run) -> tuple[Run, int]:
    """The cheapest run of the same ways found, and how many were tried; `run` itself when none is cheaper.

    run  played without any attack period; ties keep what was met first: none at all, then the earliest period
    """
    best, tried = run, 0
    for _ in range(_ROUNDS):
        before = best
        for n, one in enumerate(run.ways):
            if not _in_question(one):
                continue
            for attack in _instead(best.attack, n, one.signed.last):
                other = Run(money, run.ways, attack=attack)
                other.play()
                tried += 1
                if (other.total, other.last) < (best.total, best.last):
                    best = other
        if best is before:
            break
    return best, tried


def _instead(attack: Mapping[int, int], n: int, last: int) -> list[dict[int, int]]:
    """Those attack periods with each other one for debt n, none at all first."""
    others = {m: s for m, s in attack.items() if m != n}
    return [others, *({**others, n: s} for s in range(last))]
