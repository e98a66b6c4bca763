"""``python -m tests.golden.write``: write the golden pickles that are not there; none is ever written over."""

import sys

from tests.golden.pickled import contents, written


def main() -> None:
    """Write what is missing, and say what it was."""
    names = written(contents().items())
    sys.stdout.write(f"{len(names)} files written: {', '.join(names) or 'all of them are there already'}\n")


if __name__ == "__main__":
    main()
