"""``python -m tests.published.figures FILE``: what published programs teach about hours, days, weeks and two rules.

It prints the page ``docs/published.md``. Every number on it is counted anew from the file, and the two floors and their
sources come from the standards of the library, so that the page can go stale but never go wrong on its own.
"""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from statistics import median_low
from typing import Any

import attrs

from iopmodel.checks import check
from iopmodel.citations import Mark
from iopmodel.counting import DEFAULT_COUNTING, UnknownTime
from iopmodel.findings import CauseKind, Fact, Finding, Verdict
from iopmodel.lengths import in_weeks
from iopmodel.levels import LevelOfCare
from iopmodel.programs import Program, Track
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Rule, Scope, Standard
from iopmodel.standards import MEDICARE
from iopmodel.tally import average_weekly_hours, treatment_days, weekly_hours
from tests.published.adapter import LEVELS, NotExpressed, to_program
from tests.published.bodies import against_bodies
from tests.published.comparing import CHECKED_ON
from tests.published.files import Unusable, entries_of
from tests.published.written import hundredths, plain

__all__ = ["main", "page"]

_IOP = LevelOfCare.INTENSIVE_OUTPATIENT
_PHP = LevelOfCare.PARTIAL_HOSPITALIZATION

#: The two floors of Medicare, each for the level that it is about.
_FLOORS = {_IOP: "medicare.iop.hours_week", _PHP: "medicare.php.hours_week"}

#: Both floors, asked of every program whatever it calls itself.
_OF_ALL = attrs.evolve(
    MEDICARE,
    rules=tuple(
        attrs.evolve(rule, scope=Scope()) for rule in MEDICARE if isinstance(rule, Rule) and rule.id in _FLOORS.values()
    ),
)

#: The same, when what is not known is taken as nothing; nobody should, and the page says what would come of it.
_NOTHING = attrs.evolve(
    _OF_ALL,
    counting=attrs.evolve(
        MEDICARE.counting, contested=(), unknown=UnknownTime.NOTHING, optional=False, unplaced_total=False
    ),
)

#: The hours of the first table: what a patient is certainly meant to attend.
_REQUIRED = attrs.evolve(DEFAULT_COUNTING, optional=False, unplaced_total=False)

_KNOWN = ("exact", "from-to")
_SPREAD = ("least", "middle", "most")
_LABELS = {level: label for label, level in LEVELS.items()}
_SOURCES = {
    Mark.PRIMARY: "the figure was checked in the source itself",
    Mark.SECONDARY: "the figure was checked in a text that quotes the source",
    Mark.UNVERIFIED: "the figure was checked in no text",
}
_CAUSES = {
    (CauseKind.MISSING, Fact.TIME): "the length of a session is not stated",
    (CauseKind.MISSING, Fact.NUMBER): "the number of sessions a week is not stated",
    (CauseKind.MISSING, Fact.CADENCE): "the weeks in which a session falls are not stated",
    (CauseKind.MISSING, Fact.PATTERN): "no sessions are published, and a figure of the week is not stated",
    (CauseKind.MISSING, Fact.COUNTING): "whether the body counts a kind of session is not settled",
    (CauseKind.CHOICE, Fact.OPTIONAL): "a session is optional or as needed",
    (CauseKind.CHOICE, Fact.NUMBER): "the number of sessions a week is left to the plan",
    (CauseKind.CHOICE, Fact.TIME): "the length of a session is left to the plan",
    (CauseKind.CHOICE, Fact.PATTERN): "a figure of the week is a range",
    (CauseKind.CHOICE, Fact.LENGTH): "whether the stay reaches a certain week is left to the plan",
}


@attrs.frozen
class _Published:
    """One program under its id, with what the two floors say of it."""

    id: str
    program: Program

    @property
    def label(self) -> str:
        """Its level, as the page that it comes from calls it."""
        return _LABELS.get(self.program.level, self.program.level.key)

    def finding(self, rule: Rule, floors: Standard = _OF_ALL) -> Finding:
        """What a floor says of every week of every track; phases, which lead to other levels, are not asked."""
        report = check(attrs.evolve(self.program, pathway=None), against=[floors], on=CHECKED_ON)
        return next(each for each in report.findings if each.rule == rule.id)

    def by_track(self, rule: Rule) -> list[Verdict]:
        """What a floor says of each track by itself."""
        alone = (attrs.evolve(self, program=attrs.evolve(self.program, tracks=[each])) for each in self.program.tracks)
        return [each.finding(rule).verdict for each in alone]


