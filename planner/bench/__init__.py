"""How good and how quick: measured here, beside a peer in the same run.

Enters: a `World` and reference figures.  Leaves: rows of figures, for the terminal and for
`BENCHMARKS.md`.
"""
