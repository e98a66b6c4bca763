"""The rules of each issuing body, each number with its source.

A body is a value, such as ``standards.MEDICARE``; :func:`all` gives them all. What is not here is not known here, which
is not the same as not required: :func:`coverage` and :data:`STILL_OPEN` say where that is so. Nothing in it is legal,
billing or clinical advice.
"""

from __future__ import annotations

import datetime as dt

from iopmodel.errors import UnknownName
from iopmodel.levels import LevelOfCare, level_of
from iopmodel.measures import Measure
from iopmodel.populations import Population
from iopmodel.rulebook import Change, Coverage, FoundRule, changes_in, coverage_of, found_in
from iopmodel.rules import Standard
from iopmodel.standards.asam_3 import ASAM_3
from iopmodel.standards.asam_4 import ASAM_4
from iopmodel.standards.california_dmc_ods import CALIFORNIA_DMC_ODS
from iopmodel.standards.california_ntp import CALIFORNIA_NTP
from iopmodel.standards.consistency import CONSISTENCY
from iopmodel.standards.dc import DC
from iopmodel.standards.florida import FLORIDA
from iopmodel.standards.fmla import FMLA
from iopmodel.standards.gaps import STILL_OPEN
from iopmodel.standards.guides import GUIDES
from iopmodel.standards.hcpcs import HCPCS
from iopmodel.standards.kansas import KANSAS
from iopmodel.standards.maryland_licensing import MARYLAND_LICENSING
from iopmodel.standards.maryland_medicaid import MARYLAND_MEDICAID
from iopmodel.standards.maryland_outpatient import MARYLAND_OUTPATIENT
from iopmodel.standards.matrix import MATRIX
from iopmodel.standards.medicare import MEDICARE
from iopmodel.standards.medication_labels import MEDICATION_LABELS
from iopmodel.standards.montana import MONTANA
from iopmodel.standards.new_jersey_licensing import NEW_JERSEY_LICENSING
from iopmodel.standards.new_jersey_medicaid import NEW_JERSEY_MEDICAID
from iopmodel.standards.new_york import NEW_YORK
from iopmodel.standards.north_carolina_licensing import NORTH_CAROLINA_LICENSING
from iopmodel.standards.north_carolina_medicaid import NORTH_CAROLINA_MEDICAID
from iopmodel.standards.otp import OTP
from iopmodel.standards.priority_health import PRIORITY_HEALTH
from iopmodel.standards.samhsa import SAMHSA
from iopmodel.standards.teds import TEDS
from iopmodel.standards.texas import TEXAS
from iopmodel.standards.tricare import TRICARE
from iopmodel.standards.virginia_licensing import VIRGINIA_LICENSING
from iopmodel.standards.virginia_medicaid import VIRGINIA_MEDICAID
from iopmodel.standards.washington import WASHINGTON
from iopmodel.vocabulary import key_of

__all__ = [
    "ASAM_3",
    "ASAM_4",
    "CALIFORNIA_DMC_ODS",
    "CALIFORNIA_NTP",
    "CONSISTENCY",
    "DC",
    "FLORIDA",
    "FMLA",
    "GUIDES",
    "HCPCS",
    "KANSAS",
    "MARYLAND_LICENSING",
    "MARYLAND_MEDICAID",
    "MARYLAND_OUTPATIENT",
    "MATRIX",
    "MEDICARE",
    "MEDICATION_LABELS",
    "MONTANA",
    "NEW_JERSEY_LICENSING",
    "NEW_JERSEY_MEDICAID",
    "NEW_YORK",
    "NORTH_CAROLINA_LICENSING",
    "NORTH_CAROLINA_MEDICAID",
    "OTP",
    "PRIORITY_HEALTH",
    "SAMHSA",
    "STILL_OPEN",
    "TEDS",
    "TEXAS",
    "TRICARE",
    "VIRGINIA_LICENSING",
    "VIRGINIA_MEDICAID",
    "WASHINGTON",
    "all",
    "changes",
    "coverage",
    "find",
    "named",
]

_BODIES = (
    MEDICARE,
    HCPCS,
    ASAM_3,
    ASAM_4,
    SAMHSA,
    TEDS,
    MATRIX,
    TRICARE,
    VIRGINIA_MEDICAID,
    VIRGINIA_LICENSING,
    NORTH_CAROLINA_MEDICAID,
    NORTH_CAROLINA_LICENSING,
    DC,
    MARYLAND_LICENSING,
    MARYLAND_MEDICAID,
    MARYLAND_OUTPATIENT,
    KANSAS,
    WASHINGTON,
    FLORIDA,
    TEXAS,
    NEW_JERSEY_MEDICAID,
    NEW_JERSEY_LICENSING,
    CALIFORNIA_DMC_ODS,
    CALIFORNIA_NTP,
    NEW_YORK,
    MONTANA,
    PRIORITY_HEALTH,
    FMLA,
    OTP,
    MEDICATION_LABELS,
    GUIDES,
)


