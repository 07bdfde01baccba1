"""Many cases: a bounded stream in, one line out for each, in the order of the input; a bad case is reported and the
rest go on. STOP and HOLD bind here as everywhere."""
