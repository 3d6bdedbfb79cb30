"""Branches of templates: what is written together, and what in place of each other."""

from __future__ import annotations

import pytest

from support.lint import lint
from support.reading import errors, read
from twimllint.source.templates.branches import Branches
from twimllint.source.templates.find import find_tags

#: In each, a template writes <A/> or <B/>, and always <C/>.
ALTERNATIVES = {
    "jinja": "{% if x %}<A/>{% else %}<B/>{% endif %}<C/>",
    "liquid case": "{% case x %}{% when 1 %}<A/>{% when 2 %}<B/>{% endcase %}<C/>",
    "handlebars": "{{#if x}}<A/>{{else}}<B/>{{/if}}<C/>",
    "mustache": "{{#x}}<A/>{{/x}}{{^x}}<B/>{{/x}}<C/>",
    "go": "{{if .X}}<A/>{{else}}<B/>{{end}}<C/>",
    "erb": "<% if x %><A/><% else %><B/><% end %><C/>",
    "ruby case": "<% case x %><% when 1 %><A/><% when 2 %><B/><% end %><C/>",
    "ejs switch": "<% switch (x) { case 1: %><A/><% break; case 2: %><B/><% } %><C/>",
    "ejs": "<% if (x) { %><A/><% } else { %><B/><% } %><C/>",
    "eex": "<%= if x do %><% case x do %><% 1 -> %><A/><% 2 -> %><B/><% end %><% end %><C/>",
    "php": "<?php if ($x): ?><A/><?php else: ?><B/><?php endif; ?><C/>",
    "php with braces": "<?php if ($x) { ?><A/><?php } else { ?><B/><?php } ?><C/>",
    "blade": "@section('a', 'b')\n@if ($x)\n<A/>\n@else\n<B/>\n@endif\n<C/>",
    "smarty": "{if $x}<A/>{else}<B/>{/if}<C/>",
    "freemarker": "<#if x><A/><#else><B/></#if><C/>",
    "velocity": "#if($x)\n<A/>\n#else\n<B/>\n#end\n<C/>",
    "mako": "% if x:\n<A/>\n% else:\n<B/>\n% endif\n<C/>",
    "templetor": "$def with (x)\n$if x:\n    <A/>\n$else:\n    <B/>\n<C/>",
    "template toolkit": "[% IF x %]<A/>[% ELSIF y %]<Z/>[% ELSE %]<B/>[% END %]<C/>",
    "template toolkit, macros and postfix": "[% MACRO f BLOCK %]a[% END %][% IF x; y; END %][% IF x %]<A/>[% INCLUDE z IF x %][% ELSE %]<B/>[% END %]<C/>",
    "go with other delimiters": "[[ if .X ]]<A/>[[ else ]]<B/>[[ end ]]<C/>",
    "stringtemplate": "$if(x)$<A/>$elseif(y)$<Z/>$else$<B/>$endif$<C/>",
    "embperl": "[$ if $x $]<A/>[- if ($y) { $z = 1 } -][$ else $]<B/>[$ endif $]<C/>",
    "terraform": "%{ if x }<A/>%{ else }<B/>%{ endif }<C/>",
    "server-side includes": '<!--#if expr="x" --><A/><!--#else --><B/><!--#endif --><C/>',
    "go in parentheses": "(( if .X ))<A/>(( else ))<B/>(( end ))<C/>",
    "square brackets in lower letters": "[% if x %]<A/>[% else %]<B/>[% endif %]<C/>",
    "cheetah": "#if $x\n<A/>\n#else\n<B/>\n#end if\n<C/>",
    "cheetah in a line": "#if $x#<A/>#else#<B/>#end if#<C/>#if $y then 1 else 2#",
    "dust": "{?x}<A/>{:else}<B/>{/x}<C/>{@eq key=a value=b/}{>part/}",
    "doT": "{{? it.x }}<A/>{{?? it.y }}<Z/>{{??}}<B/>{{?}}<C/>",
    "gsp": '<g:if test="x"><A/></g:if>\n<g:else><B/></g:else><C/>',
    "jstl": '<c:choose><c:when test="x"><A/></c:when><c:otherwise><B/></c:otherwise></c:choose><C/>',
    "struts": '<s:if test="x"><A/></s:if><s:elseif test="y"><Z/></s:elseif><s:else><B/></s:else><C/>',
    "fluid": '<f:if condition="{x}"><f:then><A/></f:then><f:else><B/></f:else></f:if><C/>',
    "coldfusion": "<cfoutput><cfif x><A/><cfelseif y><Z/><cfelse><B/></cfif></cfoutput><C/>",
    "coldfusion switch": "<cfswitch expression='#x#'><cfcase value='1'><A/></cfcase><cfdefaultcase><B/></cfdefaultcase></cfswitch><C/>",
    "html::template": "<TMPL_IF X><A/><TMPL_ELSE><B/></TMPL_IF><C/>",
    "html::template in comments": "<!-- TMPL_IF X --><A/><!-- TMPL_ELSE --><B/><!-- /TMPL_IF --><C/>",
    "mason": "<%args>\n$x\n</%args>\n% if ($x) {\n<A/>\n% } else {\n<B/>\n% }\n<C/>",
    "freemarker in square brackets": "[#if x]<A/>[#else]<B/>[/#if]<C/>",
    "razor with text": "@model X\n@if (Model.X) {\n@:<A/>\n} else {\n@:<B/>\n}\n<C/>",
    "razor": "@model X\n@if (Model.X) {\n<A/>\n} else {\n<B/>\n}\n<C/>",
}
#: In each, a template may or may not write <A/>, and always <B/>, which is no alternative to it.
OPTIONS = {
    "stringtemplate": "$x:{a, b|<A/>}$<B/>$if(z)$$endif$",
    "embperl": "[$ foreach $a (@x) $]<A/>[$ endforeach $][$ var $y $]<B/>",
    "jinja": "{% set y = 1 %}{% for a in x %}<A/>{% endfor %}<B/>{% include 'z' %}",
    "handlebars": "{{#each x}}<A/>{{/each}}<B/>{{> z}}",
    "erb": "<% x.each do |y| %><A/><% end %><% z = 1 %><% if z then 1 end %><B/>",
    "ejs": "<% x.forEach(function(y) { %><A/><% }); %><B/>",
    "php": "<?php foreach ($x as $y): ?><A/><?php endforeach ?><?php $z = 1; ?><B/>",
    "templetor": "$def with (x)\n$if x: <A/>\n<B/>",
    "template toolkit": "[% FOREACH y IN x %]<A/>[% END %]<B/>[% y IF x %]",
    "chameleon": '<tal:block condition="x"><A/></tal:block><B/><tal:block replace="z"/>',
    "vue": '<template v-if="x"><A/></template><B/><slot name="z"/>',
    "cheetah": "#for $y in $x\n<A/>\n#end for\n<B/>\n#set $z = 1\n",
    "dust": "{#x}<A/>{/x}<B/>",
    "doT": "{{~it.x :y}}<A/>{{~}}<B/>",
    "gsp": '<g:each in="x"><A/></g:each><B/><g:render template="z"/>',
    "jstl": '<c:forEach items="x"><A/></c:forEach><B/><c:out value="z"/>',
    "coldfusion": '<cfloop array="#x#" index="y"><A/></cfloop><B/><cfset z = 1>',
    "nested": "{% if x %}{% if y %}<A/>{% endif %}{% endif %}<B/>",
}
UNCERTAIN = [
    "{% if x %}<A/><B/>",
    "<A/>{% endif %}<B/>",
    "<% end %><A/><B/>",
    "{% if x %}" * 300 + "<A/>" + "{% endif %}" * 300 + "<B/>",
]


