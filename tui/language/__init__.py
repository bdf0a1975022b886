"""Messages and their translation, errors for the user, and the width of text in a terminal."""
