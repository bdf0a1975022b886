"""Trends (趋势): what was asked for and done in a period, against the one before it and last year."""
