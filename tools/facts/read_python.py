"""What Twilio's library for Python writes, as JSON: ``read_python.py FOLDER MODULE``, run by ``compare.py``.

Every builder is called with every keyword, and the XML is read back, since the library's names are not those of TwiML.
"""

import inspect
import json
import sys
from importlib import import_module
from typing import Any
from xml.etree import ElementTree

folder, module = sys.argv[1:]
sys.path.insert(0, folder)
base = import_module("twilio.twiml").TwiML
library = import_module(f"twilio.twiml.{module}")
GENERAL = {name for name, _ in inspect.getmembers(base, inspect.isfunction)}
XML = "{http://www.w3.org/XML/1998/namespace}"


def builders(cls: type) -> list[tuple[str, Any]]:
    """The methods of a class that append an element."""
    functions = inspect.getmembers(cls, inspect.isfunction)
    return [(name, inspect.signature(f)) for name, f in functions if name[0] != "_" and name not in GENERAL]


def keywords(signature: inspect.Signature) -> list[inspect.Parameter]:
    """The parameters of a builder that have a name."""
    return [p for p in signature.parameters.values() if p.kind is p.POSITIONAL_OR_KEYWORD and p.name != "self"]


def written(parent: Any, method: str, values: dict[str, str]) -> tuple[Any, ElementTree.Element]:
    """The object that a builder returns, and its element."""
    child = getattr(parent, method)(**values)
    return child, ElementTree.fromstring(child.to_xml(xml_declaration=False))


response = next(cls for name, cls in inspect.getmembers(library, inspect.isclass) if name.endswith("Response"))
queue, seen = [response()], {response}
children: set[str] = set()
attributes: set[str] = set()
for parent in queue:
    owner = parent.name
    for method, signature in builders(type(parent)):
        needed = {p.name: "x" for p in keywords(signature) if p.default is p.empty}
        child, bare = written(parent, method, needed)
        children.add(f"{owner} > {bare.tag}")
        for parameter in keywords(signature):
            _, element = written(
                type(parent)() if type(parent) is response else parent, method, {**needed, parameter.name: "x"}
            )
            attributes.update([f"{element.tag}@{name.replace(XML, 'xml:')}" for name in element.attrib])
        if type(child) not in seen:
            seen.add(type(child))
            queue.append(child)
print(json.dumps({"children": sorted(children), "attributes": sorted(attributes)}))
