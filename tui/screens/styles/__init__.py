"""Colours and style sheets of the screens."""
