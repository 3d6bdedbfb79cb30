"""The docstrings' examples are the tests."""

import pytest
from acme_twiml_rules import RULES

from twimllint.testing import check_examples


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_examples(rule):
    assert check_examples(rule) > 0
