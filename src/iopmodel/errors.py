"""Every exception of iopmodel, under one root.

What can never be a program raises when it is made; what some rule forbids is a finding
(:mod:`iopmodel.findings`) and raises nothing. Each exception carries its fields, inherits the builtin that a
caller would catch anyway, and says what was wrong, where, what was given, what is allowed, and what to do.
"""

from __future__ import annotations

from typing import Any


class IopModelError(Exception):
    """The root of every exception that iopmodel raises on purpose."""


class NotAccepted(IopModelError, ValueError):
    """A value that cannot be what it is meant to be, whatever rule applies.

    Args:
        what: the thing that was to be made or read, such as ``"time of day"``.
        got: the value that was given.
        allowed: what would have been accepted, in words.
    """

    def __init__(self, what: str, got: object, allowed: str) -> None:
        super().__init__(what, got, allowed)
        self.what = what
        self.got = got
        self.allowed = allowed

    def __str__(self) -> str:
        return f"{self.what}: expected {self.allowed}, got {_shown(self.got)}"


class WrongKind(IopModelError, TypeError):
    """A value of a type that does not fit, such as a moment in time where a day is needed.

    Args:
        what: the thing that was to be made or read.
        got: the value that was given.
        allowed: which types would have been accepted, in words.
    """

    def __init__(self, what: str, got: object, allowed: str) -> None:
        super().__init__(what, got, allowed)
        self.what = what
        self.got = got
        self.allowed = allowed

    def __str__(self) -> str:
        return f"{self.what}: expected {self.allowed}, got {_shown(self.got)} ({type(self.got).__name__})"


class EndsBeforeItStarts(IopModelError, ValueError):
    """A span or range whose end lies before its start.

    Args:
        what: the thing that was to be made.
        first: where it would start.
        until: where it would end.
    """

    def __init__(self, what: str, first: object, until: object) -> None:
        super().__init__(what, first, until)
        self.what = what
        self.first = first
        self.until = until

    def __str__(self) -> str:
        return f"{self.what}: it would run from {self.first} to {self.until}; give the smaller one first"


class DuplicateKey(IopModelError, ValueError):
    """Two things in one collection that carry the same explicit key.

    Args:
        what: what the collection holds, such as ``"session"``.
        key: the key that stands twice.
        advice: what to do, where renaming one of them is not it.
    """

    def __init__(self, what: str, key: str, advice: str = "") -> None:
        super().__init__(what, key, advice)
        self.what = what
        self.key = key
        self.advice = advice

    def __str__(self) -> str:
        advice = self.advice or f"a key names one {self.what}, so rename one of them"
        return f"two {self.what}s have the key {self.key!r}; {advice}"


class UnknownName(IopModelError, LookupError):
    """A name that is not in the collection in which it was looked up.

    Args:
        what: what was looked for, such as ``"standard"``.
        got: the name that was given.
        known: the names that exist.
    """

    def __init__(self, what: str, got: object, known: tuple[str, ...]) -> None:
        super().__init__(what, got, known)
        self.what = what
        self.got = got
        self.known = known

    def __str__(self) -> str:
        return f"{self.what}: no such name as {_shown(self.got)}; known: {', '.join(self.known) or 'none'}"


class NotInOrder(IopModelError, ValueError):
    """The entries of a history do not start on rising days, or one that is not the last has an end of its own.

    Args:
        days: the start of each entry, and its end where it has one, as given.
    """

    def __init__(self, days: tuple[str, ...]) -> None:
        super().__init__(days)
        self.days = days

    def __str__(self) -> str:
        shown = ", ".join(self.days) or "no entry at all"
        return (
            "history: entries must start on rising days, only the first may be undated "
            f"and only the last may have an end; got {shown}"
        )


class NotYetInForce(IopModelError, LookupError):
    """A history was asked about a day on which it records no value.

    Args:
        day: the day that was asked about, as ISO text.
        span: the days for which values are recorded, in words.
    """

    def __init__(self, day: str, span: str) -> None:
        super().__init__(day, span)
        self.day = day
        self.span = span

    def __str__(self) -> str:
        return f"nothing is recorded for {self.day}; the record holds {self.span}"


class NotExact(IopModelError, ValueError):
    """One exact value was asked of a range that is not exact.

    Args:
        what: the range, in words.
    """

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what

    def __str__(self) -> str:
        return f"{self.what} is a range, not one value; use its low and high ends"


class NotABoolean(IopModelError, TypeError):
    """A verdict was used as if it were true or false.

    Args:
        got: the verdict, in words.
    """

    def __init__(self, got: str) -> None:
        super().__init__(got)
        self.got = got

    def __str__(self) -> str:
        return f"a verdict has three values and this one is {self.got!r}; compare it: verdict is Verdict.MET"


class NotMet(IopModelError, ValueError):
    """A report was required to be met and is not.

    Args:
        verdict: the verdict of the report, in words.
        report: the report, as people read it.
    """

    def __init__(self, verdict: str, report: str) -> None:
        super().__init__(verdict, report)
        self.verdict = verdict
        self.report = report

    def __str__(self) -> str:
        return f"the check came out {self.verdict!r}, and MET was required\n{self.report}"


