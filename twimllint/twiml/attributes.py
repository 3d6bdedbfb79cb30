"""Names of attributes against the schema: what an unknown one was meant to be, and which ones are missing.

Every rule about names reports one ``Kind`` of ``UnknownAttribute``, so that no attribute gets two of their findings.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, NamedTuple

from twimllint.renamed import renamed_names
from twimllint.schema.names import fold, nearest
from twimllint.schema.namespaces import is_of_template, namespace_of
from twimllint.source.tree import Attr, Node
from twimllint.twiml.placement import Relation, relation, type_of

if TYPE_CHECKING:
    from twimllint.engine.context import Context
    from twimllint.schema.model import ElementType

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_ELSEWHERE = (Relation.MISPLACED, Relation.NOUN)
#: What nobody should move an attribute to.
_WITHDRAWN = ("deprecated", "retired")
#: Owners of a misplaced attribute are named up to this number.
_MAX_OWNERS = 4


class Kind(Enum):
    """What an attribute is that its element does not have."""

    #: right but for letter case or joints: ``finish_on_key``
    CASE = auto()
    #: another element has it
    ELSEWHERE = auto()
    UNKNOWN = auto()


class UnknownAttribute(NamedTuple):
    """An unknown attribute: ``right`` is the name that was meant, ``owners`` the elements that have the attribute.

    ``to`` is the parent or the one child that it could move to.
    """

    kind: Kind
    right: str | None = None
    owners: tuple[str, ...] = ()
    to: Node | None = None


def unknown_attribute(attr: Attr, ctx: Context) -> UnknownAttribute | None:
    """What an unknown attribute was meant to be; ``None`` for a known one and for those that do no harm."""
    kind = type_of(attr.parent, ctx)
    if kind is None or kind.open or attr.name in kind.attributes or _is_ignored(attr):
        return None
    legacy = kind.legacy.get(attr.name)
    if legacy is not None:
        return (
            UnknownAttribute(Kind.CASE, legacy.replacement)
            if legacy.status == "misspelt"
            else UnknownAttribute(Kind.UNKNOWN)
        )
    right = kind.folded(attr.name)
    if right is not None:
        return UnknownAttribute(Kind.CASE, right)
    parent = attr.parent.parent
    above = None if parent is None else type_of(parent, ctx)
    if parent is not None and above is not None and attr.name in above.attributes and above.name != "Response":
        return UnknownAttribute(Kind.ELSEWHERE, attr.name, (above.name,), parent)
    inside = [child for child in attr.parent.children if _has_attribute(child, attr.name, ctx)]
    if inside:
        owners = tuple(dict.fromkeys([child.name for child in inside]))
        return UnknownAttribute(Kind.ELSEWHERE, attr.name, owners, inside[0] if len(inside) == 1 else None)
    if nearest_attribute(attr.name, kind) is not None or foreign_attribute(attr) is not None:
        return UnknownAttribute(Kind.UNKNOWN)
    # a <Connect> takes one noun: no other one can have the attribute
    is_connected = kind.name == "Connect" and any(child.name in kind.children for child in attr.parent.children)
    owners = () if is_connected else _plausible_owners(attr.name, kind, ctx)
    return UnknownAttribute(Kind.ELSEWHERE, attr.name, owners) if owners else UnknownAttribute(Kind.UNKNOWN)


def undocumented(attr: Attr, ctx: Context) -> UnknownAttribute | None:
    """What an attribute is that only an old schema of Twilio has here; ``None`` for any other.

    Where the element around has it on Twilio's pages, it belongs there. Of an element that is undocumented itself the
    attributes are no mistakes of their own.
    """
    kind = type_of(attr.parent, ctx)
    attribute = kind.attributes.get(attr.name) if kind is not None else None
    if kind is None or attribute is None or attribute.about.status != "unlisted" or kind.about.status == "unlisted":
        return None
    parent = attr.parent.parent
    above = type_of(parent, ctx) if parent is not None else None
    owner = above.attributes.get(attr.name) if above is not None else None
    if above is None or owner is None or owner.about.status == "unlisted":
        return UnknownAttribute(Kind.UNKNOWN)
    return UnknownAttribute(Kind.ELSEWHERE, attr.name, (above.name,), parent)


def nearest_attribute(name: str, kind: ElementType) -> str | None:
    """The attribute of an element that a misspelt name, or another word, was probably meant to be."""
    from twimllint.schema.data import data

    synonym = data("dialects")["attribute_synonyms"].get(f"{kind.name}@{fold(name)}")
    if synonym is not None:
        return str(synonym["twiml"])
    name_meant = nearest(name, kind.offered)
    return name_meant if name_meant is None or _words_correspond(name, name_meant) else None


def _words_correspond(name: str, other_name: str) -> bool:
    """Whether no word of a name is quite another: ``numDigit`` is near to ``numDigits``, no Limit to a Label."""
    words, other_words = _WORD.findall(name), _WORD.findall(other_name)
    if len(words) < 2 or len(words) != len(other_words):
        return True
    return all(
        nearest(word, (other_word,), max(1, len(other_word) // 2))
        for word, other_word in zip(words, other_words, strict=True)
    )


def attribute_for_text(node: Node, ctx: Context) -> Attr | None:
    """The attribute that holds what ought to be the text of an empty element, such as ``name`` on ``<Conference>``."""
    from twimllint.schema.data import data

    row, kind = data("dialects")["text_attributes"].get(node.name), type_of(node, ctx)
    if row is None or not node.attrs or node.templated_attrs:
        return None
    known = () if kind is None else kind.attributes
    filled = {attr.name.lower(): attr for attr in node.attrs if attr.value.strip() and attr.name not in known}
    return next((filled[name] for name in row["names"] if name in filled), None)


def foreign_attribute(attr: Attr) -> Any:
    """What is known of another provider's attribute on an element that TwiML has as well."""
    from twimllint.schema.data import data

    return data("dialects")["attributes"].get(f"{attr.parent.name}@{attr.name}")


