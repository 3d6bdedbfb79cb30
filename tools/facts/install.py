"""The newest of Twilio's helper libraries, each fetched into a folder of its own; nothing of them is run here."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: Seconds until an index that does not answer counts as unreachable.
_TIMEOUT = 180
#: Characters of a package manager's complaint that are shown.
_MAX_REASON = 240


class NotFetchedError(Exception):
    """A library that its index does not give, with the reason."""


def run(command: list[str], folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a package manager; what it prints is shown only as the reason why it failed."""
    try:
        done = subprocess.run(
            command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=_TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired:
        raise NotFetchedError(f"no answer within {_TIMEOUT} seconds") from None
    except OSError as error:
        raise NotFetchedError(str(error)) from None
    if done.returncode:
        raise NotFetchedError(_reason(done))
    return done


def _reason(done: subprocess.CompletedProcess[str]) -> str:
    """The beginning of what a package manager has said, errors first."""
    words = f"{done.stderr} {done.stdout}".split()
    return " ".join(words)[:_MAX_REASON] if words else f"exit status {done.returncode}"


def python(folder: Path) -> Path:
    """``twilio`` of PyPI, without what it needs; returns the folder that the package is in."""
    run([sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder), "twilio"])
    return folder


def node(folder: Path) -> Path:
    """``twilio`` of npm; returns its folder."""
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder)]
    run([*command, "twilio"])
    return folder / "node_modules" / "twilio"


def ruby(folder: Path) -> Path:
    """``twilio-ruby`` of RubyGems; returns its folder."""
    folder.mkdir(parents=True)
    done = run(["gem", "fetch", "twilio-ruby"], folder)
    fetched = next(folder.glob("*.gem"), None)
    if fetched is None:  # gem says why, and ends as if nothing were wrong
        raise NotFetchedError(_reason(done))
    run(["gem", "unpack", fetched.name], folder)
    return folder / fetched.stem


def php(folder: Path) -> Path:
    """``twilio/sdk`` of Packagist; returns its folder."""
    command = ["composer", "create-project", "--quiet", "--no-install", "--no-scripts", "--no-plugins", "twilio/sdk"]
    run([*command, str(folder)])
    return folder


#: How each library is fetched, and the command that does it.
LIBRARIES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "python": (python, sys.executable),
    "node": (node, "npm"),
    "ruby": (ruby, "gem"),
    "php": (php, "composer"),
}


def fetch(language: str, folder: Path) -> Path | str:
    """The folder of a newly fetched library, or the reason why there is none."""
    get, command = LIBRARIES[language]
    if shutil.which(command) is None:
        return f"{command} is not installed"
    try:
        return get(folder / language)
    except (NotFetchedError, OSError) as error:
        return f"it cannot be fetched ({error})"


def version(language: str, folder: Path) -> str:
    """The version of a fetched library."""
    if language == "python":
        name = next(folder.glob("twilio-*.dist-info")).name
        return name.removeprefix("twilio-").removesuffix(".dist-info")
    if language == "node":
        package: dict[str, Any] = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        return str(package["version"])
    if language == "ruby":
        text = (folder / "lib" / "twilio-ruby" / "version.rb").read_text(encoding="utf-8")
        match = re.search(r"VERSION = '([^']+)'", text)
        return match[1] if match else ""
    text = (folder / "src" / "Twilio" / "VersionInfo.php").read_text(encoding="utf-8")
    return ".".join(re.findall(r'= "?(\d+)"?', text))