def all() -> tuple[Standard, ...]:  # noqa: A001 - standards.all() says what it gives
    """Every issuing body that comes with iopmodel.

    The house rules, :data:`CONSISTENCY`, are no body's and are always on.
    """
    return _BODIES


def named(key: str) -> Standard:
    """The body with this key or name; also the house rules.

    >>> named("Medicare").key
    'medicare'

    Raises:
        UnknownName: if there is none.
    """
    wanted = key_of(key, "standard")
    known = (*_BODIES, CONSISTENCY)
    for each in known:
        if wanted in {each.key, key_of(each.name, "standard")}:
            return each
    raise UnknownName("standard", key, tuple(each.key for each in known))


def find(
    *,
    jurisdiction: str | None = None,
    level: LevelOfCare | str | None = None,
    population: Population | str | None = None,
    measure: Measure | str | None = None,
    in_force_on: dt.date | str | None = None,
    day_of_stay: int | None = None,
) -> tuple[FoundRule, ...]:
    """The rules of all bodies that fit what is asked, each with its body and the value in force.

    A rule is left out only where it is certainly for something else: a rule without a level is for every level.

    Args:
        jurisdiction: where it holds, such as ``"US"`` or ``"US-VA"``, exactly; a state's bodies are not the nation's.
        level: a level of care, or the key or name of one of the general ladder.
        population: whom it is about, or the name of an age group.
        measure: the measure that it bounds.
        in_force_on: only rules in force on that day, with the value of that day; else the newest value of each.
        day_of_stay: only rules that may hold on that day of a stay, counted from 1.

    >>> for found in find(measure="takehome_days", in_force_on="2026-02-02", day_of_stay=20):
    ...     print(found)
    Federal OTP rule: at most 14 days of take-home supply, for opioid treatment program; substance use; days 15 to 30 \
of the stay (42 CFR 8.12(i)(3)(ii), secondary)

    Raises:
        NotAccepted: for a day that cannot be read, or a measure that is none.
        UnknownName: for a level that is none.
    """
    return found_in(
        _BODIES,
        jurisdiction=jurisdiction,
        level=level,
        population=population,
        measure=measure,
        in_force_on=in_force_on,
        day_of_stay=day_of_stay,
    )


def changes(*, since: dt.date | str, until: dt.date | str) -> tuple[Change, ...]:
    """What began, ended or took another value's place from *since* up to, not including, *until*, in order.

    A change of which only the year or month is known is listed when it may lie between the two days. An end that
    another value's beginning makes is that value's change.

    >>> for change in changes(since="2026-01-01", until="2026-01-02")[:1]:
    ...     print(change)
    2026-01-01: North Carolina Medicaid, us_nc.medicaid.l2_1.adult.hours_week begins: 9 h to 19 h a week \
(Clinical Coverage Policy 8A-12)

    Raises:
        NotAccepted: for a day that cannot be read.
        EndsBeforeItStarts: if *until* lies before *since*.
    """
    return changes_in(_BODIES, since, until)


def coverage(jurisdiction: str | None = None, level: LevelOfCare | str | None = None) -> tuple[Coverage, ...]:
    """For each jurisdiction and level, of which measures anything is known. Nothing known is not nothing required.

    Args:
        jurisdiction: one jurisdiction, also one of which nothing is known; all that are known when it is not given.
        level: one level, or the key or name of one of the general ladder; all, and rules tied to none, when it is not
            given. A level of another ladder is seen as the general one that it is by the crosswalk.

    >>> for each in coverage("US-KS")[:3]:
    ...     print(each)
    US-KS, outpatient: nothing known, which is not nothing required
    US-KS, intensive outpatient: hours per week (2 rules)
    US-KS, partial hospitalization: nothing known, which is not nothing required
    """
    found = coverage_of(_BODIES, None if level is None else [level_of(level)])
    where = None if jurisdiction is None else jurisdiction.upper()
    known = tuple(each for each in found if where in {None, each.jurisdiction})
    if known or where is None:
        return known
    levels = dict.fromkeys(each.level for each in found)
    return tuple(Coverage(where, each, (), ()) for each in levels)
