"""Use cases of services and their sessions."""
