"""Medication in dates and ceilings: the largest take-home supply by day of treatment, and the window of the next dose.

It is arithmetic on published figures and decides nothing about a patient: who takes medication home, and when a dose is
given, a clinician decides. Take-home supply is read from the rules on ``takehome_days``, the time between two injected
doses from those on ``dose_interval_days``; rules of one's own are read in the same way.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable

import attrs

from iopmodel._days import Date, add_days, plain_day
from iopmodel.bodies import bodies_of
from iopmodel.components import Medication
from iopmodel.doses import DoseFinding, DoseWindow, dose_interval
from iopmodel.errors import WrongKind
from iopmodel.rules import Rule, Standard
from iopmodel.spans import DaySpan, PartOfStay
from iopmodel.standards import MEDICATION_LABELS, OTP
from iopmodel.take_home import TakeHomeCeiling, TakeHomeRules

__all__ = [
    "dose_findings",
    "next_dose",
    "take_home_ceiling",
    "take_home_ceilings",
]


def take_home_ceiling(
    day_of_treatment: int,
    *,
    on: dt.date | str,
    against: Iterable[Standard] = (OTP,),
    medication: Medication | str = Medication.METHADONE,
    include_unverified: bool = False,
) -> TakeHomeCeiling:
    """The largest take-home supply on one day of a treatment, by every rule that holds on its date.

    Where several rules hold, as where a state is stricter, the smallest ceiling decides and all are listed. A rule that
    only perhaps holds is listed with what must be known and decides nothing. Neither does an unverified figure: it may
    be an exemption that lifts a ceiling. Where no rule holds, nothing is known; that is an answer and no error.

    A rule names the medications that it is for as parts of its note, between semicolons: ``"methadone; ..."``. One that
    names none is for all.

    Args:
        day_of_treatment: the day of treatment, counted from 1.
        on: the date of that day.
        against: the bodies whose rules are read.
        medication: what is taken home; methadone unless given, for the federal schedules are about methadone.
        include_unverified: whether figures that were checked in no text are listed.

    >>> print(take_home_ceiling(20, on="2026-02-02"))
    day 20 of treatment, 2026-02-02, methadone: at most 14 days of take-home supply (otp.takehome.d15_30; \
42 CFR 8.12(i)(3)(ii))
    >>> take_home_ceiling(20, on="2024-04-01").days
    Range(0, 1)
    >>> print(take_home_ceiling(20, on="2026-02-02", medication="buprenorphine").note)
    The limits of 42 CFR 8.12(i)(3) do not apply to buprenorphine products.

    Raises:
        WrongKind: for a day of treatment that is no whole number, a moment in time, bodies that are none, and a rule
            that bounds no number of days.
        NotAccepted: for day 0, a date that cannot be read, and a medication that is none.
    """
    rules = TakeHomeRules(bodies_of(against), medication, include_unverified)
    return rules.ceiling(day_of_treatment, plain_day(on))


def take_home_ceilings(
    first: dt.date | str,
    *,
    until: dt.date | str,
    against: Iterable[Standard] = (OTP,),
    medication: Medication | str = Medication.METHADONE,
    include_unverified: bool = False,
) -> tuple[TakeHomeCeiling, ...]:
    """The largest take-home supply over a treatment: one answer for each run of days on which it is the same.

    The steps by day of treatment cut the runs, and so does the date on which a rule takes the place of another. Each
    day is read by the rules of its own date, as :func:`take_home_ceiling` reads it.

    Args:
        first: the first day of treatment, which is day 1.
        until: the first day that is not asked about any more.
        against: the bodies whose rules are read.
        medication: what is taken home; methadone unless given.
        include_unverified: whether figures that were checked in no text are listed.

    >>> for each in take_home_ceilings("2024-03-20", until="2024-05-01"):
    ...     print(each.span, "-", each.days)
    2024-03-20 until 2024-04-02 - at most 1
    2024-04-02 until 2024-04-03 - at most 7
    2024-04-03 until 2024-04-19 - at most 14
    2024-04-19 until 2024-05-01 - at most 28

    Raises:
        WrongKind: for a moment in time, bodies that are none, and a rule that bounds no number of days.
        NotAccepted: for a date that cannot be read, and a medication that is none.
        EndsBeforeItStarts: if *until* lies before *first*.
    """
    span = DaySpan(first, until)
    rules = TakeHomeRules(bodies_of(against), medication, include_unverified)
    answers = [rules.ceiling(turn, add_days(span.first, turn - 1)) for turn in rules.turns(span)]
    runs = [next(run) for _, run in itertools.groupby(answers, lambda each: (each.ceilings, each.exemption))]
    ends = [*(each.span.first for each in runs[1:]), span.until]
    # There is one end too many where no day is asked about.
    return tuple(attrs.evolve(each, span=DaySpan(each.span.first, end)) for each, end in zip(runs, ends, strict=False))


def next_dose(
    last: dt.date | str,
    rule: Rule | str,
    *,
    on: dt.date | str,
    against: Iterable[Standard] = (MEDICATION_LABELS,),
    during: PartOfStay | str | None = None,
    include_unverified: bool = False,
) -> DoseWindow:
    """The window of the dose after one that was given, by one rule on the days between two doses.

    Args:
        last: the day of the dose before.
        rule: the rule, or its id in one of the bodies.
        on: the day for which the rule is read.
        against: the bodies in which an id is looked up.
        during: the part of the treatment; where a rule is for one part alone, such as maintenance, and this is not
            given, it is in doubt whether the rule holds.
        include_unverified: whether a figure that was checked in no text may be used.

    >>> print(next_dose("2026-02-02", "moud.brixadi_weekly.interval_days", on="2026-02-02"))
    2026-02-07 to 2026-02-11: 5 to 9 days after 2026-02-02 (moud.brixadi_weekly.interval_days; \
Brixadi (buprenorphine ER) label sec. 2). 7 +/- 2 days
    >>> window = next_dose("2026-02-02", "moud.vivitrol.interval_days", on="2026-02-02")
    >>> print(window.earliest, window.latest)
    2026-03-02 None
    >>> window.note
    'a cadence (every 4 weeks or once a month), not a floor; no window or missed-dose rule stated'

    Raises:
        UnknownName: for an id that is in none of the bodies.
        NotAccepted: for a rule on anything else, one for another part of the treatment, an unverified one, a date that
            cannot be read, and a window beyond the year 9999.
        NotYetInForce: if the rule is not in force on that day.
        WrongKind: for a moment in time, bodies that are none, and a rule that bounds no number of days.
    """
    return dose_interval(rule, plain_day(on), bodies_of(against), during, include_unverified).after(plain_day(last))


def dose_findings(
    doses: Iterable[dt.date | str],
    rule: Rule | str,
    *,
    on: dt.date | str,
    against: Iterable[Standard] = (MEDICATION_LABELS,),
    during: PartOfStay | str | None = None,
    include_unverified: bool = False,
) -> tuple[DoseFinding, ...]:
    """Each dose but the first, held against the window that the dose before it opened: in it, early or late.

    One dose has no interval, so nothing is found.

    Args:
        doses: the days on which doses were given, in order.
        rule: the rule, or its id in one of the bodies.
        on: the day for which the rule is read.
        against: the bodies in which an id is looked up.
        during: the part of the treatment, as in :func:`next_dose`.
        include_unverified: whether a figure that was checked in no text may be used.

    >>> given = ["2026-02-02", "2026-02-09", "2026-02-13", "2026-02-23"]
    >>> for each in dose_findings(given, "moud.brixadi_weekly.interval_days", on="2026-02-02"):
    ...     print(each.given, each.in_window, each.early, each.late)
    2026-02-09 met 0 0
    2026-02-13 not met 1 0
    2026-02-23 not met 0 1

    Raises:
        WrongKind: for a single day, and as :func:`next_dose`.
        NotAccepted: for days that do not rise, and as :func:`next_dose`.
        UnknownName: for an id that is in none of the bodies.
        NotYetInForce: if the rule is not in force on that day.
    """
    days = _days(doses)
    interval = dose_interval(rule, plain_day(on), bodies_of(against), during, include_unverified)
    return tuple(DoseFinding(interval.after(last), given) for last, given in itertools.pairwise(days))


def _days(doses: Iterable[dt.date | str]) -> tuple[Date, ...]:
    given: object = doses
    # A text is a collection too, of letters.
    if isinstance(given, str) or not isinstance(given, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise WrongKind("doses", given, "the days of several doses, such as ['2026-02-02', '2026-02-09']")
    return tuple(plain_day(each) for each in doses)
