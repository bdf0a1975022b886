"""What the screens and the command line show, computed from stored documents and the clock. Read-only."""
