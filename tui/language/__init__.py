"""What the program says: messages and their translation, and how wide text is."""
