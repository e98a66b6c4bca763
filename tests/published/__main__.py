"""``python -m tests.published FILE``: what the library makes of a file of published programs, as one JSON object."""

from __future__ import annotations

import argparse
import json
import sys

from tests.published.comparing import examined
from tests.published.files import Unusable, entries_of


def main(arguments: list[str] | None = None) -> int:
    """Examine one file; 0 when it could be read, whatever it holds, and 2 when it could not."""
    parser = argparse.ArgumentParser(prog="python -m tests.published", description=__doc__)
    parser.add_argument("file", help="a file in the format of programs.json")
    try:
        entries = entries_of(parser.parse_args(arguments).file)
    except Unusable as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"{json.dumps(examined(entries), indent=2)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
