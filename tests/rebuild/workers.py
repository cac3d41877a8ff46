"""Long-lived processes that do work in forks of themselves: starting Python costs more.

Nothing that one piece of work leaves in memory helps or hurts the next; the process itself only
loads what all of them need.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Self

from tests.rebuild.newsroom import ROOT


@dataclass(frozen=True)
class Environment:
    """What must not matter."""

    variables: Mapping[str, str]
    folder: str
    """A name in the path of everything that is built."""
    cwd: str


ENVIRONMENTS = (
    Environment({"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}, "plain", "/"),
    Environment({"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C"}, "a b c", "/tmp"),
    Environment({"PYTHONHASHSEED": "77", "TZ": "America/New_York", "LC_ALL": "POSIX"}, "x", "/"),
    Environment({"PYTHONHASHSEED": "0", "TZ": "Europe/Paris", "LC_ALL": "C.UTF-8"}, "été", "/usr"),
)


def environ(variables: Mapping[str, str]) -> dict[str, str]:
    """That of a process that finds the project's packages wherever it runs."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **variables}


class Worker:
    """A process that does one piece of work after the other; a context that ends it."""

    def __init__(self, environment: Environment = ENVIRONMENTS[0]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.rebuild.workers"],
            env=environ(environment.variables),
            cwd=environment.cwd,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def call(self, module: str, function: str, *arguments: Any) -> Any:
        """What a function of a module of these tests returns; arguments and result as JSON.

        Raises RuntimeError where it raises anything, or dies.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([module, function, arguments]) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer.strip():
            raise RuntimeError(f"{module}.{function}{arguments} ended without a result")
        return json.loads(answer)


def serve() -> None:
    """Answers each line of standard input with a line: the result, or nothing."""
    answers = os.dup(1)
    os.dup2(2, 1)  # whatever a build prints is no answer
    for name in ("command", "script"):
        import_module(f"tests.rebuild.{name}")
    for line in sys.stdin:
        module, function, arguments = json.loads(line)
        child = os.fork()
        if not child:
            _answer(answers, module, function, arguments)
        _, status = os.waitpid(child, 0)
        if status:
            os.write(answers, b"\n")


def _answer(answers: int, module: str, function: str, arguments: list[Any]) -> None:
    """Does the work, then ends the process."""
    status = 1
    try:
        result = getattr(import_module(f"tests.rebuild.{module}"), function)(*arguments)
        with os.fdopen(answers, "w", encoding="utf-8") as out:
            out.write(json.dumps(result) + "\n")
        status = 0
    except BaseException:  # noqa: BLE001  # the process ends here whatever it was
        traceback.print_exc()
    finally:
        os._exit(status)


if __name__ == "__main__":
    serve()
