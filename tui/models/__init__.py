"""The documents of the store, as strict pydantic models.

Loading pydantic takes longer than painting the first screen, so nothing on the way to that screen
imports this package; `tui.store` does when a document is first asked for as a model.
"""
