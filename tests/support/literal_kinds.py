"""Random string literals of the languages, with the place that each character should have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import NamedTuple

from hypothesis import strategies as st

from twimllint.host import form
from twimllint.host.mapped import Mapped

#: Characters of every width, with those that literals treat in a special way.
CHARACTERS = st.one_of(
    st.sampled_from("abn x0\"'`\\$#{}%<>&é\u20ac\U0001f600\n\t\u2028"),
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")),
)


class Kind(NamedTuple):
    """One kind of literal: what is around it, and the ways in which a character can be written in it.

    ``spell`` gives the spellings of a character in a literal; ``follows`` says what a spelling must not be followed by
    (a digit after ``\\0`` would belong to it).
    """

    name: str
    language: str
    before: str
    after: str
    spell: Callable[[str], list[str]]
    #: what each line begins with, and the language leaves out
    indent: str = ""
    #: an expression in the literal
    hole: str = ""


class Written(NamedTuple):
    """A program with one literal: its text, what the literal says, and the place of each of its characters."""

    program: str
    says: str
    places: tuple[tuple[int, int], ...]


def hexadecimal(character: str, *, form: str, width: int, most: int = 0x10FFFF) -> list[str]:
    return [form % f"{ord(character):0{width}x}"] if ord(character) <= most else []


def units(character: str) -> list[str]:
    r"""``\ud83d\ude00``."""
    raw = character.encode("utf-16-be")
    return ["".join(f"\\u{raw[at]:02x}{raw[at + 1]:02X}" for at in range(0, len(raw), 2))]


def octets(character: str) -> list[str]:
    r"""``\xf0\x9f\x98\x80``."""
    return ["".join(f"\\x{byte:02x}" for byte in character.encode())]


def plain_unless(special: str) -> Callable[[str], list[str]]:
    return lambda character: [] if character in special else [character]


def javascript(quote: str) -> Callable[[str], list[str]]:
    def spell(character: str) -> list[str]:
        found = units(character) + hexadecimal(character, form="\\u{%s}", width=1)
        found += hexadecimal(character, form="\\x%s", width=2, most=0xFF)
        found += {"\n": ["\\n"], "\t": ["\\t"], "\\": ["\\\\"]}.get(character, [])
        if character in "\"'`$":
            found.append("\\" + character)
        special = "`\\${\r" if quote == "`" else quote + "\\\n\r\u2028\u2029"
        plain = character not in special
        return found + [character] * 3 * plain

    return spell


def ruby(special: str) -> Callable[[str], list[str]]:
    def spell(character: str) -> list[str]:
        found = hexadecimal(character, form="\\u{%s}", width=1) + octets(character)
        found += hexadecimal(character, form="\\u%s", width=4, most=0xFFFF)
        found += {"\n": ["\\n"], "\t": ["\\t"], " ": ["\\s"], "\\": ["\\\\"], '"': ['\\"'], "#": ["\\#"]}.get(
            character, []
        )
        return found + [character] * 3 * (character not in special + "\\#")

    return spell


def single(special: str) -> Callable[[str], list[str]]:
    """Quotes in which only the backslash and the quote are escaped."""
    return lambda character: ["\\" + character] if character in special + "\\" else [character]


def php(special: str) -> Callable[[str], list[str]]:
    def spell(character: str) -> list[str]:
        found = hexadecimal(character, form="\\u{%s}", width=1) + octets(character)
        found += {"\n": ["\\n"], "\t": ["\\t"], "\\": ["\\\\"], "$": ["\\$"]}.get(character, [])
        if character == '"' and '"' in special:
            found.append('\\"')
        return found + [character] * 3 * (character not in special + "\\${")

    return spell


def java(special: str) -> Callable[[str], list[str]]:
    def spell(character: str) -> list[str]:
        # a line end or quote written as \u000a would be one to the compiler before it looks at literals
        found = units(character) if character not in "\n\"\\'" else []
        found += {"\n": ["\\n"], "\t": ["\\t"], "\\": ["\\\\"], '"': ['\\"'], " ": ["\\s"]}.get(character, [])
        return found + [character] * 3 * (character not in special + "\\")

    return spell


def csharp(special: str, *, braces: bool = False) -> Callable[[str], list[str]]:
    def spell(character: str) -> list[str]:
        found = units(character) + hexadecimal(character, form="\\U%s", width=8)
        found += {"\n": ["\\n"], "\t": ["\\t"], "\\": ["\\\\"], '"': ['\\"']}.get(character, [])
        if braces and character in "{}":
            return [character * 2]
        return found + [character] * 3 * (character not in special + "\\")

    return spell


def doubled(special: str) -> Callable[[str], list[str]]:
    return lambda character: [character * 2] if character in special else [character]


def go(character: str) -> list[str]:
    found = hexadecimal(character, form="\\U%s", width=8) + octets(character)
    found += hexadecimal(character, form="\\u%s", width=4, most=0xFFFF)
    found += {"\n": ["\\n"], "\t": ["\\t"], "\\": ["\\\\"], '"': ['\\"']}.get(character, [])
    return found + [character] * 3 * (character not in '"\\\n\r')


def crlf(spell: Callable[[str], list[str]]) -> Callable[[str], list[str]]:
    """Line ends of two characters, where the language makes one of them."""
    return lambda character: ["\r\n" if one == "\n" else one for one in spell(character)]


def java_block(character: str) -> list[str]:
    r"""White space is written as an escape: at the ends of lines it would be left out."""
    escaped = {" ": ["\\s"], "\t": ["\\t"], "\n": ["\n", "\\n"], '"': ['\\"'], "\\": ["\\\\"]}.get(character)
    return escaped or ([] if character.isspace() else [character])


_JAVA = ("class A { String a = ", "; }")
_CS = ("class A { string a = ", "; }")
_GO = ("package a\nvar é = ", "\n")

KINDS = (
    Kind("js double", "javascript", 'const é = "', '";', javascript('"')),
    Kind("js single", "javascript", "const é = '", "';", javascript("'")),
    Kind("js template", "javascript", "const é = `", "`;", javascript("`")),
    Kind("ts template", "typescript", "const é: string = `", "`;", javascript("`")),
    Kind("tsx template", "tsx", "const é = `", "`;", javascript("`")),
    Kind("js raw", "javascript", "const é = String.raw`", "`;", plain_unless("`\\${")),
    Kind("ruby double", "ruby", 'é = "', '"\n', ruby('"')),
    Kind("ruby %Q", "ruby", "é = %Q[", "]\n", ruby("[]")),
    Kind("ruby %", "ruby", "é = %|", "|\n", ruby("|")),
    Kind("ruby single", "ruby", "é = '", "'\n", single("'")),
    Kind("ruby %q", "ruby", "é = %q(", ")\n", single("()")),
    Kind("ruby heredoc", "ruby", "é = foo(<<-END, 1)\n", "\n  END\n", ruby("")),
    Kind("ruby quoted heredoc", "ruby", "é = <<'END'\n", "\nEND\n", plain_unless("")),
    Kind("php double", "php", '<?php $é = "', '";', php('"')),
    Kind("php single", "php", "<?php $é = '", "';", single("'")),
    Kind("php heredoc", "php", "<?php $é = <<<END\n", "\nEND;\n", php("")),
    Kind("php nowdoc", "php", "<?php $é = <<<'END'\n", "\nEND;\n", plain_unless("")),
    Kind("java", "java", _JAVA[0] + '"', '"' + _JAVA[1], java('"\n\r')),
    Kind("c#", "csharp", _CS[0] + '"', '"' + _CS[1], csharp('"\n\r\u2028\u2029\x85')),
    Kind("c# verbatim", "csharp", _CS[0] + '@"', '"' + _CS[1], doubled('"')),
    Kind("c# interpolated", "csharp", _CS[0] + '$"', '"' + _CS[1], csharp('"\n\r\u2028\u2029\x85', braces=True)),
    Kind("c# verbatim interpolated", "csharp", _CS[0] + '$@"', '"' + _CS[1], doubled('"{}')),
    Kind("c# raw", "csharp", _CS[0] + '"""', '"""' + _CS[1], plain_unless('"\n\r')),
    Kind("js template with holes", "javascript", "const é = `", "`;", javascript("`"), hole="${x.y}"),
    Kind("js template of CRLF", "javascript", "const é = `", "`;", crlf(javascript("`"))),
    Kind("ruby double with holes", "ruby", 'é = "', '"\n', ruby('"'), hole="#{x.y}"),
    Kind("ruby squiggly heredoc", "ruby", "é = <<~END\n    ", "\n  END\n", ruby(""), "    ", "#{x}"),
    Kind("ruby squiggly heredoc of CRLF", "ruby", "é = <<~END\r\n  ", "\r\n  END\r\n", crlf(ruby("")), "  "),
    Kind("ruby quoted squiggly heredoc", "ruby", "é = <<~'END'\n  ", "\n  END\n", plain_unless(""), "  "),
    Kind("php double with holes", "php", '<?php $é = "', '";', php('"'), hole="{$x['y']}"),
    Kind("php indented heredoc", "php", "<?php $é = <<<END\n    ", "\n    END;\n", php(""), "    ", "{$x}"),
    Kind("php indented nowdoc", "php", "<?php $é = <<<'END'\n  ", "\n  END;\n", plain_unless(""), "  "),
    Kind("java block", "java", _JAVA[0] + '"""\n    ', '\n    """' + _JAVA[1], java_block, "    "),
    Kind("java block of CRLF", "java", _JAVA[0] + '"""\r\n  ', '\r\n  """' + _JAVA[1], crlf(java_block), "  "),
    Kind("c# with holes", "csharp", _CS[0] + '$"', '"' + _CS[1], csharp('"\n\r\u2028\u2029\x85', braces=True), "", "{x.Y}"),
    Kind("c# raw lines", "csharp", _CS[0] + '"""\n    ', '\n    """' + _CS[1],
         plain_unless('"\r\u2028\u2029\x85'), "    "),
    Kind("c# raw interpolated lines", "csharp", _CS[0] + '$"""\n  ', '\n  """' + _CS[1],
         plain_unless('"\r{}\u2028\u2029\x85'), "  ", "{x}"),
    Kind("go", "go", _GO[0] + '"', '"' + _GO[1], go),
    Kind("go raw", "go", _GO[0] + "`", "`" + _GO[1], plain_unless("`\r")),
)  # fmt: skip


def _is_misread(kind: Kind, program: str, character: str) -> bool:
    """Whether the grammar of a language misreads what would come next: nothing is read there, and nothing wrong.

    That of C# takes a hole after an escaped brace for text; that of Ruby takes the first letter of a heredoc's name,
    after an escape, for its end.
    """
    if kind.language == "csharp":
        return character == "hole" and program.endswith("{{")
    return kind.language == "ruby" and "<<" in kind.before and character == "E"


@st.composite
def written(draw: st.DrawFn, kind: Kind) -> Written:
    """A program of the kind with a random literal, which says ``<a>`` first and ``z`` last."""
    program = kind.before
    says: list[str] = []
    places: list[tuple[int, int]] = []
    inside = st.one_of(CHARACTERS, st.just("hole")) if kind.hole else CHARACTERS
    for character in ["<", "a", ">", *draw(st.lists(inside, max_size=12)), "z"]:
        if _is_misread(kind, program, character):
            continue
        if character == "hole":
            places += [(len(program), len(program) + 1), (len(program) + 1, len(program) + 2)]
            says.append("{}")
            program += kind.hole
            continue
        spellings = [character] if character in "<a>z" else kind.spell(character)
        if not spellings:
            continue
        spelling = draw(st.sampled_from(spellings))
        if spelling in ("\\s",) and program.endswith("\\"):
            continue
        places.append((len(program), len(program) + len(spelling)))
        says.append(character)
        program += spelling
        if spelling.endswith("\n"):
            program += kind.indent
    return Written(program + kind.after, "".join(says), tuple(places))


def strings(program: form.Program) -> Iterator[form.String]:
    """All string literals in a program."""
    pending: list[object] = list(program.body)
    while pending:
        item = pending.pop()
        if isinstance(item, form.String):
            yield item
        if isinstance(item, form.Function):
            pending += [*item.parameters, *item.body]
        elif hasattr(item, "__dataclass_fields__"):
            for one in fields(item):  # type: ignore[arg-type]
                value = getattr(item, one.name)
                if isinstance(value, tuple) and not hasattr(value, "_fields"):
                    pending.extend(value)
                elif hasattr(value, "__dataclass_fields__"):
                    pending.append(value)


def text_of(string: form.String) -> Mapped:
    """A literal's text with its places; an expression in it is the characters ``{}`` with its own place."""
    found = Mapped()
    for part in string.parts:
        if isinstance(part, form.Hole):
            found += Mapped.exactly("{}", part.span.start)
        else:
            found += part
    return found


def normalized(text: str) -> str:
    """A text with line feeds for line ends."""
    return re.sub(r"\r\n?", "\n", text)


@st.composite
def planted(draw: st.DrawFn, kind: Kind) -> tuple[str, tuple[int, int]]:
    """A program whose literal is a document with an unknown attribute, in any spelling, and the attribute's place."""
    quote = '"' if kind.spell('"') else "'"
    filler = st.text(st.sampled_from("ab é\u20ac\U0001f600.,"), max_size=5)
    before, after = f"<Response><Say>{draw(filler)}</Say><Say ", f"={quote}alice{quote}>{draw(filler)}</Say></Response>"
    program, place = kind.before, [0, 0]
    for part, text in enumerate((before, "voic", after)):
        if part == 1:
            place[0] = len(program)
        for character in text:
            # the root is written plainly: programs without the word are not read at all
            plain = text is before and len(program) < len(kind.before) + len("<Response>")
            program += character if plain else draw(st.sampled_from(kind.spell(character)))
        if part == 1:
            place[1] = len(program)
    return program + kind.after, (place[0], place[1])
