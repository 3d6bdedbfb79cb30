"""Options and fixtures for all tests."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from support.of_one_rule import PATHS, Selection
from support.permissions import permissions_bind

#: The same examples in every run, however slow the machine is, so that a red test is the change's fault.
settings.register_profile(
    "same", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same")
#: Other examples in every run, and twenty times as many: ``make fuzz``.
settings.register_profile("fuzz", max_examples=2000, derandomize=False, print_blob=True)

#: What ``--rule`` selects.
SELECTION = pytest.StashKey[Selection]()

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # a shell has started the tests in the background; what they start must be interruptible all the same
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write expected outputs anew instead of comparing with them")
    parser.addoption("--rule", metavar="NAME", help="only the tests of one rule, given by its name or code")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--rule") is not None:
        config.stash[SELECTION] = Selection.of(config.getoption("--rule"))
        if config.args_source is pytest.Config.ArgsSource.TESTPATHS:
            config.args = [str(Path(__file__).parent / path) for path in PATHS]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    selection = config.stash.get(SELECTION, None)
    if selection is not None:
        others = [item for item in items if not selection.has(item)]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if selection.has(item)]


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be written anew."""
    return bool(request.config.getoption("--update"))


@pytest.fixture
def bound_by_permissions() -> Iterator[None]:
    """File permissions hold for the test, as they would not for root."""
    with permissions_bind():
        yield
