"""What kinds of record declare."""
