"""Finding, comparing and counting what comes with iopmodel: examples worked out by hand from the published facts."""

from collections import Counter

import pytest

from iopmodel import LevelOfCare, Population, Standard, standards
from iopmodel.errors import NotAccepted, UnknownName
from iopmodel.levels import ASAM_3RD_EDITION, ASAM_4TH_EDITION
from tests.refusal import refusal
from tests.standards.facts import LEVELS, ROWS

IOP, PHP = LevelOfCare.INTENSIVE_OUTPATIENT, LevelOfCare.PARTIAL_HOSPITALIZATION
WASHINGTON = [f"us_wa.deferred.{each}" for each in ("total_hours", "weeks", "sessions_week_first4", "group_minutes")]
CAROLINA = [f"us_nc.medicaid.{each}.hours_week" for each in ("l2_1.adult", "l2_1.youth", "l2_5.adult")]
OF_2001 = [f"otp.takehome.2001.{each}" for each in ("d1_90", "d91_180", "d181_270", "d271_365", "d366_730", "d731plus")]
EXEMPTIONS = ["otp.takehome.2020.less_stable", "otp.takehome.2020.stable"]
AMENDED = ["otp.takehome.d1_14", "otp.takehome.d15_30", "otp.takehome.d31plus"]
NOTHING = "nothing known, which is not nothing required"


def found(**asked: object) -> list[str]:
    """The ids of the rules that fit."""
    return [each.rule.id for each in standards.find(**asked)]  # type: ignore[arg-type]


def test_every_published_rule_is_found_once() -> None:
    assert sorted(found()) == sorted(row["id"] for row in ROWS)
    assert {each.body for each in standards.find()} == set(standards.all())


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        (
            {"jurisdiction": "US-VA", "level": "intensive outpatient", "population": "adult"},
            [
                "us_va.medicaid.l2_1.adult.hours_day",
                "us_va.medicaid.l2_1.adult.hours_week",
                "us_va.license.l2_1.hours_week",
            ],
        ),
        (
            {"jurisdiction": "US-VA", "level": IOP, "population": "adolescent"},
            [
                "us_va.medicaid.l2_1.youth.hours_day",
                "us_va.medicaid.l2_1.youth.hours_week",
                "us_va.license.l2_1.hours_week",
            ],
        ),
        # Three levels of ASAM are residential; a program that names none may be each of them.
        (
            {"jurisdiction": "US-MD", "level": "residential"},
            [f"us_md.medicaid.l3_{each}.hours_week" for each in (1, 3, 5)],
        ),
        ({"jurisdiction": "US-MD", "level": ASAM_3RD_EDITION.level("3.3")}, ["us_md.medicaid.l3_3.hours_week"]),
        (
            {"jurisdiction": "US-MD", "level": ASAM_4TH_EDITION.level("3.1")},
            [f"us_md.medicaid.l3_{each}.hours_week" for each in (1, 3, 5)],
        ),
        # A rule for every level is for this one too.
        ({"jurisdiction": "US-TX", "level": "outpatient"}, ["us_tx.group_counseling.size", "us_tx.education.size"]),
        (
            {"level": IOP, "measure": "days_per_week"},
            [
                "hcpcs.h0015.days_week",
                "samhsa.teds.iop.days_week",
                "us_mt.edc_iop.days_week",
                "guide_b.iop.day.days_week",
                "guide_c.iop.days_week",
                "guide_d.iop.days_week",
            ],
        ),
        # The District draws the line at 21, so that 18 is an adult nowhere in its rules.
        (
            {"jurisdiction": "US-DC", "population": Population("young adult", "18 to 20")},
            ["us_dc.l2_1.under21.hours_week", "us_dc.l2_1.duration_days"],
        ),
        (
            {"jurisdiction": "US-DC", "population": "adult"},
            ["us_dc.l2_1.adult.hours_week", "us_dc.l2_1.duration_days"],
        ),
        ({"jurisdiction": "US-DC", "level": PHP}, []),
        ({"jurisdiction": "US-MI"}, ["payer.priority_health.iop.hours_day"]),
        ({"jurisdiction": "US-OH"}, []),
        ({"measure": "leave_weeks"}, ["fmla.workweeks", "guide_d.fmla.weeks"]),
    ],
)
def test_rules_are_found_by_place_level_people_and_measure(asked: dict[str, object], ids: list[str]) -> None:
    assert sorted(found(**asked)) == sorted(ids)


