"""How an answer table asks: one rule of one body, of one program, on one day."""

from iopmodel import Program, ProgramType, Session, Stated, Track, Verdict, WeeklyPattern, check, sessions
from iopmodel.components import Component, GroupTherapy
from iopmodel.findings import Finding, NotApplied
from iopmodel.lengths import PlannedLength
from iopmodel.reports import Report
from iopmodel.rules import Standard

TODAY = "2026-02-02"
Week = WeeklyPattern | list[Session]


def a_program(type_: ProgramType, week: Week, length: PlannedLength | str = "not stated") -> Program:
    """A program of that type with one track."""
    return Program(type_, tracks=[Track("one", week)], length=length)


def days_of(*days: tuple[str, str], component: Component | None = None) -> list[Session]:
    """Sessions on weekdays: pairs of days and clock times."""
    kind = GroupTherapy() if component is None else component
    return [each for days_named, clock in days for each in sessions(kind, days_named, clock)]


def about(rule: str, report: Report) -> Finding | NotApplied:
    """What a report says of one rule."""
    judged = [*report.findings, *report.usual_practice, *report.house, *report.bands]
    said: list[Finding | NotApplied] = [each for each in judged if each.rule == rule]
    said += [each for each in report.not_applied if each.rule == rule]
    (only,) = said
    return only


def answer(rule: str, standard: Standard, program: Program, on: str = TODAY) -> Verdict | str:
    """The verdict of one rule, or the reason for which it does not take part."""
    said = about(rule, check(program, against=[standard], on=on))
    return said.verdict if isinstance(said, Finding) else said.reason


def stated(**figures: str | int) -> Stated:
    """Figures that a program states, as text."""
    return Stated(**figures)  # type: ignore[arg-type]
