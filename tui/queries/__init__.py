"""What is shown, as plain lines computed from stored documents and the clock. Nothing here writes."""
