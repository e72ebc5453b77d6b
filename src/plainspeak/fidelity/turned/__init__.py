"""Which way things go, and what changed places."""
