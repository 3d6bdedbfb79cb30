"""Nothing that a rule declares is without effect: each declaration changes what is found in some document.

The documents are the rule's examples and its probes, so that a declaration that is lost or wrong turns those red; one
that changes nothing is not needed. ``when``, ``local`` and ``implied_by_schema`` spare work and change nothing; other
tests hold them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from support.lint import REGISTRY
from support.material import found, of_each_rule
from twimllint.engine.basics import RuleInfo
from twimllint.engine.dispatcher import Dispatcher
from twimllint.engine.registry import Registry
from twimllint.generate import rule_classes

#: What these rules look at is more than a document: other tests run them.
ELSEWHERE = {
    *(info.name for info in REGISTRY if "#project" in info.on),
    "room-not-in-manifest",
    "room-not-in-progress",
}
#: What no document shows, and why it is right all the same.
UNSEEN = {
    "malformed-url: needs '<'": "what is written with a reference is looked at in any case",
    "say-too-long: templated": "with the rule's option, and an attribute that a template writes",
    "room-peer-to-peer: known": "with a setting of the type of a room",
    "room-peer-to-peer: supersedes room-peer-to-peer-hint": "the same",
}
CLASSES = {cls.name: cls for cls in rule_classes()}
DOCUMENTS = of_each_rule()


def other_ways(info: RuleInfo) -> Iterator[tuple[str, RuleInfo, tuple[str, ...]]]:
    """Each declaration, the rule without it, and the rules that have to run to see the difference."""
    for word in info.needs:
        if not any(other in word for other in info.needs if other != word):
            yield f"needs {word!r}", info._replace(needs=without(info.needs, word)), (info.name,)
    for trigger in (trigger for trigger in info.on if not trigger.startswith("#")):
        yield f"on {trigger!r}", info._replace(on=without(info.on, trigger)), (info.name,)
    for other in info.supersedes:
        changed = info._replace(supersedes=without(info.supersedes, other))
        yield f"supersedes {other}", changed, (info.name, other)
    for flag, usual in (("known", True), ("templated", False), ("runs_on_malformed", False)):
        if getattr(info, flag) != usual:
            yield flag, info._replace(**{flag: usual}), (info.name,)


def without(words: tuple[str, ...], word: str) -> tuple[str, ...]:
    # a rule that needs nothing would be called always
    return tuple([other for other in words if other != word]) or ("no document has this",)


@cache
def dispatcher(info: RuleInfo, names: tuple[str, ...]) -> Dispatcher:
    return Dispatcher(Registry({**REGISTRY.rules, info.name: info}, CLASSES), names)


def matters(info: RuleInfo, changed: RuleInfo, names: tuple[str, ...]) -> bool:
    """Whether one of the rule's documents shows the difference."""
    return any(
        found(path, text, settings, dispatcher(info, names)) != found(path, text, settings, dispatcher(changed, names))
        for path, text, settings in DOCUMENTS[info.name]
    )


def test_every_declaration_is_shown_by_a_document() -> None:
    idle = [
        f"{info.name}: {declared}"
        for info in REGISTRY
        if info.name not in ELSEWHERE
        for declared, changed, names in other_ways(info)
        if not matters(info, changed, names)
    ]
    assert sorted(idle) == sorted(UNSEEN)
