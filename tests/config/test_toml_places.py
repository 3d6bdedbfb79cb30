"""Lines of keys, held against what tomllib reads."""

from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from twimllint.config.toml_places import Place, line_of, read_places

TEXT = '''\
a = 1 # x = 1
[tool.twimllint]
select = [ # ]
  "TW1", """x
]""", 'y]',
  {a=1, b.c = [2,
 3]},
]
"quo ted"."b\\u0041" = 'x'
'li.t' = """a""\\"
[no.table]
""""
[[tool.twimllint.rule]]
name = "x"
[[ tool . "twimllint" . rule ]]
name = \'\'\'
y = 2\'\'\'
[tool.twimllint.rule.sub]
k=1979-05-27 07:32:00 # d
f = [1.5, -inf , true,]
'''

EXPECTED = {
    ("a",): 1,
    ("tool", "twimllint"): 2,
    ("tool", "twimllint", "select"): 3,
    ("tool", "twimllint", "select", 0): 4,
    ("tool", "twimllint", "select", 1): 4,
    ("tool", "twimllint", "select", 2): 5,
    ("tool", "twimllint", "select", 3): 6,
    ("tool", "twimllint", "select", 3, "a"): 6,
    ("tool", "twimllint", "select", 3, "b", "c", 1): 7,
    ("tool", "twimllint", "quo ted", "bA"): 9,
    ("tool", "twimllint", "li.t"): 10,
    ("tool", "twimllint", "rule", 0, "name"): 14,
    ("tool", "twimllint", "rule", 1): 15,
    ("tool", "twimllint", "rule", 1, "name"): 16,
    ("tool", "twimllint", "rule", 1, "sub", "k"): 19,
    ("tool", "twimllint", "rule", 1, "sub", "f", 2): 20,
}


def places(text: str) -> dict[tuple[str | int, ...], int]:
    found: dict[tuple[str | int, ...], int] = {}
    pending: list[tuple[tuple[str | int, ...], Place]] = [((), read_places(text))]
    while pending:
        path, place = pending.pop()
        for key, inner in place.inner.items():
            found[*path, key] = inner.line
            pending.append(((*path, key), inner))
    return found


def paths(value: Any, at: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    found = {at} if at else set()
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in pairs:
        found |= paths(item, (*at, key))
    return found


def test_places() -> None:
    found = places(TEXT)
    assert {path: found.get(path) for path in EXPECTED} == EXPECTED
    assert set(found) == paths(tomllib.loads(TEXT))


def test_innermost_known_part() -> None:
    assert line_of(TEXT, ("tool", "twimllint", "select", 9, "x")) == 3
    assert line_of(TEXT, ("nothing",)) is None


@given(st.text(alphabet="ab=[]{}\"'\n,.# \\", max_size=60))
def test_never_fails_nor_hangs(text: str) -> None:
    places(text)


_KEYS = st.text(alphabet='ab-."é# ', min_size=1, max_size=4)
_TEXTS = st.text(alphabet="ab\"'\\\n[]{}=#,é", max_size=8)


def key(name: str, style: int) -> str:
    if style == 0 and name.replace("-", "").isalnum() and name.isascii():
        return name
    if style == 1 and "'" not in name:
        return f"'{name}'"
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def string(text: str, style: int) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    if style == 0 and "'" not in text and "\n" not in text:
        return f"'{text}'"
    if style == 1 and "'" not in text:
        return f"'''{text}'''"
    if style == 2:
        return f'"""{escaped}"""'
    return '"' + escaped.replace("\n", "\\n") + '"'


@st.composite
def documents(draw: st.DrawFn) -> str:
    def value(depth: int) -> str:
        kind = draw(st.integers(0, 3 if depth < 2 else 1))
        if kind == 0:
            return draw(st.sampled_from(["1", "true", "1.5e3", "1979-05-27 07:32:00", "0x_1".replace("_", "")]))
        if kind == 1:
            return string(draw(_TEXTS), draw(st.integers(0, 3)))
        if kind == 2:
            items = [value(depth + 1) for _ in range(draw(st.integers(0, 3)))]
            glue = draw(st.sampled_from([", ", ",\n", " , # ]\n "]))
            return "[" + draw(st.sampled_from(["", "\n", " # [\n"])) + glue.join(items) + "]"
        names = draw(st.lists(_KEYS, max_size=3, unique=True))
        return "{" + ", ".join(f"{key(name, draw(st.integers(0, 2)))} = {value(depth + 1)}" for name in names) + "}"

    def pairs() -> str:
        names = draw(st.lists(_KEYS, max_size=3, unique=True))
        return "".join(f"{key(name, draw(st.integers(0, 2)))}={value(0)}\n" for name in names)

    text = pairs()
    for number in range(draw(st.integers(0, 3))):
        header = f"t{draw(st.integers(0, 1))}"
        text += (
            draw(st.sampled_from([f"[[{header}]]\n", f"[s{number}.{header}]\n", f"[ 's{number}' ] # x\n"])) + pairs()
        )
    return text


@given(documents())
def test_all_keys_are_found(text: str) -> None:
    try:
        expected = paths(tomllib.loads(text))
    except tomllib.TOMLDecodeError:
        return
    found = places(text)
    assert set(found) == expected
    lines = text.split("\n")
    assert all(1 <= line <= len(lines) for line in found.values())


def test_deep_arrays() -> None:
    assert line_of("a = " + "[" * 2000, ("a",)) is None
