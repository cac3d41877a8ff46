"""What can go wrong, said so that the reader knows where, why and what to do."""

from __future__ import annotations

from dataclasses import dataclass

#: Kinds that leave nothing out and that a whole archive may be full of: pictures without words.
_REMARKS = frozenset({"alt"})
#: What ends a sentence: many a message closes with somebody else's words.
_ENDS = (".", "?", "!", ".)", "?)", "!)")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in words for the person who can mend it."""

    where: str
    """The file, seed key, setting or option it is about."""
    message: str
    """What is wrong, in one sentence that begins small and has no final full stop."""
    remedy: str = ""
    """What to do about it, written in the same way."""
    line_no: int | None = None
    """Line in ``where``, counted from 1, if one line is to blame."""
    code: str = "problem"
    """A stable name of the kind of problem (``binary``, ``unknown-key``, …)."""

    @property
    def is_remark(self) -> bool:
        """Whether all was done all the same: it is told, and no build fails for it."""
        return self.code in _REMARKS

    def __str__(self) -> str:
        place = self.where if self.line_no is None else f"{self.where}:{self.line_no}"
        text = f"{place}: {self.message}"
        stop = "" if text.endswith(_ENDS) else "."
        return f"{text}{stop} {self.remedy[0].upper()}{self.remedy[1:]}" if self.remedy else text


class SeedpressError(Exception):
    """Carries a Problem, or several, up to whoever can report them and go on.

    Its exit status is that of the command if nobody can go on.
    """

    exit_status = 1

    def __init__(self, problem: Problem, *also: Problem) -> None:
        super().__init__("\n".join(map(str, (problem, *also))))
        self.problem = problem
        self.problems = (problem, *also)


class SeedRefused(SeedpressError):  # noqa: N818  # as it is reported: the seed is refused
    """A seed cannot become a post; all others still can."""


class ConfigError(SeedpressError):
    """A setting or option has a value nothing can be built with."""

    exit_status = 2


class PublishError(SeedpressError):
    """The output folder cannot be written; the live site is as it was."""