@pytest.mark.parametrize(
    ("day", "ids"),
    [
        ("2000-12-31", ["us_va.medicaid.l2_5.hours_week"]),
        ("2009-01-01", ["medicare.php.hours_week", "us_va.medicaid.l2_5.hours_week"]),
        ("2013-01-01", ["medicare.php.hours_week", "asam3.l2_5.hours_week", "us_va.medicaid.l2_5.hours_week"]),
        (
            "2025-12-31",
            [
                "medicare.php.hours_week",
                "asam3.l2_5.hours_week",
                "asam4.l2_5.adult.hours_week",
                "us_va.medicaid.l2_5.hours_week",
            ],
        ),
        (
            "2026-01-01",
            [
                "medicare.php.hours_week",
                "asam3.l2_5.hours_week",
                "asam4.l2_5.adult.hours_week",
                "us_va.medicaid.l2_5.hours_week",
                "us_nc.medicaid.l2_5.adult.hours_week",
            ],
        ),
    ],
)
def test_only_the_weekly_hours_of_partial_hospitalization_in_force_on_a_day_are_found(day: str, ids: list[str]) -> None:
    florida = ["us_fl.daynight.hours_week"] if day > "2019-08-29" else []
    assert sorted(found(level=PHP, measure="hours_per_week", in_force_on=day)) == sorted(ids + florida)


@pytest.mark.parametrize(
    ("on", "day", "ids"),
    [
        ("2000-12-31", 1, []),
        ("2001-01-01", 1, OF_2001[:1]),
        ("2002-06-01", 90, OF_2001[:1]),
        ("2002-06-01", 91, OF_2001[1:2]),
        ("2002-06-01", 270, OF_2001[2:3]),
        ("2002-06-01", 365, OF_2001[3:4]),
        ("2002-06-01", 730, OF_2001[4:5]),
        ("2002-06-01", 731, OF_2001[5:]),
        ("2020-02-29", 1, OF_2001[:1]),
        ("2020-03-01", 1, OF_2001[:1] + EXEMPTIONS),
        ("2024-04-01", 1, OF_2001[:1] + EXEMPTIONS),
        ("2024-04-02", 1, AMENDED[:1]),
        ("2024-04-02", 14, AMENDED[:1]),
        ("2024-04-02", 15, AMENDED[1:2]),
        ("2024-04-02", 30, AMENDED[1:2]),
        ("2024-04-02", 31, AMENDED[2:]),
        ("2026-02-02", 1_000, AMENDED[2:]),
        ("2026-02-02", None, AMENDED),
    ],
)
def test_the_take_home_supply_of_a_day_is_that_of_the_schedule_in_force(
    on: str, day: int | None, ids: list[str]
) -> None:
    assert found(measure="takehome_days", in_force_on=on, day_of_stay=day) == ids


@pytest.mark.parametrize(
    ("asked", "day", "ids"),
    [
        ({"jurisdiction": "US-WA", "measure": "visits_per_week"}, 28, ["us_wa.deferred.sessions_week_first4"]),
        ({"jurisdiction": "US-WA", "measure": "visits_per_week"}, 29, []),
        # Three months have 89 to 92 days, so that on day 92 the third month may or may not be over.
        ({"jurisdiction": "US-NJ", "measure": "sessions_per_week"}, 92, ["us_nj.medicaid.counseling_first3mo"]),
        ({"jurisdiction": "US-NJ", "measure": "sessions_per_week"}, 93, []),
        # When maintenance begins nobody can say from the day alone.
        (
            {"measure": "dose_interval_days"},
            1,
            [f"moud.{each}.interval_days" for each in ("vivitrol", "sublocade", "brixadi_weekly", "brixadi_monthly")],
        ),
    ],
)
def test_a_rule_for_a_part_of_a_stay_is_found_on_the_days_on_which_it_may_hold(
    asked: dict[str, object], day: int, ids: list[str]
) -> None:
    assert found(**asked, day_of_stay=day) == ids


@pytest.mark.parametrize(("day", "id_"), [(1, "w1_4"), (28, "w1_4"), (29, "w5_16"), (112, "w5_16"), (113, "w17_52")])
def test_the_hours_of_the_matrix_model_are_those_of_the_week_of_the_stay(day: int, id_: str) -> None:
    of_matrix = {f"matrix.{each}.minutes_week" for each in ("w1_4", "w5_16", "w17_52")}
    assert of_matrix & set(found(day_of_stay=day)) == {f"matrix.{id_}.minutes_week"}
    assert not of_matrix & set(found(day_of_stay=365))


