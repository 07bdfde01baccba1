"""The questions one by one: steps, answers, drafts, the review and what is said back."""
