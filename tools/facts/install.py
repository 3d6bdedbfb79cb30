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


def python(folder: Path) -> Path:
    """``twilio`` of PyPI, without what it needs; returns the folder that the package is in."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder), "twilio"]
    subprocess.run(command, check=True)
    return folder


def node(folder: Path) -> Path:
    """``twilio`` of npm; returns its folder."""
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder)]
    subprocess.run([*command, "twilio"], check=True)
    return folder / "node_modules" / "twilio"


def ruby(folder: Path) -> Path:
    """``twilio-ruby`` of RubyGems; returns its folder."""
    folder.mkdir(parents=True)
    subprocess.run(["gem", "fetch", "--quiet", "twilio-ruby"], check=True, cwd=folder)
    subprocess.run(["gem", "unpack", "--quiet", next(folder.glob("*.gem")).name], check=True, cwd=folder)
    return next(path for path in folder.iterdir() if path.is_dir())


def php(folder: Path) -> Path:
    """``twilio/sdk`` of Packagist; returns its folder."""
    command = ["composer", "create-project", "--quiet", "--no-install", "--no-scripts", "--no-plugins", "twilio/sdk"]
    subprocess.run([*command, str(folder)], check=True)
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
    except (subprocess.CalledProcessError, OSError, StopIteration) as error:
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
        found = re.search(r"VERSION = '([^']+)'", text)
        return found[1] if found else ""
    text = (folder / "src" / "Twilio" / "VersionInfo.php").read_text(encoding="utf-8")
    return ".".join(re.findall(r'= "?(\d+)"?', text))
