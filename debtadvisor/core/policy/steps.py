"""What a lender usually does next, from the book's steps: practice, never a promise and never a threat."""

from debtadvisor.core.policy.model import Lender, Step


def usual_steps(lender: Lender, days_past_due: int) -> tuple[Step, ...]:
    """The step that usually runs on that day and the one after it, in this order; at most two, () without steps."""
    ordered = sorted(lender.steps, key=lambda step: step.from_day)
    now = [s for s in ordered if s.from_day <= days_past_due and (s.to_day is None or days_past_due <= s.to_day)]
    later = [s for s in ordered if s.from_day > days_past_due]
    return (*now[-1:], *later[:1])
