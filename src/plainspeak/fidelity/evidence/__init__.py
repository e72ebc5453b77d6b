"""How sure a text is, how far along the work is, and what its measures and tests mean."""