def test_what_is_found_is_shown_with_its_body_and_source() -> None:
    assert [str(each) for each in standards.find(jurisdiction="US-KS")] == [
        (
            "Kansas licensing: at least 9 h a week, for intensive outpatient; adult (ages at least 18); substance use "
            "(Standards R03-704(C)(1), primary)"
        ),
        (
            "Kansas licensing: at least 6 h a week, for intensive outpatient; adolescent (ages under 18); substance "
            "use (Standards R03-704(C)(2), primary)"
        ),
    ]
    (group,) = standards.find(jurisdiction="US-WA", measure="minutes_per_session")
    assert str(group).startswith("Washington (deferred prosecution): at least 1 h a session of group therapy, for")


def test_what_cannot_be_read_is_refused() -> None:
    day = 'day: expected a day such as 2026-02-02, got "2026-2-2"'
    assert refusal(NotAccepted, lambda: standards.find(in_force_on="2026-2-2")) == day
    assert refusal(NotAccepted, lambda: standards.changes(since="2026-2-2", until="2026-03-01")) == day
    assert "measure: expected one of hours_per_week" in refusal(NotAccepted, lambda: standards.find(measure="hours"))
    assert 'no such name as "2.1"' in refusal(UnknownName, lambda: standards.find(level="2.1"))


@pytest.mark.parametrize(
    ("since", "until", "begin", "end"),
    [
        ("2026-01-01", "2026-01-02", CAROLINA, WASHINGTON),
        ("2026-01-02", "2026-12-31", [], []),
        ("2025-01-01", "2026-01-01", [], []),
        (
            "2024-04-02",
            "2024-04-03",
            [*AMENDED, "otp.drug_tests_year"],
            [*OF_2001, *EXEMPTIONS],
        ),
        ("2019-01-01", "2020-03-01", ["us_fl.daynight.hours_day", "us_fl.daynight.hours_week"], []),
        ("2020-03-31", "2020-04-01", EXEMPTIONS, []),
        ("2020-04-01", "2020-12-31", [], []),
        # Of the third edition only the year is known.
        ("2013-06-01", "2013-06-02", [row["id"] for row in ROWS if row["id"].startswith("asam3.")], []),
        ("2001-12-31", "2002-01-01", OF_2001, []),
    ],
)
def test_what_changed_between_two_days(since: str, until: str, begin: list[str], end: list[str]) -> None:
    changed = standards.changes(since=since, until=until)
    assert [each.rule for each in changed if not each.before] == begin
    assert [each.rule for each in changed if not each.after] == end
    assert len(changed) == len(begin) + len(end)


def test_a_change_says_what_was_asked_and_who_says_so() -> None:
    ended = standards.changes(since="2026-01-01", until="2026-01-02")[-1]
    assert str(ended) == (
        "2026-01-01: Washington (deferred prosecution), us_wa.deferred.group_minutes ends: "
        "at least 1 h a session of group therapy (WAC 246-341-0740(2)(a)(ii))"
    )
    first = standards.changes(since="2020-03-15", until="2020-03-16")[0]
    assert str(first) == (
        "2020-03: Federal OTP rule, otp.takehome.2020.less_stable begins: at most 14 days of take-home supply "
        "(SAMHSA OTP take-home exemption, March 2020 and extensions)"
    )


def test_every_published_start_and_end_is_a_change() -> None:
    changed = standards.changes(since="0001-01-01", until="9999-12-31")
    assert Counter(each.rule for each in changed if not each.before) == Counter(
        row["id"] for row in ROWS if row["effective_from"]
    )
    assert Counter(each.rule for each in changed if not each.after) == Counter(
        row["id"] for row in ROWS if row["effective_to"]
    )


