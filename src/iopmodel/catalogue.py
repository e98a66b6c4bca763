"""The built-in program types: what each kind of program is, and what the five guides publish about it.

Every figure stands here once, as a :class:`~iopmodel.programs.Description` with its citation and the id of
the published fact; :mod:`iopmodel.standards` derives the rules of the guides from these and holds none.

A type without published figures takes over those of the standard IOP where a guide says that it is one; they
are marked ``inherited`` and keep their source. Where no guide says so, its figures are unknown. A description
with words and no figure at all ("several weeks or months") speaks of how long such a program lasts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from iopmodel.citations import Citation, Mark
from iopmodel.errors import DuplicateKey, UnknownName, WrongKind
from iopmodel.levels import LevelOfCare
from iopmodel.patterns import WeeklyPattern
from iopmodel.populations import Focus, PartOfDay, Population, Setting
from iopmodel.programs import CitedWords, Description, ProgramType
from iopmodel.vocabulary import key_of

__all__ = [
    "ADOLESCENT_IOP",
    "AFTERCARE",
    "BUILT_IN",
    "DAY_PROGRAM",
    "DUAL_DIAGNOSIS_IOP",
    "EVENING_IOP",
    "GUIDE_A",
    "GUIDE_B",
    "GUIDE_C",
    "GUIDE_D",
    "GUIDE_E",
    "INPATIENT",
    "LGBTQ_IOP",
    "MENTAL_HEALTH_IOP",
    "OPIOID_TREATMENT_PROGRAM",
    "OUTPATIENT",
    "PARTIAL_HOSPITALIZATION",
    "RESIDENTIAL",
    "STANDARD_IOP",
    "SUBSTANCE_USE_IOP",
    "TYPES",
    "WEEKEND_IOP",
    "WITHDRAWAL_MANAGEMENT",
    "Catalogue",
]


def _guide(text: str) -> Citation:
    """One of the five guides: consumer pages without a known address, read on one day."""
    return Citation(text, mark=Mark.PRIMARY, checked_on="2026-11-21")


#: The five guides: what treatment centers tell the public about intensive outpatient programs.
GUIDE_A = _guide('Guide A: "IOP meaning in rehab" (Clean Break Recovery)')
GUIDE_B = _guide('Guide B: "Define Intensive Outpatient Programs"')
GUIDE_C = _guide('Guide C: "What is IOP?"')
GUIDE_D = _guide('Guide D: "Intensive Outpatient Program options"')
GUIDE_E = _guide('Guide E: "What is IOP in mental health?" (Amazing Care Health Services)')

# These words are known from a summary of the guides that does not say which of the five each comes from, so
# they are cited to all five and marked as secondary.
_SOME_GUIDE = Citation("the five guides (which of them says so is not recorded)", mark=Mark.SECONDARY)

_SUITS_SUBSTANCE_USE = CitedWords("mild to moderate substance use", GUIDE_A)
_SUITS_HOME = (
    CitedWords("safe at home", _SOME_GUIDE),
    CitedWords("a reliable support system", _SOME_GUIDE),
)
_SUITS_MENTAL_HEALTH = CitedWords("conditions such as depression, anxiety, bipolar disorder", _SOME_GUIDE)

#: The intensive outpatient program as the guides describe it when they narrow it in no way.
STANDARD_IOP = ProgramType(
    "standard-iop",
    "Standard IOP",
    LevelOfCare.INTENSIVE_OUTPATIENT,
    focus=Focus.ANY,
    # The guides name the first three for programs in general; Guide A adds the last two for an IOP.
    settings=(
        Setting.OUTPATIENT_CLINIC,
        Setting.COMMUNITY_BASED,
        Setting.HOSPITAL_BASED,
        Setting.RESIDENTIAL,
        Setting.INPATIENT,
    ),
    descriptions=(
        Description(
            citation=GUIDE_B,
            week=WeeklyPattern(visits="3 to 5", time_per_visit="3 to 4 h"),
            published_as=(
                ("visits_per_week", "guide_b.iop.standard.sessions_week"),
                ("minutes_per_visit", "guide_b.iop.standard.session_minutes"),
            ),
        ),
        Description(citation=GUIDE_B, words="several weeks or months", of_level=True),
        # Guide A gives two lengths, one in its text and one among its questions. Both are kept.
        Description(
            citation=GUIDE_A,
            length="6 to 8 weeks",
            words="several group sessions a week, individual sessions as needed",
            focus=Focus.SUBSTANCE_USE,
            of_level=True,
            published_as=(("duration_weeks", "guide_a.iop.duration_weeks"),),
        ),
        Description(
            citation=GUIDE_A,
            length="8 to 16 weeks",
            focus=Focus.SUBSTANCE_USE,
            of_level=True,
            published_as=(("duration_weeks", "guide_a.iop.duration_weeks_faq"),),
        ),
        Description(
            citation=GUIDE_C,
            week=WeeklyPattern(days="at least 3"),
            words="several hours a day",
            focus=Focus.SUBSTANCE_USE,
            of_level=True,
            published_as=(("days_per_week", "guide_c.iop.days_week"),),
        ),
        Description(
            citation=GUIDE_D,
            week=WeeklyPattern(days="4 to 5", time_per_day="2 to 5 h"),
            length="at least 30 days",
            words="nights, days and weekends; the length is the basic minimum for most outpatient programs",
            of_level=True,
            published_as=(
                ("duration_days", "guide_d.iop.duration_days"),
                ("hours_per_day", "guide_d.iop.hours_day"),
                ("days_per_week", "guide_d.iop.days_week"),
            ),
        ),
    ),
    suits=(_SUITS_SUBSTANCE_USE, *_SUITS_HOME, _SUITS_MENTAL_HEALTH),
)


# A type that is an IOP by the word of a guide that gives it no figures: it takes those of the standard IOP.
_AN_IOP = attrs.evolve(
    STANDARD_IOP,
    settings=(),
    descriptions=tuple(attrs.evolve(each, inherited=True) for each in STANDARD_IOP.descriptions),
    suits=(),
    inherits=STANDARD_IOP.key,
)

# What guides say of every IOP holds for a type that has only a week of its own.
_OF_EVERY_IOP = tuple(each for each in _AN_IOP.descriptions if each.of_level)

#: Partial hospitalization (PHP): most of the day on most days of the week, and the night at home.
PARTIAL_HOSPITALIZATION = ProgramType(
    "partial-hospitalization",
    "Partial hospitalization",
    LevelOfCare.PARTIAL_HOSPITALIZATION,
    focus=Focus.ANY,
    descriptions=(
        Description(
            citation=GUIDE_B,
            week=WeeklyPattern(days="5 to 7", time_per_day="6 to 8 h"),
            of_level=True,
            published_as=(
                ("hours_per_day", "guide_b.php.hours_day"),
                ("days_per_week", "guide_b.php.days_week"),
            ),
        ),
    ),
)

#: The day program of Guide B: fewer and longer days than a standard IOP, at the same level of care.
DAY_PROGRAM = ProgramType(
    "day-program",
    "Day program",
    LevelOfCare.INTENSIVE_OUTPATIENT,
    focus=Focus.ANY,
    part_of_day=PartOfDay.DAY,
    descriptions=(
        Description(
            citation=GUIDE_B,
            week=WeeklyPattern(days="2 to 4", time_per_day="4 to 6 h", part_of_day=PartOfDay.DAY),
            published_as=(
                ("hours_per_day", "guide_b.iop.day.hours_day"),
                ("days_per_week", "guide_b.iop.day.days_week"),
            ),
        ),
        *_OF_EVERY_IOP,
    ),
)

#: An IOP in the evening, beside work or school.
EVENING_IOP = ProgramType(
    "evening-iop",
    "Evening IOP",
    LevelOfCare.INTENSIVE_OUTPATIENT,
    focus=Focus.ANY,
    part_of_day=PartOfDay.EVENING,
    descriptions=(
        Description(
            citation=GUIDE_B,
            week=WeeklyPattern(visits="3 to 5", time_per_visit="3 to 4 h", part_of_day=PartOfDay.EVENING),
            published_as=(
                ("visits_per_week", "guide_b.iop.evening.sessions_week"),
                ("minutes_per_visit", "guide_b.iop.evening.session_minutes"),
            ),
        ),
        *_OF_EVERY_IOP,
    ),
)

#: The weekend track of an IOP. Its inherited week is that of a whole IOP, of which a weekend is a part.
WEEKEND_IOP = attrs.evolve(_AN_IOP, key="weekend-iop", name="Weekend track of an IOP", part_of_day=PartOfDay.WEEKEND)

#: An IOP that treats a substance use and a mental health condition together.
DUAL_DIAGNOSIS_IOP = attrs.evolve(
    _AN_IOP, key="dual-diagnosis-iop", name="Dual-diagnosis IOP", focus=Focus.CO_OCCURRING
)

#: An IOP for LGBTQ+ people.
LGBTQ_IOP = attrs.evolve(_AN_IOP, key="lgbtq-iop", name="LGBTQ+ IOP", population="LGBTQ+")

#: An IOP for adolescents, whose ages are those of Guide B; other bodies draw the line elsewhere.
ADOLESCENT_IOP = attrs.evolve(
    _AN_IOP,
    key="adolescent-iop",
    name="Adolescent IOP",
    population=Population("adolescent", ages="13 to 17"),
    # The inherited week comes first, because the first description is the one that defines the week.
    descriptions=(
        *_AN_IOP.descriptions,
        Description(citation=GUIDE_B, ages="13 to 17", published_as=(("age_years", "guide_b.iop.adolescent.age"),)),
    ),
)

#: An IOP for mental health conditions. What a guide says of substance use treatment alone is not taken over.
MENTAL_HEALTH_IOP = attrs.evolve(
    _AN_IOP,
    key="mental-health-iop",
    name="Mental-health IOP",
    focus=Focus.MENTAL_HEALTH,
    descriptions=tuple(each for each in _AN_IOP.descriptions if Focus.SUBSTANCE_USE not in each.focus),
    suits=(_SUITS_MENTAL_HEALTH, *_SUITS_HOME),
)

#: An IOP for substance use disorders.
SUBSTANCE_USE_IOP = attrs.evolve(
    _AN_IOP,
    key="substance-use-iop",
    name="Substance-use IOP",
    focus=Focus.SUBSTANCE_USE,
    suits=(_SUITS_SUBSTANCE_USE, *_SUITS_HOME),
)

#: Traditional outpatient care: single visits.
OUTPATIENT = ProgramType(
    "outpatient",
    "Traditional outpatient",
    LevelOfCare.OUTPATIENT,
    focus=Focus.ANY,
    descriptions=(
        Description(
            citation=GUIDE_E,
            week=WeeklyPattern(visits="1 to 2"),
            words="weekly, maybe twice a week",
            focus=Focus.MENTAL_HEALTH,
            of_level=True,
            published_as=(("visits_per_week", "guide_e.op.sessions_week"),),
        ),
    ),
)

#: Aftercare, also called continuing care: what follows a program.
AFTERCARE = ProgramType("aftercare", "Aftercare", LevelOfCare.AFTERCARE, focus=Focus.ANY)

#: Treatment in the place where the patient lives for its time.
RESIDENTIAL = ProgramType(
    "residential", "Residential", LevelOfCare.RESIDENTIAL, focus=Focus.ANY, settings=(Setting.RESIDENTIAL,)
)

#: Treatment in a hospital, day and night.
INPATIENT = ProgramType("inpatient", "Inpatient", LevelOfCare.INPATIENT, focus=Focus.ANY, settings=(Setting.INPATIENT,))

#: Withdrawal management, also called detox: a task of its own, entered beside inpatient care.
WITHDRAWAL_MANAGEMENT = ProgramType(
    "withdrawal-management",
    "Withdrawal management",
    LevelOfCare.WITHDRAWAL_MANAGEMENT,
    focus=Focus.SUBSTANCE_USE,
)

#: An opioid treatment program (OTP), which may dispense methadone and goes together with any level.
OPIOID_TREATMENT_PROGRAM = ProgramType(
    "opioid-treatment-program",
    "Opioid treatment program",
    LevelOfCare.OPIOID_TREATMENT_PROGRAM,
    focus=Focus.SUBSTANCE_USE,
)

#: Every built-in type, in the order of the glossary.
TYPES: tuple[ProgramType, ...] = (
    STANDARD_IOP,
    PARTIAL_HOSPITALIZATION,
    DAY_PROGRAM,
    EVENING_IOP,
    WEEKEND_IOP,
    DUAL_DIAGNOSIS_IOP,
    LGBTQ_IOP,
    ADOLESCENT_IOP,
    MENTAL_HEALTH_IOP,
    SUBSTANCE_USE_IOP,
    OUTPATIENT,
    AFTERCARE,
    RESIDENTIAL,
    INPATIENT,
    WITHDRAWAL_MANAGEMENT,
    OPIOID_TREATMENT_PROGRAM,
)


def _types(value: Iterable[ProgramType]) -> tuple[ProgramType, ...]:
    types = tuple(value)
    seen: set[str] = set()
    for each in types:
        if not isinstance(each, ProgramType):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise WrongKind("catalogue", each, "program types")
        if each.key in seen:
            raise DuplicateKey("program type", each.key)
        seen.add(each.key)
    return types


@attrs.frozen
class Catalogue:
    """Program types that can be looked up by key: the built-in ones, or those of one clinic, payer or state.

    Args:
        types: the types, in the order in which they are shown.

    >>> from iopmodel import LevelOfCare, ProgramType, catalogue
    >>> ours = catalogue.Catalogue(
    ...     [*catalogue.BUILT_IN, ProgramType("nurses", "IOP for nurses", LevelOfCare.INTENSIVE_OUTPATIENT)]
    ... )
    >>> print(ours.of("nurses"), "at the level of", ours.of("nurses").level)
    IOP for nurses at the level of intensive outpatient

    Raises:
        DuplicateKey: if two types have one key.
        WrongKind: for anything that is no program type.
    """

    types: tuple[ProgramType, ...] = attrs.field(default=(), converter=_types)

    def of(self, key: str) -> ProgramType:
        """The type with this key, which may be written as people write it.

        >>> from iopmodel import catalogue
        >>> print(catalogue.BUILT_IN.of("Evening IOP").level)
        intensive outpatient

        Raises:
            UnknownName: if there is none.
        """
        wanted = key_of(key, "program type")
        for each in self.types:
            if each.key == wanted:
                return each
        raise UnknownName("program type", key, tuple(each.key for each in self.types))

    def __iter__(self) -> Iterator[ProgramType]:
        return iter(self.types)

    def __len__(self) -> int:
        return len(self.types)


#: The catalogue of the built-in types.
BUILT_IN = Catalogue(TYPES)
