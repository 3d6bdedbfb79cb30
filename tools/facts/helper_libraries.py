"""Write schemas/helper-*.json: what the methods of Twilio's helper libraries are called and what they make.

Only names are taken: classes, methods, parameters in their order, the element of each class. A method that an earlier
generation had and the newest lacks is listed under ``former``, so that nobody is told it never existed.

    python tools/facts/helper_libraries.py python [FOLDER ...]      folders with earlier generations installed
    python tools/facts/helper_libraries.py node FOLDER [FOLDER ...] node_modules/twilio, the newest first
    python tools/facts/helper_libraries.py ruby|php CHECKOUT        the library's source
"""

from __future__ import annotations

import ast
import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

SCHEMAS = Path(__file__).resolve().parent.parent.parent / "schemas"
Table = dict[str, dict[str, Any]]


def main() -> None:
    """Read one library and write its table."""
    language, *folders = sys.argv[1:]
    read = {"python": python, "node": node, "ruby": ruby, "php": php}[language]
    table = read([Path(folder) for folder in folders])
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    # a class a line, so that changes show
    text = re.sub(r'("(?:voice|messaging|fax)\.\w+":\{)', r"\n\1", text)
    (SCHEMAS / f"helper-{language}.json").write_text(text + "\n", encoding="utf-8")


def table_of(library: str, version: str, source: str, classes: Table, earlier: list[Table]) -> dict[str, Any]:
    """The table with its head; ``earlier`` are the classes of earlier generations."""
    former: dict[str, list[str]] = {}
    for old in earlier:
        for cls, entry in old.items():
            known = classes.get(cls, {}).get("methods", {})
            gone = set(entry["methods"]) - set(known) - set(former.get(cls, ()))
            if gone:
                former[cls] = sorted([*former.get(cls, ()), *gone])
    today = datetime.now(UTC).date().isoformat()
    return {
        "library": library, "version": version, "source": source, "date": today,
        "classes": dict(sorted(classes.items())), "former": dict(sorted(former.items())),
    }  # fmt: skip


def entry(element: str, parameters: list[str], text: str = "", required: list[str] | None = None) -> dict[str, Any]:
    """A class of the table."""
    return {"element": element, "parameters": parameters, "text": text, "required": required or [], "methods": {}}


# -- Python


def python(folders: list[Path]) -> dict[str, Any]:
    """The installed twilio package, and earlier ones installed in folders of their own."""
    from importlib.metadata import distribution

    import twilio

    assert twilio.__file__ is not None
    newest = Path(twilio.__file__).parent
    return table_of(
        "twilio-python", distribution("twilio").version, "https://github.com/twilio/twilio-python",
        python_classes(newest), [python_classes(folder / "twilio") for folder in folders],
    )  # fmt: skip


def python_classes(package: Path) -> Table:
    """The classes of all modules of ``twilio.twiml``."""
    classes: Table = {}
    for path in sorted((package / "twiml").glob("*_response.py")):
        channel = path.stem.removesuffix("_response")
        found = [
            item
            for item in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(item, ast.ClassDef) and any(ast.unparse(base) == "TwiML" for base in item.bases)
        ]
        for item in found:
            classes[f"{channel}.{item.name}"] = python_class(item, channel)
    return classes


def python_class(item: ast.ClassDef, channel: str) -> dict[str, Any]:
    """One class: its constructor and the methods that nest another."""
    functions = {one.name: one for one in item.body if isinstance(one, ast.FunctionDef)}
    parameters, required = python_parameters(functions["__init__"])
    assigned: dict[str, Any] = {"name": item.name, "value": ""}
    for one in ast.walk(functions["__init__"]):
        if isinstance(one, ast.Assign) and isinstance(target := one.targets[0], ast.Attribute):
            if target.attr == "name" and isinstance(one.value, ast.Constant):
                assigned["name"] = one.value.value
            elif target.attr == "value" and isinstance(one.value, ast.Name):
                assigned["value"] = one.value.id
    made = entry(assigned["name"], parameters, assigned["value"], required)
    for name, function in functions.items():
        nested = next((one for one in ast.walk(function) if _nests(one)), None)
        if name.startswith("_") or nested is None:
            continue
        parameters, required = python_parameters(function)
        made["methods"][name] = [f"{channel}.{nested.args[0].func.id}", parameters, required]  # type: ignore[attr-defined]
    return made


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


