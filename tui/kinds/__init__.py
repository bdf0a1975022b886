"""What the desk keeps: the words of its values, its commands, and what names one record. No room below but language."""
