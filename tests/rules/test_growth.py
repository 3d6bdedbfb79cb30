"""What rules look for in a text takes no longer for each of its characters where there are many."""

from __future__ import annotations

import time

import pytest

from support.growth import check_growth
from support.lint import lint

REPEATED = {
    "spaces before a default": ("<Redirect>{{ request.args.get('x'", " ", ") }}</Redirect>"),
    "spaces in an expression": ("<Redirect>{{ a ||", " ", "b }}</Redirect>"),
    "the ends of blocks of PHP": ("<Connect><Room>a</Room></Connect><?php ", "}", " x ?>"),
    "colons in an f-string": ('f"<Say>{', ":", '}</Say>"'),
    "spaces in half a tag": ("<Say>a</Say>/", " ", "x y"),
}


@pytest.mark.parametrize("name", REPEATED)
def test_time_grows_with_what_is_repeated(name: str) -> None:
    before, unit, after = REPEATED[name]

    def seconds(count: int) -> float:
        began = time.process_time()
        lint(f"<Response>{before}{unit * count}{after}</Response>", "v.xml.j2")
        return time.process_time() - began

    seconds(10)
    check_growth(seconds, 3000, 12_000, factor=10, spare=0.1)