class CannotBeDated(IopModelError, ValueError):
    """A planned length that gives no end date by itself.

    Args:
        what: the length, in words.
        needed: what is needed to find the end.
    """

    def __init__(self, what: str, needed: str) -> None:
        super().__init__(what, needed)
        self.what = what
        self.needed = needed

    def __str__(self) -> str:
        return f"no end date follows from a length of {self.what}: {self.needed}"


class NoInstant(IopModelError, ValueError):
    """A moment in time was asked of something on the calendar that does not say enough for one.

    Args:
        what: the thing on the calendar, in words.
        needed: what is missing, and how to give it.
    """

    def __init__(self, what: str, needed: str) -> None:
        super().__init__(what, needed)
        self.what = what
        self.needed = needed

    def __str__(self) -> str:
        return f"{self.what} has no moment in time; it takes {self.needed}"


class MoveRefused(IopModelError, ValueError):
    """A move of a stay that cannot be, or that would rewrite what is on record.

    Args:
        move: the move, in words.
        day: the day on which it was to be, as ISO text.
        reason: why it is refused, and what to do instead.
    """

    def __init__(self, move: str, day: str, reason: str) -> None:
        super().__init__(move, day, reason)
        self.move = move
        self.day = day
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.move} on {self.day} is refused: {self.reason}"


class Disagrees(IopModelError, AssertionError):
    """Another system and iopmodel answer one question in two ways.

    Args:
        question: what was asked, such as ``"weekly hours"``.
        given: what it was asked of, as code that can be pasted.
        theirs: what the other system says, or what it raises.
        ours: what iopmodel says.
        by: how the two differ, in words.
        because: what makes ours, a line each, such as the sessions that count.
        passed: what the other system was given, where an adapter made that; empty where it was *given* itself.
    """

    def __init__(
        self,
        question: str,
        given: str,
        theirs: str,
        ours: str,
        by: str,
        because: tuple[str, ...] = (),
        passed: str = "",
    ) -> None:
        super().__init__(question, given, theirs, ours, by, because, passed)
        self.question = question
        self.given = given
        self.theirs = theirs
        self.ours = ours
        self.by = by
        self.because = because
        self.passed = passed

    def __str__(self) -> str:
        passed = (f"  passed on: {self.passed}",) if self.passed else ()
        advice = (
            "mend theirs, and keep what is given as an example of your tests: given=[...]; where theirs differs on "
        )
        advice += "purpose, ask ours the same, such as with counting=..."
        return "\n".join(
            (
                f"{self.question}: {self.by}",
                f"  given:     {self.given.replace(chr(10), chr(10) + ' ' * 13)}",
                *passed,
                f"  theirs:    {self.theirs}",
                f"  ours:      {self.ours}",
                *(f"             {line}" for line in self.because),
                f"  to do:     {advice}",
            )
        )


class RulesConflict(IopModelError, ValueError):
    """Rules that nothing can meet together.

    Args:
        rules: the fewest of them that conflict, each with what it asks.
        on: the day for which they were read.
        missing: the rule that was to be missed at the same time; empty when none was.
    """

    def __init__(self, rules: tuple[str, ...], on: str, missing: str = "") -> None:
        super().__init__(rules, on, missing)
        self.rules = rules
        self.on = on
        self.missing = missing

    def __str__(self) -> str:
        while_ = f" while it misses {self.missing}" if self.missing else ""
        return f"on {self.on} no program{while_} meets all of these: {'; '.join(self.rules)}; leave one of them out"


class DocumentFaults(IopModelError, ValueError):
    """A document that could not be used, with every fault in it and where it stands.

    Args:
        source: the document's name, or ``"document"``.
        faults: one line a fault, each with its path, such as
            ``tracks[0].sessions[3].start: expected a time such as 18:00, got "25:00"``.
    """

    def __init__(self, source: str, faults: tuple[str, ...]) -> None:
        super().__init__(source, faults)
        self.source = source
        self.faults = faults

    def __str__(self) -> str:
        count = f"{len(self.faults)} fault" + ("" if len(self.faults) == 1 else "s")
        return "\n".join((f"{self.source}: {count}", *(f"  {fault}" for fault in self.faults)))


class ExtraMissing(IopModelError, ImportError):
    """An optional part of iopmodel was used without the packages that it needs.

    Args:
        extra: the name of the extra to install.
    """

    def __init__(self, extra: str) -> None:
        super().__init__(extra)
        self.extra = extra

    def __str__(self) -> str:
        return f"this needs the extra {self.extra!r}: pip install 'iopmodel[{self.extra}]'"


def _shown(value: Any) -> str:  # noqa: ANN401 - any value may turn out to be wrong
    """The value as a message shows it: text in double quotes, long things cut."""
    try:
        text = f'"{value}"' if isinstance(value, str) else repr(value)
    except ValueError:  # Python writes no whole number of more than 4,300 digits
        text = "a number too long to be shown"
    limit = 80
    return text if len(text) <= limit else f"{text[: limit - 3]}..."
