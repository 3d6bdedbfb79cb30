"""Texts and lists that begin empty are filled by loops, callbacks and functions, some of them out of sight."""

from __future__ import annotations

import pytest

from support.checking import diagnostics, findings
from support.extracting import texts

pytest.importorskip("tree_sitter")

#: How a variable ``p`` that begins as ``''`` or ``[]`` is filled before it is put into a document.
TEXTS = {
    "javascript": [
        "days.forEach(d => {p += d.name});",
        "days.map(function (d) {p = p + d.name});",
        "load((error, name) => {p = name});",
        "const add = x => {p += x}; add(name);",
        "function add(x) {p += x} add(name);",
        "fill();",
    ],
    "python": [
        "def add(x):\n        nonlocal p\n        p += x\n    add(name)",
        "for d in days:\n        p = p + d",
        "fill()",
    ],
    "ruby": ["days.each { |d| p << d.name }", "days.each { |d| p += d.name }", "fill(p)", "p.prepend(name)"],
    "php": [
        "array_walk($days, function ($d) use (&$p) { $p .= $d; });",
        "fill($p);",
        "preg_match('/a/', $name, $p);",
        "include 'names.php';",
        "extract($_POST);",
        "$r = &$p; $r = 'x';",
        "$st->bind_result($p);",
    ],
}
LISTS = {
    "javascript": [
        "days.forEach(d => p.push(d.name));",
        "days.forEach(d => {p.push(d.name)});",
        "p.unshift(name);",
        "fill(p);",
        "p.splice(0, 0, name);",
        "p[0] = name;",
        "const add = p.push.bind(p); add(name);",
    ],
    "python": [
        "p[:] = names",
        "[p.append(d) for d in days]",
        "add = p.append\n    add(name)",
        "p.insert(0, name)",
        "q = p\n    q.append(name)",
        "fill({'parts': p})",
    ],
    "ruby": ["days.each { |d| p << d.name }", "days.each { |d| p.push(d.name) }", "p.concat(names)", "p[0] = name"],
    "php": ["foreach ($days as $d) { $p[] = $d; }", "array_push($p, $name);", "$p['a'] = $name;", "fill($p);"],
}
SHAPES = {
    "javascript": "function f() {{ let p = {empty}; {fill} return `<Response><Say>${{{use}}}</Say></Response>`; }}",
    "python": 'def f():\n    p = {empty}\n    {fill}\n    return f"<Response><Say>{{{use}}}</Say></Response>"\n',
    "ruby": 'def f\n  p = {empty}\n  {fill}\n  "<Response><Say>#{{{use}}}</Say></Response>"\nend\n',
    "php": "<?php function f() {{ $p = {empty}; {fill} return '<Response><Say>' . {use} . '</Say></Response>'; }}",
}
JOINED = {"javascript": "p.join(' ')", "python": "' '.join(p)", "ruby": "p.join(' ')", "php": "implode(' ', $p)"}


@pytest.mark.parametrize(("language", "fill"), [(name, fill) for name, fills in TEXTS.items() for fill in fills])
def test_a_text_that_is_filled_is_not_called_empty(language: str, fill: str) -> None:
    use = "$p" if language == "php" else "p"
    code = SHAPES[language].format(empty="''", fill=fill, use=use)
    assert texts(code, language), code
    assert findings(code, language) == [], code


@pytest.mark.parametrize(("language", "fill"), [(name, fill) for name, fills in LISTS.items() for fill in fills])
def test_a_list_that_is_filled_is_not_called_empty(language: str, fill: str) -> None:
    code = SHAPES[language].format(empty="[]", fill=fill, use=JOINED[language])
    assert texts(code, language), code
    assert findings(code, language) == [], code


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("javascript", "const state = {text: ''}; function f() { return `<Response><Say>${state.text}</Say></Response>`; }"),
        ("javascript", "class A { text = ''; f() { return `<Response><Say>${this.text}</Say></Response>`; } }"),
        ("python", "class A:\n    text = ''\n    def f(self):\n        return f'<Response><Say>{self.text}</Say></Response>'\n"),
        ("python", "TEXT = ''\ndef f():\n    return f'<Response><Say>{TEXT}</Say></Response>'\n"),
        (
            "python",
            "from twilio.twiml.voice_response import VoiceResponse\nGREETING = ''\ndef f():\n"
            "    r = VoiceResponse()\n    r.say(GREETING)\n    return str(r)\n",
        ),
    ],
)  # fmt: skip
def test_what_is_set_from_outside_is_not_called_empty(language: str, code: str) -> None:
    assert texts(code, language), code
    assert findings(code, language) == []


def test_an_empty_literal_is_empty() -> None:
    code = "from twilio.twiml.voice_response import VoiceResponse\ndef f():\n    r = VoiceResponse()\n    r.say('')\n    return str(r)\n"  # fmt: skip
    assert findings(code, "python") == [("empty-say", "say")]
    assert findings("const xml = `<Response><Say></Say></Response>`;", "javascript") == [("empty-say", "Say")]


