"""An offer from the lender: what it costs, whether it can be kept, what it leaves out, and what to answer."""
