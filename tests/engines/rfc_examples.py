"""The weekly examples of RFC 5545, section 3.8.5.3, and those of an nth weekday: the rule and every date, by hand.

Left out is what no week of a program says: daily and yearly rules, days of the month, every other month.
"""

from __future__ import annotations

from typing import NamedTuple

from iopmodel._days import Date, add_days, plain_day
from iopmodel.components import GroupTherapy
from iopmodel.episodes import Episode
from iopmodel.lengths import Weeks, planned_length
from iopmodel.levels import LevelOfCare
from iopmodel.plans import ended
from iopmodel.schedules import Session, WeeklySchedule
from iopmodel.stays import Stay

ZONE = "America/New_York"
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Example(NamedTuple):
    """One example: the rule as text, the same as fields, and the days of each month on which it falls, at nine.

    *until* is the first day after, where the rule has an end; *number* how many there are, where it says that.
    """

    name: str
    rule: str
    first: str
    days: str
    months: tuple[str, ...]
    every: int = 1
    nth: int | None = None
    week_begins: str = "MO"
    until: str | None = None
    number: int | None = None

    @property
    def starts(self) -> tuple[str, ...]:
        """Every start, as written out below."""
        split = [month.split(": ") for month in self.months]
        return tuple(f"{month}-{int(day):02d} 09:00" for month, listed in split for day in listed.split())

    @property
    def asked_until(self) -> Date:
        """The day after the last one that is written out."""
        return add_days(plain_day(self.starts[-1][:10]), 1 if self.number is None else 400)

    def episode(self) -> Episode:
        """The example as an episode of one stay."""
        first = plain_day(self.first)
        week = WeeklySchedule(
            Session(
                GroupTherapy(),
                day=day,
                start="09:00",
                time="1 h",
                every=Weeks(self.every),
                first=1,
                nth=self.nth,
            )
            for day in self.days.split(",")
        )
        stay = Stay(
            first=first,
            until=self.until,
            week=week,
            level=LevelOfCare.OUTPATIENT,
            weeks_from=add_days(first, -((first.weekday() - CODES.index(self.week_begins)) % 7)),
        )
        if self.number is not None:
            stay = ended(stay, planned_length(f"{self.number} sessions"), ())
        return Episode(stays=[stay], timezone=ZONE)


EXAMPLES = (
    Example(
        "weekly for 10 occurrences",
        "FREQ=WEEKLY;COUNT=10",
        "1997-09-02",
        "TU",
        ("1997-09: 2 9 16 23 30", "1997-10: 7 14 21 28", "1997-11: 4"),
        number=10,
    ),
    Example(
        "weekly until December 24, 1997",
        "FREQ=WEEKLY;UNTIL=19971224T000000Z",
        "1997-09-02",
        "TU",
        ("1997-09: 2 9 16 23 30", "1997-10: 7 14 21 28", "1997-11: 4 11 18 25", "1997-12: 2 9 16 23"),
        until="1997-12-24",
    ),
    Example(
        "every other week, forever",
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
        "1997-09-02",
        "TU",
        ("1997-09: 2 16 30", "1997-10: 14 28", "1997-11: 11 25", "1997-12: 9 23", "1998-01: 6 20", "1998-02: 3 17"),
        every=2,
        week_begins="SU",
    ),
    Example(
        "Tuesday and Thursday for five weeks",
        "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
        "1997-09-02",
        "TU,TH",
        ("1997-09: 2 4 9 11 16 18 23 25 30", "1997-10: 2"),
        week_begins="SU",
        until="1997-10-07",
    ),
    Example(
        "Tuesday and Thursday, 10 occurrences",
        "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH",
        "1997-09-02",
        "TU,TH",
        ("1997-09: 2 4 9 11 16 18 23 25 30", "1997-10: 2"),
        week_begins="SU",
        number=10,
    ),
    Example(
        "every other week on three days until December 24, 1997",
        "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
        "1997-09-01",
        "MO,WE,FR",
        (
            "1997-09: 1 3 5 15 17 19 29",
            "1997-10: 1 3 13 15 17 27 29 31",
            "1997-11: 10 12 14 24 26 28",
            "1997-12: 8 10 12 22",
        ),
        every=2,
        week_begins="SU",
        until="1997-12-24",
    ),
    Example(
        "every other week on Tuesday and Thursday, 8 occurrences",
        "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
        "1997-09-02",
        "TU,TH",
        ("1997-09: 2 4 16 18 30", "1997-10: 2 14 16"),
        every=2,
        week_begins="SU",
        number=8,
    ),
    Example(
        "every other week in weeks from Monday",
        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
        "1997-08-05",
        "TU,SU",
        ("1997-08: 5 10 19 24",),
        every=2,
        number=4,
    ),
    Example(
        "every other week in weeks from Sunday",
        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
        "1997-08-05",
        "TU,SU",
        ("1997-08: 5 17 19 31",),
        every=2,
        week_begins="SU",
        number=4,
    ),
    Example(
        "the first Friday of the month, 10 occurrences",
        "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
        "1997-09-05",
        "FR",
        (
            "1997-09: 5",
            "1997-10: 3",
            "1997-11: 7",
            "1997-12: 5",
            "1998-01: 2",
            "1998-02: 6",
            "1998-03: 6",
            "1998-04: 3",
            "1998-05: 1",
            "1998-06: 5",
        ),
        nth=1,
        number=10,
    ),
    Example(
        "the first Friday of the month until December 24, 1997",
        "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR",
        "1997-09-05",
        "FR",
        ("1997-09: 5", "1997-10: 3", "1997-11: 7", "1997-12: 5"),
        nth=1,
        until="1997-12-24",
    ),
)
