"""What a rewrite says that its source does not: causes, benefits, other claims."""
