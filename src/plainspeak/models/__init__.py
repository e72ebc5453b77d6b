"""What is said to a model about a sentence, and what becomes of its answer."""