def missing_required(node: Node, ctx: Context) -> tuple[str, ...]:
    """The required attributes that an element lacks, except those that are there under a misspelt name.

    None for a misplaced element: in its right place it may require others.
    """
    kind = type_of(node, ctx)
    if kind is None or kind.open or node.templated_attrs or relation(node, ctx) in _ELSEWHERE:
        return ()
    present = {attr.name for attr in node.attrs}
    missing = [name for name in kind.required if name not in present]
    if missing:
        unknown = [attr.name for attr in node.attrs if attr.name not in kind.attributes]
        replacements = {kind.folded(name) or nearest(name, missing) or _replaced(name, kind) for name in unknown}
        missing = [name for name in missing if name not in replacements]
    return tuple(missing)


def has_misspelt(node: Node, name: str, ctx: Context) -> bool:
    """Whether an element has an attribute under a misspelt name, or another provider's, and only seems to lack it."""
    kind = type_of(node, ctx)
    if kind is None:
        return False
    for attr in node.attrs:
        if attr.name not in kind.attributes:
            foreign = foreign_attribute(attr)
            intended = (kind.folded(attr.name), nearest_attribute(attr.name, kind), foreign and foreign["twiml"])
            if name in intended:
                return True
    return False


def _replaced(name: str, kind: ElementType) -> str | None:
    legacy = kind.legacy.get(name)
    return None if legacy is None else legacy.replacement


def _is_ignored(attr: Attr) -> bool:
    """Whether it declares a namespace, or belongs to one that says where a schema lies or is a template language's."""
    name = attr.name
    if name == "xmlns" or name.startswith("xmlns:"):
        return True
    prefix, colon, _ = name.partition(":")
    if not colon:
        return False
    return namespace_of(attr.parent, prefix) == _XSI or has_template_prefix(name, attr.parent)


def is_declared(prefix: str, node: Node) -> bool:
    """Whether XML's own way of declaring a prefix is used for one where an element is."""
    return bool(namespace_of(node, prefix))


def has_template_prefix(name: str, node: Node) -> bool:
    """Whether the prefix of a name is declared, where an element is, for the tags of a template language."""
    prefix, colon, _ = name.partition(":")
    return bool(colon) and is_of_template(namespace_of(node, prefix))


def _has_attribute(node: Node, name: str, ctx: Context) -> bool:
    kind = type_of(node, ctx)
    return kind is not None and name in kind.attributes


def _plausible_owners(name: str, kind: ElementType, ctx: Context) -> tuple[str, ...]:
    """The nouns of the element that have the attribute, or of a verb other verbs; none where they are too many."""
    grammar = ctx.grammar
    owners = [owner for owner in grammar.owners(name) if owner != "Response" and not _is_withdrawn(owner, ctx)]
    nouns = tuple([owner for owner in owners if owner in kind.children]) if kind.name != "Response" else ()
    if nouns:
        return nouns[:_MAX_OWNERS]
    if kind.name != "Response" and kind.name not in grammar.verbs:
        return ()
    verbs = tuple([owner for owner in owners if owner in grammar.verbs])
    return verbs if len(verbs) <= _MAX_OWNERS else ()


def _is_withdrawn(element: str, ctx: Context) -> bool:
    kind = ctx.grammar.named(element)
    return kind is not None and kind.about.status in _WITHDRAWN


if not TYPE_CHECKING:
    __getattr__ = renamed_names(
        __name__,
        {
            "Meant": "Kind",
            "Stray": "UnknownAttribute",
            "stray": "unknown_attribute",
            "near_attribute": "nearest_attribute",
            "lacking": "missing_required",
            "misspelt": "has_misspelt",
        },
    )
