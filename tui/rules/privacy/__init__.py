"""Who may do and see what: rights, masking, and what of a document is one person's."""
