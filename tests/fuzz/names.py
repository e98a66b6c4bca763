"""The readers of names: words of the field, levels, types, populations, bodies, zones, and what is looked up."""

from __future__ import annotations

from iopmodel import standards
from iopmodel._days import zone_name
from iopmodel.catalogue import BUILT_IN
from iopmodel.citations import Citation
from iopmodel.components import (
    FamilyKind,
    Medication,
    MedicationVisit,
    Modality,
    SupportKind,
)
from iopmodel.errors import EndsBeforeItStarts, NotAccepted, UnknownName
from iopmodel.lengths import UntilCriterion
from iopmodel.levels import ASAM_3RD_EDITION, ASAM_4TH_EDITION, GENERAL, Ladder, LevelOfCare, level_of
from iopmodel.measures import Measure
from iopmodel.populations import AttendedBy, Focus, PartOfDay, Provider, Setting, population_of
from iopmodel.rules import Band, Force, Rule
from iopmodel.spans import StayUnit
from iopmodel.vocabulary import Word, key_of
from tests.fuzz.laws import Reader, Way, seeds_of, text_way

_WORDS: tuple[type[Word], ...] = (AttendedBy, Focus, Force, Measure, PartOfDay, Setting, StayUnit)
_OPEN_WORDS: tuple[type[Word], ...] = (FamilyKind, Medication, MedicationVisit, Modality, Provider, SupportKind)
_LADDERS = (GENERAL, ASAM_3RD_EDITION, ASAM_4TH_EDITION)


def _key_of_level(level: LevelOfCare) -> str:
    return level.key


def _ladder(ladder: Ladder) -> Way:
    return text_way(f"{ladder.system} level", ladder.level, NotAccepted, UnknownName, write=_key_of_level)


def _word(kind: type[Word]) -> Way:
    return text_way(f"{kind.__name__}.one_of", kind.one_of, NotAccepted, write=str)


def _open_word(kind: type[Word]) -> Way:
    return text_way(f"{kind.__name__}.or_other", kind.or_other, NotAccepted, write=str)


def _key(text: str) -> str:
    return key_of(text, "name")


def _rules_of_measure(text: str) -> object:
    return standards.find(measure=text)


def _rules_on(text: str) -> object:
    day, _, where = text.partition("|")
    return standards.find(in_force_on=day, jurisdiction=where or None)


def _changed(text: str) -> object:
    since, _, until = text.partition("|")
    return standards.changes(since=since, until=until)


def _rule(text: str) -> Rule | Band:
    return standards.MEDICARE.rule(text)


NAMES = Reader(
    "names",
    (
        *map(_word, _WORDS),
        *map(_open_word, _OPEN_WORDS),
        *map(_ladder, _LADDERS),
        text_way("key_of", _key, NotAccepted, write=str),
        text_way("level_of", level_of, NotAccepted, UnknownName, write=_key_of_level),
        text_way("BUILT_IN.of", BUILT_IN.of, NotAccepted, UnknownName, write=lambda kind: kind.key),
        text_way("population_of", population_of, NotAccepted, write=lambda population: population.key),
        text_way("zone_name", zone_name, NotAccepted, write=str),
        text_way("UntilCriterion", UntilCriterion, NotAccepted, write=lambda length: length.words),
        text_way("Citation", Citation, NotAccepted, write=str),
    ),
    seeds_of(
        (
            *(
                "Older Adult",
                "adolescent",
                "Evening IOP",
                "intensive-outpatient",
                "2.1",
                "1-WM",
                "OTP",
                "Day Treatment",
            ),
            *(
                "America/New_York",
                "UTC",
                "Europe/",
                "../UTC",
                "localtime",
                "posixrules",
                "America/New_York\0",
                "tzdata.zi",
            ),
            *(
                "cognitive_behavioral",
                "Multi-Family",
                "hours per week",
                "substance use",
                "evening",
                "weeks",
                "required",
                "both",
                "virtual",
            ),
        )
    ),
    (
        *(level.key for ladder in _LADDERS for level in ladder.levels),
        *(each.key for each in BUILT_IN),
        *(word for kind in (*_WORDS, *_OPEN_WORDS) for word in kind),
        *("America/", "New_York", "Etc/GMT+5", "-", "_", " ", "\0", "..", "/", "ß", "İ", "ŉ"),
    ),
    256,
)

LOOK_UPS = Reader(
    "look-ups",
    (
        text_way("standards.named", standards.named, NotAccepted, UnknownName, write=lambda body: body.key),
        text_way("standards.find(measure)", _rules_of_measure, NotAccepted),
        text_way("standards.find(in_force_on)", _rules_on, NotAccepted),
        text_way("standards.find(level)", lambda text: standards.find(level=text), NotAccepted, UnknownName),
        text_way("standards.find(population)", lambda text: standards.find(population=text), NotAccepted),
        text_way("standards.changes", _changed, NotAccepted, EndsBeforeItStarts),
        text_way("standards.coverage", standards.coverage),
        text_way("Standard.rule", _rule, UnknownName, write=lambda rule: rule.id),
    ),
    seeds_of(
        (
            *("Medicare", "asam-3", "US-VA", "us-oh", "2026-02-02", "2026-02-02|US", "2024-01-01|2026-01-01"),
            *("hours_per_week", "adult", "residential", "medicare.iop.hours_week", "nobody"),
        )
    ),
    (
        *(each.key for each in standards.all()),
        *(each.name for each in standards.all()),
        *sorted({each.jurisdiction for each in standards.all()}),
        *Measure,
        *(each.id for each in standards.MEDICARE),
        *("|", "2026-", "0001-01-01", "9999-12-31"),
    ),
    256,
)

READERS = (NAMES, LOOK_UPS)
