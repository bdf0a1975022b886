"""The widgets of the program. They work on text, cells and keys, without the store."""
