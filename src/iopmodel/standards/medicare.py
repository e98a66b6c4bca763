"""Medicare: intensive outpatient (IOP) and partial hospitalization (PHP) programs.

Eligibility is in hours a week of the plan of care; payment is in services a day. They are different fields.
"""

from __future__ import annotations

from iopmodel.citations import Citation, Dated, History, Mark
from iopmodel.components import (
    Assessment,
    Education,
    FamilyTherapy,
    GroupTherapy,
    IndividualTherapy,
    ProgramBlock,
    SkillsTraining,
)
from iopmodel.counting import Counting
from iopmodel.lengths import Months
from iopmodel.levels import LevelOfCare
from iopmodel.measures import Measure
from iopmodel.quantities import Minutes, Range
from iopmodel.rules import Aggregation, Band, Force, Rule, Scope, Standard

__all__ = ["MEDICARE"]

_CHECKED = "2026-11-21"
_IOP = Scope(levels={LevelOfCare.INTENSIVE_OUTPATIENT})
_PHP = Scope(levels={LevelOfCare.PARTIAL_HOSPITALIZATION})
_OTP = Scope(levels={LevelOfCare.OPIOID_TREATMENT_PROGRAM})

# 42 CFR 410.44(a)(4) and 410.43(a)(4) name individual and group therapy, family counseling, patient training and
# education, and diagnostic services. They name social workers and trained staff, drugs and biologicals, and activity
# therapies "not primarily recreational or diversionary", of which a session's type alone does not tell whether it is
# one, and they leave services that are covered separately, a physician's among them, out.
_COUNTING = Counting(
    {IndividualTherapy, GroupTherapy, FamilyTherapy, Education, SkillsTraining, Assessment, ProgramBlock},
    contested={"activity", "support-service", "medication-assisted-treatment", "medication-management"},
    name="the services of 42 CFR 410.43(a)(4) and 410.44(a)(4), without breaks; activity, support, "
    "medication-assisted treatment and medication management may or may not count",
)


def _secondary(text: str, url: str) -> Citation:
    return Citation(text, url, Mark.SECONDARY, _CHECKED)


def _primary(text: str, url: str) -> Citation:
    return Citation(text, url, Mark.PRIMARY, _CHECKED)


_CONDITION_CODE = "https://nahri.org/articles/cms-releases-billing-requirements-new-condition-code-92"
_FINAL_RULE = "https://coronishealth.blogspot.com/2023/11/2024-opps-final-rule-what-hospitals.html"
_BILLING_GUIDE = "https://legalclarity.org/cms-iop-billing-guidelines-for-medicare-reimbursement"
_PHP_HOURS = "https://law.lawstack.com/cfr/42/410.43/"
_PHP_REVIEWS = "http://federal.elaws.us/cfr/424.24"

