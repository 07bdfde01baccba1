"""`--explain`: every figure and every row of a plan traced back to where it comes from."""
