"""The screens of the desk, one file each; `forms/` holds the modal forms."""
