"""Values of attributes in literals that are one of several literals, a default among them: each is looked at by itself."""

from __future__ import annotations

import pytest

from support.checking import findings

pytest.importorskip("tree_sitter")

#: A function that gets ``x``, computes ``v`` and puts it into a document.
SHAPES = {
    "python": "# twilio\ndef f(x):\n    v = {}\n    return f'<Response><Say voice=\"{{v}}\">Hi</Say><Hangup/></Response>'\n",
    "javascript": '// twilio\nexports.f = (x) => {{ const v = {}; return `<Response><Say voice="${{v}}">Hi</Say><Hangup/></Response>`; }};\n',
    "ruby": "# twilio\ndef f(x)\n  v = {}\n  \"<Response><Say voice='#{{v}}'>Hi</Say><Hangup/></Response>\"\nend\n",
    "php": "<?php // twilio\nfunction f($x) {{ $v = {}; return \"<Response><Say voice='$v'>Hi</Say><Hangup/></Response>\"; }}\n",
    "java": 'class A {{ // twilio\n  String f(String x) {{ var v = {}; return "<Response><Say voice=\'" + v + "\'>Hi</Say><Hangup/></Response>"; }}\n}}\n',
    "csharp": "class A {{ // twilio\n  string F(string x) {{ var v = {}; return $\"<Response><Say voice='{{v}}'>Hi</Say><Hangup/></Response>\"; }}\n}}\n",
}
DEFAULTS = {
    "python": [
        "x or 'womn'",
        "os.environ.get('VOICE', 'womn')",
        "x if x else 'womn'",
        "{'a': 'alice', 'b': 'womn'}[x]",
    ],
    "javascript": ["x || 'womn'", "x ?? 'womn'", "x ? x : 'womn'", "({ a: 'alice', b: 'womn' })[x] || x"],
    "ruby": ["x || 'womn'", "ENV.fetch('VOICE', 'womn')", "x ? x : 'womn'"],
    "php": [
        "$x ?? 'womn'",
        "$x ?: 'womn'",
        "env('VOICE', 'womn')",
        "config('app.voice', 'womn')",
        "get_option('voice', 'womn')",
    ],
    "java": ['x != null ? x : "womn"', 'settings.getOrDefault("voice", "womn")', 'voice().orElse("womn")'],
    "csharp": ['x ?? "womn"', 'config.GetValue<string>("Voice", "womn")', 'x == null ? "womn" : x'],
}


@pytest.mark.parametrize(("language", "value"), [(name, one) for name, values in DEFAULTS.items() for one in values])
def test_a_default_is_looked_at(language: str, value: str) -> None:
    code = SHAPES[language].format(value)
    assert findings(code, language) == [("unknown-voice", "womn")]
    assert findings(code.replace("womn", "woman"), language) == []


@pytest.mark.parametrize(
    ("value", "use"),
    [
        ("x || 'womn'", "Polly.${v}"),  # a part of a value
        ("x || ''", "${v}"),  # that there is none
        ("(x || 'womn').replace('womn', 'woman')", "${v}"),
        ("pick(x || 'womn')", "${v}"),
    ],
)
def test_what_is_no_whole_value_is_not_known(value: str, use: str) -> None:
    code = SHAPES["javascript"].format(value).replace('"${v}"', f'"{use}"')
    assert findings(code, "javascript") == []


def test_a_number_is_a_value_too() -> None:
    code = "# twilio\ndef f(x):\n    n = x or 700\n    return f'<Response><Dial timeout=\"{n}\">+14155550100</Dial></Response>'\n"
    assert findings(code, "python") == [("integer-out-of-range", "700")]
