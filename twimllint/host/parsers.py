"""Functions that make a tree of markup, by what libraries call them: what is in the tree may be changed afterwards."""

from __future__ import annotations

import re
from functools import lru_cache

#: ``fromstring``, ``parseFromString``, ``simplexml_load_string``, ``LoadXml``, ``Unmarshal``, ``Nokogiri::XML``.
_PARSES = re.compile(
    r"(?i:parse|fromstring|from_?(?:xml|html)|readfrom|load(?:_?(?:xml|html|string))?s?\Z|unmarshal|deserialize|decoder?\Z"
    r"|xml2|(?:to|2)_?(?:js|json|dict|hash|dom|document)\Z|readxml|jsdom|soup|cheerio)"
    r"|\A(?:XML|HTML|Slop|build|read|readValue|readTree|pq)\Z"
    r"|(?:Document|Element|Fragment|fragment|DOM|Xml\w*Reader)\Z"
)
#: What makes an object says what it is in front of that.
_MAKES = re.compile(r"(?:\A|[.:])(\w+?)(?:\.|::)(?:new|New|of|[Cc]reate|make)\Z")
#: Engines of templates parse them too, but only to fill them in.
_TEMPLATES = re.compile(r"template|handlebars|mustache|liquid|twig|jinja|ejs|erb|haml|pug|nunjucks", re.IGNORECASE)


@lru_cache(1000)
def may_make_tree(name: str) -> bool:
    """Whether a function of that name, the last part of what is called, may make a tree of markup."""
    return _PARSES.search(name) is not None or _MAKES.search(f".x.{name}") is not None


def makes_tree(callee: str, name: str) -> bool:
    """Whether a function makes a tree of markup; ``callee`` is what is called, as written, ``name`` its last part."""
    made = _MAKES.search(callee)
    return _PARSES.search(made[1] if made is not None else name) is not None and _TEMPLATES.search(callee) is None
