"""Looking after a store: backups, restoring, repair, forgetting a person."""
