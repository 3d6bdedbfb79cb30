"""The grammar's tables, libxml2 and xmlschema say the same of any document."""

from functools import cache

import pytest
import xmlschema
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from lxml import etree

from support.documents import many
from support.grammar_checker import conforms, plain
from support.grammar_documents import documents, spoiled
from twimllint.schema.data import schema_path
from twimllint.schema.grammar import load
from twimllint.schema.net import is_valid

CHANNELS = ["voice", "messaging", "fax"]
MANY = many(50, tuple(HealthCheck))


@cache
def full_processor(channel: str) -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(schema_path(f"twiml-{channel}.xsd"))


def verdicts(root: etree._Element, channel: str) -> dict[str, bool]:
    return {
        "grammar": conforms(root, load(channel)),
        "libxml2": is_valid(root, channel),
        "xmlschema": full_processor(channel).is_valid(plain(root)),
    }


@pytest.mark.parametrize("channel", CHANNELS)
@MANY
@given(st.data())
def test_what_the_grammar_describes_is_legal(channel: str, data: st.DataObject) -> None:
    root = data.draw(documents(channel))
    assert set(verdicts(root, channel).values()) == {True}, etree.tostring(root)


@pytest.mark.parametrize("channel", CHANNELS)
@MANY
@given(st.data())
def test_all_three_agree_on_spoiled_documents(channel: str, data: st.DataObject) -> None:
    root = data.draw(spoiled(channel))
    found = verdicts(root, channel)
    assert len(set(found.values())) == 1, (found, etree.tostring(root))
