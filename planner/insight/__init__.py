"""What the network of feasts says: figures, chains, seasons, reach, what a change would change.

Editions, matrices of travel times [s] and weights enter, the words of `planner.model.network`
leave.  Pure: no files, no clock; the seed of every random run is an argument.
"""
