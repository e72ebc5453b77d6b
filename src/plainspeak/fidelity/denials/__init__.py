"""What one text denies and the other tells, in whatever words."""