def node(folders: list[Path]) -> dict[str, Any]:
    """Installed twilio packages of npm, the newest first."""
    newest, *earlier = folders
    version = json.loads((newest / "package.json").read_text(encoding="utf-8"))["version"]
    return table_of(
        "twilio-node", version, "https://github.com/twilio/twilio-node", node_classes(newest),
        [node_classes(folder) for folder in earlier],
    )  # fmt: skip


_NODE = re.compile(
    r"^\s*class (?P<cls>\w+) extends|^(?P<old>\w+)\.prototype\.(?P<oldname>\w+) = function \w+\((?P<oldargs>[^)]*)\)"
    r"|^\s+(?P<name>[a-zA-Z_]\w*)\((?P<args>[^)]*)\) \{"
    r"|return new (?:\w+\.)?(?P<made>\w+)\(\s*this\.\w+\.ele\(\s*[\"'](?P<element>[^\"']+)[\"']",
    re.MULTILINE,
)


def node_classes(folder: Path) -> Table:
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
                made = f"{channel}.{match['made']}"
                classes[current]["methods"][method] = [made, parameters, []]
                elements[made] = match["element"]
                classes.setdefault(made, entry("", []))
                classes[made]["text"] = next((name for name in parameters if name != "attributes"), "")
        for name, element in elements.items():
            classes[name]["element"] = element
    return {name: made for name, made in classes.items() if made["element"]}


def _names(text: str) -> list[str]:
    return [name.split("=")[0].strip().lstrip("$") for name in text.split(",") if name.strip()]


# -- Ruby


_RUBY = re.compile(
    r"^\s+class (?P<cls>\w+) < TwiML|^\s+def (?P<name>\w+[?!]?)\((?P<args>.*)\)\s*$|@name = '(?P<element>[^']+)'"
    r"|@value = (?P<value>\w+)|(?:= |append\()(?P<made>\w+)\.new\(",
    re.MULTILINE,
)


def ruby(folders: list[Path]) -> dict[str, Any]:
    """A checkout of twilio-ruby."""
    root = folders[0]
    version = re.search(r"VERSION = '([^']+)'", (root / "lib/twilio-ruby/version.rb").read_text(encoding="utf-8"))
    classes: Table = {}
    for path in sorted((root / "lib/twilio-ruby/twiml").glob("*_response.rb")):
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
            elif match["made"] and method != "initialize":
                classes[current]["methods"][method] = [f"{channel}.{match['made']}", *_ruby_parameters(arguments)]
    return table_of("twilio-ruby", version[1] if version else "", "https://github.com/twilio/twilio-ruby", classes, [])


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


def php(folders: list[Path]) -> dict[str, Any]:
    """A checkout of twilio-php."""
    root = folders[0] / "src" / "Twilio"
    text = (root / "VersionInfo.php").read_text(encoding="utf-8")
    version = ".".join(re.findall(r'= "(\d+)"', text))
    classes: Table = {}
    for path in sorted((root / "TwiML").rglob("*.php")):
        channel = path.parent.name if path.parent.name != "TwiML" else path.stem.removesuffix("Response")
        name = f"{channel.lower()}.{path.stem}"
        for method, arguments, _, made, element, value in _PHP_METHOD.findall(path.read_text(encoding="utf-8")):
            parameters = _names(arguments)
            required = [part.strip().lstrip("$") for part in arguments.split(",") if part.strip() and "=" not in part]
            if method == "__construct":
                text = value if value != "attributes" else ""
                classes.setdefault(name, entry(element, [])).update(
                    element=element, parameters=parameters, required=required, text=text
                )
            elif made:
                target = f"{channel.lower()}.{made.rpartition(chr(92))[2]}"
                classes.setdefault(name, entry("", []))["methods"][method] = [target, parameters, required]
    classes = {name: made for name, made in classes.items() if made["element"]}
    return table_of("twilio-php", version, "https://github.com/twilio/twilio-php", classes, [])


if __name__ == "__main__":
    main()
