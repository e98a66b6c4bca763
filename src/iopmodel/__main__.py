"""``python -m iopmodel``: check, compare, explain and show files, and print the rules and the program types.

Exit status: 0 when all is met, 1 when something is not met, 2 when a file could not be used, 3 when something is
unknown. The worst one over all files stands, a file that could not be used first. A calendar covers at most ten years.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from iopmodel import standards
from iopmodel._version import __version__
from iopmodel.catalogue import BUILT_IN
from iopmodel.checks import check
from iopmodel.closures import Closure
from iopmodel.comparisons import compare
from iopmodel.episode_pages import episode_page
from iopmodel.episodes import Episode
from iopmodel.errors import CannotBeDated, DocumentFaults, ExtraMissing, IopModelError, NotAccepted, UnknownName
from iopmodel.findings import Verdict
from iopmodel.pages import pathway_page, program_page, type_page
from iopmodel.plans import longest
from iopmodel.programs import Pathway, Program
from iopmodel.reports import Report
from iopmodel.rule_pages import standard_page, standards_page
from iopmodel.rules import Standard
from iopmodel.spans import DaySpan

__all__ = ["main"]

ALL_MET, NOT_MET, NOT_USABLE, UNKNOWN = range(4)
_STATUS = {Verdict.MET: ALL_MET, Verdict.NOT_MET: NOT_MET, Verdict.UNKNOWN: UNKNOWN}
#: The most days that a calendar covers: ten years. Each week of it is held against every rule.
LONGEST_CALENDAR = 3_653
_WORST_FIRST = (NOT_USABLE, NOT_MET, UNKNOWN, ALL_MET)

#: What is asked of a program when no body is named: no state and no payer is asserted by these.
_NATIONWIDE = (
    standards.MEDICARE,
    standards.HCPCS,
    standards.ASAM_3,
    standards.SAMHSA,
    standards.TEDS,
    standards.GUIDES,
)
_OTHERWISE = f"bodies; without any {', '.join(body.key for body in _NATIONWIDE)}"

_Read: TypeAlias = Callable[[str], Program | Pathway]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    # A terminal that cannot show a sign gets a replacement for it, never a traceback.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    given = _parser().parse_args(arguments)
    try:
        status: int = given.run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has seen enough; what is left goes nowhere, without a complaint at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ALL_MET
    except IopModelError as error:
        print(error, file=sys.stderr)
        return NOT_USABLE
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m iopmodel",
        description="Treatment programs against published rules. No legal, billing or clinical advice.",
    )
    parser.add_argument("--version", action="version", version=f"iopmodel {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    checking = commands.add_parser("check", help="hold programs or pathways in files against published rules")
    checking.add_argument("files", nargs="+", metavar="FILE", help="a .toml or .json file")
    _asked_of_bodies(checking, _OTHERWISE)
    checking.add_argument("--recheck-after", metavar="LENGTH", help='flag figures checked so long ago: "12 months"')
    checking.add_argument("--format", choices=("text", "json"), default="text", help="text for people, or JSON")
    checking.add_argument("--allow-unknown", action="store_true", help="exit with 0 when something is unknown")
    checking.set_defaults(run=_check)
    comparing = commands.add_parser("compare", help="what many bodies say of one program or pathway, side by side")
    comparing.add_argument("file", metavar="FILE", help="a .toml or .json file")
    _asked_of_bodies(comparing, "bodies; all when none is named")
    comparing.set_defaults(run=_compare)
    explaining = commands.add_parser("explain", help="the arithmetic behind each finding, and the nearest fix")
    explaining.add_argument("file", metavar="FILE", help="a .toml or .json file")
    _asked_of_bodies(explaining, _OTHERWISE)
    explaining.add_argument(
        "--rule", action="append", metavar="ID", help="only this rule; all that are not met if absent"
    )
    explaining.set_defaults(run=_explain)
    showing = commands.add_parser("show", help="print the week, the hours and the steps of a program or pathway")
    showing.add_argument("file", metavar="FILE", help="a .toml or .json file")
    showing.set_defaults(run=_show)
    laying = commands.add_parser("calendar", help="lay a program or pathway on dates: weeks against rules, what is due")
    laying.add_argument("file", metavar="FILE", help="a .toml or .json file")
    laying.add_argument("--from", required=True, dest="first", metavar="DATE", help="the first day of care")
    laying.add_argument("--track", metavar="NAME", help="the track that is attended, where there are several")
    laying.add_argument(
        "--length", nargs="+", metavar="LENGTH", help='how long: "8 weeks"; of a pathway one a phase; else the longest'
    )
    laying.add_argument("--closed", nargs="+", default=[], metavar="DATE", help="days on which nothing is held")
    _asked_of_bodies(laying, _OTHERWISE)
    laying.set_defaults(run=_calendar)
    listing = commands.add_parser("standards", help="print the rules of the bodies, with bounds and sources")
    listing.add_argument("name", nargs="?", metavar="NAME", help="one body; all when not given")
    listing.set_defaults(run=_standards)
    commands.add_parser("types", help="print the catalogue of program types").set_defaults(run=_types)
    return parser


def _asked_of_bodies(parser: argparse.ArgumentParser, bodies: str) -> None:
    """The options that say which bodies are asked, and for which day."""
    parser.add_argument("--against", nargs="+", action="extend", metavar="NAME", help=bodies)
    parser.add_argument("--rules", nargs="+", action="extend", metavar="PACK", help="rule packs, .toml or .json files")
    parser.add_argument("--on", required=True, metavar="DATE", help="the day for which the rules are read")
    parser.add_argument("--unverified", action="store_true", help="let figures take part that were checked in no text")


def _bodies(given: argparse.Namespace, otherwise: Sequence[Standard]) -> tuple[Standard, ...]:
    """The bodies that are named, and those of the rule packs; others when none is."""
    named = [standards.named(name) for name in given.against or ()]
    if given.rules:
        _, read = _readers()
        named += [read(pack) for pack in given.rules]
    return tuple(named or otherwise)


def _readers() -> tuple[_Read, Callable[[str], Standard]]:
    """What reads a file, and what reads a rule pack; without the extra, one line names it."""
    try:
        from iopmodel.interop import documents, rule_packs
    except ModuleNotFoundError:
        raise ExtraMissing("documents") from None
    return documents.read, rule_packs.read


def _check(given: argparse.Namespace) -> int:
    read, _ = _readers()
    bodies = _bodies(given, _NATIONWIDE)
    found = [(file, _checked(file, read, bodies, given)) for file in given.files]
    if given.format == "json":
        print(json.dumps([_as_data(file, answer) for file, answer in found], ensure_ascii=False, indent=2))
    else:
        print("\n\n".join(_as_text(file, answer) for file, answer in found))
    statuses = {_status(answer, allow_unknown=given.allow_unknown) for _, answer in found}
    return next(status for status in _WORST_FIRST if status in statuses)


def _checked(file: str, read: _Read, bodies: Sequence[Standard], given: argparse.Namespace) -> Report | DocumentFaults:
    try:
        subject = read(file)
    except DocumentFaults as faults:
        return faults
    return check(
        subject,
        against=bodies,
        on=given.on,
        include_unverified=given.unverified,
        recheck_after=given.recheck_after,
    )


def _status(answer: Report | DocumentFaults, *, allow_unknown: bool) -> int:
    if isinstance(answer, DocumentFaults):
        return NOT_USABLE
    if Verdict.NOT_MET in {answer.verdict, answer.house_verdict}:
        return NOT_MET
    status = _STATUS[answer.verdict]
    return ALL_MET if status == UNKNOWN and allow_unknown else status


def _as_text(file: str, answer: Report | DocumentFaults) -> str:
    return str(answer) if isinstance(answer, DocumentFaults) else f"{file}\n{answer}"


def _as_data(file: str, answer: Report | DocumentFaults) -> dict[str, Any]:
    if isinstance(answer, DocumentFaults):
        return {"file": file, "faults": list(answer.faults)}
    return {"file": file, "report": answer.as_data()}


def _compare(given: argparse.Namespace) -> int:
    read, _ = _readers()
    subject = read(given.file)
    bodies = _bodies(given, standards.all())
    print(compare(subject, standards=bodies, on=given.on, include_unverified=given.unverified))
    return ALL_MET


def _explain(given: argparse.Namespace) -> int:
    read, _ = _readers()
    subject = read(given.file)
    report = check(subject, against=_bodies(given, _NATIONWIDE), on=given.on, include_unverified=given.unverified)
    found = (*report.findings, *report.house, *report.usual_practice, *report.bands)
    wanted = given.rule or [each.rule for each in (*report.findings, *report.house) if each.verdict is not Verdict.MET]
    known = tuple(each.rule for each in found)
    for name in wanted:
        if name not in known:
            raise UnknownName("rule", name, known)
    print("\n\n".join(str(each.explain()) for each in found if each.rule in wanted) or "all that applies is met")
    return ALL_MET


def _show(given: argparse.Namespace) -> int:
    read, _ = _readers()
    subject = read(given.file)
    print(program_page(subject) if isinstance(subject, Program) else pathway_page(subject))
    return ALL_MET


def _calendar(given: argparse.Namespace) -> int:
    read, _ = _readers()
    subject = read(given.file)
    try:
        lengths = given.length or longest(subject, given.track)
    except CannotBeDated as error:
        print(f"{error}; give it with --length, of a pathway one for each phase", file=sys.stderr)
        return NOT_USABLE
    closures = [Closure(day) for day in given.closed]
    episode = Episode.of(subject, first=given.first, track=given.track, length=lengths, closures=closures)
    if episode.until is not None and len(DaySpan(episode.first, episode.until)) > LONGEST_CALENDAR:
        allowed = "at most ten years; give a shorter time with --length"
        raise NotAccepted("calendar", f"{episode.first} until {episode.until}", allowed)
    bodies = _bodies(given, _NATIONWIDE)
    print(episode_page(episode, against=bodies, on=given.on, include_unverified=given.unverified))
    if not given.length:
        print(f"laid out for {' and '.join(map(str, lengths))}, the longest that it states; --length gives another")
    return ALL_MET


def _standards(given: argparse.Namespace) -> int:
    print(standard_page(standards.named(given.name)) if given.name else standards_page())
    return ALL_MET


def _types(_: argparse.Namespace) -> int:
    print("\n\n".join(type_page(each) for each in BUILT_IN))
    return ALL_MET


if __name__ == "__main__":
    sys.exit(main())
