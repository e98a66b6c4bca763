"""Reading a file of published programs, so that whatever is wrong with it is one line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

__all__ = ["PROGRAMS", "Unusable", "entries_of"]

#: The programs that the tests are about.
PROGRAMS = Path(__file__).with_name("programs.json")


class Unusable(ValueError):
    """A file that holds no list of programs."""


def entries_of(path: str | Path) -> list[Any]:
    """The entries of a file, in its order.

    Raises:
        Unusable: if it cannot be read or is no list in JSON.
    """
    try:
        data: object = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Unusable(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise Unusable(f"{path}: is no text in UTF-8 ({error.reason} at byte {error.start})") from None
    except RecursionError:
        raise Unusable(f"{path}: is nested too deeply to be a list of programs") from None
    except ValueError as error:
        raise Unusable(f"{path}: is no JSON: {error}") from None
    if not isinstance(data, list):
        raise Unusable(f"{path}: expected a list of programs, got {type(data).__name__}")
    return list(cast("Iterable[Any]", data))
