"""Search over everything that a role may see.

The index holds what the handle of the store holds and nothing else: a match cannot tell what is masked or hidden.
Which texts a record contributes is read from the declarations of its kind (`texts`), what was typed is read as
terms (`terms`), a table's texts are searched by `table_index`, and `index` puts the tables together.
"""
