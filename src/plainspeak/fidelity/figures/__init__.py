"""The numbers of the two texts: which became which, and what follows from what."""
