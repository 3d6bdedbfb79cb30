"""Programs of any size and shape are read in a time that grows with them and no faster."""

from __future__ import annotations

import time

import pytest

from support.checking import findings
from support.extracting import IMPORTS, extracted
from support.growth import check_growth
from twimllint.host.texts import MOST_CHARACTERS


def handlers(n: int) -> str:
    one = (
        "def f{0}(flag):\n    r = VoiceResponse()\n    if flag:\n        r.say('a')\n    r.pause()\n    return str(r)\n"
    )
    return IMPORTS + "".join([one.format(at) for at in range(n)])


def helpers(n: int) -> str:
    one = "def f{0}(r):\n    f{1}(r)\n    f{1}(r)\n    r.say('x')\n"
    return IMPORTS + "".join([one.format(at, at + 1) for at in range(n)]) + "f0(VoiceResponse())\n"


def methods(n: int) -> str:
    one = "    def m{0}(self):\n        r = VoiceResponse()\n        self.m{1}()\n        return str(r)\n"
    return IMPORTS + "class A:\n" + "".join([one.format(at, at + 1) for at in range(n)])


def assignments(n: int) -> str:
    return IMPORTS + "".join([f"x{at} = 'text {at}'\ndef g{at}():\n    return x{at}\n" for at in range(n)])


def verbs(n: int) -> str:
    return IMPORTS + "r = VoiceResponse()\n" + "r.say('x')\n" * n + "print(r)\n"


def doubled_texts(n: int) -> str:
    return "x0 = '<Response><Say>x</Say></Response>'\n" + "".join([f"x{at + 1} = x{at} + x{at}\n" for at in range(n)])


def doubled_strings(n: int) -> str:
    return "x0 = '<Response/>'\n" + "".join([f"x{at + 1} = f'{{x{at}}}{{x{at}}}'\n" for at in range(n)])


def replacements(n: int) -> str:
    return "x = '<Response><Say>x</Say></Response>'" + ".replace('x', 'xx')" * n + "\n"


def formats(n: int) -> str:
    head = "x0 = '<Response/>'\n"
    return head + "".join([f"x{at + 1} = '{{0}}{{0}}{{0}}'.format(x{at})\n" for at in range(n)])


def joins(n: int) -> str:
    return "x0 = '<Response/>'\n" + "".join([f"x{at + 1} = x{at}.join([x{at}, x{at}, x{at}])\n" for at in range(n)])


def grown_in_branches(n: int) -> str:
    return "x = '<Response/>'\n" + "if a:\n    x += x\nelse:\n    x = x + 'y' + x\n" * n + "print(x)\n"


def doubled_nodes(n: int) -> str:
    one = "g{1} = Gather()\ng{1}.append(g{0})\ng{1}.append(g{0})\n"
    return (
        IMPORTS
        + "g0 = Gather()\n"
        + "".join([one.format(at, at + 1) for at in range(n)])
        + (f"r = VoiceResponse()\nr.append(g{n})\nprint(r)\n")
    )


@pytest.mark.parametrize(
    "make", [doubled_texts, doubled_strings, replacements, formats, joins, grown_in_branches, doubled_nodes]
)
def test_what_grows_from_itself_is_not_followed_without_end(make) -> None:
    start = time.process_time()
    found = extracted(make(60))
    assert sum(len(one.mapped.text) for one in found.documents) < 30_000_000
    assert time.process_time() - start < 30


def test_a_long_literal_is_read_whatever_its_length() -> None:
    lines = "<Say>Hello</Say>\n" * 150_000
    (document,) = extracted(f"x = '''<Response>\n{lines}</Response>'''\n").documents
    assert len(document.text) > MOST_CHARACTERS


@pytest.mark.parametrize("make", [handlers, helpers, methods, assignments, verbs])
def test_time_grows_with_the_program(make) -> None:
    def seconds(size: int) -> float:
        code = make(size)
        start = time.process_time()
        extracted(code)
        return time.process_time() - start

    check_growth(seconds, 150, 600, factor=10, spare=0.5)


def items(n: int) -> str:
    return "x = []\n" + "x.append('<Say>x</Say>')\n" * n + "y = '<Response>' + ''.join(x) + '</Response>'\n"


def placeholders(n: int) -> str:
    says = "\n".join([f"<Say>{{n{at}}}</Say>" for at in range(n)])
    return f"x = '''<Response>{says}</Response>'''\n" + "".join([f"n{at} = 1\n" for at in range(n)])


def cases(n: int) -> str:
    lines = "".join([f"case '{at}': r.say('x{at}'); break;\n" for at in range(n)])
    head = "const VoiceResponse = require('twilio').twiml.VoiceResponse;\nconst r = new VoiceResponse();\n"
    return head + f"switch (d) {{\n{lines}}}\nr.toString();\n"


def callers(n: int) -> str:
    lines = "".join([f"String f{at}() {{ return f{at + 1}(); }}\n" for at in range(n)])
    return f'class A {{\n{lines}String f{n}() {{ return "<Response/>"; }}\n}}\n'


def choices(n: int) -> str:
    says = "".join([f"<Say voice=\"{{'alice' if a{at} else 'man'}}\">x</Say>\n" for at in range(n)])
    return f"x = f'''<Response>{says}</Response>'''\n"


def parentheses(n: int) -> str:
    return f'class A {{ String s = {"(" * n}"<Response/>"{")" * n}; }}\n'


def annotations(n: int) -> str:
    return "class A {\n" + "".join([f'@B("<Response/>") int a{at};\n' for at in range(n)]) + "}\n"


LANGUAGES = {cases: "javascript", callers: "java", parentheses: "java", annotations: "java"}


@pytest.mark.parametrize(
    ("make", "size"),
    [
        (items, 1000), (placeholders, 1000), (cases, 900), (callers, 2000), (choices, 230), (parentheses, 5000),
        (annotations, 400),
    ],
)  # fmt: skip
def test_four_times_the_program_takes_four_times_as_long(make, size: int) -> None:
    language = LANGUAGES.get(make, "python")

    def seconds(size: int) -> float:
        code = make(size)
        start = time.process_time()
        findings(code, language)
        return time.process_time() - start

    check_growth(seconds, size, 4 * size, factor=8, spare=0.1)


def test_a_minified_bundle_is_skipped_at_once() -> None:
    code = "!function(){" + "e.exports=t(1),a(function(){return new n.twiml.VoiceResponse});" * 20_000 + "}();"
    start = time.process_time()
    assert extracted(code, "javascript").documents == ()
    assert time.process_time() - start < 1
