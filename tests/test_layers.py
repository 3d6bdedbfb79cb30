"""Data flows one way: who may import whom, held by reading the imports of every module."""

import ast
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent

#: From the bottom up; a module may import from its own layer and from those before it.
LAYERS = (
    ("twimllint.schemas", "twimllint.renamed"),
    ("twimllint.source",),
    ("twimllint.schema",),
    ("twimllint.engine",),
    ("twimllint.twiml",),
    ("twimllint.rules",),
    ("twimllint.config", "twimllint.files", "twimllint.host"),
    ("twimllint.run", "twimllint.report"),
    ("twimllint.api", "twimllint.explain", "twimllint.testing"),
    ("twimllint.responses", "twimllint.clients", "twimllint.middleware", "twimllint.unittesting"),
    ("twimllint.server",),
    ("twimllint.cli", "twimllint.pytest_plugin", "twimllint.__main__"),
    ("twimllint.generate",),
)

#: Imports that the order forbids and that are wanted all the same, each with its reason.
EXCEPTIONS = {
    ("twimllint.engine.registry", "twimllint.rules"): "the registry reads the generated index of the rules",
    ("twimllint.testing", "twimllint.config"): "examples give their settings in TOML, as users do",
}


def layer(module: str) -> int:
    """The layer of a module: the one whose prefix is the longest."""
    best = max(
        (prefix for prefixes in LAYERS for prefix in prefixes if module == prefix or module.startswith(prefix + ".")),
        key=len,
        default=None,
    )
    assert best is not None, f"{module} belongs to no layer: give it one in LAYERS"
    return next(at for at, prefixes in enumerate(LAYERS) if best in prefixes)


def modules() -> list[tuple[str, Path]]:
    found = []
    for top, package in (("twimllint", "twimllint"), ("rules", "twimllint.rules")):
        for path in sorted((ROOT / top).rglob("*.py")):
            parts = path.relative_to(ROOT / top).with_suffix("").parts
            name = ".".join([package, *(parts[:-1] if parts[-1] == "__init__" else parts)])
            found.append((name, path))
    return found


MODULES = dict(modules())


class Facts(NamedTuple):
    """What is held of a module."""

    #: every module of the project that it imports, at its top or inside a function
    imports: frozenset[str]
    #: the same, with those that are only for types
    imports_and_types: frozenset[str]
    #: what it calls, as it is written
    calls: frozenset[str]
    #: the lines of each function
    lengths: tuple[tuple[str, int], ...]


@cache
def facts(path: Path) -> Facts:
    """A module taken apart, once for all tests."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    typing_only: set[ast.AST] = set()
    for node in nodes:
        guard = node.test if isinstance(node, ast.If) else None
        if isinstance(guard, ast.Name) and guard.id == "TYPE_CHECKING":
            typing_only.update(ast.walk(node))
    return Facts(
        frozenset().union(*[imported_modules(node) for node in nodes if node not in typing_only]),
        frozenset().union(*[imported_modules(node) for node in nodes]),
        frozenset([ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)]),
        tuple(
            [(node.name, (node.end_lineno or 0) - node.lineno) for node in nodes if isinstance(node, ast.FunctionDef)]
        ),
    )


def imported_modules(node: ast.AST) -> set[str]:
    """The modules that a statement imports."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    if isinstance(node, ast.ImportFrom) and node.module:
        return {node.module} | ({f"{node.module}.{alias.name}" for alias in node.names} & MODULES.keys())
    return set()


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Groups of modules that import each other, straight or round about (Tarjan's algorithm, without recursion)."""
    found: list[list[str]] = []
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    open_: list[str] = []
    for start in graph:
        steps = [(start, iter(sorted(graph[start])))] if start not in order else []
        while steps:
            module, left = steps[-1]
            if module not in order:
                order[module] = low[module] = len(order)
                open_.append(module)
            following = next((one for one in left if one in graph and (one not in order or one in open_)), None)
            if following is not None and following not in order:
                steps.append((following, iter(sorted(graph[following]))))
                continue
            if following is not None:
                low[module] = min(low[module], order[following])
                continue
            steps.pop()
            if steps:
                low[steps[-1][0]] = min(low[steps[-1][0]], low[module])
            if low[module] == order[module]:
                group = open_[open_.index(module) :]
                del open_[-len(group) :]
                found += [sorted(group)] * (len(group) > 1)
    return found


def test_circles_are_found() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set(), "e": {"f", "a"}, "f": {"g"}, "g": {"e"}}
    assert circles(graph) == [["b", "c"], ["e", "f", "g"]]


def test_no_modules_import_each_other() -> None:
    """Imports inside functions and imports for types count too."""
    # the package itself offers names of all layers, and imports each when it is asked for
    graph = {
        name: {one for one in facts(path).imports_and_types if one in MODULES and one not in (name, "twimllint")}
        for name, path in MODULES.items()
        if name != "twimllint"
    }
    assert circles(graph) == []


def excepted(module: str, imported: str) -> bool:
    return any(module == one and imported.startswith(other) for one, other in EXCEPTIONS)


def test_imports_go_down() -> None:
    """The pairs of a module and what it imports from a layer above its own."""
    wrong = [
        (module, imported)
        for module, path in modules()
        for imported in (facts(path).imports if module != "twimllint" else ())
        if imported.startswith("twimllint.") and not excepted(module, imported) and layer(imported) > layer(module)
    ]
    assert wrong == []


def test_rules_use_public_names_and_the_standard_library() -> None:
    """Rules take what they need from twimllint's public names; the pairs of a rule and what it imports besides."""
    allowed = {"phonenumbers", *sys.stdlib_module_names}
    wrong = [
        (module, imported)
        for module, path in modules()
        for imported in (facts(path).imports if module.startswith("twimllint.rules.") else ())
        if imported != "twimllint" and imported.partition(".")[0] not in allowed
    ]
    assert wrong == []


def test_only_the_command_line_prints_or_exits() -> None:
    for module, path in modules():
        if module.startswith("twimllint.cli") or module == "twimllint.generate":
            continue
        calls = facts(path).calls & {"print", "sys.exit", "exit", "os._exit", "click.echo"}
        assert not calls, f"{module} calls {calls}"


def test_functions_fit_a_screen() -> None:
    for module, path in modules():
        for name, lines in facts(path).lengths:
            assert lines < 60, f"{module}.{name} has {lines} lines"


def private_names(tree: ast.Module) -> list[str]:
    """The private names of twimllint that a test module imports, or reads of what it imports."""
    ours: set[str] = set()
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("twimllint"):
            ours |= {alias.asname or alias.name for alias in node.names}
            found += [
                alias.name for alias in node.names if alias.name.startswith("_") and not alias.name.endswith("__")
            ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ours:
            named_tuple = node.attr in ("_replace", "_fields", "_asdict")
            found += (
                [node.attr] if node.attr.startswith("_") and not node.attr.endswith("__") and not named_tuple else []
            )
    return found


def test_tests_use_no_private_names() -> None:
    """What a test needs is public, so that the inside may change without it."""
    found = {path.name: private_names(ast.parse(path.read_text("utf-8"))) for path in (ROOT / "tests").rglob("*.py")}
    assert {name: names for name, names in found.items() if names} == {}


def test_a_private_name_is_found() -> None:
    text = "from twimllint.a import _b, c\nc._d\nc.e\nc.__name__\nother._f\nc._replace(x=1)\n"
    assert private_names(ast.parse(text)) == ["_b", "_d"]
