"""What is known to be missing from the rules that come with iopmodel. Nothing known is not nothing required."""

from __future__ import annotations

__all__ = ["STILL_OPEN"]

#: What was looked for and not found, or was not checked in its text; a sentence each.
STILL_OPEN = (
    (
        "Nothing is known here of LOCUS and CALOCUS (levels of care used for mental-health programs; copyrighted),"
        " of the standards of AABH, CARF and the Joint Commission, and of the states that are not listed."
    ),
    (
        "The texts of 42 CFR 410.44, 410.2, 424.24(d) and SSA 1861(ff)(4) were not checked in the source, nor was "
        "any statement of CMS on an upper bound of 19 hours."
    ),
    (
        "Matrix: clock times, weeks 17 to 52, and when the individual sessions fall. TIP 47: its range of hours "
        "and its 90 days. TIP 63: its cadence."
    ),
    (
        "The hours of the 4th edition of ASAM (the text is sold), and the 3rd edition's wording for Levels 1 and "
        "2.5, page by page."
    ),
    (
        "California's BHIN text; the hours of New York's Part 822; the outpatient hours of New Jersey, Texas, "
        "Florida (65D-30.0091), Massachusetts and Ohio."
    ),
    (
        "The full-day and half-day hours of TRICARE; the hours of Optum, Cigna and Anthem; the current text of "
        "Kansas and of the District of Columbia."
    ),
    "Whether the figures of Washington's deferred prosecution survive the new statute of 2026.",
)
