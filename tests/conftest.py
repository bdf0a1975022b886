"""What all tests share: the options, and the programs that some of them need."""

from __future__ import annotations

import gc
import os
import random
import shutil
from collections.abc import Callable, Hashable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres_server import Server, discard, new_server

# The programs that a test may name in its mark `needs`, and the package of Debian and Ubuntu that has each.
# tests/tools.sh installs the same ones where it may.
PACKAGES = {"tmux": "tmux", "ssh": "openssh-client", "sshd": "openssh-server", "ps": "procps"}
# sshd lies where an ordinary user's PATH does not lead.
_ALSO = os.pathsep.join(("/usr/sbin", "/usr/local/sbin", "/sbin"))

# How long an example takes says how busy the machine is.
settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")


def program(name: str) -> str | None:
    """Where a program lies on this machine; None if it is not installed."""
    return shutil.which(name) or shutil.which(name, path=_ALSO)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--approve` writes the snapshots anew; read the difference before you commit it."""
    parser.addoption("--approve", action="store_true", help="write the approved screens anew")
    parser.addoption("--shuffle", metavar="SEED", help="run the tests in the random order of this seed")


def pytest_configure(config: pytest.Config) -> None:
    """Declare the mark."""
    config.addinivalue_line("markers", "needs(*programs): programs beside Python that the test runs")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the tests into the order that was asked for; the same one in each of xdist's processes."""
    seed = config.getoption("shuffle")
    if seed is not None:
        random.Random(seed).shuffle(items)


def pytest_collection_finish() -> None:
    """Exclude what is loaded by now from garbage collection, as the desk does, and collect less often.

    The app collects after each form; over thousands of tests that took an eighth of their time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 100)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Do not run what needs a program that is not here; on CI that is a failure."""
    wanted = {name for mark in item.iter_markers("needs") for name in mark.args}
    if not any(program(name) is None for name in wanted):
        return
    # All that this machine lacks, so that pytest tells of all such tests in one line.
    missing = [name for name in PACKAGES if program(name) is None]
    not_run(f"{', '.join(missing)} not found; install {' '.join(PACKAGES[name] for name in missing)}")


def not_run(why: str) -> None:
    """End the test at hand as one that this machine cannot run; on CI that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(f"not run: {why}. On CI (the variable CI is set) every test must run.", pytrace=False)
    pytest.skip(f"not run: {why}")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server for the run; each test has a community of its own there, or a server of its own if it ends it."""
    try:
        made = new_server()
    except LookupError as error:
        not_run(str(error))
        raise
    yield made
    discard(made)


@pytest.fixture(scope="session")
def put_community(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, datetime], None]:
    """Puts the model community, as it is on the day of that moment, into a folder: made once a day, and copied."""
    made: dict[Hashable, Path] = {}

    def put(folder: Path, now: datetime) -> None:
        if now.date() not in made:
            from tui.desk.demo import load_demo
            from tui.platform.locations import model_community
            from tui.seats.actor import Actor
            from tui.store import open_store

            made[now.date()] = tmp_path_factory.mktemp("community") / "data"
            store = open_store(made[now.date()], now=lambda: now)
            load_demo(store, model_community(), Actor("示例", "demo"))
            store.close()
        shutil.copytree(made[now.date()], folder, dirs_exist_ok=True)

    return put
