"""Which rules run: selectors (codes, prefixes, names, ``ALL``) resolved against the rules there are.

The more specific selector wins: a code or a name over a longer prefix, that over a shorter one, that over ``ALL``.
Between equals, ignoring wins. A former code or name (``Rule.aliases``) counts as the present one. Rules in preview
(``Rule.preview``) do not run unless that is asked for, whatever selects them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from twimllint.engine.basics import RuleInfo, Severity, former_names
from twimllint.renamed import renamed_names

PRESETS = ("recommended", "strict", "essential")

#: The specificity of a code or a name: above that of any prefix, which is its length.
_EXACT = 1000


class SelectError(ValueError):
    """A selector that names no rule; ``nearest`` is the code or name that was probably meant, or ``None``."""

    def __init__(self, selector: str, nearest: str | None, message: str) -> None:
        super().__init__(message)
        self.selector = selector
        self.nearest = nearest
        self.message = message


class Match(NamedTuple):
    """What a selector names: ``rank`` grows with how specific it is, from 0 for ``ALL``."""

    rank: int
    names: frozenset[str]


def match(rules: Mapping[str, RuleInfo], selector: str) -> Match:
    """The rules that a selector names, in any letter case. Raises ``SelectError`` where it names none."""
    wanted = selector.strip()
    if wanted.upper() == "ALL":
        return Match(0, frozenset(rules))
    if wanted.lower() in rules:
        return Match(_EXACT, frozenset((wanted.lower(),)))
    former = former_names(rules).get(wanted.lower())
    prefix = wanted.upper()
    by_code = [info for info in rules.values() if info.code.startswith(prefix)] if prefix else []
    if former is not None and not any(info.code == prefix for info in by_code):
        return Match(_EXACT, former)
    if not by_code:
        raise _unknown(rules, wanted)
    exact = [info.name for info in by_code if info.code == prefix]
    return Match(_EXACT, frozenset(exact)) if exact else Match(len(prefix), frozenset([info.name for info in by_code]))


def renamed(rules: Mapping[str, RuleInfo], selector: str) -> str | None:
    """What a selector that is a former code or name must be called now; ``None`` where it is up to date.

    A former code gives the present code, a former name the present name; several are joined by commas.
    """
    wanted = selector.strip().lower()
    former = former_names(rules).get(wanted, frozenset())
    if not former or wanted in rules or any(info.code.lower() == wanted for info in rules.values()):
        return None
    return ", ".join(sorted([name if "-" in wanted or wanted.isalpha() else rules[name].code for name in former]))


def known_selectors(rules: Mapping[str, RuleInfo], selectors: Iterable[str]) -> list[str]:
    """Those of the selectors that name a rule."""
    selected = []
    for selector in selectors:
        try:
            match(rules, selector)
        except SelectError:
            continue
        selected.append(selector)
    return selected


def preset_names(rules: Mapping[str, RuleInfo], preset: str = "recommended") -> frozenset[str]:
    """The rules of a preset.

    ``recommended``: those that are on by default; ``strict``: all; ``essential``: those on by default whose severity
    is error. Raises ``ValueError`` for another name.
    """
    if preset not in PRESETS:
        raise ValueError(f'preset is "{preset}"; expected one of {", ".join(PRESETS)}')
    wanted: Callable[[RuleInfo], bool] = {
        "recommended": lambda info: info.default,
        "strict": lambda _info: True,
        "essential": lambda info: info.default and info.severity is Severity.ERROR,
    }[preset]
    return frozenset([name for name, info in rules.items() if wanted(info)])


def resolve(
    rules: Mapping[str, RuleInfo],
    select: Collection[str] | None = None,
    ignore: Iterable[str] = (),
    extend_select: Iterable[str] = (),
    preset: str = "recommended",
    *,
    preview: bool = False,
    cli_select: Collection[str] | None = None,
    cli_ignore: Iterable[str] = (),
    cli_extend_select: Iterable[str] = (),
) -> frozenset[str]:
    """The names of the rules to run.

    ``select`` replaces what the preset turns on, ``extend_select`` adds, ``ignore`` takes away. The ``cli_`` ones come
    from the command line: ``cli_select`` replaces ``select`` and ``extend_select``; ``cli_ignore`` also takes away what
    the configuration selects more specifically; and a selector of the command line beats an equally specific
    ``ignore`` of the configuration. An empty ``select`` counts as none. Without ``preview``, rules in preview never
    run. Raises ``SelectError`` for a selector that names no rule.
    """
    chosen = [_Choice(0, match(rules, text)) for text in (select or ())]
    added = [_Choice(0, match(rules, text)) for text in extend_select]
    dropped = [_Choice(0, match(rules, text)) for text in ignore]
    dropped += [_Choice(1, match(rules, text)) for text in cli_ignore]
    if not chosen:
        chosen = [_Choice(0, Match(0, preset_names(rules, preset)))]
    chosen += added
    if cli_select:
        chosen = [_Choice(1, match(rules, text)) for text in cli_select]
    chosen += [_Choice(1, match(rules, text)) for text in cli_extend_select]
    hidden = [] if preview else [name for name, info in rules.items() if info.preview]
    if len(chosen) == 1 and not dropped:
        return chosen[0].match.names.difference(hidden)
    return frozenset([name for name in rules if _runs(name, chosen, dropped)]).difference(hidden)


class _Choice(NamedTuple):
    """One selector: ``layer`` is 1 for the command line, 0 for the configuration."""

    layer: int
    match: Match


def _runs(name: str, chosen: Iterable[_Choice], dropped: Iterable[_Choice]) -> bool:
    against = [choice for choice in dropped if name in choice.match.names]
    return any(
        name in choice.match.names and not any(_overrides(other, choice) for other in against) for choice in chosen
    )


def _overrides(ignoring: _Choice, selecting: _Choice) -> bool:
    if ignoring.layer > selecting.layer:
        return True
    if ignoring.layer < selecting.layer:
        return ignoring.match.rank > selecting.match.rank
    return ignoring.match.rank >= selecting.match.rank


def _near_code(wanted: str, codes: list[str]) -> str | None:
    """The code that is one character off, or the prefix of codes that is one digit shorter."""
    from twimllint.schema.names import nearest

    prefix = wanted[:-1]
    is_prefix = prefix[-1:].isdigit() and any(code.startswith(prefix) for code in codes)
    return nearest(wanted, codes, 1) or (prefix if is_prefix else None)


def _unknown(rules: Mapping[str, RuleInfo], selector: str) -> SelectError:
    if not selector:
        return SelectError(selector, None, "a selector is empty; expected a code, a prefix of codes, a name or ALL")
    from twimllint.schema.names import nearest

    codes = sorted([info.code for info in rules.values()])
    wanted = selector.upper()
    suggestion = nearest(selector, sorted(rules)) if "-" in selector or not any(map(str.isdigit, selector)) else None
    suggestion = suggestion or _near_code(wanted, codes)
    hint = f'; did you mean "{suggestion}"?' if suggestion else "; `twimllint rules` lists the codes and names"
    return SelectError(selector, suggestion, f'no rule has the code, prefix or name "{selector}"{hint}')


if not TYPE_CHECKING:
    __getattr__ = renamed_names(
        __name__,
        {
            "known": "known_selectors",
        },
    )
