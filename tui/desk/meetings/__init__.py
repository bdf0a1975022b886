"""Use cases of meetings, their minutes, and what they ask somebody to do."""
