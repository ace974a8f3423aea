"""Change every rule in one small thing at a time and ask its tests whether they notice: ``bin/mutate --help``.

Each mutant runs in a fork of a process that has loaded pytest and the libraries; there the import system hands out
the changed module in place of the real one.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import gc
import importlib
import importlib.abc
import importlib.util
import io
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).parents[2]
WANTED = 95  # percent
OPTIONS = [
    "-q",
    "-x",
    "--noconftest",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "-p",
    "no:randomly",
    "-p",
    "no:unraisableexception",
    "--tb=no",
    "--assert=plain",
]
#: Loaded before the fork: the same for every module, and slow.
GROUND = ("salesapp.words", "salesapp.refusals")


@dataclass
class Target:
    """A module of decisions and the tests that know nothing but it."""

    path: Path
    tests: list[Path]

    @property
    def module(self) -> str:
        return _dotted(self.path)


@dataclass
class Result:
    """What became of the mutants of one module."""

    killed: int = 0
    survivors: list[Mutant] = field(default_factory=list)
    equivalent: list[Mutant] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The percentage killed of those that differ at all."""
        counted = self.killed + len(self.survivors)
        return 100 * self.killed / counted if counted else 100.0


def main() -> int:
    parser = argparse.ArgumentParser("bin/mutate", description=__doc__.partition("\n")[0])
    parser.add_argument(
        "words", nargs="*", metavar="PATH", help="only modules whose path contains one of these"
    )
    parser.add_argument("-j", type=int, default=os.cpu_count() or 1, help="processes at a time")
    options = parser.parse_args()
    gc.disable()  # a mutant's process ends before its garbage weighs anything
    for name in GROUND:
        importlib.import_module(name)
    known = {_dotted(path) for path in decisive_files()}
    total, short = Result(), []
    for path in decisive_files():
        shown = path.relative_to(ROOT).as_posix()
        if options.words and not any(word in shown for word in options.words):
            continue
        result = judge(Target(path, tests_of(path, known)), options.j)
        if result is None:
            continue
        report(shown, result)
        total.killed += result.killed
        total.survivors += result.survivors
        if result.share < WANTED:
            short.append(shown)
    say(f"\n{total.share:.1f} % of {total.killed + len(total.survivors)} mutants killed")
    return 1 if short else 0


def decisive_files() -> list[Path]:
    """Return every module that decides: what is called rules, and what is Chinese about names and numbers."""
    found = [*(ROOT / "salesapp").rglob("rules.py"), *(ROOT / "salesapp" / "chinese").glob("[!_]*.py")]
    return sorted(found)


def tests_of(path: Path, known: set[str]) -> list[Path]:
    """Return the test files of the module's capability that import it and nothing of the app but such modules."""
    capability = ROOT / "tests" / path.relative_to(ROOT / "salesapp").parts[0]
    allowed = known | {"salesapp.words", "salesapp.refusals", "salesapp.calendar.data"}
    found = []
    for test in sorted(capability.rglob("test_*.py")):
        imported = set(_imports(test))
        if _dotted(path) in imported and imported <= allowed:
            found.append(test)
    return found


