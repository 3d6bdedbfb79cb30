"""What rules look at, as values: ``on = (element("Gather"), attribute("Gather", "hints"), of_type("sid"))``.

Every trigger has a short text form, which rules may write as well and the generated index holds:

- ``"Room"``: every element of that name; ``"*"``: every element
- ``"Gather@hints"``: that attribute of that element; ``"@method"``: that attribute of any element; ``"@*"``: all;
  ``"@*Event"``: every attribute whose name ends with that word
- ``"Redirect/text"``: every text directly in that element; ``"*/text"``: every text
- ``"~Room"``, ``"~Room@participantIdentity"``, ``"~Room/text"``: the same whatever the letter case of the element
- ``"#type:sid"``: every attribute or text whose value is of that type of the schema; ``"#url"`` is short for all URLs
- ``"#status:deprecated"``: every element and attribute of that status
- ``"#relation:misplaced"``: every element that relates to its parent in that way (``twimllint.placement.Relation``)
- ``"#unknown-attribute"``: every attribute that its element does not have, or not on Twilio's pages
- ``"#document"``, ``"#comment"``, ``"#tag"`` (template tags), ``"#xml"`` (the root element as lxml has it)
- ``"#error:unescaped-ampersand"``: every breach of XML of that kind
- ``"#project"``: all documents of a run; and the events of the linter itself (``twimllint.engine.events``)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twimllint.engine import events

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Triggers that have no argument.
PLAIN = frozenset(("document", "comment", "directive", "tag", "xml", "url", "project", "unknown-attribute"))
#: Attributes that XML gives a meaning of its own on every element.
_XML_ATTRIBUTES = ("xmlns",)


class TriggerError(ValueError):
    """A trigger that names nothing there is; ``hint`` is the nearest name, if there is one."""

    def __init__(self, trigger: str, reason: str, hint: str | None) -> None:
        super().__init__(f'"{trigger}": {reason}' + (f'; did you mean "{hint}"?' if hint else ""))


class Trigger(str):
    """A trigger in its text form, so that it sorts, pickles and compares as the text does."""

    __slots__ = ()


def element(name: str = "*") -> Trigger:
    """Every element of that name, or every element."""
    return Trigger(name)


def attribute(element: str, name: str) -> Trigger:
    """An attribute of an element; ``*`` is any element or attribute, ``*Event`` any attribute that ends so."""
    return Trigger(f"{'' if element == '*' else element}@{name}")


def text(element: str = "*") -> Trigger:
    """Every text directly in an element of that name."""
    return Trigger(f"{element}/text")


def any_case(trigger: str) -> Trigger:
    """The same element, attribute or text, whatever the letter case of the element's name."""
    return Trigger("~" + trigger)


def of_type(name: str) -> Trigger:
    """Every attribute or text whose value has that type in the schema: ``sid``, ``language``, ``url`` (any URL)."""
    return Trigger("#url" if name == "url" else f"#type:{name}")


def with_status(status: str) -> Trigger:
    """Every element and attribute of that status in the schema: ``deprecated``, ``retired``, ``undocumented``."""
    return Trigger(f"#status:{status}")


def with_relation(relation: str) -> Trigger:
    """Every element that is so to its parent: ``unknown``, ``misplaced``, ``wrong-case``."""
    return Trigger(f"#relation:{relation}")


def error(kind: str) -> Trigger:
    """Every breach of XML of that kind."""
    return Trigger(f"#error:{kind}")


def event(kind: type[events.Event]) -> Trigger:
    """Every event of that kind of the linter itself."""
    return Trigger(f"#{kind.trigger}")


#: Every text that is spoken: directly in ``Say`` or ``Prompt``, or in an SSML element.
spoken_text = of_type("spoken-text")
#: Every attribute that its element does not have, or not on Twilio's pages.
unknown_attribute = Trigger("#unknown-attribute")
#: Once for each document, with the ``Document``.
document = Trigger("#document")
#: Every comment, those of template languages included.
comment = Trigger("#comment")
#: Every template tag.
template_tag = Trigger("#tag")


def check(trigger: str) -> None:
    """Raise ``TriggerError`` for a trigger that names no element, attribute, type, status or event there is."""
    from twimllint.schema import places, vocabulary

    if trigger.startswith("#"):
        _check_special(trigger)
        return
    place, separator, attribute = trigger.removeprefix("~").partition("@")
    owner = place.removesuffix("/text")
    if owner not in ("", "*"):
        _one_of(owner, vocabulary.element_names(), trigger, f"TwiML has no element <{owner}>")
    if separator and attribute != "*":
        known = vocabulary.attribute_names(None if owner in ("", "*") else owner).union(_XML_ATTRIBUTES)
        if not owner and attribute.startswith("*"):
            known = frozenset([f"*{places.last_word(name)}" for name in known])
        reason = f'<{owner}> has no attribute "{attribute}"' if owner not in ("", "*") else "no element has it"
        _one_of(attribute, known, trigger, reason)
    elif separator == "" and not owner:
        raise TriggerError(trigger, "it is empty", None)


def _check_special(trigger: str) -> None:
    from twimllint.schema import vocabulary
    from twimllint.schema.placement import Relation
    from twimllint.source.errors import ERROR_KINDS

    kind, colon, argument = trigger[1:].partition(":")
    if not colon:
        known = PLAIN | {event.trigger for event in events.EVENTS}
        _one_of(kind, known, trigger, "there is no such trigger")
        return
    names = {
        "type": vocabulary.type_names(),
        "status": vocabulary.statuses(),
        "relation": frozenset([relation.value for relation in Relation]),
        "error": ERROR_KINDS,
    }
    _one_of(kind, names, trigger, "there is no such trigger")
    _one_of(argument, names[kind], trigger, f"there is no {kind} of that name")


def _one_of(name: str, known: Iterable[str], trigger: str, reason: str) -> None:
    if name in known:
        return
    from twimllint.schema.names import nearest

    suggestion = nearest(name, tuple(known))
    raise TriggerError(trigger, reason, trigger.replace(name, suggestion) if suggestion else None)
