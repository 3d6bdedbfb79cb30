"""Real programs for the tests: found, else installed from Debian's packages, else the test is skipped by name.

A test that wants Vim calls ``tool("vim")``. Where the program is missing, it is installed if that can be done without
asking anybody: in CI, as root with apt-get at hand, or with ``TWIMLLINT_TEST_INSTALL=1``. In CI (``CI=true``) nothing is
skipped: what cannot be had there is a failure.
"""

import glob
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest

#: What is looked for, a command or the glob of a path, and the package of Debian that has it.
PACKAGES = {
    "bash": "bash",
    "efm-langserver": "efm-langserver",
    "emacs": "emacs-nox",
    "fish": "fish",
    "/usr/share/emacs/site-lisp/elpa/eglot-[0-9]*": "elpa-eglot",
    "/usr/share/emacs/site-lisp/elpa/flycheck-[0-9]*": "elpa-flycheck",
    "/usr/share/emacs/site-lisp/elpa/lsp-mode-[0-9]*": "elpa-lsp-mode",
    "/usr/share/java/freemarker.jar": "libfreemarker-java",
    "/usr/lib/*/perl5/*/Template.pm": "libtemplate-perl",
    "/usr/share/perl5/HTML/Mason.pm": "libhtml-mason-perl",
    "/usr/share/perl5/HTML/Template.pm": "libhtml-template-perl",
    "/usr/share/perl5/Mojo/Template.pm": "libmojolicious-perl",
    "git": "git",
    "go": "golang-go",
    "groff": "groff",
    "java": "default-jdk-headless",
    "kak": "kakoune",
    "import": "imagemagick",
    "kate": "kate",
    "man": "man-db",
    "mandoc": "mandoc",
    "node": "nodejs",
    "npm": "npm",
    "nvim": "neovim",
    "perl": "perl",
    "php": "php-cli",
    "ruby": "ruby",
    "vim": "vim-nox",
    "/usr/share/vim-ale": "vim-ale",
    "xmllint": "libxml2-utils",
    "Xvfb": "xvfb",
    "zsh": "zsh",
}

_IN_CI = os.environ.get("CI") == "true"
_STATE = Path(tempfile.gettempdir()) / "twimllint-test-tools"


@cache
def tool(name: str, package: str | None = None) -> str:
    """The path of a command, or of a file or folder given by a glob of it; skips the test where there is none."""
    found = _find(name)
    if found is None and _may_install():
        _install(package or PACKAGES[name])
        found = _find(name)
    if found is not None:
        return found
    reason = f"{name} is not here (Debian's package {package or PACKAGES.get(name, name)} has it)"
    if _IN_CI:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def _find(name: str) -> str | None:
    if name.startswith("/"):
        return max(glob.glob(name), default=None)
    return shutil.which(name)


def _may_install() -> bool:
    if shutil.which("apt-get") is None:
        return False
    return _IN_CI or os.environ.get("TWIMLLINT_TEST_INSTALL") == "1" or os.geteuid() == 0


def _install(package: str) -> None:
    """Install a package, one test process at a time; in CI all of them at once, which is much quicker than singly."""
    import fcntl  # not on Windows, where there is no apt-get either

    _STATE.mkdir(exist_ok=True)
    with (_STATE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
        if (_STATE / f"{package}-{run}").exists():  # another process of this run has tried
            return
        wanted = {package}
        if _IN_CI:
            wanted |= {PACKAGES[name] for name in PACKAGES if _find(name) is None}
        _apt("update")
        if not _apt("install", "--yes", "--no-install-recommends", *sorted(wanted)):
            _apt("install", "--yes", "--no-install-recommends", package)
        for each in wanted:
            (_STATE / f"{each}-{run}").touch()


def _apt(*arguments: str) -> bool:
    sudo = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", *arguments]
    try:
        done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=900)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