def branches(text: str) -> Branches:
    return Branches(text, find_tags(text))


@pytest.mark.parametrize("name", ALTERNATIVES)
def test_alternatives(name: str) -> None:
    text = ALTERNATIVES[name]
    found = branches(text)
    first, second, always = (text.index(tag) for tag in ("<A", "<B", "<C"))
    assert found.is_certain
    assert found.exclusive(first, second)
    assert found.exclusive(second, first)
    assert not found.exclusive(first, always)
    assert not found.in_same_run(first, second)
    assert found.in_same_run(first, first + 1)
    assert found.implies(first, always)
    assert not found.implies(always, first)
    assert not found.implies(second, first)


@pytest.mark.parametrize("name", OPTIONS)
def test_options(name: str) -> None:
    text = OPTIONS[name]
    found = branches(text)
    option, always = text.index("<A"), text.index("<B")
    assert found.is_certain
    assert not found.exclusive(option, always)
    assert not found.in_same_run(option, always)
    assert found.implies(option, always)
    assert not found.implies(always, option)


@pytest.mark.parametrize("text", UNCERTAIN, ids=["open", "close", "end", "deep"])
def test_tags_that_make_no_tree_leave_everything_open(text: str) -> None:
    found = branches(text)
    first, second = text.index("<A"), text.index("<B")
    assert not found.is_certain
    assert found.exclusive(first, second)
    assert not found.in_same_run(first, second)
    assert not found.implies(second, first)


