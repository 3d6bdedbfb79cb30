"""The options of ``twimllint check``, with where each comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from click.core import ParameterSource


class CheckOptions(NamedTuple):
    """What one call was given, by the names of click's parameters.

    ``source`` says for each whether it comes from the command line, the environment or is the default; ``label`` is
    what the user wrote for it, ``--region`` or ``TWIMLLINT_REGION``. ``variables`` are those of the environment that
    stand for options.
    """

    source: Mapping[str, ParameterSource]
    label: Mapping[str, str]
    variables: tuple[str, ...] = ()
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


#: The variables of the program's own that stand for no option.
_OTHER_VARIABLES = ("TWIMLLINT_DEBUG",)


def unknown_variables(names: Iterable[str], variables: tuple[str, ...]) -> Iterator[str]:
    """What to say of variables of the environment that are named like those of an option and stand for none."""
    known = (*variables, *_OTHER_VARIABLES)
    unknown = sorted([name for name in names if name.startswith("TWIMLLINT_") and name not in known])
    others = []
    for name in unknown:
        from twimllint.schema.names import nearest

        suggestion = nearest(name.removeprefix("TWIMLLINT_"), [each.removeprefix("TWIMLLINT_") for each in known])
        if suggestion is None:
            others.append(name)
        else:
            yield f"{name} is not read; did you mean TWIMLLINT_{suggestion}?"
    if others:
        yield f"{', '.join(others)}: not read, since no option has such a name"
