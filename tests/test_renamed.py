"""Names of version 0.1 that were public still work, and say what they are called now."""

import pytest

import twimllint
from twimllint.engine.context import Context
from twimllint.engine.settings import LintSettings
from twimllint.source.parse import parse
from twimllint.source.text import Source

DOCUMENT = parse(Source.from_text('<Response {% a %}><Say voice="{{ v }}">{{ t }}</Say></Response'))
CTX = Context(parse(Source.from_text("<Response><Say>Hi</Say></Response>")), LintSettings())

#: Functions and classes of the helper modules: module, former name, present name.
MOVED = [
    ("placement", "standing", "relation"),
    ("placement", "takers", "allowed_parents"),
    ("placement", "misfits", "elements_of_other_channel"),
    ("placement", "words", "strip_white_space"),
    ("phone", "read", "parse_number"),
    ("sip", "read", "parse_uri"),
    ("urls", "read", "parse_url"),
    ("regions", "find_region", "region_of"),
    ("rooms", "Known", "KnownType"),
    ("select", "known", "known_selectors"),
    ("addresses", "leads_to", "resolve"),
    ("speech", "kin", "same_family"),
    ("attributes", "Stray", "UnknownAttribute"),
    ("values", "of_fault", "invalid_values"),
    ("wording", "a", "with_article"),
]


@pytest.mark.parametrize(
    ("owner", "old", "new"),
    [
        (DOCUMENT, "broken", "malformed"),
        (DOCUMENT, "problems", "errors"),
        (DOCUMENT.nodes[0], "dynamic_attrs", "templated_attrs"),
        (DOCUMENT.nodes[1], "dynamic", "templated"),
        (DOCUMENT.nodes[1].attrs[0], "dynamic", "templated"),
        (DOCUMENT.nodes[1].texts[0], "dynamic", "templated"),
        (twimllint, "Problem", "ParseError"),
        (twimllint, "nesting", "placement"),
        (twimllint, "region", "regions"),
        (twimllint, "served", "addresses"),
        (twimllint, "strays", "attributes"),
        *((getattr(twimllint, module), old, new) for module, old, new in MOVED),
    ],
    ids=lambda value: value if isinstance(value, str) else getattr(value, "__name__", type(value).__name__),
)
def test_an_old_name_gives_the_same_value_and_a_warning(owner: object, old: str, new: str) -> None:
    with pytest.warns(DeprecationWarning, match=new):
        value = getattr(owner, old)
    assert value is getattr(owner, new)
    assert value


def test_each_former_name_of_a_module_leads_to_a_present_one() -> None:
    for module in ("addresses", "attributes", "phone", "placement", "regions", "rooms", "select", "sip", "speech",
                   "urls", "values", "wording"):  # fmt: skip
        names = getattr(twimllint, module).__getattr__.__closure__
        former = next(cell.cell_contents for cell in names if isinstance(cell.cell_contents, dict))
        for old, new in former.items():
            assert old not in vars(getattr(twimllint, module))
            assert hasattr(getattr(twimllint, module), new)


def test_an_unknown_name_of_a_module_is_an_error() -> None:
    with pytest.raises(AttributeError, match=r"'twimllint\.twiml\.sip' has no attribute 'nothing'"):
        twimllint.sip.nothing  # noqa: B018


def test_methods_of_the_flow_work_by_their_former_names() -> None:
    flow = twimllint.Flow.of(CTX)
    with pytest.warns(DeprecationWarning, match="keeps_call_open"):
        assert flow.holds(flow.verbs[0]) is False


def test_views_of_the_context_are_functions_now() -> None:
    with pytest.warns(DeprecationWarning, match=r"ctx\.flow is now flow\.Flow\.of\(ctx\)"):
        assert CTX.flow is twimllint.Flow.of(CTX)
    with pytest.warns(DeprecationWarning, match="region_of"):
        assert CTX.region is None
