"""Template tags: found, distinguished, and replaced without moving anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twimllint.source.templates.find import comment_text, find_tags, mask
from twimllint.source.templates.languages import is_template_path
from twimllint.source.tree import OUTPUT_MASK

PIECES = st.sampled_from(
    ["{{", "}}", "{{{", "}}}", "{%", "%}", "{#", "#}", "{{!--", "--}}", "<%", "%>", "<?php", "<?=", "<?", "?>", "${",
     "#{", "}", "{", "{!!", "!!}", "'", '"', "\\", "/*", "*/", "//", "#", " ", "\n", "\r\n", "a", "end", "if x",
     "comment", "endcomment", "<a>", "</a>", "<!--", "-->", "@if", "(", ")", "@endif", "@php", "@endphp", "{if $a}",
     "{/if}", "{*", "*}", "{$a", "<#if ", "</#if>", "<#--", "<@m "]
)  # fmt: skip


@pytest.mark.parametrize(
    ("tag", "kind", "language"),
    [
        ("{{ name }}", "output", "braces"),
        ("{{{ name }}}", "output", "braces"),
        ("{{& name }}", "output", "braces"),
        ("{{ x|default('}') }}", "output", "braces"),
        ("{{#if a}}", "control", "braces"),
        ("{{/if}}", "control", "braces"),
        ("{{~else~}}", "control", "braces"),
        ("{{^a}}", "control", "braces"),
        ("{{> part}}", "control", "braces"),
        ("{{#e164}}", "control", "braces"),
        ("{{if .Name}}", "control", "braces"),
        ("{{- range $i := .Items -}}", "control", "braces"),
        ("{{end}}", "output", "braces"),
        ("{{!-- a }} b --}}", "comment", "braces"),
        ("{{! a }}", "comment", "braces"),
        ("{{/* a */}}", "comment", "braces"),
        ("{% if a %}", "control", "braces"),
        ("{%- endif -%}", "control", "braces"),
        ('{% trans "Hello" %}', "output", "braces"),
        ("{% url 'next' %}", "output", "braces"),
        ("{% comment %}<Say>{% endcomment %}", "comment", "braces"),
        ("{# a #}", "comment", "braces"),
        ("<%= name %>", "output", "erb"),
        ("<%== name %>", "output", "erb"),
        ("<%- include('part') %>", "output", "erb"),
        ("<%- if a -%>", "control", "erb"),
        ("<%- x = 1 -%>", "control", "erb"),
        ("<% each do |x| %>", "control", "erb"),
        ("<%# a %>", "comment", "erb"),
        ("<%-- a --%>", "comment", "erb"),
        ("<?php if ($a): ?>", "control", "php"),
        ("<?= $a ?>", "output", "php"),
        ("<?php echo $a ?>", "output", "php"),
        ("<?php /* a */ ?>", "comment", "php"),
        ("<?php // don't ?>", "comment", "php"),
        ("<? print $a ?>", "output", "php"),
        ("${name}", "output", "dollar"),
        ("${f({a: 1})}", "output", "dollar"),
        ("#{name}", "output", "hash"),
        ("{!! $name !!}", "output", "blade"),
        ("{{-- a --}}", "comment", "blade"),
        ("{* a *}", "comment", "smarty"),
        ("<#-- a -->", "comment", "freemarker"),
    ],
)
def test_each_language(tag: str, kind: str, language: str) -> None:
    text = f"<Say>a{tag}b</Say>"
    masked, tags = mask(text)
    assert masked == f"<Say>a{OUTPUT_MASK * len(tag)}b</Say>"
    assert [(t.kind, t.language, t.text, t.closed) for t in tags] == [(kind, language, tag, True)]
    assert text[tags[0].span.start : tags[0].span.end] == tag
    if kind == "comment":
        assert comment_text(tags[0]).strip() in ("a", "a }} b", "don't", "<Say>")


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?><?xml-stylesheet href="a"?><Response/>',
        '<Task>{"a": {"b": {"c": [1, 2]}}}</Task>',
        "<Say>50% off, #1, $5, {x}</Say>",
        "\ufeff<?xml version='1.0'?><Response/>",
        "",
    ],
)
def test_what_is_no_tag(text: str) -> None:
    assert mask(text) == (text, ())


@pytest.mark.parametrize("opener", ["{{", "{{{", "{%", "{#", "<%", "${", "#{", "{!!", "<?=", "<?"])
def test_a_tag_that_is_never_closed_stays(opener: str) -> None:
    text = f"<Say>{opener} name</Say>"
    masked, tags = mask(text)
    assert masked == text
    assert [(tag.text, tag.closed) for tag in tags] == [(opener, False)]


def test_a_forgotten_end_does_not_swallow_the_next_tag() -> None:
    text = "<Say>{{ a }</Say><Say>{{ b }}</Say>"
    masked, tags = mask(text)
    assert [(tag.text, tag.closed) for tag in tags] == [("{{", False), ("{{ b }}", True)]
    assert masked.startswith("<Say>{{ a }</Say><Say>" + OUTPUT_MASK)


def test_php_ends_outside_its_strings() -> None:
    text = "<?php echo '<?xml version=\"1.0\"?>'; ?><Response/>"
    assert mask(text).text.lstrip(OUTPUT_MASK) == "<Response/>"


def test_php_may_run_to_the_end() -> None:
    assert mask("<Response/><?php exit;").text == "<Response/>" + OUTPUT_MASK * 11


def test_go_blocks_and_values_differ_by_their_first_word() -> None:
    assert [tag.kind for tag in mask("{{if .A}}x{{end}}{{end}}").tags] == ["control", "control", "output"]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        (
            """<Gather @if(isset($hints))hints="{{ $hints }}"@endif input="{{ $input }}">""",
            ["@if(isset($hints)) control", "{{ $hints }} output", "@endif control", "{{ $input }} output"],
        ),
        (
            "@foreach ($a as $b) @if (f(')', $b)) x @else y @endif @endforeach",
            ["@foreach ($a as $b) control", "@if (f(')', $b)) control", "@else control", "@endif control",
             "@endforeach control"],
        ),
        (
            "@extends('base') @section('verbs') @include('menu', ['a' => 1]) @endsection",
            ["@extends('base') control", "@section('verbs') control", "@include('menu', ['a' => 1]) output",
             "@endsection control"],
        ),
        ("@php $a = '@if'; @endphp @php($b = 1) x@else.test", ["@php $a = '@if'; @endphp control",
                                                               "@php($b = 1) control"]),
        ("@if ($a <Say>x</Say> @endif", ["@endif control"]),
        (
            "{* a *}{foreach from=$all item=one}{$one.name|upper}{link to='menu' id=\"{$id}\"}{/foreach}{$n = 1}",
            ["{* a *} comment", "{foreach from=$all item=one} control", "{$one.name|upper} output",
             "{link to='menu' id=\"{$id}\"} output", "{/foreach} control", "{$n = 1} control"],
        ),
        ("{if $a > 1}<Say>a</Say>{else}<Say>b</Say>", ["{if $a > 1} control", "{else} control"]),
        ("{if $a}<Task>{\"a\": {\"b\": 1}}</Task>{/if}", ["{if $a} control", "{/if} control"]),
        (
            "<#if a?? && (b > 1)>${c}<#elseif d>x</#if><@menu id=1/><#-- e > f -->",
            ["<#if a?? && (b > 1)> control", "${c} output", "<#elseif d> control", "</#if> control",
             "<@menu id=1/> output", "<#-- e > f --> comment"],
        ),
    ],
)  # fmt: skip
def test_languages_that_show_by_their_signs(text: str, tags: list[str]) -> None:
    assert [f"{tag.text} {tag.kind}" for tag in mask(text).tags] == tags


@pytest.mark.parametrize(
    "text",
    [
        "<Say>Write to me@if.test or @else, {name}</Say>",
        "<Say>@if you can read this, call us (or not)</Say>",
        '<Task>{"a":"{b}"}</Task><Say>{/ and {*</Say>',
        "<Say>1 <# 2</Say>",
    ],
)
def test_what_shows_no_such_language(text: str) -> None:
    assert mask(text) == (text, ())


def test_the_name_of_a_file_says_that_braces_are_tags() -> None:
    text = '<Dial callerId="{from}"><Number>{number.mobile}</Number></Dial><Task>{"a": 1}</Task>'
    assert [tag.text for tag in find_tags(text, "dial.xml.tpl")] == ["{from}", "{number.mobile}"]
    assert find_tags(text, "dial.xml") == ()


def test_line_ends_stay() -> None:
    assert mask("{{ a\r\nb\n}}").text == f"{OUTPUT_MASK * 4}\r\n{OUTPUT_MASK}\n{OUTPUT_MASK * 2}"


def test_template_paths() -> None:
    for path in ("voice.xml.erb", "a/b.twiml.ejs", "C:\\x\\voice.blade.php", "streams.xml.template", "x.J2"):
        assert is_template_path(path)
    for path in ("voice.xml", "erb/voice.twiml", "templates/voice.xml", "-"):
        assert not is_template_path(path)


@given(st.lists(PIECES).map("".join))
def test_masking_moves_nothing(text: str) -> None:
    masked, tags = mask(text)
    assert len(masked) == len(text)
    done = 0
    for tag in tags:
        start, end = tag.span
        assert done <= start < end
        assert tag.text == text[start:end]
        assert tag.kind in ("output", "control", "comment")
        if tag.closed:
            assert all(
                new == (old if old in "\r\n" else OUTPUT_MASK)
                for new, old in zip(masked[start:end], tag.text, strict=True)
            )
            assert masked[done:start] == text[done:start]
            done = end
    assert masked[done:] == text[done:]
