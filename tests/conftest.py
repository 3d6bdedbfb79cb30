"""Options and fixtures for all tests."""

import gc
import os
import signal
from collections.abc import Iterator
from itertools import compress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from support import installed
from support.installed import Built, Hooks
from support.made_once import made_once
from support.of_one_rule import PATHS, Selection
from support.permissions import permissions_bind

#: The same examples in every run, however slow the machine is, so that a red test is the change's fault.
settings.register_profile(
    "same", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same")
#: Other examples in every run, and twenty times as many: ``make fuzz``.
settings.register_profile("fuzz", max_examples=2000, derandomize=False, print_blob=True)

#: A tenth of the examples, always the same: ``make check``.
settings.register_profile("quick", max_examples=10)

#: The test modules that take longest. They are begun first, half of them by each of two processes, so that none ends long
#: after the other, and so that what several of them share is there when the second one asks for it.
LONG = (
    "test_packaging.py",
    "test_pre_commit.py",
    "test_plugin_package.py",
    "editors/test_same_everywhere.py",
    "test_ci_files.py",
    "cli/test_more_hostile.py",
    "engine/test_local.py",
    "source/test_template_engines.py",
    "test_of_one_rule.py",
    "editors/test_vscode_extension.py",
    "rules/test_declarations.py",
    "test_site.py",
)
FOLDER = Path(__file__).parent

#: What ``--rule`` selects.
SELECTION = pytest.StashKey[Selection]()

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # a shell has started the tests in the background; what they start must be interruptible all the same
    signal.signal(signal.SIGINT, signal.default_int_handler)


# byte code of what tests install is made as it is imported: compiling all of it is most of the work of an installation
os.environ["PIP_COMPILE"] = "0"


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
        chosen = [selection.has(item) for item in items]
        config.hook.pytest_deselected(items=[item for item, is_in in zip(items, chosen, strict=True) if not is_in])
        items[:] = compress(items, chosen)
    items[:] = long_ones_first(items)


def pytest_collection_finish() -> None:
    """The tests themselves stay to the end: no collection of garbage has to look at them again."""
    gc.collect()
    gc.freeze()


def long_ones_first(items: list[pytest.Item]) -> list[pytest.Item]:
    """The tests with the long ones at the beginning and in the middle, where the second process begins."""
    places = [item.path.relative_to(FOLDER).as_posix() if FOLDER in item.path.parents else "" for item in items]
    pairs = list(zip(items, places, strict=True))
    first, second = ([item for item, place in pairs if place in LONG[half::2]] for half in (0, 1))
    others = [item for item, place in pairs if place not in LONG]
    middle = max(0, len(items) // 2 - len(first))
    return [*first, *others[:middle], *second, *others[middle:]]


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be written anew."""
    return bool(request.config.getoption("--update"))


@pytest.fixture
def bound_by_permissions() -> Iterator[None]:
    """File permissions hold for the test, as they would not for root."""
    with permissions_bind():
        yield


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, in which tests may build."""
    return made_once("checkout", installed.check_out, tmp_path_factory) / "twimllint"


@pytest.fixture(scope="session")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The wheel and the sdist."""
    folder = made_once("built", lambda folder: installed.build(checkout, folder), tmp_path_factory)
    return Built.of(folder)


@pytest.fixture(scope="session")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Hooks:
    """The repository of the hooks, which pre-commit installs once."""
    return Hooks(made_once("hooks", installed.hooks_repository, tmp_path_factory))
