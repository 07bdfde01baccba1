"""A call rehearsed: the lender's lines in order, the borrower's answers, and the guardrails that they cross."""
