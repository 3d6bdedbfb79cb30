"""Options and fixtures for all tests."""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from permissions import permissions_bind

#: Ten times as many examples as usual: ``pytest tests/proofs --hypothesis-profile=deep``.
settings.register_profile("deep", max_examples=1000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write expected outputs anew instead of comparing with them")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be written anew."""
    return bool(request.config.getoption("--update"))


@pytest.fixture
def bound_by_permissions() -> Iterator[None]:
    """File permissions hold for the test, as they would not for root."""
    with permissions_bind():
        yield