def test_a_mismatch_within_one_branch_is_certain() -> None:
    assert errors("<Response>{% if a %}<Say>x</say>{% else %}<Say>y</Say>{% endif %}</Response>") == [
        ("mismatched-end-tag", "say")
    ]
    assert (
        errors("<Response>{% if a %}<A>{% else %}<B>{% endif %}x{% if a %}</A>{% else %}</B>{% endif %}</Response>")
        == []
    )
    assert read("<Response>{% if a %}<A>{% endif %}x{% if a %}</A>{% endif %}</Response>").errors == []


@pytest.mark.parametrize(
    "text",
    [
        "<R>{% if a %}<G n='1'>{% else %}<G>{% endif %}<Say/></G><End/></R>",
        "<R>{% if a %}<G n='1'>{% elif b %}<G m='1'>{% else %}<G>{% endif %}<Say/></G><End/></R>",
        "<R>{% if a %}<G n='1'>{% else %}<G>{% endif %}<Say/>{% if a %}</G>{% else %}</G>{% endif %}<End/></R>",
        "<R>{% if a %}<D><G n='1'>{% else %}<D><G>{% endif %}<Say/></G></D><End/></R>",
        "<R>{% if a %}<G n='1'><Hi/>{% else %}<G {{ m }}>{% endif %}<Say/></G><End/></R>",
        "<R><% if a %><G n='1'><% else %><G><% end %><Say/></G><End/></R>",
        "{% if a %}<R>{% else %}<R n='1'>{% endif %}<G><Say/></G><End/></R>",
    ],
)
def test_what_follows_the_start_tags_of_each_branch_is_inside_of_the_last(text: str) -> None:
    document = read(text)
    say, end = (next(node for node in document.nodes if node.name == name) for name in ("Say", "End"))
    assert (document.errors, document.malformed) == ([], False)
    assert say.parent is not None
    assert (say.parent.name, say.parent.end_span is not None) == ("G", True)
    assert end.parent is not None
    assert end.parent.name == "R"
    others = [node for node in document.nodes if node.name == "G" and node is not say.parent]
    assert all(node.templated and node.end <= say.start and node.end_span is None for node in others)


def test_elements_before_the_start_tag_that_each_branch_has() -> None:
    document = read("<R>{% if a %}<G><A/>{% else %}<B/><C><D/></C><G>{% endif %}<E/></G><F/></R>")
    assert not document.malformed
    parents = {node.name: node.parent and node.parent.name for node in document.nodes}
    assert parents == {"R": None, "G": "R", "A": "G", "B": "R", "C": "R", "D": "C", "E": "G", "F": "R"}
    deeper = read("<R>{% if a %}<G><H>{% else %}<B/><G><H>{% endif %}<E/></H></G><F/></R>")
    assert not deeper.malformed
    assert [node.name for node in deeper.nodes if node.parent is deeper.root] == ["G", "B", "G", "F"]


def test_other_elements_that_each_branch_opens_leave_the_tree_uncertain() -> None:
    assert read("<R>{% if a %}<G>{% else %}<H>{% endif %}<Say/>{% if a %}</G>{% else %}</H>{% endif %}</R>").malformed
    assert read("<R>{% if a %}<G>{% else %}<G>{% endif %}{% if a %}</G>{% else %}<P/></G>{% endif %}</R>").malformed
    assert read("<R>{% if a %}<G><A/>{% else %}<B/><H>{% endif %}<Say/></G></R>").malformed
    assert read("<R>{% if a %}<G>{% else %}<B/></C><G>{% endif %}<Say/></G></R>").malformed
    assert read("<R>{% if a %}<G><A/>{% else %}<B/>{% endif %}{% if a %}</G>{% endif %}</R>").malformed


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        ("{% else %}", []),
        (" ", ["gather-key-settings-unused"]),
        ("{% endif %}{% if b %}", ["gather-key-settings-unused"]),
    ],
)
def test_what_is_in_one_branch_says_nothing_of_the_other(between: str, expected: list[str]) -> None:
    text = f'<Response><Gather {{% if a %}}input="speech"{between}numDigits="1"{{% endif %}} action="/a"/></Response>'
    assert [found.name for found in lint(text, rules=["gather-key-settings-unused"]).diagnostics] == expected
