"""The tables schemas/helper-*.json: what the methods of Twilio's helper libraries are called and what they make.

Only names are taken: classes, methods, parameters in their order, the element of each class. A method that the library
had when the table was written before, and now lacks, is listed under ``former`` with the last version that had it, so
that it is not reported as unknown. ``earlier`` has, for each method that took its text in another way, the parameters
up to the text and its name, and the last version of which that is true; the constructor has an empty name.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from install import version

Table = dict[str, dict[str, Any]]


def update(language: str, folder: Path, schemas: Path) -> list[str]:
    """Write the table of a fetched library anew if it has changed; returns what has."""
    path = schemas / f"helper-{language}.json"
    before: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    after = {"version": version(language, folder), "classes": dict(sorted(READERS[language](folder).items()))}
    after["former"] = former(before, after["classes"])
    after["earlier"] = earlier(before, after["classes"])
    changes = list(_changes(before, after))
    if changes:
        table = before | {"date": datetime.now(UTC).date().isoformat()} | after
        text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
        # a class a line, so that changes show
        text = re.sub(r'("(?:voice|messaging|fax)\.\w+":\{)', r"\n\1", text)
        path.write_text(text + "\n", encoding="utf-8")
    return changes


def former(before: dict[str, Any], classes: Table) -> dict[str, dict[str, str]]:
    """The methods that a class had and has no more, by class, each with the last version that had it."""
    had: dict[str, dict[str, str]] = {name: dict(methods) for name, methods in before["former"].items()}
    for name, entry_ in before["classes"].items():
        had.setdefault(name, {}).update(dict.fromkeys(entry_["methods"], before["version"]))
    gone = {
        name: {method: last for method, last in sorted(methods.items()) if method not in _methods(classes.get(name))}
        for name, methods in had.items()
    }
    return {name: methods for name, methods in sorted(gone.items()) if methods}


def earlier(before: dict[str, Any], classes: Table) -> dict[str, dict[str, list[list[Any]]]]:
    """How methods took their text before, by class: last version, parameters up to the text, its name."""
    by_class: dict[str, dict[str, list[list[Any]]]] = {}
    for name, entry_ in classes.items():
        recorded: dict[str, list[list[Any]]] = before["earlier"].get(name, {})
        was = before["classes"].get(name)
        for method in ["", *entry_["methods"]]:
            rows = [*recorded.get(method, ())]
            if was is not None and (not method or method in was["methods"]):
                shape = _shape(was, method, before["classes"])
                if shape != _shape(entry_, method, classes) and not (rows and rows[-1][1:] == shape):
                    rows.append([before["version"], *shape])
            if rows:
                by_class.setdefault(name, {})[method] = rows
    return dict(sorted(by_class.items()))


def _methods(entry_: dict[str, Any] | None) -> dict[str, Any]:
    return entry_["methods"] if entry_ is not None else {}


def _shape(entry_: dict[str, Any], method: str, classes: Table) -> list[Any]:
    """How a method takes its text: the parameters up to it, and its name."""
    nested, parameters = entry_["methods"][method][:2] if method else ("", entry_["parameters"])
    text = (classes.get(nested, {}).get("text", "") if method else entry_["text"]).rstrip(":")
    position = next((position + 1 for position, name in enumerate(parameters) if name.rstrip(":") == text), 0)
    return [parameters[:position], text]


def _changes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    library, old, new = before["library"], before["classes"], after["classes"]
    if before["version"] != after["version"]:
        yield f"{library} {before['version']} is now {after['version']}"
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            change = "is new" if name not in old else "is gone" if name not in new else "has changed"
            yield f"{library}: class {name} {change}"


def entry(element: str, parameters: list[str], text: str = "", required: list[str] | None = None) -> dict[str, Any]:
    """A class of the table."""
    return {"element": element, "parameters": parameters, "text": text, "required": required or [], "methods": {}}


# -- Python


def python(folder: Path) -> Table:
    """The classes of all modules of ``twilio.twiml``."""
    classes: Table = {}
    for path in sorted((folder / "twilio" / "twiml").glob("*_response.py")):
        channel = path.stem.removesuffix("_response")
        definitions = [
            item
            for item in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(item, ast.ClassDef) and any(ast.unparse(base) == "TwiML" for base in item.bases)
        ]
        for item in definitions:
            classes[f"{channel}.{item.name}"] = python_class(item, channel)
    return classes


def python_class(item: ast.ClassDef, channel: str) -> dict[str, Any]:
    """One class: its constructor and the methods that nest another."""
    functions = {one.name: one for one in item.body if isinstance(one, ast.FunctionDef)}
    constructor = functions.get("__init__")
    parameters, required = python_parameters(constructor) if constructor is not None else ([], [])
    assigned: dict[str, Any] = {"name": item.name, "value": ""}
    for one in ast.walk(constructor) if constructor is not None else ():
        if isinstance(one, ast.Assign) and isinstance(target := one.targets[0], ast.Attribute):
            if target.attr == "name" and isinstance(one.value, ast.Constant):
                assigned["name"] = one.value.value
            elif target.attr == "value" and isinstance(one.value, ast.Name):
                assigned["value"] = one.value.id
    entry_ = entry(assigned["name"], parameters, assigned["value"], required)
    for name, function in functions.items():
        nested = next((one for one in ast.walk(function) if _nests(one)), None)
        if name.startswith("_") or nested is None:
            continue
        parameters, required = python_parameters(function)
        entry_["methods"][name] = [f"{channel}.{nested.args[0].func.id}", parameters, required]  # type: ignore[attr-defined]
    return entry_


def _nests(one: ast.AST) -> bool:
    return (
        isinstance(one, ast.Call)
        and ast.unparse(one.func) == "self.nest"
        and isinstance(one.args[0], ast.Call)
        and isinstance(one.args[0].func, ast.Name)
    )


def python_parameters(function: ast.FunctionDef) -> tuple[list[str], list[str]]:
    """The parameters in their order, and those without a default."""
    names = [argument.arg for argument in function.args.args[1:]]
    return names, names[: len(names) - len(function.args.defaults)]


# -- Node


_NODE = re.compile(
    r"^\s*class (?P<cls>\w+) extends|^(?P<old>\w+)\.prototype\.(?P<oldname>\w+) = function ?\w*\((?P<oldargs>[^)]*)\)"
    r"|^\s+(?P<name>[a-zA-Z_]\w*)\((?P<args>[^)]*)\) \{"
    r"|return new (?:\w+\.)?(?P<made>\w+)\(\s*this\.\w+\.ele\(\s*[\"'](?P<element>[^\"']+)[\"']",
    re.MULTILINE,
)


def node(folder: Path) -> Table:
    """The classes of the compiled files, which are written by a generator and regular."""
    classes: Table = {}
    for path in sorted((folder / "lib" / "twiml").glob("*Response.js")):
        channel = path.stem.removesuffix("Response").lower()
        current, method, parameters = "", "", [""]
        root = path.stem
        classes[f"{channel}.{root}"] = entry("Response", [])
        elements: dict[str, str] = {}
        for match in _NODE.finditer(path.read_text(encoding="utf-8")):
            if match["cls"]:
                current = f"{channel}.{match['cls']}"
                classes.setdefault(current, entry("", []))
            elif match["old"]:
                current = f"{channel}.{match['old']}"
                classes.setdefault(current, entry("", []))
                method, parameters = match["oldname"], _names(match["oldargs"])
            elif match["name"]:
                method, parameters = match["name"], _names(match["args"])
            elif current:
                target = f"{channel}.{match['made']}"
                classes[current]["methods"][method] = [target, parameters, []]
                elements[target] = match["element"]
                classes.setdefault(target, entry("", []))
                classes[target]["text"] = next((name for name in parameters if name != "attributes"), "")
        for name, element in elements.items():
            classes[name]["element"] = element
    return {name: entry_ for name, entry_ in classes.items() if entry_["element"]}


def _names(text: str) -> list[str]:
    return [name.split("=")[0].strip().lstrip("$") for name in text.split(",") if name.strip()]


# -- Ruby


_RUBY = re.compile(
    r"^\s+class (?P<cls>\w+) < TwiML|^\s+def (?P<name>\w+[?!]?)\((?P<args>.*)\)\s*$|@name = '(?P<element>[^']+)'"
    r"|@value = (?P<value>\w+)|(?:= |append\()(?P<made>\w+)\.new\(",
    re.MULTILINE,
)


def ruby(folder: Path) -> Table:
    """The classes of the library's source."""
    classes: Table = {}
    for path in sorted((folder / "lib/twilio-ruby/twiml").glob("*_response.rb")):
        channel, current, method = path.stem.removesuffix("_response"), "", ""
        arguments = ""
        for match in _RUBY.finditer(path.read_text(encoding="utf-8")):
            if match["cls"]:
                current = f"{channel}.{match['cls']}"
                classes[current] = entry(match["cls"], [])
            elif match["name"]:
                method, arguments = match["name"], match["args"]
                if method == "initialize":
                    classes[current].update(zip(("parameters", "required"), _ruby_parameters(arguments), strict=True))
            elif match["element"]:
                classes[current]["element"] = match["element"]
            elif match["value"] and match["value"] != "nil":
                classes[current]["text"] = match["value"]
            elif match["made"] and method not in ("", "initialize"):
                classes[current]["methods"][method] = [f"{channel}.{match['made']}", *_ruby_parameters(arguments)]
    return classes


