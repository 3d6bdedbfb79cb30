"""The options of ``twimllint check``, with where each comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from click.core import ParameterSource


class CheckOptions(NamedTuple):
    """What one call was given, by the names of click's parameters.

    ``source`` says for each whether it comes from the command line, the environment or is the default; ``label`` is
    what the user wrote for it, ``--region`` or ``TWIMLLINT_REGION``.
    """

    source: Mapping[str, ParameterSource]
    label: Mapping[str, str]
    paths: tuple[str, ...] = ()
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    preview: bool | None = None
    preset: str | None = None
    region: str | None = None
    room_type: str | None = None
    rooms_manifest: str | None = None
    fail_on: str | None = None
    max_warnings: int | None = None
    form: str | None = None
    columns: str = "characters"
    output: tuple[str, ...] = ()
    config: str | None = None
    isolated: bool = False
    stdin_filename: str | None = None
    baseline: str | None = None
    write_baseline: str | None = None
    prune_baseline: bool = False
    add_ignores: str | None = None
    statistics: bool = False
    timings: bool = False
    show_files: bool = False
    show_settings: bool = False
    no_exclude: bool = False
    code: bool | None = None
    no_plugins: bool = False
    jobs: int | None = None
    ci_output: bool = True
    color: str = "auto"
    quiet: bool = False
    verbose: bool = False

    def is_on_command_line(self, name: str) -> bool:
        """Whether the option was written on the command line, and not set in the environment."""
        return self.source[name] is ParameterSource.COMMANDLINE

    def is_set(self, name: str) -> bool:
        """Whether the option was given, and does something."""
        value = getattr(self, name)
        return value is not None if name == "add_ignores" else bool(value)
