"""Figures of several communities, from tallies that hold no document."""