MEDICARE = Standard(
    "medicare",
    "Medicare",
    (
        Rule(
            id="medicare.iop.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.REQUIRED,
            scope=_IOP,
            history=History.of(
                Dated(
                    Range.at_least(Minutes.of_hours(9)),
                    _secondary("42 CFR 410.44(c)(1); SSA 1861(ff)(4)", _CONDITION_CODE),
                    since="2024-01-01",
                    start_checked=True,
                )
            ),
            note="measured on the plan of care, not on attendance; no maximum known in the regulation (unverified); "
            "exact wording and paragraph number unverified",
        ),
        Rule(
            id="medicare.iop.recert_days",
            measure=Measure.REVIEW_INTERVAL_DAYS,
            force=Force.REQUIRED,
            scope=_IOP,
            history=History.of(
                Dated(
                    Range.at_most(60),
                    _secondary("42 CFR 424.24(d)", _BILLING_GUIDE),
                    since="2024-01-01",
                    start_checked=True,
                )
            ),
            note="physician recertification; sub-paragraph (d)(3)(ii) unverified",
        ),
        Rule(
            id="medicare.iop.determination_months",
            measure=Measure.REVIEW_INTERVAL_MONTHS,
            force=Force.REQUIRED,
            scope=_IOP,
            history=History.of(
                Dated(
                    Range.at_most(Months(2)),
                    _secondary("SSA 1861(ff)(4) (42 U.S.C. 1395x(ff)(4)); CAA 2023 sec. 4124", _FINAL_RULE),
                    since="2024-01-01",
                    start_checked=True,
                )
            ),
            note="physician determination of need, no less frequently than every other month",
        ),
        Band(
            id="medicare.iop.services_day_low",
            measure=Measure.SERVICES_PER_DAY,
            scope=_IOP,
            history=History.of(
                Dated(
                    Range.exactly(3),
                    _secondary("CY2024 OPPS/ASC final rule, CMS-1786-FC", _FINAL_RULE),
                    since="2024-01-01",
                    start_checked=True,
                )
            ),
            picks="the lower per-diem rate",
            note="payment band, lower per-diem rate",
        ),
        Band(
            id="medicare.iop.services_day_high",
            measure=Measure.SERVICES_PER_DAY,
            scope=_IOP,
            history=History.of(
                Dated(
                    Range.at_least(4),
                    _secondary("CY2024 OPPS/ASC final rule, CMS-1786-FC", _FINAL_RULE),
                    since="2024-01-01",
                    start_checked=True,
                )
            ),
            picks="the higher per-diem rate",
            note="payment band, higher per-diem rate",
        ),
        Band(
            id="medicare.iop_php.no_overlap_days",
            measure=Measure.DAYS_BETWEEN_LEVELS,
            scope=_IOP,
            history=History.of(
                Dated(
                    Range.at_least(7),
                    _secondary("CMS MLN Matters MM13222", _CONDITION_CODE),
                    since="2024-01-01",
                    start_checked=True,
                )
            ),
            picks="a claim that is not returned",
            note="claim-return edit for the same patient and provider (an IOP claim that overlaps a PHP claim, or with "
            "a line within 7 days before it); not a rule about moving a patient: a next-day PHP to IOP step-down is "
            "ordinary care",
        ),
        Band(
            id="medicare.otp_iop.services_week",
            measure=Measure.SERVICES_PER_WEEK,
            scope=_OTP,
            history=History.of(
                Dated(
                    Range.at_least(9),
                    Citation("CY2024 OPPS/ASC final rule; 42 CFR 410.67", mark=Mark.UNVERIFIED),
                    since="2024-01-01",
                )
            ),
            picks="the weekly add-on G0137",
            note="IOP services furnished by an OTP; weekly add-on G0137; 7 contiguous days",
        ),
        Rule(
            id="medicare.php.hours_week",
            measure=Measure.HOURS_PER_WEEK,
            force=Force.REQUIRED,
            scope=_PHP,
            history=History.of(
                Dated(
                    Range.at_least(Minutes.of_hours(20)),
                    _primary("42 CFR 410.43(c)(1)", _PHP_HOURS),
                    since="2009-01-01",
                )
            ),
            note="measured on the plan of care; checked in the 2015 annual edition; effective date unverified",
        ),
        Rule(
            id="medicare.php.first_recert_day",
            measure=Measure.FIRST_REVIEW_DAY,
            force=Force.REQUIRED,
            scope=_PHP,
            aggregation=Aggregation.TOTAL,
            history=History.of(
                Dated(Range.at_most(18), _primary("42 CFR 424.24(e)(3)(ii)", _PHP_REVIEWS), since="2000-08-01")
            ),
            note="'as of the 18th day'; checked in the 2015 annual edition; effective date unverified",
        ),
        Rule(
            id="medicare.php.recert_days",
            measure=Measure.REVIEW_INTERVAL_DAYS,
            force=Force.REQUIRED,
            scope=_PHP,
            history=History.of(
                Dated(Range.at_most(30), _primary("42 CFR 424.24(e)(3)(ii)", _PHP_REVIEWS), since="2000-08-01")
            ),
            note="after the first recertification; interval set by the provider; checked in the 2015 annual edition; "
            "effective date unverified",
        ),
    ),
    jurisdiction="US",
    counting=_COUNTING,
)
