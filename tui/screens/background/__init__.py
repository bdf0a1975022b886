"""Background work while the desk is open: the store, presence, drafts, upkeep. The app makes each part once."""
