"""Rights of the roles, masking of personal data, removal of one person's data."""
