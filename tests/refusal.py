"""What the tests of refusals share: the message of an error, and values that no type checker lets through."""

from collections.abc import Callable
from typing import Any

import pytest


def refusal(kind: type[Exception], make: Callable[[], object]) -> str:
    """The message of the error that *make* raises, which is of exactly this kind."""
    with pytest.raises(kind) as caught:
        make()
    assert type(caught.value) is kind
    return str(caught.value)


def wrong(value: object) -> Any:  # noqa: ANN401 - a caller without a type checker may give anything
    """The value, as somebody without a type checker would give it."""
    return value
