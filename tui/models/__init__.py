"""The documents of the store as strict pydantic models.

Importing pydantic takes longer than painting the first screen. Nothing that the first screen needs imports
this package; `tui.store` imports it when a document is first asked for as a model.
"""
