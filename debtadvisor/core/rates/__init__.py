"""What borrowing costs: `quoted` turns quotes into rates, `equation` and `roots` say which rates exist, `solve` finds
IRR, XIRR and the rate behind a payment, `apr` the EU and US figures, `costs` the flows of common fee schemes."""
