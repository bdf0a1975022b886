"""The bundle for an office without a network: its installer, and the whole of it."""
