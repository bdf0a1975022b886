"""The use cases of the desk: the only writer of the store. Each checks the role and the rules.

Forms, keys, the command line and quick entry all come through here, so a rule stands in one place. `desk.py` has
all of them together; `context.py` is what screens, forms and commands are handed, and loads them when first asked.
"""