@attrs.frozen
class _Asked:
    """One floor and what it says of every program."""

    rule: Rule
    level: LevelOfCare
    findings: dict[_Published, Finding]
    tracks: dict[_Published, list[Verdict]]

    @property
    def hours(self) -> str:
        """The floor in words: ``9 h``."""
        return str(self.rule.history.entries[-1].value.low)

    def with_verdict(self, verdict: Verdict, level: LevelOfCare | None = None) -> list[_Published]:
        """The programs, of one level or of all, of which it says so."""
        return [
            each
            for each, finding in self.findings.items()
            if finding.verdict is verdict and level in {None, each.program.level}
        ]


def page(entries: Iterable[Any], file: str) -> str:
    """The page about the programs of a file, which is named in the command that makes it."""
    programs, lost = _expressed(entries)
    asked = [_ask(rule, level, programs) for level, rule in _floors()]
    left_out = f"{_many(lost, 'entry', 'entries')} of the file could not be expressed without loss and left out."
    lines = [
        f"# What {_many(len(programs), 'published program')} say",
        "",
        *_paragraph(
            f"These figures come from {_many(len(programs), 'real program')}, as public pages describe them: facts "
            "only, and often incomplete, because the pages are. It is a collection and no sample, so no share of it is "
            "a share of the field; it shows what a rule meets when it is asked of what is really published. The page "
            "is made, and made again, by one command in the root of the repository:"
        ),
        "```sh",
        f"python -m tests.published.figures {file} > docs/published.md",
        "```",
        "",
        *(_paragraph(left_out) if lost else ()),
        *_hours(programs),
        *_days(programs),
        *_weeks(programs),
        *_two_floors(asked),
        *_teaching(asked),
        *against_bodies(each.program for each in programs),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _expressed(entries: Iterable[Any]) -> tuple[list[_Published], int]:
    found: list[_Published] = []
    lost = 0
    for entry in entries:
        try:
            program = to_program(entry)
        except NotExpressed:
            lost += 1
        else:
            found.append(_Published(program.name, program))
    return found, lost


def _floors() -> Iterator[tuple[LevelOfCare, Rule]]:
    for level, id_ in _FLOORS.items():
        rule = _OF_ALL.rule(id_)
        if isinstance(rule, Rule):
            yield level, rule


def _ask(rule: Rule, level: LevelOfCare, programs: list[_Published]) -> _Asked:
    return _Asked(
        rule,
        level,
        {each: each.finding(rule) for each in programs},
        {each: each.by_track(rule) for each in programs},
    )


def _by_level(programs: Iterable[_Published]) -> dict[str, list[_Published]]:
    """The programs under their own labels, in the order of the format; other labels after these."""
    found: dict[str, list[_Published]] = {label: [] for label in LEVELS}
    for each in programs:
        found.setdefault(each.label, []).append(each)
    return {label: those for label, those in found.items() if those}


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> list[str]:
    cells = list(head)
    lines = (" | ".join(" ".join(str(cell).replace("|", r"\|").split()) for cell in row) for row in rows)
    return [f"| {' | '.join(cells)} |", f"|{' --- |' * len(cells)}", *(f"| {line} |" for line in lines), ""]


def _paragraph(text: str) -> list[str]:
    return [*_wrapped(text), ""]


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, 110, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _spread(values: list[Fraction]) -> list[object]:
    """The least, the middle and the most of some figures."""
    if not values:
        return ["", "", ""]
    return [plain(hundredths(each)) for each in (min(values), median_low(values), max(values))]


def _tracks(programs: Iterable[_Published]) -> list[Track]:
    return [track for each in programs for track in each.program.tracks]


def _hours(programs: list[_Published]) -> list[str]:
    rows = ([label, len(those), *_hours_of(_tracks(those))] for label, those in _by_level(programs).items())
    return [
        "## Hours in the first week",
        "",
        *_paragraph(
            "A program offers one track or several (morning, evening), of which a patient attends one. These are the "
            "hours of the first week of each track: treatment without breaks, meals and mutual help, and without "
            "sessions that are optional or of which only the number over the whole program is known. What a page "
            "leaves out is not taken as nothing: a weekly session of unknown length makes the hours known only from "
            "below. *Least*, *middle* and *most* are of the hours that are certain, where any are."
        ),
        *_table(
            ("level", "programs", "tracks", *_KNOWN, "only from below", "nothing known", *_SPREAD),
            rows,
        ),
    ]


def _hours_of(tracks: list[Track]) -> list[object]:
    hours = [average_weekly_hours(each, week=each.first_week, counting=_REQUIRED) for each in tracks]
    certain = [each.low / 60 for each in hours if each.low]
    kinds = Counter(_kind(each) for each in hours)
    return [len(tracks), kinds["exact"], kinds["from-to"], kinds["from below"], kinds["unknown"], *_spread(certain)]


def _kind(figure: Range[Fraction] | Range[int]) -> str:
    if figure.is_exact:
        return "exact"
    if figure.high is not None:
        return "from-to"
    return "from below" if figure.low else "unknown"


def _days(programs: list[_Published]) -> list[str]:
    rows = ([label, *_days_of(_tracks(those))] for label, those in _by_level(programs).items())
    return [
        "## Days a week",
        "",
        *_paragraph(
            "How many tracks meet on so many days a week: as the page states it, or, where it states nothing, as the "
            "sessions make it."
        ),
        *_table(["level", *map(str, range(1, 8)), "from-to", "not known"], rows),
    ]


def _days_of(tracks: list[Track]) -> list[object]:
    days = [_days_in(each) for each in tracks]
    exact = Counter(each.low for each in days if each.is_exact)
    kinds = Counter(_kind(each) for each in days)
    between = len(days) - sum(exact.values()) - kinds["unknown"]
    return [*(exact[count] or "" for count in range(1, 8)), between or "", kinds["unknown"] or ""]


def _days_in(track: Track) -> Range[int]:
    if not track.stated.days_per_week.is_unknown:
        return track.stated.days_per_week
    found = treatment_days(track, track.first_week, counting=_REQUIRED)
    return found if found.is_exact else Range(0)


def _weeks(programs: list[_Published]) -> list[str]:
    rows = ([label, *_weeks_of(_tracks(those))] for label, those in _by_level(programs).items())
    return [
        "## Weeks",
        "",
        *_paragraph(
            "How long a track lasts, where its page says so in figures. *Least*, *middle* and *most* are of the "
            "shortest length that each states."
        ),
        *_table(
            ("level", "tracks", *_KNOWN, "at least", "not stated", *_SPREAD),
            rows,
        ),
    ]


def _weeks_of(tracks: list[Track]) -> list[object]:
    weeks = [in_weeks(each.length) for each in tracks]
    kinds = Counter(_kind(each) for each in weeks)
    shortest = [Fraction(each.low) for each in weeks if each.low]
    return [len(tracks), kinds["exact"], kinds["from-to"], kinds["from below"], kinds["unknown"], *_spread(shortest)]


def _two_floors(asked: list[_Asked]) -> list[str]:
    lines = [
        "## Two floors",
        "",
        *_paragraph(
            f"{MEDICARE.name} names a floor of weekly hours for each of two levels. Here both are asked of every "
            "program, whatever it calls itself and whoever pays for it: what comes out says something of the figures "
            "and nothing of any program's standing. They are asked of its sessions and not of the hours that it "
            "states; where no sessions are published, the figures of the page are all there is. *Met* means in every "
            "week of every track. *Not met* means that some week of some track certainly has less. *Unknown* is the "
            f"rest. What counts as time is what the body itself names: {MEDICARE.counting}."
        ),
    ]
    for each in asked:
        citation = each.rule.citation
        source = f"[{citation}]({citation.url})" if citation.url else str(citation)
        rows = ([label, len(those), *_verdicts(each, those)] for label, those in _by_level(each.findings).items())
        total = ["all", len(each.findings), *_verdicts(each, list(each.findings))]
        lines += [
            f"### At least {each.hours} a week",
            "",
            *_paragraph(f"The floor of {each.level} programs; source: {source} ({_SOURCES[citation.mark]})."),
            *_table(["level", "programs", "met", "not met", "unknown", "met in at least one track"], [*rows, total]),
        ]
    return [*lines, *_unknown(asked)]


def _verdicts(asked: _Asked, programs: list[_Published]) -> list[int]:
    found = Counter(asked.findings[each].verdict for each in programs)
    some = sum(Verdict.MET in asked.tracks[each] for each in programs)
    return [found[Verdict.MET], found[Verdict.NOT_MET], found[Verdict.UNKNOWN], some]


def _unknown(asked: list[_Asked]) -> list[str]:
    """Why it cannot be told: how many programs have each cause."""
    counts = [_causes(each) for each in asked]
    known = dict.fromkeys(cause for count in counts for cause, _ in count.most_common())
    return [
        "### Why it is unknown",
        "",
        *_paragraph("How many of the unknown programs have each cause; one program may have several."),
        *_table(
            ["cause", "kind", *(f"{each.hours} a week" for each in asked)],
            (
                [_CAUSES.get((kind, fact), str(fact)), kind, *(count[kind, fact] for count in counts)]
                for kind, fact in known
            ),
        ),
    ]


def _causes(asked: _Asked) -> Counter[tuple[CauseKind, Fact]]:
    unknown = (asked.findings[each] for each in asked.with_verdict(Verdict.UNKNOWN))
    return Counter(about for finding in unknown for about in {(each.kind, each.fact) for each in finding.causes})


def _teaching(asked: list[_Asked]) -> list[str]:
    lines = [
        *_lesson("A label is no number of hours", (_labeled(each) for each in asked)),
        *_lesson("A week is judged by itself", (_later(each) for each in asked)),
        *_lesson("What is not stated is not nothing", (_unstated(each) for each in asked)),
    ]
    tables = (line for each in asked for line in _missed(each))
    return ["## What they teach", "", *lines, *([""] if lines else []), *tables]


def _lesson(title: str, sentences: Iterable[str]) -> list[str]:
    """One point of the list, in sentences that hold for any file; none when the file says nothing about it."""
    said = [each for each in sentences if each]
    return _wrapped(f"- **{title}.** {' '.join(said)}", "  ") if said else []


def _labeled(asked: _Asked) -> str:
    """What the label promises and what the sessions keep of it."""
    label = _LABELS[asked.level]
    met, missed, unknown = (len(asked.with_verdict(verdict, asked.level)) for verdict in Verdict)
    if not met + missed + unknown:
        return ""
    said = (
        f"Of {_many(met + missed + unknown, 'program')} labeled {label}, {met} certainly make at least {asked.hours} "
        f"in every week of every track, {missed} certainly do not, and for {unknown} nobody can tell from what is "
        "published."
    )
    others = [each for each in asked.with_verdict(Verdict.MET) if each.program.level != asked.level]
    labels = ", ".join(f"{len(those)} {name}" for name, those in _by_level(others).items())
    return f"{said} {_many(len(others), 'other program')} ({labels}) also reach it." if others else said


def _later(asked: _Asked) -> str:
    """The programs that only miss the floor in a later week."""
    missed = asked.with_verdict(Verdict.NOT_MET, asked.level)
    later = [each for each in missed if _falls_short_later(each, asked)]
    if not later:
        return ""
    return (
        f"Of {_many(len(missed), 'program')} labeled {_LABELS[asked.level]} that miss {asked.hours}, {len(later)} "
        "reach it in the first week of every track and miss it later: an average would hide the week that misses."
    )


def _unstated(asked: _Asked) -> str:
    """What would come of it if the unknown were taken as nothing."""
    unknown = asked.with_verdict(Verdict.UNKNOWN, asked.level)
    if not unknown:
        return ""
    as_nothing = [each for each in unknown if each.finding(asked.rule, _NOTHING).verdict is Verdict.NOT_MET]
    return (
        f"Of {_many(len(unknown), 'unknown program')} labeled {_LABELS[asked.level]}, {len(as_nothing)} would miss "
        f"{asked.hours} if what nobody states, and what is optional, were taken as nothing; whether they do depends on "
        "facts that their pages leave out."
    )


def _falls_short_later(published: _Published, asked: _Asked) -> bool:
    """Whether the first week of every track reaches the floor, so that it is a later one that misses."""
    floor = asked.rule.history.entries[-1].value
    weeks = (weekly_hours(track, track.first_week, counting=MEDICARE.counting) for track in published.program.tracks)
    return all(isinstance(floor.low, Minutes) and week.low >= floor.low for week in weeks)


def _missed(asked: _Asked) -> list[str]:
    """The programs that carry the label of the floor and certainly miss it, each with its shortest week."""
    label = _LABELS[asked.level]
    missed = asked.with_verdict(Verdict.NOT_MET, asked.level)
    if not missed:
        return []
    rows = (
        [
            each.id,
            asked.findings[each].shown,
            f"{asked.tracks[each].count(Verdict.NOT_MET)} of {len(asked.tracks[each])}",
        ]
        for each in missed
    )
    return [
        f"### {label} below {asked.hours}",
        "",
        *_paragraph(f"The programs labeled {label} of which some week certainly has less than {asked.hours}."),
        *_table(["program", "hours of its shortest week", "tracks that miss"], rows),
    ]


def _many(count: int, one: str, several: str = "") -> str:
    return f"{count} {one if count == 1 else several or f'{one}s'}"


def main(arguments: list[str] | None = None) -> int:
    """Print the page about one file; 2 when it cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m tests.published.figures", description="Print docs/published.md.")
    parser.add_argument("file", help="a file in the format of programs.json")
    file = parser.parse_args(arguments).file
    try:
        sys.stdout.write(page(entries_of(file), file))
    except Unusable as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
