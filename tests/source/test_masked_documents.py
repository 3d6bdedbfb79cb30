"""Documents with template tags: what is unknowable brings no problem, what is certain still does."""

from __future__ import annotations

import pytest

from support.reading import cut, errors, read
from twimllint.source.errors import TemplateTag
from twimllint.source.parse import parse
from twimllint.source.span import Span
from twimllint.source.templates.find import find_tags
from twimllint.source.text import Source
from twimllint.source.tree import OUTPUT_MASK
from twimllint.source.wellformed import check_well_formed

QUIET = [
    "<R>{% if a %}<G>{% else %}<G n='1'>{% endif %}<Say>x</Say></G></R>",
    "<R>{% if a %}<G>{% endif %}<Say>x</Say>{% if a %}</G>{% endif %}</R>",
    "<R><G {% if a %}n='1'{% else %}n='2'{% endif %}/></R>",
    "<R><G {{ attrs }} n={{ n }} {{ key }}='1' data-{{ x }}='2'/></R>",
    "<R><{{ verb }} a='1'>x</{{ verb }}></R>",
    "<R><Say>&{{ x }}; &#{{ n }};</Say></R>",
    "<?php header('a'); ?>\n<?xml version='1.0'?>\n<R/>",
    "{# a #}\n<?xml version='1.0'?>\n<R/>",
    "\n{%- if a -%}<?xml version='1.0'?>{% endif %}\n<R/>",
    "<?php echo '<?xml version=\"1.0\"?>'; ?>\n<R/>",
    "<?= $head ?><R/>{{ tail }}",
    "{% if a %}<R/>{% else %}<R><Say>x</Say></R>{% endif %}",
    "{% if a %}<?xml version='1.0'?>{% else %}<?xml version='1.0' encoding='UTF-8'?>{% endif %}<R/>",
    "<R xmlns='{{ a }}' b='{{ c }}'>{{ d }}</R>",
    "<R><!-- {{ a }} --><![CDATA[{{ b }}]]></R>",
    "<R a=\"{% if b == '<' %}x{% endif %}\"/>",
    "<R><Say>{{ a < b && c }}</Say></R>",
    "{* a *}\n<?xml version='1.0'?>\n<R>{if $a < 2}<Say>x</Say>{/if}</R>",
    "<R><G @if($a)n='1'@endif t=\"2\" @if($b < 1)c='2'@else c='3'@endif /></R>",
    "<R>\n@if($a)\n<Dial a='{{ $b }}'>\n@else\n<Dial>\n@endif\n<N>1</N></Dial></R>",
    "<R><#if a??><Say>x</Say><#else><Pause/></#if></R>",
]


@pytest.mark.parametrize("document", QUIET)
def test_what_only_rendering_decides_is_no_problem(document: str) -> None:
    assert errors(document) == []


@pytest.mark.parametrize(
    ("document", "kind", "covered"),
    [
        ("<R>{% if a %}{% endif %}<Say a=1/></R>", "unquoted-attribute", "1"),
        ("<R><Say>{{ a }} & b</Say></R>", "unescaped-ampersand", "&"),
        ("<R><Say>{{ a }}</say></R>", "mismatched-end-tag", "say"),
        ("<R a='{{ b }}' a='1'/>", "duplicate-attribute", "a"),
        ("\n<?php a(); ?><?xml version='1.0'?><R/>", "content-before-prolog", "\n"),
        ("<Response/>ok{{ a }}", "content-after-root", "ok"),
        ("<R><x:y a='{{ b }}'/></R>", "element-prefix-undeclared", "x:y"),
    ],
)
def test_certain_errors_are_reported(document: str, kind: str, covered: str) -> None:
    assert errors(document) == [(kind, covered)]


def test_only_branches_that_open_something_else_make_the_tree_untrustworthy() -> None:
    assert not read(QUIET[0]).malformed
    assert read(QUIET[4]).malformed
    assert not read("<R>{% if a %}<Say>x</Say>{% endif %}</R>").malformed
    assert not read("<R>{% if a %}{% else %}<Say>x</Say>{% endif %}</R>").malformed


@pytest.mark.parametrize("branch", ["{% else %}", "{# a #}{% elif b %}", "<?php } else { ?>", "<% else %>", "@else"])
def test_an_element_that_each_branch_opens_does_not_hold_itself(branch: str) -> None:
    document = f"<R>@if(a)<G>{branch}<G n='1'>@endif<Say/>{{% if a %}}</G>{{% else %}}</G>{{% endif %}}</R>"
    parsed = read(document)
    assert parsed.errors == []
    assert parsed.malformed or not any(node.closest("G") is not None for node in parsed.nodes if node.name == "G")


def test_control_tags_count_as_nothing_and_output_tags_as_text() -> None:
    parsed = read("<R>{% if a %}<Say>{{ b }}</Say>{% endif %} <Say>x{% if c %}y{% endif %}</Say></R>")
    assert parsed.root is not None
    assert parsed.root.text.strip() == ""
    assert parsed.root.templated
    first, second = parsed.root.children
    assert (first.text, first.templated, first.texts[0].templated) == (OUTPUT_MASK * 7, True, True)
    assert second.texts[0].templated
    assert not parsed.root.texts[0].templated


def test_values_from_a_template_are_dynamic() -> None:
    parsed = read("<R a='{{ b }}' c='1' {% if d %}e='2'{% endif %} f='{% if g %}h{% endif %}'/>")
    root = parsed.root
    assert root is not None
    assert [(attr.name, attr.templated) for attr in root.attrs] == [
        ("a", True),
        ("c", False),
        ("e", False),
        ("f", True),
    ]
    assert root.templated_attrs


