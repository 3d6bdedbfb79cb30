"""What Twilio's newest helper libraries have that this project does not know yet: ``make facts``.

The libraries are fetched into a temporary folder. The schemas are compared with those for Python and Node, and the
tables of helper methods, ``schemas/helper-*.json``, are written anew from all four. The exit status is 1 if anything is
new, and 2 if a library for the comparison cannot be fetched.

``--python FOLDER`` and the like name folders in which a library is already.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from compare import ROOT, compare_with
from helper_libraries import update
from install import LIBRARIES, fetch


def main(arguments: list[str]) -> int:
    """Compare, and write the tables."""
    parser = argparse.ArgumentParser(prog="make facts", description="What is new in Twilio's helper libraries.")
    for language in LIBRARIES:
        parser.add_argument(f"--{language}", type=Path, help="folder of the library (default: the newest is fetched)")
    parser.add_argument("--schemas", type=Path, default=ROOT / "schemas", help="where the tables are")
    parser.add_argument("--no-fetch", action="store_true", help="leave out the libraries that no option names")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        libraries: dict[str, Path | str] = {
            language: getattr(options, language)
            or ("it is left out" if options.no_fetch else fetch(language, Path(temporary)))
            for language in LIBRARIES
        }
        missing = {language: reason for language, reason in libraries.items() if isinstance(reason, str)}
        folders = {language: folder for language, folder in libraries.items() if isinstance(folder, Path)}
        if {"python", "node"} & set(missing):
            print(*[f"the library for {language}: {reason}" for language, reason in missing.items()], sep="\n")
            return 2
        comparison = compare_with(folders["python"], folders["node"])
        changes = [line for language in folders for line in update(language, folders[language], options.schemas)]
    comparison.print()
    print(f"\nNew in schemas/helper-*.json: {len(changes) or 'nothing'}", *changes, sep="\n  ")
    for language, reason in missing.items():
        print(f"\nschemas/helper-{language}.json stays as it is: {reason}")
    return int(bool(comparison.new or changes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
