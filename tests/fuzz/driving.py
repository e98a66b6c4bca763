"""One reader under libFuzzer, in a process of its own: ``python -m tests.fuzz.driving READER [FLAG ...]``.

Nothing else imports atheris. It has to see the modules of the package before anything else imports them, and keeps the
process until the run is over.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any


def main() -> None:
    """Drive the reader that is named, with the flags of libFuzzer after it."""
    atheris: Any = importlib.import_module("atheris")  # without types, and installed only where somebody fuzzes
    name, *flags = sys.argv[1:]
    with atheris.instrument_imports(include=["iopmodel", "tomllib"]):
        reader: Any = importlib.import_module("tests.fuzz.readers").reader_named(name)

    def change(given: bytes, most: int, number: int) -> bytes:
        by_format: Any = reader.change
        changed: bytes = by_format(given, most, number) if by_format and number % 3 else atheris.Mutate(given, most)
        return changed

    atheris.Setup([sys.argv[0], *flags], reader.hold, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
