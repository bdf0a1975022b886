"""The register of seats and their PINs, by whichever engine the store is kept: the same commands, the same words."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import argon2
import pytest

from tests.store.conftest import NOON
from tui.cli import main
from tui.kinds.words import Role
from tui.language.errors import InvalidInput, NotAllowed, NotFound, StoreDamaged
from tui.platform.locations import is_database
from tui.seats.actor import Actor
from tui.seats.register import Seat
from tui.store import Store, open_seats

BLOB = "AAAAC3NzaC1lZDI1NTE5AAAAI{}HRvY5hZ4IFgAKXFYrbx8OiQW0jcITj3++bFxvxCXIu"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hash that takes no time."""
    hasher = partial(argon2.PasswordHasher, time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(argon2, "PasswordHasher", hasher)


@pytest.fixture
def run(
    place: Path | str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs the program on the place; its exit status, output and errors."""
    monkeypatch.setenv("XINGFU_CONFIG", str(tmp_path / "config.toml"))

    def one(*given: str, at: Path | str = place) -> tuple[int, str, str]:
        status = main(["--lang", "en", "--data", str(at), *given])
        told = capsys.readouterr()
        return status, told.out, told.err

    return one


@pytest.fixture
def key(tmp_path: Path) -> Callable[[str], str]:
    """A file with a public key, another one for each letter."""

    def made(letter: str) -> str:
        path = tmp_path / f"{letter}.pub"
        path.write_text(f"ssh-ed25519 {BLOB.format(letter)} somebody\n")
        return str(path)

    return made


def test_a_seat_is_added_listed_and_removed(run: Run, key: Callable[[str], str], tmp_path: Path) -> None:
    keys = tmp_path / "authorized_keys"
    assert "No seat yet" in run("seat", "list")[1]
    given = ("--role", "viewer", "--key", key("B"), "--person", "街道办")
    status, out, err = run("seat", "add", "jiedao", *given, "--install", str(keys))
    assert (status, err, "can log in" in out) == (0, "", True)
    (line,) = keys.read_text().splitlines()
    assert line.startswith("restrict,pty,command=")
    assert "--seat jiedao" in line
    assert run("seat", "add", "huiyi", "--role", "recorder", "--key", key("C"))[0] == 0
    shown = json.loads(run("seat", "list", "--json")[1])
    assert [(one["name"], one["role"], one["person"], one["pin"]) for one in shown] == [
        ("huiyi", "recorder", "", False),
        ("jiedao", "viewer", "街道办", False),
    ]
    status, out, _ = run("seat", "remove", "jiedao", "--install", str(keys))
    assert (status, "cannot log in any more" in out, keys.read_text()) == (0, True, "")
    assert run("seat", "remove", "jiedao")[0] == 1
    assert "jiedao" not in run("seat", "list")[1]
    assert "There is no seat «jiedao» here" in run("--seat", "jiedao", "list", "wishes")[2]
    assert run("--seat", "huiyi", "seat", "list")[0] == 1  # the staff alone


def test_a_pin_is_of_a_key_and_goes_with_its_seat(
    run: Run, key: Callable[[str], str], place: Path | str
) -> None:
    run("seat", "add", "jiedao", "--role", "viewer", "--key", key("B"), "--person", "街道办")
    with open_seats(place) as seats:
        pins = seats.pins("jiedao")
        pins.set("2468")
        # The same key once more, as on another computer: whoever sits there is the same.
        run("seat", "add", "jiedao", "--role", "recorder", "--key", key("B"))
        assert (seats.get("jiedao").role, seats.get("jiedao").person) == ("recorder", "街道办")
        assert pins.check("2468", NOON).right
        assert not pins.check("2469", NOON).right
        assert json.loads(run("seat", "list", "--json")[1])[0]["pin"] is True
        assert "is taken away" in run("seat", "clear-pin", "jiedao")[1]
        assert "has no PIN" in run("seat", "clear-pin", "jiedao")[1]
        for word in ("remove", "add"):
            pins.set("2468")
            rest = ("--role", "viewer", "--key", key("C")) if word == "add" else ()
            assert run("seat", word, "jiedao", *rest)[0] == 0
            assert not pins.state().hash
            run("seat", "add", "jiedao", "--role", "viewer", "--key", key("B"))
        assert run("seat", "clear-pin", "nobody")[0] == 1


def test_wrong_pins_are_counted_together_and_locked_programs_are_known(place: Path | str) -> None:
    with open_seats(place) as one, open_seats(place) as other:
        one.put(Seat("jiedao", "viewer", "街道办"))
        mine, theirs = one.pins("jiedao"), other.pins("jiedao")
        assert theirs.check("whatever", NOON).right  # there is none
        with pytest.raises(InvalidInput):
            mine.set("1")
        mine.set("2468")
        assert not mine.check("1111", NOON).right
        assert not theirs.check("1111", NOON).right
        assert mine.check("1111", NOON).wait == 5
        assert theirs.check("2468", NOON).wait == 5  # right, and too soon
        assert theirs.check("2468", NOON + timedelta(seconds=6)).right
        assert theirs.state().wrong == 0
        mine.note_locked(4_000_000)  # no process has that id
        assert len(theirs.state().locked) == 1
        theirs.note_opened(1)
        assert mine.state().locked == ()
        assert one.with_pin() == {"jiedao"}


def test_seats_that_two_add_are_both_there_and_odd_names_are_refused(place: Path | str) -> None:
    with open_seats(place) as one, open_seats(place) as other:
        one.put(Seat("jiedao", "viewer", "街道\n办", "key", "2026-03-26", "en", "light", 5))
        other.put(Seat("huiyi", "recorder"))
        assert one.all().keys() == {"jiedao", "huiyi"}
        assert other.get("jiedao") == Seat(
            "jiedao", "viewer", "街道 办", "key", "2026-03-26", "en", "light", 5
        )
        for name in ("local", "Ab", "街道", "x" * 33, ""):
            with pytest.raises(InvalidInput):
                one.put(Seat(name, "viewer"))
        with pytest.raises(NotAllowed):
            one.get("nobody")
        with pytest.raises(NotFound):
            one.remove("nobody")


def test_a_running_desk_knows_of_its_seat(place: Path | str, open_as: Callable[[Role], Store]) -> None:
    with open_seats(place) as seats:
        seats.put(Seat("jiedao", "viewer", "街道办"))
        store = open_as("viewer")
        own = store.own_seat(Actor("街道办", "jiedao", "viewer"))
        assert (own.role, own.may_have_pin) == ("viewer", False)
        with own.register() as register:
            register.put(Seat("jiedao", "viewer", "街道办", theme="light"))
        assert seats.get("jiedao").theme == "light"
        own.pins.set("2468")
        assert own.may_have_pin
        assert own.pins.state().hash
        assert store.own_seat(Actor("李梅", "local")).pins.state().hash == ""
        seats.remove("jiedao")
        assert open_as("viewer").own_seat(Actor("街道办", "jiedao", "viewer")).role is None


def test_the_line_of_a_seat_names_the_place_and_never_a_password(
    run: Run, key: Callable[[str], str], place: Path | str
) -> None:
    given = ("seat", "add", "jiedao", "--role", "viewer", "--key", key("B"))
    assert f"--data {place}" in run(*given)[1].replace("'", "")
    if is_database(str(place)):
        status, out, err = run(*given, at=str(place).replace("@", ":geheim@"))
        assert (status, out, "pgpass" in err, "geheim" in err) == (2, "", True, False)


def test_what_no_version_has_written_is_said(place: Path | str) -> None:
    with open_seats(place) as seats:
        seats.put(Seat("jiedao", "viewer"))
        seats._keep(Seat("jiedao", "mayor"))  # type: ignore[arg-type]
        with pytest.raises(StoreDamaged):
            seats.all()
