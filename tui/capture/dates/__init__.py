"""Dates and times of day as people say them, Chinese and English."""