def _imports(path: Path) -> Iterator[str]:
    """Yield the modules of the app that a file imports, by itself or through what it borrows of other tests."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                submodule = f"{node.module}.{alias.name}"
                yield from _of_the_app(submodule if _file(submodule).exists() else node.module)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield from _of_the_app(alias.name)


def _of_the_app(module: str) -> Iterator[str]:
    if module.startswith("salesapp"):
        yield module
    elif module.startswith("tests") and _file(module).exists():
        yield from _imports(_file(module))


def _file(module: str) -> Path:
    return (ROOT / module.replace(".", "/")).with_suffix(".py")


def _dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


# ---------------------------------------------------------------------------------------- running


def judge(target: Target, processes: int) -> Result | None:
    """Run the tests against every mutant; None where the module has nothing to mutate."""
    source = target.path.read_text("utf-8")
    found = list(mutants(source, str(target.path)))
    if not found:
        return None
    result = Result()
    result.equivalent = [mutant for mutant in found if mutant.key in EQUIVALENT.get(target.module, {})]
    open_ = [mutant for mutant in found if mutant not in result.equivalent]
    if not target.tests:
        result.survivors = open_
        return result
    began = _spent()
    passed, libraries = forked(lambda: _sound(target), seconds=300) or (set(), [])
    for name in libraries:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    patience = 2 + 5 * (_spent() - began)
    if not _lives(target, compile(source, str(target.path), "exec"), passed, patience):
        raise SystemExit(f"the tests of {target.module} fail on the module as it is")
    shares = [
        forking(lambda part=part: [_lives(target, m.code, passed, patience) for m in open_[part::processes]])
        for part in range(processes)
    ]
    for part, answer in enumerate(shares):
        for mutant, lives in zip(open_[part::processes], answer(), strict=True):
            if lives:
                result.survivors.append(mutant)
            else:
                result.killed += 1
    result.survivors.sort(key=lambda mutant: mutant.line)
    return result


def _spent() -> float:
    """Return the seconds that the processes begun so far have worked: a busy machine makes no mutant late."""
    spent = os.times()
    return spent.children_user + spent.children_system


class Chosen:
    """Keep only the tests that pass on the unchanged module, and remember which do."""

    def __init__(self, only: set[str] | None = None) -> None:
        self.only, self.passed = only, set[str]()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out what does not pass anyhow, such as a test with fixtures of the app."""
        if self.only is not None:
            items[:] = [item for item in items if item.nodeid in self.only]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a test that passed."""
        if report.when == "call" and report.passed:
            self.passed.add(report.nodeid)


def _run(target: Target, chosen: Chosen, options: list[str]) -> int:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return int(pytest.main([*options, *map(str, target.tests)], plugins=[chosen]))


def _sound(target: Target) -> tuple[set[str], list[str]]:
    """Return the tests that pass on the module as it is, and the libraries that they loaded."""
    chosen = Chosen()
    _run(target, chosen, [option for option in OPTIONS if option != "-x"])
    return chosen.passed, [
        name for name in sys.modules if not name.startswith(("salesapp", "tests", "test_"))
    ]


def _lives(target: Target, code: CodeType, passed: set[str], patience: float) -> bool:
    def test() -> bool:
        sys.meta_path.insert(0, Replacing(target.module, target.path, code))
        return _run(target, Chosen(passed), OPTIONS) == pytest.ExitCode.OK

    return bool(forked(test, seconds=patience))


class Replacing(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Hand out a mutant where its module is imported."""

    def __init__(self, module: str, path: Path, code: CodeType) -> None:
        self.module, self.path, self.code = module, path, code

    def find_spec(self, name: str, path: Any, target: Any = None) -> Any:
        """Answer for the one module."""
        return (
            importlib.util.spec_from_file_location(name, self.path, loader=self)
            if name == self.module
            else None
        )

    def exec_module(self, module: Any) -> None:
        """Run the changed code as the module."""
        exec(self.code, module.__dict__)


def forked(work: Callable[[], Any], *, seconds: float) -> Any:
    """Return what work gives in a process of its own; None where it crashes or takes longer."""
    return forking(work, seconds=seconds)()


def forking(work: Callable[[], Any], *, seconds: float = 0) -> Callable[[], Any]:
    """Begin work in a process of its own, ended when it has worked so many seconds (0: never); the answer waits for it."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        signal.setitimer(signal.ITIMER_PROF, seconds)  # its SIGPROF ends the process
        with contextlib.suppress(BaseException), open(writing, "wb") as out:
            out.write(pickle.dumps(work()))
        os._exit(0)
    os.close(writing)

    def answer() -> Any:
        with open(reading, "rb") as pipe:
            said = pipe.read()
        os.waitpid(child, 0)
        return pickle.loads(said) if said else None

    return answer


# -------------------------------------------------------------------------------------- reporting


def report(shown: str, result: Result) -> None:
    """Say how many were killed, and show each that lives."""
    counted = result.killed + len(result.survivors)
    same = f", {len(result.equivalent)} change nothing" if result.equivalent else ""
    say(f"{result.share:5.1f} %  {shown}: {result.killed} of {counted}{same}")
    for mutant in result.survivors:
        say(f"         {shown}:{mutant.line}  {mutant.key}")


def say(words: str) -> None:
    """Write one line at once."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
