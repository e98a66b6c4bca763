"""Every reader of outside text, in the order in which a full run drives them."""

from __future__ import annotations

from iopmodel.errors import UnknownName
from tests.fuzz import commands, files, names, texts, values
from tests.fuzz.laws import Reader

READERS: tuple[Reader, ...] = (
    *files.READERS,
    *commands.READERS,
    *values.READERS,
    *texts.READERS,
    *names.READERS,
)


def reader_named(name: str) -> Reader:
    """The reader of that name.

    Raises:
        UnknownName: if there is none.
    """
    for each in READERS:
        if each.name == name:
            return each
    raise UnknownName("reader", name, tuple(each.name for each in READERS))
