"""The use cases, over a real store."""
