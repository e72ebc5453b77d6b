"""How far a claim reaches: under what conditions, for how many, where, when, and whose it is."""
