"""Programs of any size and shape are read in a time that grows with them and no faster."""

from __future__ import annotations

import time

import pytest

from support.extracting import IMPORTS, extracted


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


@pytest.mark.parametrize("make", [handlers, helpers, methods, assignments, verbs])
def test_time_grows_with_the_program(make) -> None:
    def seconds(size: int) -> float:
        code = make(size)
        start = time.process_time()
        extracted(code)
        return time.process_time() - start

    small = seconds(150)
    assert seconds(600) < 10 * small + 0.5


def test_a_minified_bundle_is_passed_over_at_once() -> None:
    code = "!function(){" + "e.exports=t(1),a(function(){return new n.twiml.VoiceResponse});" * 20_000 + "}();"
    start = time.process_time()
    assert extracted(code, "javascript").documents == ()
    assert time.process_time() - start < 1
