"""Options and fixtures for all tests."""

import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from support.permissions import permissions_bind

#: The same examples in every run, however slow the machine is, so that a red test is the change's fault.
settings.register_profile(
    "same", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same")
#: Other examples in every run, and twenty times as many: ``make fuzz``.
settings.register_profile("fuzz", max_examples=2000, derandomize=False, print_blob=True)

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # a shell has started the tests in the background; what they start must be interruptible all the same
    signal.signal(signal.SIGINT, signal.default_int_handler)


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
