"""What the staff said of two records that bear the same name: one person, or two."""

from __future__ import annotations

from tui.models.base import Document, Name, ShortText


class Identity(Document):
    """`one` and `other` are records, as `wishes 3`; `together` says whether they are of the same person `name`."""

    name: Name
    one: ShortText
    other: ShortText
    together: bool = True
