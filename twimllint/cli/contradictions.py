"""Options that contradict one another, or do nothing: said before any work is done."""

from __future__ import annotations

import os
from collections.abc import Sequence

from twimllint.cli.check_options import CheckOptions
from twimllint.cli.streams import fail, warn

#: What a call can do besides reporting: one thing at a time.
MODES = (("fix", "diff"), ("write_baseline",), ("add_ignores",))
#: What makes a call end without a report.
_WITHOUT_REPORT = ("diff", "write_baseline", "add_ignores", "show_files", "show_settings")
#: What reads or writes a file, whose name may come from a variable that is empty.
_FILES = ("config", "write_baseline")


def check_options(options: CheckOptions, paths: Sequence[str]) -> None:
    """Fail where options contradict one another; warn where one does nothing."""
    on_stdin = "-" in paths
    if on_stdin and len(paths) > 1:
        fail('"-" (standard input) cannot be combined with paths')
    without_effect = options.stdin_filename and not (on_stdin or options.show_settings)
    if without_effect and options.is_on_command_line("stdin_filename"):
        fail('--stdin-filename names what comes on standard input; give "-" in place of the paths')
    for name in _FILES:
        if getattr(options, name) == "" and options.is_on_command_line(name):
            fail(f'{options.label[name]} is ""; expected the name of a file')
    if options.config and options.isolated and options.source["config"] is options.source["isolated"]:
        fail("--config and --isolated contradict each other")
    _check_modes(options)
    if options.unsafe_fixes and not (options.fix or options.diff):
        warn("--unsafe-fixes does nothing without --fix or --diff")
    if options.add_ignores is not None:
        _check_reason(options.add_ignores, on_stdin)
    if options.write_baseline:
        _check_baseline(options.write_baseline)


def _check_modes(options: CheckOptions) -> None:
    """Fail where a call would have to do two things, or where a report would not be written."""
    modes = [[name for name in mode if options.is_set(name)] for mode in MODES]
    wanted = [names[0] for names in modes if names]
    if len(wanted) > 1:
        _fail_together(options, *wanted[:2])
    if options.prune_baseline and (options.diff or set(wanted) - {"fix"}):
        fail("--prune-baseline can only be combined with linting or with --fix")
    instead = [name for name in _WITHOUT_REPORT if options.is_set(name)]
    for name in (*instead[1:], "fix", "output") if instead else ():
        # --fix --diff is --diff; what a variable sets for all calls is meant for those that can do it
        together = (name, instead[0]) == ("fix", "diff") or not options.is_set(name)
        if not together and options.is_on_command_line(name) and options.is_on_command_line(instead[0]):
            _fail_together(options, instead[0], name)
    for name in ("form", "statistics") if instead and not options.quiet else ():
        if options.is_set(name) and options.is_on_command_line(name):
            warn(f"{options.label[name]} does nothing with {options.label[instead[0]]}")


def _fail_together(options: CheckOptions, first: str, second: str) -> None:
    fail(f"{options.label[first]} and {options.label[second]} cannot be combined; run one after the other")


def _check_baseline(path: str) -> None:
    """A document in the place of the file would be lost."""
    from twimllint.files.writing import head_of
    from twimllint.report.recognize import HEAD, is_baseline

    head = head_of(path, HEAD)
    if head is not None and not is_baseline(head):
        fail(f"--write-baseline {path}: that file exists and is not a baseline; it is not overwritten")


def _check_reason(reason: str, on_stdin: bool) -> None:
    """A path in the place of the reason would not be linted, but the whole working folder would."""
    from twimllint.files.detect import is_candidate_name

    if on_stdin or reason == "-":
        fail("--add-ignores writes into files; it cannot write into standard input")
    if reason and (os.path.lexists(reason) or (" " not in reason and is_candidate_name(os.path.basename(reason)))):
        fail(f'--add-ignores takes a reason, and "{reason}" is a path; write --add-ignores "" {reason} for none')
