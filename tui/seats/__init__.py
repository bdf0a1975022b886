"""Who works at the desk: seats over SSH, who has what open, and what they were typing. Files of the data folder, no store."""
