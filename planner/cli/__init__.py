"""The command `filofesta`.

Enters: arguments and request files.  Leaves: tables, JSON and exit codes: 0 done; 1 infeasible or
not found, said in words; 2 bad input, one line.
"""
