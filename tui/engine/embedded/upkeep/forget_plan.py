"""The plan of a forgetting: a file that is written before the first step and deleted after the last.

One line in the format of the journal, in the file `forgetting` of the store's folder. It contains the person's name
in clear while steps remain; a process that finds the file continues the forgetting.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, NamedTuple

from tui.engine.embedded.journal import FORGETTING_NAME, encode_line, line_content
from tui.language.errors import Message, StoreDamaged
from tui.platform.durable import replace_file, sync_folder
from tui.rules.privacy.removal import Removal

STEPS: Final = ("records", "snapshot", "journal", "archive", "leftovers", "backups", "attachments")
"""What is done, in this order. Every step may be done again: it leaves alone what is clean."""


class ForgetPlan(NamedTuple):
    """What to remove, and who asked for it: name and seat."""

    removal: Removal
    by: str
    seat: str


def is_pending(folder: Path) -> bool:
    """Whether `folder` contains a plan, that is, an unfinished forgetting."""
    return (folder / FORGETTING_NAME).exists()


def write_plan(folder: Path, plan: ForgetPlan) -> None:
    """Write the plan durably. Raises OSError."""
    removal = plan.removal
    content: dict[str, Any] = {
        "forgetting": 1,
        "steps": STEPS,
        "by": plan.by,
        "seat": plan.seat,
        "records": sorted(map(list, removal.records)),
        "name": removal.name,
        "phones": sorted(removal.phones),
        "addresses": sorted(removal.addresses),
        "others": sorted(removal.others),
        "everywhere": removal.everywhere,
    }
    replace_file(folder / FORGETTING_NAME, encode_line(content))


def read_plan(folder: Path) -> ForgetPlan | None:
    """The plan in `folder`; None if there is none. Raises StoreDamaged, OSError."""
    path = folder / FORGETTING_NAME
    try:
        content = line_content(path.read_bytes().removesuffix(b"\n"))
        removal = Removal(
            frozenset((table, key) for table, key in content["records"]),
            content["name"],
            frozenset(content["phones"]),
            frozenset(content["addresses"]),
            frozenset(content["others"]),
            everywhere=bool(content.get("everywhere")),  # plans of older programs do not say
        )
        return ForgetPlan(removal, content["by"], content["seat"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        raise StoreDamaged(
            Message(
                "{file} is damaged: it says who is to be forgotten, which was begun and not finished. «xingfu "
                "check --repair» removes it; then run «xingfu forget» with the name again.",
                {"file": str(path)},
            )
        ) from None


def pending_problem(folder: Path) -> Message | None:
    """What is wrong with the plan in `folder`; None if it can be read or is not there. Raises OSError."""
    try:
        read_plan(folder)
    except StoreDamaged as error:
        return error.message
    return None


def drop_plan(folder: Path) -> None:
    """Delete the plan durably, after the last step. Raises OSError."""
    (folder / FORGETTING_NAME).unlink(missing_ok=True)
    sync_folder(folder)
