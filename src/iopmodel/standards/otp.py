"""The federal rule for opioid treatment programs, 42 CFR 8.12: take-home supply and drug tests, as cited values.

The schedule of 2001 held until the amended rule took its place on 2024-04-02. From March 2020 exemptions lay over it,
where a state took them up. States may be stricter than either.
"""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.editions import Edition, in_succession
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.populations import Focus
from iopmodel.quantities import Range
from iopmodel.rules import Force, Rule, Scope, Standard
from iopmodel.spans import PartOfStay

__all__ = ["OTP"]

_SCHEDULE_OF_2001 = Citation(
    "42 CFR 8.12(i) as of 66 FR 4098 (2001-01-17)",
    "https://www.methadone.org/library/TakeHomeRegsNEW.htm",
    Mark.PRIMARY,
    "2026-11-21",
)
_EXEMPTION = Citation("SAMHSA OTP take-home exemption, March 2020 and extensions", mark=Mark.UNVERIFIED)

#: 89 FR 7528: effective on that day, compliance from 2024-10-02.
_AMENDED_ON = "2024-04-02"

_SCHEDULE = (
    Rule(
        id="otp.takehome.2001.d1_90",
        measure=Measure.TAKEHOME_DAYS,
        force=Force.REQUIRED,
        scope=Scope(
            levels={LevelOfCare.OPIOID_TREATMENT_PROGRAM}, focus=Focus.SUBSTANCE_USE, during=PartOfStay("days", 1, 90)
        ),
        history=History.of(Dated(Range.at_most(1), _SCHEDULE_OF_2001)),
        note="phase: days 1-90; methadone; one take-home dose a week; overlaid from 2020-03 by exemptions",
    ),
    Rule(
        id="otp.takehome.2001.d91_180",
        measure=Measure.TAKEHOME_DAYS,
        force=Force.REQUIRED,
        scope=Scope(
            levels={LevelOfCare.OPIOID_TREATMENT_PROGRAM}, focus=Focus.SUBSTANCE_USE, during=PartOfStay("days", 91, 180)
        ),
        history=History.of(Dated(Range.at_most(2), _SCHEDULE_OF_2001)),
        note="phase: days 91-180; methadone; two doses a week; overlaid from 2020-03 by exemptions",
    ),
    Rule(
        id="otp.takehome.2001.d181_270",
        measure=Measure.TAKEHOME_DAYS,
        force=Force.REQUIRED,
        scope=Scope(
            levels={LevelOfCare.OPIOID_TREATMENT_PROGRAM},
            focus=Focus.SUBSTANCE_USE,
            during=PartOfStay("days", 181, 270),
        ),
        history=History.of(Dated(Range.at_most(3), _SCHEDULE_OF_2001)),
        note="phase: days 181-270; methadone; three doses a week; overlaid from 2020-03 by exemptions",
    ),
    Rule(
        id="otp.takehome.2001.d271_365",
        measure=Measure.TAKEHOME_DAYS,
        force=Force.REQUIRED,
        scope=Scope(
            levels={LevelOfCare.OPIOID_TREATMENT_PROGRAM},
            focus=Focus.SUBSTANCE_USE,
            during=PartOfStay("days", 271, 365),
        ),
        history=History.of(Dated(Range.at_most(6), _SCHEDULE_OF_2001)),
        note="phase: days 271-365; methadone; up to a 6-day supply; overlaid from 2020-03 by exemptions",
    ),
    Rule(
        id="otp.takehome.2001.d366_730",
        measure=Measure.TAKEHOME_DAYS,
        force=Force.REQUIRED,
        scope=Scope(
            levels={LevelOfCare.OPIOID_TREATMENT_PROGRAM},
            focus=Focus.SUBSTANCE_USE,
            during=PartOfStay("days", 366, 730),
        ),
        history=History.of(Dated(Range.at_most(14), _SCHEDULE_OF_2001)),
        note="phase: days 366-730; methadone; up to 2 weeks; overlaid from 2020-03 by exemptions",
    ),
    Rule(
        id="otp.takehome.2001.d731plus",
        measure=Measure.TAKEHOME_DAYS,
        force=Force.REQUIRED,
        scope=Scope(
            levels={LevelOfCare.OPIOID_TREATMENT_PROGRAM}, focus=Focus.SUBSTANCE_USE, during=PartOfStay("days", 731)
        ),
        history=History.of(Dated(Range.at_least(0), _SCHEDULE_OF_2001)),
        note="phase: days 731+; methadone; up to one month, with monthly visits; not one number of days; overlaid "
        "from 2020-03 by exemptions",
    ),
)

