"""The life of a wish: its steps, number, deadline, category, and when it presses."""