@pytest.mark.parametrize(
    ("jurisdiction", "level", "said"),
    [
        ("US-KS", IOP, "US-KS, intensive outpatient: hours per week (2 rules)"),
        ("US-KS", PHP, f"US-KS, partial hospitalization: {NOTHING}"),
        ("US-MD", LevelOfCare.RESIDENTIAL, "US-MD, residential: hours per week (3 rules)"),
        ("US-MD", LevelOfCare.OUTPATIENT, "US-MD, outpatient: review interval days"),
        (
            "US-CA",
            LevelOfCare.OPIOID_TREATMENT_PROGRAM,
            "US-CA, opioid treatment program: minutes per month, group size",
        ),
        ("US-NJ", PHP, "US-NJ, partial hospitalization: family sessions per week"),
        (
            "US-WA",
            IOP,
            "US-WA, intensive outpatient: visits per week, minutes per session, duration weeks, total hours",
        ),
        (
            "US",
            LevelOfCare.OPIOID_TREATMENT_PROGRAM,
            "US, opioid treatment program: services per week, takehome days (11 rules), tests per year",
        ),
    ],
)
def test_what_is_known_is_said_for_each_jurisdiction_and_level(
    jurisdiction: str, level: LevelOfCare, said: str
) -> None:
    (each,) = standards.coverage(jurisdiction, level)
    assert str(each) == said
    assert each in standards.coverage(jurisdiction)
    assert each in standards.coverage(level=level)


def test_rules_that_are_tied_to_no_level_stand_at_the_end_of_a_jurisdiction() -> None:
    assert str(standards.coverage("US-TX")[-1]) == "US-TX, no level in particular: group size, class size"
    (national,) = (each for each in standards.coverage("US") if each.level is None)
    assert national.bodies == ("FMLA", "Medication labels", "Guides A to E (usual practice)")


def test_every_published_figure_is_counted_once() -> None:
    expected = Counter((row["jurisdiction"], row["level"], row["measure"]) for row in ROWS)
    counted = {
        (each.jurisdiction, LEVELS[each.level] if each.level else "ANY", measure.value): count
        for each in standards.coverage()
        for measure, count in each.measures
    }
    assert counted == expected
    jurisdictions = {row["jurisdiction"] for row in ROWS}
    assert {each.jurisdiction for each in standards.coverage()} == jurisdictions
    assert len(standards.coverage()) == len(jurisdictions) * (len(LEVELS) + 1)


def test_of_a_jurisdiction_that_is_not_listed_nothing_is_known_at_any_level() -> None:
    found = standards.coverage("US-OH")
    assert [each.level for each in found] == [each.level for each in standards.coverage("US-KS")]
    assert {(each.measures, each.bodies) for each in found} == {((), ())}
    assert str(standards.coverage("US-OH", "intensive outpatient")[0]) == (
        "US-OH, intensive outpatient: nothing known, which is not nothing required"
    )
    assert "states that are not listed" in standards.STILL_OPEN[0]
    assert all(each.endswith(".") and each[0].isupper() for each in standards.STILL_OPEN)


def test_every_body_in_the_list_of_names_is_one_of_all() -> None:
    named = [getattr(standards, name) for name in standards.__all__]
    bodies = {each for each in named if isinstance(each, Standard)}
    assert bodies == {*standards.all(), standards.CONSISTENCY}
    assert standards.CONSISTENCY not in standards.all()
    assert len({each.key for each in bodies}) == len({each.name for each in bodies}) == len(bodies)


@pytest.mark.parametrize(
    ("key", "body"),
    [
        ("asam-3", standards.ASAM_3),
        ("ASAM 3rd edition", standards.ASAM_3),
        ("Federal OTP rule", standards.OTP),
        ("virginia medicaid (arts)", standards.VIRGINIA_MEDICAID),
        ("consistency", standards.CONSISTENCY),
    ],
)
def test_a_body_is_found_by_its_key_or_its_name(key: str, body: Standard) -> None:
    assert standards.named(key) is body


def test_a_body_that_is_not_there_is_refused_with_those_that_are() -> None:
    known = ", ".join(each.key for each in (*standards.all(), standards.CONSISTENCY))
    assert refusal(UnknownName, lambda: standards.named("LOCUS")) == (
        f'standard: no such name as "LOCUS"; known: {known}'
    )


def test_coverage_takes_a_level_as_find_does() -> None:
    by_value, by_key = standards.coverage("US", IOP), standards.coverage("US", "intensive-outpatient")
    assert by_value == by_key == standards.coverage("US", ASAM_3RD_EDITION.level("2.1"))
    assert [each.level for each in by_value] == [IOP]
    assert "no such name" in refusal(UnknownName, lambda: standards.coverage("US", "nowhere"))