_EXEMPTIONS = (
    Rule(
        id="otp.takehome.2020.less_stable",
        measure=Measure.TAKEHOME_DAYS,
        force=Force.REQUIRED,
        scope=Scope(levels={LevelOfCare.OPIOID_TREATMENT_PROGRAM}, focus=Focus.SUBSTANCE_USE),
        history=History.of(Dated(Range.at_most(14), _EXEMPTION)),
        note="less stable patients, where the state took up the exemption",
    ),
    Rule(
        id="otp.takehome.2020.stable",
        measure=Measure.TAKEHOME_DAYS,
        force=Force.REQUIRED,
        scope=Scope(levels={LevelOfCare.OPIOID_TREATMENT_PROGRAM}, focus=Focus.SUBSTANCE_USE),
        history=History.of(Dated(Range.at_most(28), _EXEMPTION)),
        note="stable patients, where the state took up the exemption",
    ),
)

_AMENDED = (
    Rule(
        id="otp.takehome.d1_14",
        measure=Measure.TAKEHOME_DAYS,
        force=Force.REQUIRED,
        scope=Scope(
            levels={LevelOfCare.OPIOID_TREATMENT_PROGRAM}, focus=Focus.SUBSTANCE_USE, during=PartOfStay("days", 1, 14)
        ),
        history=History.of(
            Dated(
                Range.at_most(7),
                Citation(
                    "42 CFR 8.12(i)(3)(i)",
                    "https://www.govregs.com/regulations/title42_chapterI_part8_subpartC_section8.12",
                    Mark.SECONDARY,
                    "2026-11-21",
                ),
            )
        ),
        note="phase: days 1-14; methadone; compliance 2024-10-02; states may be stricter",
    ),
    Rule(
        id="otp.takehome.d15_30",
        measure=Measure.TAKEHOME_DAYS,
        force=Force.REQUIRED,
        scope=Scope(
            levels={LevelOfCare.OPIOID_TREATMENT_PROGRAM}, focus=Focus.SUBSTANCE_USE, during=PartOfStay("days", 15, 30)
        ),
        history=History.of(
            Dated(
                Range.at_most(14),
                Citation(
                    "42 CFR 8.12(i)(3)(ii)",
                    "https://www.govregs.com/regulations/title42_chapterI_part8_subpartC_section8.12",
                    Mark.SECONDARY,
                    "2026-11-21",
                ),
            )
        ),
        note="phase: days 15-30; methadone; compliance 2024-10-02; states may be stricter",
    ),
    Rule(
        id="otp.takehome.d31plus",
        measure=Measure.TAKEHOME_DAYS,
        force=Force.REQUIRED,
        scope=Scope(
            levels={LevelOfCare.OPIOID_TREATMENT_PROGRAM}, focus=Focus.SUBSTANCE_USE, during=PartOfStay("days", 31)
        ),
        history=History.of(
            Dated(
                Range.at_most(28),
                Citation(
                    "42 CFR 8.12(i)(3)(iii)",
                    "https://www.govregs.com/regulations/title42_chapterI_part8_subpartC_section8.12",
                    Mark.SECONDARY,
                    "2026-11-21",
                ),
            )
        ),
        note="phase: days 31+; methadone; compliance 2024-10-02; states may be stricter",
    ),
    Rule(
        id="otp.drug_tests_year",
        measure=Measure.TESTS_PER_YEAR,
        force=Force.REQUIRED,
        scope=Scope(levels={LevelOfCare.OPIOID_TREATMENT_PROGRAM}, focus=Focus.SUBSTANCE_USE),
        history=History.of(
            Dated(
                Range.at_least(8),
                Citation(
                    "42 CFR 8.12(f)(6)",
                    "https://www.govregs.com/regulations/title42_chapterI_part8_subpartC_section8.12",
                    Mark.SECONDARY,
                    "2026-11-21",
                ),
            )
        ),
        note="random drug tests; compliance 2024-10-02",
    ),
)

OTP = Standard(
    "otp",
    "Federal OTP rule",
    (
        *in_succession(Edition(2001, _SCHEDULE), Edition(_AMENDED_ON, _AMENDED, start_checked=True)),
        *in_succession(Edition("2020-03", _EXEMPTIONS), Edition(_AMENDED_ON, ())),
    ),
    jurisdiction="US",
    note="Cited values about a patient's dated stay; they are asked of no program. States may be stricter.",
)