CALLBACKS = [
    ("javascript", "let x = '<Response><Dial>'; ids.forEach(i => {x += `<Number>${i}</Number>`}); x += '</Dial></Response>';"),
    ("javascript", "const p = ['<Response><Dial>']; ids.forEach(i => p.push(`<Number>${i}</Number>`)); p.push('</Dial></Response>'); send(p.join(''));"),
    ("ruby", "x = '<Response><Dial>'\nids.each { |i| x << \"<Number>#{i}</Number>\" }\nx << '</Dial></Response>'\n"),
    ("php", "<?php $x = '<Response><Dial>'; array_walk($ids, function ($i) use (&$x) { $x .= \"<Number>$i</Number>\"; }); $x .= '</Dial></Response>';"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "code"), CALLBACKS)
def test_what_a_callback_adds_is_in_the_document(language: str, code: str) -> None:
    (text,) = texts(code, language)
    assert text.startswith("<Response><Dial>{% for")
    assert text.endswith("</Number>{% endfor %}</Dial></Response>")
    assert findings(code, language) == []


@pytest.mark.parametrize(("language", "code"), CALLBACKS)
def test_a_mistake_in_what_a_callback_adds_is_found(language: str, code: str) -> None:
    wrong = code.replace("Number>", "Nmuber>")
    assert [(one.name, wrong[slice(*one.span)]) for one in diagnostics(wrong, language)] == [
        ("unknown-element", "Nmuber")
    ]


DIAL = "<Response><Dial>{}</Dial></Response>"


@pytest.mark.parametrize(
    ("language", "program", "placeholder"),
    [
        ("javascript", "const T = '{}'; const f = n => T.replace('NUMBER', n);", "NUMBER"),
        ("javascript", "const T = '{}'; const f = n => fill(T, {{ NUMBER: n }});", "NUMBER"),
        ("javascript", "const T = '{}'; const f = n => fill(T, '__NUMBER__', n);", "__NUMBER__"),
        ("python", "class A:\n    T = '{}'\n    def f(self, n):\n        return self.T.replace('@@N@@', n)\n", "@@N@@"),
        ("python", "T = '{}'\ndef f(n):\n    return fill(T, number=n)\n", "[[ number ]]"),
        ("ruby", "T = '{}'\ndef f(n) = fill(T, 'NUMBER' => n)\n", "NUMBER"),
        ("php", "<?php const T = '{}'; function f($n) {{ return str_replace('NUMBER', $n, T); }}", "NUMBER"),
        ("php", "<?php function f($n) {{ return strtr('{}', ['@NUMBER@' => $n]); }}", "@NUMBER@"),
        ("java", 'class A {{ String t = "{}"; String f(String n) {{ return t.replace("$NUMBER", n); }} }}', "$NUMBER"),
        ("csharp", 'class A {{ string f(string n) => Fill("{}", "NUMBER", n); }}', "NUMBER"),
        ("go", 'package a\nfunc f(n string) string {{ return strings.Replace("{}", "NUMBER", n, 1) }}\n', "NUMBER"),
    ],
)
def test_a_placeholder_that_the_program_names_is_filled(language: str, program: str, placeholder: str) -> None:
    code = program.format(DIAL.format(placeholder))
    assert texts(code, language), code
    assert findings(code, language) == [], code


def test_a_placeholder_that_the_program_does_not_name_is_found() -> None:
    code = f"const T = '{DIAL.format('NUMBER')}'; const f = n => send(T, n);"
    assert findings(code, "javascript") == [("unfilled-placeholder", "NUMBER")]
    code = "const T = '<Response><Dial method=\"POST\">+14155550100</Dial></Response>'; app.use('POST', T);"
    assert "{{" not in texts(code, "javascript")[0]


INDENTED = '\n        <?xml version="1.0"?>\n        <Response><Say voce="x">Hi</Say></Response>\n        '


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("python", f"import inspect\nx = inspect.cleandoc('''{INDENTED}''')\n"),
        ("python", f"import inspect\nx = '''{INDENTED}'''\ny = inspect.cleandoc(x)\n"),
        ("python", f"from textwrap import dedent\nx = dedent('''{INDENTED}''').strip()\n"),
        ("javascript", f"const x = dedent`{INDENTED}`;"),
        ("javascript", f"const x = outdent(`{INDENTED}`);"),
        ("javascript", f"const x = stripIndent`{INDENTED}`;"),
        ("javascript", f"const x = `{INDENTED}`.trim();"),
        ("ruby", f"x = %q({INDENTED}).strip\n"),
        ("php", f"<?php $x = trim('{INDENTED}');"),
        ("go", f"package a\nvar x = strings.TrimSpace(`{INDENTED}`)\n"),
    ],
)
def test_a_text_without_its_indentation_is_linted(language: str, code: str) -> None:
    assert findings(code, language) == [("unknown-attribute", "voce")], code


def test_a_directive_does_not_fill_a_placeholder() -> None:
    line = """const x = '<Response><Say voice="{residue}">Hi</Say></Response>';\n"""
    assert [name for name, _ in findings(line, "javascript")] == ["code-residue"]
    assert findings(f"{line}x.replace('{{residue}}', voice);", "javascript") == []
    assert findings(f"// twimllint: ignore-file[code-residue] a voice of ours\n{line}", "javascript") == []
    for directive in ("region=ie1", "ignore[TW101] the residue"):
        assert "code-residue" in [name for name, _ in findings(f"{line}\n// twimllint: {directive}\n", "javascript")]
