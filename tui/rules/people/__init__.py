"""Volunteers and teams: hours, skills, availability, who fits, and what passes on to a colleague."""