def _ruby_parameters(text: str) -> tuple[list[str], list[str]]:
    """Keywords as ``name:``, positional parameters as ``name``; and the positional ones without a default."""
    names, required = [], []
    for part in text.split(","):
        word = part.strip()
        if not word or word.startswith(("*", "&")):
            continue
        name, colon, default = word.partition(":") if ":" in word else word.partition("=")
        names.append(name.strip() + (":" if colon == ":" else ""))
        if not default.strip():
            required.append(names[-1])
    return names, required


# -- PHP


_PHP_METHOD = re.compile(
    r"public function (\w+)\(([^)]*)\)(?:: ([\w\\]+))? \{\s*"
    r"(?:return \$this->nest\(new ([\w\\]+)\(|parent::__construct\('([^']+)'(?:, \$(\w+))?)"
)


def php(folder: Path) -> Table:
    """The classes of the library's source."""
    classes: Table = {}
    for path in sorted((folder / "src" / "Twilio" / "TwiML").rglob("*.php")):
        channel = path.parent.name if path.parent.name != "TwiML" else path.stem.removesuffix("Response")
        name = f"{channel.lower()}.{path.stem}"
        for method, arguments, _, created, element, value in _PHP_METHOD.findall(path.read_text(encoding="utf-8")):
            parameters = _names(arguments)
            required = [part.strip().lstrip("$") for part in arguments.split(",") if part.strip() and "=" not in part]
            if method == "__construct":
                text = value if value != "attributes" else ""
                classes.setdefault(name, entry(element, [])).update(
                    element=element, parameters=parameters, required=required, text=text
                )
            elif created:
                target = f"{channel.lower()}.{created.rpartition(chr(92))[2]}"
                classes.setdefault(name, entry("", []))["methods"][method] = [target, parameters, required]
    return {name: entry_ for name, entry_ in classes.items() if entry_["element"]}


READERS: dict[str, Callable[[Path], Table]] = {"python": python, "node": node, "ruby": ruby, "php": php}
