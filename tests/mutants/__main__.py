"""`make mutants`: how many of a sample of small faults the tests notice, a group, and which they do not."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import Final

from tests.mutants.groups import GROUPS, modules, tests_for
from tests.mutants.making import Mutant, sampled
from tests.mutants.running import Broken, copied, tried

ROOT: Final = Path(__file__).parents[2]
_FIRST: Final = 5  # test modules that are run before the others are so much as imported
_SOUND: Final = 1800.0  # seconds that the tests may take on the code as it is


def main() -> None:
    given = _arguments().parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the tests that run end, and the copy goes
    chosen = given.group or list(GROUPS)
    table: list[tuple[str, int, int]] = []
    with tempfile.TemporaryDirectory() as made:
        project = copied(ROOT, Path(made))
        for name in chosen:
            survivors, tries = _group(name, project, given)
            table.append((name, tries - len(survivors), tries))
            for mutant in survivors:
                _say(f"\nsurvived ({name}, {mutant.kind}):\n{mutant.diff}")
    _say("")
    for name, killed, tries in table:
        _say(f"{name:12} {killed:3}/{tries:<3} {killed / max(1, tries):6.1%}")


def _group(name: str, project: Path, given: argparse.Namespace) -> tuple[list[Mutant], int]:
    """The mutants of a group that no test noticed, and how many were tried."""
    group = GROUPS[name]
    # A seed of its own for each group: asking for one alone gives the same mutants.
    mutants = sampled(modules(project, group), project, given.sample, Random(f"{given.seed} {name}"))
    limit = given.trust or _limit(name, project, given)
    _say(f"{name}: {len(mutants)} mutants, {limit:.0f} s at most for each")
    survivors: list[Mutant] = []
    for number, mutant in enumerate(mutants, 1):
        original = mutant.path.read_bytes()
        mutant.path.write_text(mutant.code, encoding="utf-8")
        try:
            tests = tests_for(project, group, mutant.names, mutant.path.parent.name)
            found = tried(project, given.python, tests[:_FIRST], limit)
            if found.verdict == "survived" and tests[_FIRST:]:
                found = tried(project, given.python, tests[_FIRST:], limit)
        except Broken as error:
            raise SystemExit(f"pytest did not run on {mutant.path}:{mutant.line}\n{error}") from error
        finally:
            mutant.path.write_bytes(original)
        where = f"{mutant.path.relative_to(project)}:{mutant.line}"
        _say(f"  {number:3} {found.verdict:9} {found.seconds:5.1f} s  {mutant.kind:12} {where}")
        if found.verdict == "survived":
            survivors.append(mutant)
    return survivors, len(mutants)


def _limit(name: str, project: Path, given: argparse.Namespace) -> float:
    """How many seconds the tests of a group may take, from how long they take on the code as it is."""
    found = tried(project, given.python, GROUPS[name].tests, _SOUND)
    if found.verdict != "survived":
        raise SystemExit(f"{name}: the tests do not pass on the code as it is.\n{found.output}")
    return 3 * found.seconds + 60


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--sample", type=int, default=15, help="mutants a group")
    parser.add_argument("--seed", type=int, default=26)
    parser.add_argument("--group", action="append", choices=list(GROUPS), help="only this (more than once)")
    parser.add_argument(
        "--trust", type=float, metavar="SECONDS",
        help="the tests pass as they are, and may take so long: do not run them on sound code first",
    )  # fmt: skip
    parser.add_argument(
        "--python", type=os.path.abspath, default=sys.executable, help="the interpreter that runs the tests"
    )  # fmt: skip
    return parser


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
