"""The desk's own widgets. They know text, cells and keys, not the store."""