def test_template_comments_are_comments() -> None:
    document = "{# one #}<R>a{{!-- two --}}b<!-- three --><Say {# four #}>x<%# five %></Say></R>{# six #}"
    parsed = read(document)
    said = [(comment.text.strip(), comment.template, comment.parent) for comment in parsed.comments]
    root = parsed.root
    assert root is not None
    say = root.children[0]
    assert said == [
        ("one", True, None),
        ("two", True, root),
        ("three", False, root),
        ("four", True, None),
        ("five", True, say),
        ("six", True, None),
    ]
    assert [type(item).__name__ for item in root.items] == ["Text", "Comment", "Text", "Comment", "Node"]
    assert all(cut(parsed, comment.span)[0] in "{<" for comment in parsed.comments)


@pytest.mark.parametrize("document", QUIET)
def test_lxml_sees_a_text_of_the_same_length(document: str) -> None:
    parsed = parse(Source.from_text(document))
    assert len(parsed.masked) == len(document)
    xml = check_well_formed(parsed)
    assert (xml is None) == parsed.malformed


def test_lxml_keeps_values_from_a_template() -> None:
    parsed = parse(Source.from_text("<R a='{{ b }}' {% if c %}>x{% if c %}{{ d }}</R>"))
    xml = check_well_formed(parsed)
    assert xml is not None
    root = xml.root
    assert root.get("a") == OUTPUT_MASK * 7
    assert root.text == "x" + " " * 10 + OUTPUT_MASK * 7


def test_tags_that_the_caller_knows() -> None:
    """What a program computes is masked like a template tag, and no other tag is looked for."""
    text = "<R a='%s'>{{ plain }}<if/><B>%d</B></R>"
    places = [Span(text.index(part), text.index(part) + len(part)) for part in ("%s", "<if/>", "%d")]
    kinds = ("output", "control", "output")
    tags = [
        TemplateTag(kind, "python", place, text[place.start : place.end])
        for kind, place in zip(kinds, places, strict=True)
    ]
    document = parse(Source.from_text(text), tags=tags)
    root, inner = document.nodes
    assert document.tags == tuple(tags)
    assert (root.value("a"), root.attrs[0].templated, inner.text) == (OUTPUT_MASK * 2, True, OUTPUT_MASK * 2)
    assert root.texts[0].value == "{{ plain }}     "
    assert not document.errors


def test_a_part_of_a_template_has_no_root_and_any_number_of_elements() -> None:
    document = read(
        "{% extends \"a\" %}<Say>x</Say> stray <Gather><Say a='1'/></Gather></Response><!-- c -->", "a.xml.j2"
    )
    assert document.errors == []
    assert [(node.name, node.parent) for node in document.nodes if node.parent is None] == [
        ("Say", None),
        ("Gather", None),
    ]
    assert [comment.text for comment in document.comments] == [" c "]
    plain = read("<Say>x</Say>\n<Pause/>", "_part.xml.erb")
    assert (plain.errors, [node.name for node in plain.nodes]) == ([], ["Say", "Pause"])
    assert errors("<Say>x</Say>\n<Pause/>", "part.xml") == [("content-after-root", "<Pause/>")]
    assert errors("<Response/>\n<Pause/>", "voice.xml.erb") == [("content-after-root", "<Pause/>")]


FILLED = [
    "<Response><Say>Hello {{ name }}, bye</Say></Response>",
    "<Response>\n  <Say>{{ a }}</Say>\n  {{ b }}\n  <Say a='1'>x{{ c }}&amp;</Say><Say a='{{ d }}'>y</Say>\n</Response>\n",
    "<Response>{% if a %}<Say>x</Say>{% else %}<Pause/>{% endif %}<Hangup/>{% include 'b' %}</Response>",
    "<Response>{% for a in b %} <Gather><Say>{{ a }}</Say></Gather> {% endfor %} </Response>",
    "<Response><Say>{% if a %}x{% endif %}</Say><!-- c --></Response>{{ tail }}",
    "{{ head }}<Response><Say>&{{ a }};</Say></Response>",
    "<Say>{{ a }}</Say><Say>b]]>{{ c }}\x01</Say>",
    "<Response><x:y>{{ a }}</x:y></Response>",
    "<Response><Say>{{ a }}</say></Response>",
]


@pytest.mark.parametrize("text", FILLED)
def test_texts_that_tags_fill_are_read_as_the_careful_path_reads_them(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def seen() -> list[object]:
        document = parse(Source.from_text(text, "a.xml"), tags=find_tags(text), whole_branches=True)
        xml = check_well_formed(document)
        places = [(node.name, node.span, node.tag_span, node.end_span, node.index) for node in document.nodes]
        tags = [(node.templated, node.templated_attrs) for node in document.nodes]
        texts = [(one.value, one.raw, one.start, one.templated) for node in document.nodes for one in node.texts]
        attrs = [(one.value, one.raw, one.start, one.templated) for node in document.nodes for one in node.attrs]
        errors = [(error.kind, error.span) for error in document.errors]
        outcome = (document.malformed, document.masked, None if xml is None else xml.root.tag)
        return [places, tags, texts, attrs, errors, outcome, len(document.comments)]

    fast = seen()
    monkeypatch.setattr("twimllint.source.parse._fill_texts", lambda *_: False)
    assert seen() == fast


def test_documents_with_filled_texts_need_no_xml_processor() -> None:
    quick = [
        parse(Source.from_text(text, "a.xml"), tags=find_tags(text), whole_branches=True).surely_well_formed
        for text in FILLED
    ]
    assert quick == [True, False, True, True, False, False, False, False, False]
    assert not parse(Source.from_text(FILLED[2], "a.xml"), tags=find_tags(FILLED[2])).surely_well_formed
