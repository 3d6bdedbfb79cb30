"""Blocks of templates that are not balanced, by language; balanced ones and those that nobody can judge have none."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.growth import without_collections
from twimllint.source.templates.balance import find_imbalances
from twimllint.source.templates.find import find_tags


def imbalances(text: str, path: str) -> list[tuple[str, str, str]]:
    """The kind, the tag and its counterpart of each imbalance."""
    found = find_imbalances(find_tags(text, path))
    return [(one.kind, text[one.span.start : one.span.end], one.counterpart) for one in found]


UNBALANCED = [
    ("a.j2", "{% if a %}x", ("unclosed", "{% if a %}", "{% endif %}")),
    ("a.j2", "{%- for a in b -%}x{% else %}y", ("unclosed", "{%- for a in b -%}", "{% endfor %}")),
    ("a.j2", "{% block body scoped %}x", ("unclosed", "{% block body scoped %}", "{% endblock %}")),
    ("a.j2", "{% if a %}{% if b %}x{% endif %}", ("unclosed", "{% if a %}", "{% endif %}")),
    ("a.j2", "x{% endif %}", ("unopened", "{% endif %}", "{% if %}")),
    ("a.j2", '<Say voice="{% if a %}x{% else %}y">z</Say>', ("unclosed", "{% if a %}", "{% endif %}")),
    ("a.j2", "{% if a %}{% for b in c %}{% endif %}{% endfor %}", ("crossed", "{% endif %}", "{% endfor %}")),
    ("a.j2", "{% if a %}{% for b in c %}{% endif %}", ("unclosed", "{% for b in c %}", "{% endfor %}")),
    ("a.j2", "{% else %}", ("outside", "{% else %}", "")),
    ("a.njk", "{% ifAsync a %}x{% endif %}{% asyncEach a in b %}{% endeach %}{% endif %}",
     ("unopened", "{% endif %}", "{% if %}")),
    ("a.liquid", "{% case a %}{% when 1 %}x", ("unclosed", "{% case a %}", "{% endcase %}")),
    ("a.liquid", "{% if a %}{% unless b %}x{% endif %}", ("unclosed", "{% unless b %}", "{% endunless %}")),
    ("a.liquid", "{% case a %}{% when 1 %}x{% endif %}", ("mistaken", "{% endif %}", "{% endcase %}")),
    ("a.hbs", "{{#if a}}{{#each b}}x{{/with}}{{/if}}", ("mistaken", "{{/with}}", "{{/each}}")),
    ("a.hbs", "{{#if a}}x{{else}}y", ("unclosed", "{{#if a}}", "{{/if}}")),
    ("a.hbs", "{{#if a}}{{#each b}}x{{/if}}{{/each}}", ("crossed", "{{/if}}", "{{/each}}")),
    ("a.hbs", '{{#*inline "p"}}x{{/inline}}{{~#> layout }}y', ("unclosed", "{{~#> layout }}", "{{/layout}}")),
    ("a.hbs", "{{this}}{{/each}}", ("unopened", "{{/each}}", "{{#each}}")),
    ("a.mustache", "{{^a}}x", ("unclosed", "{{^a}}", "{{/a}}")),
    ("a.mustache", "{{b}}{{/a}}", ("unopened", "{{/a}}", "{{#a}}")),
    ("a.mustache", "{{#a}}x{{/a}}{{^a}}y", ("unclosed", "{{^a}}", "{{/a}}")),
    ("a.mustache", "{{^a}}x{{/a}}{{#b.c}}y", ("unclosed", "{{#b.c}}", "{{/b.c}}")),
    ("a.gohtml", "{{- range .A }}{{ if .B }}x{{ end }}", ("unclosed", "{{- range .A }}", "{{end}}")),
    ("a.gohtml", "{{if .A}}x{{end}}{{end}}", ("unopened", "{{end}}", "")),
    ("a.erb", "<% if a %>x<% else %>y", ("unclosed", "<% if a %>", "end")),
    ("a.erb", "<%= form_for a do |f| %>x<% end %><% end %>", ("unopened", "<% end %>", "")),
    ("a.eex", "<%= for a <- b do %><%= if c, do: d %>x", ("unclosed", "<%= for a <- b do %>", "end")),
    ("a.erb", "x<% else %>y", ("outside", "<% else %>", "")),
    ("a.erb", "x<% elsif b %>y", ("outside", "<% elsif b %>", "")),
    ("a.php", "x<?php else: ?>y", ("outside", "<?php else: ?>", "")),
    ("a.php", "x<?php elseif ($a): ?>y", ("outside", "<?php elseif ($a): ?>", "")),
    ("a.php", "<?php if ($a): ?>x<?php endif ?><?php else: ?>y", ("outside", "<?php else: ?>", "")),
    ("a.ejs", '<% if (a == "") { %>x', ("unclosed", '<% if (a == "") { %>', "}")),
    ("a.ejs", "<% if (a == '') { %>x", ("unclosed", "<% if (a == '') { %>", "}")),
    ("a.ejs", "<% a.forEach(function(b) { %>x", ("unclosed", "<% a.forEach(function(b) { %>", "}")),
    ("a.ejs", "<% if (a) { %>x<% } else { %>y<% } %><% }) %>", ("unopened", "<% }) %>", "")),
    ("a.php", "<Say><?php if ($a): ?>x<?php else: ?>y</Say>", ("unclosed", "<?php if ($a): ?>", "endif")),
    ("a.php", "<Say><?php foreach ($a as $b) { ?>x</Say>", ("unclosed", "<?php foreach ($a as $b) { ?>", "}")),
    ("a.php", "<Say>x<?php endforeach; ?></Say>", ("unopened", "<?php endforeach; ?>", "foreach (...):")),
    ("a.php", "<?php\nif ($a) {\n  b();\n?>x", ("unclosed", "{", "}")),
    ("a.blade.php", "@foreach($a as $b)<Say>x</Say>@if($c) y @endif", ("unclosed", "@foreach($a as $b)", "@endforeach")),
    ("a.vm", "#if($a)$a#else x#foreach($b in $c)y#end", ("unclosed", "#if($a)", "#end")),
    ("a.vm", "#if($a)$a#end#end", ("unopened", "#end", "")),
    ("a.ftl", "<#list a as b><#if b < 3>x</#if>", ("unclosed", "<#list a as b>", "</#list>")),
    ("a.smarty", "{if $a}x{foreach $b as $c}y{/foreach}", ("unclosed", "{if $a}", "{/if}")),
    ("a.mako", "% if a:\nx\n", ("unclosed", "% if a:", "% endif")),
    ("a.mako", '<%def name="x()">y', ("unclosed", '<%def name="x()">', "</%def>")),
    ("a.html", '<a th:text="${b}"/><th:block th:if="${c}">x', ("unclosed", '<th:block th:if="${c}">', "</th:block>")),
    ("a.cshtml", "@model X\n@if (a) {\n<Say>x</Say>\n", ("unclosed", "@if (a) {", "}")),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "expected"), UNBALANCED)
def test_unbalanced_blocks(path: str, text: str, expected: tuple[str, str, str]) -> None:
    assert imbalances(text, path) == [expected]


def test_no_end_is_mistaken_for_that_of_a_value() -> None:
    unopened = [("unopened", "{{/a}}", "{{#a}}"), ("unopened", "{{/b}}", "{{#b}}")]
    assert imbalances("{{/a}}{{a}}{{/b}}", "a.hbs") == unopened


@pytest.mark.parametrize(
    "tag",
    ["set a = 1", "include 'a'", "extends 'a'", "import 'a' as b", "from 'a' import b", "do a()", "load a", "assign a = 1",
     "echo a", "render 'a'", "url 'a'", "static 'a'", "csrf_token", "cycle a", "increment a", "decrement a", "layout 'a'",
     "break", "continue", "print a", "now 'Y'", "firstof a b", "let a = 1", "use 'a'"],
)  # fmt: skip
def test_else_is_in_no_block_of_a_tag_without_an_end(tag: str) -> None:
    assert imbalances(f"{{% {tag} %}}{{% else %}}", "a.j2") == [("outside", "{% else %}", "")]


@pytest.mark.parametrize("line", [" % if b:", " % elif b:", " % else:", " % endif"])
def test_a_control_line_of_mako_after_something_else_is_text_to_it(line: str) -> None:
    found = imbalances(f"% if a:\n<Say>x</Say>\n<Say>y</Say>{line}\n% endif\n", "a.mako")
    assert ("inline", line, "") in found


BALANCED = [
    ("a.j2", "{%- if a +%}x{%+ elif b %}y{% else %}z{% endif %}{% for a in b %}{% endfor %}"),
    ("a.j2", "{% extends 'b' %}{% block a %}{{ super() }}{% endblock a %}{% set x = 1 %}{% set y %}z{% endset %}"),
    ("a.j2", "{% raw %}{% if a %}{% endraw %}{# {% if a %} #}{{ '{% if a %}' }}"),
    ("a.j2", "{% call(a) b() %}x{% endcall %}{% macro c() %}{% endmacro %}{% filter upper %}x{% endfilter %}"),
    ("a.html", "{% load i18n %}{% blocktrans %}x{% plural %}y{% endblocktrans %}{% cache 5 a %}{% endcache %}{% mine %}"),
    ("a.html", "{% ifequal a b %}x{% else %}y{% endifequal %}{% comment %}{% if %}{% endcomment %}"),
    ("a.twig", "{% block title 'x' %}{% block a %}{% endblock %}{% embed 'x' %}{% block b c %}{% endembed %}"),
    ("a.njk", "{% switch a %}{% case 1 %}x{% default %}y{% endswitch %}{% include 'x' %}"),
    ("a.liquid", "{% case a %}{% when 1 %}x{% else %}y{% endcase %}{% assign a = 1 %}{% capture b %}c{% endcapture %}"),
    ("tornado.html", "{% if a %}x{% else %}y{% end %}{% for b in c %}{% end %}{% raw d %}{% autoescape None %}"),
    ("unknown.html", "{% mine %}{% else %}{% endhis %}"),
    ("unclosed.j2", "{% if a %}x{% endif"),
    ("a.hbs", "{{#if a}}x{{else if b}}y{{^}}z{{/if}}{{^c}}x{{/c}}{{#each a as |b|}}{{b}}{{/each}}{{~#with a~}}b{{~/with~}}"),
    ("a.hbs", '{{#> (lookup . "a")}}x{{/undefined}}{{#*inline "a"}}{{/inline}}{{> a}}{{{{raw}}}}{{#if}}{{{{/raw}}}}'),
    ("a.hbs", "{{#a}}x{{^a}}y{{/a}}"),
    ("a.mustache", "{{#a}}x{{/a}}{{^a}}y{{/a}}{{<b}}{{$c}}x{{/c}}{{/b}}{{ # d }}{{ / d }}"),
    ("a.mustache", "{{=<% %>=}}<%#a%>x<%/a%>{{#b}}"),
    ("a.mustache", "from {{start}} to {{end}}, {{else}}{{with}}"),
    ("a.antlers", "{{ if a }}x{{ else }}y{{ /if }}{{ b:c d='1' }}x{{ /b:c }}"),
    ("a.gohtml", '{{define "a"}}{{with .B}}x{{else}}y{{end}}{{end}}{{template "a" .}}{{/* {{if .A}} */}}'),
    ("a.erb", "<% if a %>x<% elsif b %>y<% else %>z<% end %><% a.each do |b| -%><%= b if c %><% end -%>"),
    ("a.erb", "<% x = if a then b else c end %><% if d %>"),
    ("a.erb", "<%# if a %><%= link_to 'do' %><%= t(:end, if: 1) %><% a = b.end %>"),
    ("a.eex", "<%= case a do %><% 1 -> %>x<% _ -> %>y<% end %><%= if a, do: b, else: c %>"),
    ("a.ejs", "<% if (a) { %>x<% } else { %>y<% } %><%- include('x', {a: 1}) %><% b.map(c => { // } %>\n<% }) %>"),
    ("a.ejs", "<% var a = '}'; /* } */ b = c.replace(/[{]/, ''); %>"),
    ("a.php", "<?php if ($a): ?>x<?php elseif ($b): ?>y<?php else: ?>z<?php endif ?><?php $c = $d ? 1 : (2); // } ?>"),
    ("a.php", "<?php foreach (f($a, '}') as $b) { if ($c) echo \"{$d}\"; ?>x<?php } ?>"),
    ("a.php", "<?php $a = <<<X\n{\nX;\n ?>"),
    ("a.blade.php", "@if($a) x @elseif($b) y @else z @endif @section('a', 'b') @hasSection('c') x @endif @forelse($a as $b) x @empty y @endforelse"),
    ("a.vm", "#if($a)$a#elseif($b)y#{else}z#end#foreach($a in $b)x#end#macro(c)d#end#@e()f#end"),
    ("a.vm", "#literal()#if#end"),
    ("a.ftl", "<#if a < 3 && b?size <= 4>x<#elseif (c > 1)>y<#else>z</#if><#assign a><#list b as c>x</#list></#assign><@d>x</@>"),
    ("a.ftl", "<#attempt>x<#recover>y</#recover><#include 'x'><#macro a b>c</#macro>"),
    ("a.smarty", "{if $a}x{elseif $b}y{else}z{/if}{foreach $a as $b}{foreachelse}{/foreach}{literal}{if $a}{/literal}{for example}"),
    ("a.latte", "{if $a}x{/}{foreach $a as $b}y{/}"),
    ("a.mako", '% for a in b:\n% if a:\nx\n% else:\ny\n% endif\n% endfor\n<%def name="a()">b</%def><%include file="c"/>'),
    ("a.html", '<th:block th:if="${a}">x</th:block><th:block th:insert="b"/>'),
    ("a.cshtml", "@model X\n@{ var a = \"}\"; }\n@foreach (var a in b) { if (c) { <Say>@a</Say> } else { <Hangup/> } }\n"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text"), BALANCED)
def test_balanced_or_unclear_blocks(path: str, text: str) -> None:
    assert imbalances(text, path) == []


@pytest.mark.parametrize(
    ("path", "before", "part", "after"),
    [
        ("a.j2", "", "{% if a %}", ""), ("a.j2", "", "{% endfor %}{% if a %}", ""),
        ("a.j2", "", "{% for a in b %}{% if a %}{% endfor %}", ""), ("a.j2", "", "{% block " + " " * 50 + "b %}", ""),
        ("a.hbs", "", "{{#a}}{{#b}}{{/a}}", ""), ("a.ejs", "", "<% { /* ' %>", ""), ("a.ejs", "<% {", "\\'", "%>"),
        ("a.php", "", "<?php if (if ( ?>", ""), ("a.php", "<?php ", "\\'", ""), ("a.php", "<?php ", "if (1): /*", ""),
        ("a.erb", "", "<% a do |b do %>", ""), ("a.erb", "<% if a %><% ", "\\'", " %>"),
    ],
)  # fmt: skip
def test_time_grows_with_the_text(path: str, before: str, part: str, after: str) -> None:
    def seconds(count: int) -> float:
        tags = find_tags(before + part * count + after, path)
        start = time.process_time()
        find_imbalances(tags)
        return time.process_time() - start

    with without_collections():
        assert seconds(16000) < 64 * max(min(seconds(1000), seconds(1000)), 0.002)


#: Tags that nothing else in a text would explain: the whole text without them.
READ = [
    ("a.blade.php", "<R>@disk('a')<A/>@elsedisk('b')<B/>@unlessdisk('c')<C/>@enddisk</R>", "<R><A/><B/><C/></R>"),
    ("a.blade.php", "<R>@if($a) <A/>@endif @enddisk</R>", "<R> <A/> @enddisk</R>"),
    ("a.blade.php", "<R>@auth('a')<A/>@elseauth('b')<B/>@endauth a@endgame.test</R>", "<R><A/><B/> a@endgame.test</R>"),
    ("a.xml.latte", '<R><A n:if="$a > 1" n:class="$b">{$c}</A></R>', "<R><A></A></R>"),
    ("a.heex", "<R><A b={@c} :if={f(%{d: 1})}>{@e} {f({1})}</A><%= g %></R>", "<R><A> </A></R>"),
    ("a.gohtml", "<R>{{- /* {{if}} */ -}}<A/>{{/* b */}}</R>", "<R><A/></R>"),
    ("a.vm", "<R>#if($a)$a#else no#end#@b()c#end</R>", "<R> noc</R>"),
    ("a.ftl", "<R><#if a <= 3 && 0..<b?size><A/></#if></R>", "<R><A/></R>"),
]


@pytest.mark.parametrize(("path", "text", "rest"), READ)
def test_tags_that_are_read(path: str, text: str, rest: str) -> None:
    for tag in reversed(find_tags(text, path)):
        assert tag.closed
        text = text[: tag.span.start] + text[tag.span.end :]
    assert text == rest


TAGS = (
    "{% if a %}", "{% for b in c %}", "{% endif %}", "{% endfor %}", "{% else %}", "{% set d = 1 %}", "{% set e %}",
    "{% endset %}", "x",
)  # fmt: skip


@given(st.lists(st.sampled_from(TAGS), max_size=8))
def test_what_is_unbalanced_is_an_error_of_the_engine(tags: list[str]) -> None:
    jinja2 = pytest.importorskip("jinja2")
    text = "".join(tags)
    try:
        jinja2.Environment().parse(text)
    except jinja2.TemplateSyntaxError:
        # two branches for everything else, and what is in a {% set %}, have other reasons
        assert imbalances(text, "a.j2") or "{% else %}" in tags or "set e %}" in text or "endset" in text
    else:
        assert imbalances(text, "a.j2") == []
