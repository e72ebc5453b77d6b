"""Reading mail: the author's own words, whatever form they were sent in."""
