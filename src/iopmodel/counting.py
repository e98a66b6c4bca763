"""Which sessions make up the time: the one place where "does this count" is answered."""

from __future__ import annotations

import enum
from collections.abc import Iterable

import attrs

from iopmodel.components import (
    COMPONENT_TYPES,
    Component,
    MedicationAssistedTreatment,
    MedicationVisit,
    SupportKind,
    SupportService,
)
from iopmodel.errors import UnknownName, WrongKind
from iopmodel.populations import AttendedBy
from iopmodel.vocabulary import Word, key_of

__all__ = ["DEFAULT_COUNTING", "SILENT_COUNTING", "Counted", "Counting", "Parallel", "UnknownTime"]


class Counted(enum.Enum):
    """Whether a session counts."""

    YES = "counts"
    NO = "does not count"
    CONTESTED = "may count: the body does not say, and bodies differ"


class Parallel(Word):
    """What sessions at the same time on the same day make together."""

    UNION = "union"
    """The time that any of them covers: a patient is in one room at a time."""
    SUM = "sum"
    """All of their times added."""


class UnknownTime(Word):
    """What a session of unknown length or number adds."""

    OPEN = "open"
    """From nothing, without an end: the honest reading."""
    NOTHING = "nothing"
    """Nothing, which makes the figure a lower bound."""


def _kinds(value: Iterable[str | type[Component]]) -> frozenset[str]:
    # A bare text is a collection too, of letters.
    if isinstance(value, str | type):
        raise WrongKind("component kinds", value, "several kinds, such as [GroupTherapy] or {'group-therapy'}")
    return frozenset(key_of(each, "component kind") if isinstance(each, str) else each.kind for each in value)


def _visits(value: Iterable[str]) -> frozenset[str]:
    if isinstance(value, str):
        raise WrongKind("visits left out", value, "several visits, such as {'dosing'}")
    return frozenset(str(MedicationVisit.or_other(visit)) for visit in value)


def _services(value: Iterable[str]) -> frozenset[str]:
    if isinstance(value, str):
        raise WrongKind("services counted", value, "several services, such as {'case-management'}")
    return frozenset(str(SupportKind.or_other(service)) for service in value)


def _in_order(value: frozenset[str]) -> str:
    # A set is written in another order in every process.
    return f"frozenset({sorted(value)!r})"


def _parallel(value: str) -> Parallel:
    return Parallel.one_of(value)


def _unknown(value: str) -> UnknownTime:
    return UnknownTime.one_of(value)


@attrs.frozen(cache_hash=True)
class Counting:
    """Which sessions make up the time.

    Args:
        components: the kinds of component that count (types or their kinds).
        contested: kinds on which a body is silent while bodies differ: they count from nothing to their time.
        visits_left_out: visits for medication that do not count even though the component does.
        services: support services that count whatever is said of support services in general.
        family_only: whether a session that only the family attends counts.
        parallel: whether sessions at the same time count once (union) or each (sum).
        optional: whether optional and as-needed sessions may add to the high end.
        unplaced_total: whether sessions of which only the number over the whole program is known may add.
        unknown: what a session of unknown length or number adds.
        name: whose counting this is, for reports.
    """

    components: frozenset[str] = attrs.field(converter=_kinds, repr=_in_order)
    contested: frozenset[str] = attrs.field(default=frozenset(), converter=_kinds, repr=_in_order, kw_only=True)
    visits_left_out: frozenset[str] = attrs.field(
        default=frozenset({MedicationVisit.DOSING.value, MedicationVisit.TOXICOLOGY.value}),
        converter=_visits,
        repr=_in_order,
        kw_only=True,
    )
    services: frozenset[str] = attrs.field(default=frozenset(), converter=_services, repr=_in_order, kw_only=True)
    family_only: bool = attrs.field(default=False, kw_only=True)
    parallel: Parallel = attrs.field(default=Parallel.UNION, converter=_parallel, kw_only=True)
    optional: bool = attrs.field(default=True, kw_only=True)
    unplaced_total: bool = attrs.field(default=True, kw_only=True)
    unknown: UnknownTime = attrs.field(default=UnknownTime.OPEN, converter=_unknown, kw_only=True)
    name: str = attrs.field(default="treatment without breaks", kw_only=True)

    @classmethod
    def everything_but(cls, *left_out: str | type[Component]) -> Counting:
        """Every kind of component but these; dosing and toxicology visits in.

        Raises:
            UnknownName: for a kind that is not built in; a kind of your own is not counted anyway.
        """
        without = _kinds(left_out)
        for each in sorted(without - set(COMPONENT_TYPES)):
            raise UnknownName("component kind", each, tuple(COMPONENT_TYPES))
        return cls(frozenset(COMPONENT_TYPES) - without, visits_left_out=frozenset())

    def of(self, component: Component, attended_by: AttendedBy) -> Counted:
        """Whether a session of *component*, attended so, counts."""
        if attended_by is AttendedBy.FAMILY and not self.family_only:
            return Counted.NO
        if isinstance(component, MedicationAssistedTreatment) and component.visit in self.visits_left_out:
            return Counted.NO
        if isinstance(component, SupportService) and component.service in self.services:
            return Counted.YES
        if component.kind in self.contested:
            return Counted.CONTESTED
        return Counted.YES if component.kind in self.components else Counted.NO

    def __str__(self) -> str:
        return self.name


#: What counts when nobody says otherwise: treatment, without breaks, meals, school and mutual help.
DEFAULT_COUNTING = Counting(frozenset(COMPONENT_TYPES) - {"break", "meal", "school", "peer-support"})

# The components about which bodies differ: what one counts another leaves out.
_DIFFERING = frozenset(
    {"medication-assisted-treatment", "medication-management", "support-service", "activity", "assessment"}
)

#: What counts for a body that does not say: treatment, and perhaps what some bodies count and others do not.
SILENT_COUNTING = Counting(
    DEFAULT_COUNTING.components - _DIFFERING,
    contested=_DIFFERING,
    name="treatment without breaks; medication-assisted treatment, medication management, support, activity and "
    "assessment may or may not count",
)
