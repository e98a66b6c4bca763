"""The rules as a page that people read: each body, each bound, since when, and who says so; in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from iopmodel import standards
from iopmodel.citations import Citation, Dated, Mark
from iopmodel.rulebook import Coverage, coverage_of
from iopmodel.rules import Band, Bound, Rule, Standard, digest
from iopmodel.standards import CONSISTENCY, STILL_OPEN

__all__ = ["standard_page", "standards_page"]

_ABOUT = """\
# The rules

Every figure that iopmodel knows, with its source. It is generated from the data of the library; `python -m iopmodel
standards` prints it. Nothing here is legal, billing or clinical advice: read the source before you act on a figure.

- *required*: law, regulation, payer, code or data-set definition.
- *recommended*: clinical criteria, guideline, manual or label.
- *typical*: usual practice, never a violation.
- *billing*: picks a rate or returns a claim, never judges a program.

How well a figure is known:

- *primary*: checked in the source itself.
- *secondary*: checked in a text that quotes or summarizes it, or arithmetic on such figures.
- *unverified*: checked in no text, and off until it is asked for.
"""

_COVERED = """\
## What is covered

For each jurisdiction and level, what some rule bounds. Nothing known is not nothing required.
"""


def standards_page() -> str:
    """All bodies that come with iopmodel, the house rules, what is covered, and what is known to be missing."""
    bodies = standards.all()
    rules = [rule for body in bodies for rule in body]
    marks = {mark: sum(rule.citation.mark is mark for rule in rules) for mark in Mark}
    counted = ", ".join(f"{count} {mark}" for mark, count in marks.items())
    parts = (
        _ABOUT,
        f"{len(bodies)} bodies, {len(rules)} rules ({counted}); digest {digest((*bodies, CONSISTENCY))}.\n",
        *(f"{standard_page(body)}\n" for body in (*bodies, CONSISTENCY)),
        _COVERED,
        *_covered(coverage_of(bodies)),
        "\n## Known to be missing\n",
        *(f"- {each}" for each in STILL_OPEN),
    )
    return "\n".join(parts)


def standard_page(standard: Standard) -> str:
    """The rules of one body: what each asks, of whom, since when, and who says so."""
    where = f" · {standard.jurisdiction}" if standard.jurisdiction else ""
    lines = [f"## {standard.name}", "", f"`{standard.key}`{where}", ""]
    lines += [standard.note, ""] if standard.note else []
    lines += [f"On the grounds of {standard.based_on}: {'; '.join(standard.changed)}.", ""] if standard.based_on else []
    lines += [f"Counted: {standard.counting}.", ""]
    for rule in standard:
        lines += _rule(rule)
    return "\n".join(lines)


def _rule(rule: Rule | Band) -> Iterator[str]:
    force = rule.force.value if isinstance(rule, Rule) else "billing"
    asks = [rule.asks(dated.value) for dated in rule.history.entries]
    for_whom = f", {rule.issuer}" if rule.issuer else ""
    yield f"- **{asks[-1]}** ({force}{for_whom}) for {rule.scope}"
    yield f"  - `{rule.id}`"
    for dated, asked in zip(rule.history.entries, asks, strict=True):
        bound = f"{asked}, " if len(asks) > 1 else ""
        yield f"  - {bound}{_dates(dated)}: {_source(dated.citation)}"
    if isinstance(rule, Band) and rule.picks:
        yield f"  - picks {rule.picks}"
    if rule.note:
        yield f"  - {rule.note}"


def _dates(dated: Dated[Bound]) -> str:
    checked = "" if dated.since is None or dated.start_checked else " (start not checked)"
    return f"{dated}{checked}"


def _source(citation: Citation) -> str:
    linked = f"[{citation}]({citation.url})" if citation.url else str(citation)
    checked = f", checked {citation.checked_on}" if citation.checked_on is not None else ""
    return f"{linked} ({citation.mark}{checked})"


def _covered(found: Iterable[Coverage]) -> Iterator[str]:
    """A list of what is known by jurisdiction; levels of which nothing is known are named together."""
    by_jurisdiction: dict[str, list[Coverage]] = {}
    for each in found:
        by_jurisdiction.setdefault(each.jurisdiction, []).append(each)
    for jurisdiction, rows in by_jurisdiction.items():
        yield f"- **{jurisdiction}**"
        for each in rows:
            if each.measures:
                yield f"  - {str(each).removeprefix(f'{jurisdiction}, ')} ({', '.join(each.bodies)})"
        unknown = [str(each.level) for each in rows if not each.measures and each.level is not None]
        if unknown:
            yield f"  - nothing known of {', '.join(unknown)}"
