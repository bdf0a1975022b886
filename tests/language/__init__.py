"""How text is compared, found and ordered."""
