"""Languages whose tags have signs of their own: each tag of a document that holds all the language has."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.reading import errors, read
from twimllint.source.templates._table import CONDITIONS, CONTENTS, DELIMITED, ELEMENTS, HINTS
from twimllint.source.templates.attributes import may_leave_out
from twimllint.source.templates.find import comment_text, find_tags
from twimllint.source.templates.languages import (
    is_sample_path,
    is_template_path,
    languages,
    languages_of,
    other_than_xml,
    search_suffixes,
    template_words,
)
from twimllint.source.untemplated import is_untemplated

#: Path, template, and its tags: ``o`` for output, ``c`` for control, ``#`` for a comment.
TEMPLATES = {
    "velocity": (
        "voice.vm",
        """#set($a = $input.params('To'))
## a note
<Response>
#if($a == 'x' && $b.size() > 1)
  <Say voice="$voice">Hi $!{name} $util.escapeXml($input.path('$.n')[0]) pay $5, ${a.b} or \\$6.</Say>
#elseif ($c)
  <Dial>$number</Dial>
#{else}
  #foreach($n in $list)<Number>$n</Number>#end
#end
#* a block *# #parse('part.vm') &#65; <Play digits="#1"/>
</Response>""",
        """c #set($a = $input.params('To'))
        # ## a note
        c #if($a == 'x' && $b.size() > 1)
        o $voice
        o $!{name}
        o $util.escapeXml($input.path('$.n')[0])
        o ${a.b}
        c #elseif ($c)
        o $number
        c #{else}
        c #foreach($n in $list)
        o $n
        c #end
        c #end
        # #* a block *#
        c #parse('part.vm')""",
    ),
    "thymeleaf": (
        "voice.xml",
        """<Response xmlns:th="http://www.thymeleaf.org">
  <Say th:text="${greeting}" th:if='${open}'>Hello [[${name}]]</Say>
  <Gather th:action="@{/menu}"><Say th:text="${menu}"/></Gather>
  <th:block th:each="n : ${numbers}"><Pause th:if="${n}"/></th:block>
  <Say>[[${name}]] [(${raw})] ${name} [[1]]</Say>
</Response>""",
        """c xmlns:th="http://www.thymeleaf.org"
        c th:text="${greeting}"
        c th:if='${open}'
        o Hello [[${name}]]
        c th:action="@{/menu}"
        c th:text="${menu}"
        c <th:block th:each="n : ${numbers}">
        c th:if="${n}"
        c </th:block>
        o [[${name}]]
        o [(${raw})]
        o ${name}""",
    ),
    "stringtemplate": (
        "voice.xml",
        """$! a note !$
<Response>
$if(caller.known)$
  <Say voice="$voice$">Hi $caller.name; format="xml"$, that is $5 or \\$6. $greeting()$</Say>
$elseif(other)$<Reject/>$else$<Hangup/>$endif$
  <Dial>$numbers:{n, m | <Number>$n$</Number>}$</Dial>
  <Say>$names; separator=", "$ ${x} a}$ $NAME$ $ a $</Say>
</Response>""",
        """# $! a note !$
        c $if(caller.known)$
        o $voice$
        o $caller.name; format="xml"$
        o $greeting()$
        c $elseif(other)$
        c $else$
        c $endif$
        c $numbers:{n, m |
        o $n$
        c }$
        o $names; separator=", "$
        o $NAME$""",
    ),
    "embperl": (
        "voice.xml",
        """[- $a = $req->{From}; -][! sub pay { 1 } !][# a note #]
<Response>
[$ if $open $]<Say voice="[+ $voice +]">Hi [+ escape($name) +], press [1] or [-1]</Say>
[$ elsif $b $]<Reject/>[$ else $]<Hangup/>[$ endif $]
[$ foreach $n (@numbers) $]<Dial>[+ $n +]</Dial>[$ endforeach $]
</Response>""",
        """c [- $a = $req->{From}; -]
        c [! sub pay { 1 } !]
        # [# a note #]
        c [$ if $open $]
        o [+ $voice +]
        o [+ escape($name) +]
        c [$ elsif $b $]
        c [$ else $]
        c [$ endif $]
        c [$ foreach $n (@numbers) $]
        o [+ $n +]
        c [$ endforeach $]""",
    ),
    "templetor": (
        "voice.xml",
        """$def with (name, numbers)
$# a note
<Response>
$if name:
    <Say>Hi $name.title() $:name ${a}b $(a + b)</Say>
$elif x[1:2] == ':':
    <Say>a</Say>
$else:
    <Say>b</Say>
$for n in f(numbers, ':'):
    <Number>$n</Number>
$code:
    x = 1
    y = '<a>'
$var title: Hi
$if name: <Hangup/>
</Response>""",
        """c $def with (name, numbers)
        # $# a note
        c $if name:
        o $name.title()
        o $:name
        o ${a}
        o $(a + b)
        c $elif x[1:2] == ':':
        c $else:
        c $for n in f(numbers, ':'):
        o $n
        c $code:|    x = 1|    y = '<a>'
        c $var title: Hi
        c $if name:""",
    ),
    "razor": (
        "call.cshtml",
        """@model App.Call
@{ Layout = null; var x = "<a>"; }<Response>
  @* a note *@
  @if (Model.Open && x.Any(a => a > 1)) {
    <Say voice="@Model.Voice">Hi @Model.Names[0].ToUpper() @(1 + 2) a@b.test</Say>
    var y = 2;
    <Pause/>
  }
  else if (Model.X) {
    <Gather><Say>@Html.Raw(Model.Y)</Say></Gather>
  }
  else {
    @:plain @Model.Z text
    <text>more</text>
  }
  @foreach (var n in Model.Numbers) { <Number>@n</Number> }
</Response>""",
        """c @model App.Call
        c @{
        c Layout = null; var x = "<a>"; }
        # @* a note *@
        c @if (Model.Open && x.Any(a => a > 1)) {
        o @Model.Voice
        o @Model.Names[0].ToUpper()
        o @(1 + 2)
        c var y = 2;
        c }|  else if (Model.X) {
        o @Html.Raw(Model.Y)
        c }|  else {|    @:
        o @Model.Z
        c <text>
        c </text>
        c }
        c @foreach (var n in Model.Numbers) {
        o @n
        c }""",
    ),
    "mako": (
        "voice.xml.mako",
        """<%inherit file='base'/>
<%def name="hi(x)"><Say>${x | n}</Say></%def>
% if a:
<Say>50% off</Say>
% else:
<Play/>
% endif
## a note
<%doc> a block </%doc><% y = 1 %><%text>${plain}</%text>""",
        """c <%inherit file='base'/>
        c <%def name="hi(x)">
        o ${x | n}
        c </%def>
        c % if a:
        c % else:
        c % endif
        # ## a note
        # <%doc> a block </%doc>
        c <% y = 1 %>
        c <%text>
        c </%text>""",
    ),
    "go": (
        "voice.gohtml",
        """{{- $x := .Y -}}{{range $i, $n := .Numbers}}<Number>{{$n}}</Number>{{else}}<Say/>{{end}}{{/* a note */}}
{{with .A}}{{.}}{{end}}{{template "t" .}}{{if eq .A "}"}}{{end}}{{define "x"}}{{end}}""",
        """c {{- $x := .Y -}}
        c {{range $i, $n := .Numbers}}
        o {{$n}}
        c {{else}}
        c {{end}}
        # {{/* a note */}}
        c {{with .A}}
        o {{.}}
        c {{end}}
        c {{template "t" .}}
        c {{if eq .A "}"}}
        c {{end}}
        c {{define "x"}}
        c {{end}}""",
    ),
    "template toolkit": (
        "voice.xml",
        """[%# a note %][% SET a = 1 %][% b = 'x]' %]<R>[%- IF a == 1 -%]<Say>[% GET a | html %] [% INCLUDE c.tt IF a %]</Say>
[% END %]50%] [%</R>""",
        """# [%# a note %]
        c [% SET a = 1 %]
        c [% b = 'x]' %]
        c [%- IF a == 1 -%]
        o [% GET a | html %]
        o [% INCLUDE c.tt IF a %]
        c [% END %]""",
    ),
    "go with other delimiters": (
        "voice.xml",
        "[[/* a note */]]<R>[[ if .A ]]<Say>[[ .B ]] [[$c]] [[ d ]]</Say>[[end]][[ $x := 1 ]]</R>",
        """# [[/* a note */]]
        c [[ if .A ]]
        o [[ .B ]]
        o [[$c]]
        o [[ d ]]
        c [[end]]
        c [[ $x := 1 ]]""",
    ),
    "gsp": (
        "voice.xml",
        """%{-- a note --}%<R><g:if test="${a > '"'}"><Say loop="<g:link a="<b>"/>">${b}<g:message code="c"/></Say></g:if>
<x:y/></R>""",
        """# %{-- a note --}%
        c <g:if test="${a > '"'}">
        o <g:link a="<b>"/>
        o ${b}
        o <g:message code="c"/>
        c </g:if>""",
    ),
    "coldfusion": (
        "voice.xml",
        """<!--- a note ---><R><CFIF a GT 1><Say voice="#b['c']#" <cfif d>loop="2"</cfif>>#e(1)# ## 5 # 6</Say><cfelse/>
</CFIF><cfscript>f = "<g>";</cfscript><cf_mine></R>""",
        """# <!--- a note --->
        c <CFIF a GT 1>
        o #b['c']#
        c <cfif d>
        c </cfif>
        o #e(1)#
        c <cfelse/>
        c </CFIF>
        c <cfscript>f = "<g>";</cfscript>
        o <cf_mine>""",
    ),
    "html::template": (
        "voice.xml",
        '<R><!-- TMPL_IF a --><Say voice="<TMPL_VAR NAME="b">"><tmpl_var c escape=html></Say><!-- /TMPL_IF --><!-- d --></R>',
        """c <!-- TMPL_IF a -->
        o <TMPL_VAR NAME="b">
        o <tmpl_var c escape=html>
        c <!-- /TMPL_IF -->""",
    ),
    "asp.net": (
        "voice.xml",
        """<%@ Page Language="C#" %><R><asp:Repeater ID="a" runat="server"><ItemTemplate><Say><%# Eval("b") %><%: c %></Say>
</ItemTemplate></asp:Repeater><%-- a note --%></R>""",
        """c <%@ Page Language="C#" %>
        c <asp:Repeater ID="a" runat="server">
        o <ItemTemplate>
        o <%# Eval("b") %>
        o <%: c %>
        o </ItemTemplate>
        c </asp:Repeater>
        # <%-- a note --%>""",
    ),
    "mason": (
        "voice.xml",
        "<%doc> a note </%doc><%args>\n$a => '<b>'\n</%args>\n% if ($a) {\n<R><% $a %><& c.mas, d => $a &></R>\n% }\n",
        """# <%doc> a note </%doc>
        c <%args>|$a => '<b>'|</%args>
        c % if ($a) {
        o <% $a %>
        o <& c.mas, d => $a &>
        c % }""",
    ),
    "mojolicious": (
        "voice.xml.ep",
        "% layout 'a';\n%# a note\n<R>\n%= $b\n%% plain\n</R>\n",
        """c % layout 'a';
        # %# a note
        o %= $b""",
    ),
    "chameleon": (
        "voice.xml",
        """<R><Say tal:content="a" tal:condition='b'>c ${d}</Say><tal:block repeat="e f"><Pause/></tal:block></R>""",
        """c tal:content="a"
        c tal:condition='b'
        o c ${d}
        c <tal:block repeat="e f">
        c </tal:block>""",
    ),
    "freemarker in square brackets": (
        "voice.ftl",
        """[#ftl][#-- a note --]<R>[#if a[0] == "]"]<Say>[=b] ${c} [1]</Say>[/#if][@d e="]"/][#noparse]${f}[/#noparse]</R>""",
        """c [#ftl]
        # [#-- a note --]
        c [#if a[0] == "]"]
        o [=b]
        o ${c}
        c [/#if]
        o [@d e="]"/]
        c [#noparse]
        c [/#noparse]""",
    ),
    "server-side includes": (
        "voice.xml",
        '<R><!--#if expr="a" --><Say><!--#echo var="b" --></Say><!--#endif --><!-- c --></R>',
        """c <!--#if expr="a" -->
        o <!--#echo var="b" -->
        c <!--#endif -->""",
    ),
    "terraform": (
        "voice.xml",
        "<R>%{ if a ~}<Say>${b} %{c} 50%</Say>%{~ endif }</R>",
        """c %{ if a ~}
        o ${b}
        o %{c}
        c %{~ endif }""",
    ),
    "xslt": (
        "voice.xml",
        """<R xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><Dial timeout="{a}"><xsl:value-of select="b"/></Dial></R>""",
        "o {a}",
    ),
    "square brackets in lower letters": (
        "voice.xml",
        "<R>[% if a %]<Say>[[ b ]] [[b]]</Say>[% endif %][[ c | d ]]</R>",
        """c [% if a %]
        o [[ b ]]
        o [[b]]
        c [% endif %]
        o [[ c | d ]]""",
    ),
    "go in other signs": (
        "voice.xml",
        "<R><< if .A >>(( .B )){[ $c ]}<< end >>(1) << 2</R>",
        """c << if .A >>
        o (( .B ))
        o {[ $c ]}
        c << end >>""",
    ),
    "vue": (
        "voice.xml",
        """<R><Say v-if="a" :voice="b" @click='c' v-text="d">e</Say><Pause v-else /><Say> v-if (f) @g :h [i]</Say></R>""",
        """c v-if="a"
        c :voice="b"
        c @click='c'
        c v-text="d"
        o e
        c v-else""",
    ),
    "vue's elements": (
        "voice.xml",
        """<R><template v-if="a > 1"><Say>b</Say></template><slot name="c"/></R>""",
        """c <template v-if="a > 1">
        c </template>
        o <slot name="c"/>""",
    ),
    "angular": (
        "voice.xml",
        """<R><Say *ngIf="a" [voice]="b" (c)="d" ng-bind="e"></Say></R>""",
        """c *ngIf="a"
        c [voice]="b"
        c (c)="d"
        c ng-bind="e\"""",
    ),
    "cheetah": (
        "voice.xml",
        "#set $a = 1\n## a note\n<R>\n#if $b\n<Say>$c.d(1) ${e} $5 #1</Say>\n#end if\n#if $f#<Pause/>#end if#</R>",
        """c #set $a = 1
        # ## a note
        c #if $b
        o $c.d(1)
        o ${e}
        c #end if
        c #if $f#
        c #end if#""",
    ),
    "cheetah's directives": (
        "voice.tmpl",
        "#end if\n<R>#unless $a\n#for $b in $c\n#while $d\n#repeat 3\n#def e\n#block f\n#try\n#filter G\n#call h\n#cache\n#raw\n"
        "</R>",
        """c #end if
        c #unless $a
        c #for $b in $c
        c #while $d
        c #repeat 3
        c #def e
        c #block f
        c #try
        c #filter G
        c #call h
        c #cache
        c #raw""",
    ),
    "heex": (
        "voice.heex",
        "<R :if={@a}><Say voice={@b}>{@c}</Say></R>",
        """c :if={@a}
        c voice={@b}
        o {@c}""",
    ),
    "dust": (
        "voice.xml",
        "<R>{! a note !}{?a}<Say loop='{b}'>{c|h} {.}</Say>{:else}{>d/}{/a}{@eq key=e value=1}f{/eq}{@g/}</R>",
        """# {! a note !}
        c {?a}
        o {b}
        o {c|h}
        o {.}
        c {:else}
        o {>d/}
        c {/a}
        c {@eq key=e value=1}
        c {/eq}
        o {@g/}""",
    ),
    "dot": (
        "voice.xml",
        "<R>{{? it.a }}{{!it.b}}{{??}}{{=it.c}}{{?}}{{~it.d :e}}{{=e}}{{~}}</R>",
        """c {{? it.a }}
        o {{!it.b}}
        c {{??}}
        o {{=it.c}}
        c {{?}}
        c {{~it.d :e}}
        o {{=e}}
        c {{~}}""",
    ),
    "plain text in tags": (
        "voice.xml.j2",
        "{% raw %}<Say>{{Digits}}</Say>{% endraw %}{{ a }}{{ '{{' }}Digits{{ '}}' }}{{{{raw}}}}{{b}}{{{{/raw}}}}",
        """c {% raw %}
        c {% endraw %}
        o {{ a }}
        o {{ '{{' }}
        o {{ '}}' }}
        c {{{{raw}}}}
        c {{{{/raw}}}}""",
    ),
    "comments of XML": (
        "voice.xml.j2",
        "<Response><!-- {{ x <% {% if %} ${ --><Say>{{ y }}</Say><!-- {% endif %} --></Response>",
        "o {{ y }}",
    ),
}
KINDS = {"output": "o", "control": "c", "comment": "#"}


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_each_tag_is_found(name: str, line_end: str) -> None:
    path, text, expected = TEMPLATES[name]
    tags = find_tags(text.replace("\n", line_end), path)
    assert all(tag.closed for tag in tags)
    found = [f"{KINDS[tag.kind]} {tag.text.strip()}".replace(line_end, "|").replace("\n", "|") for tag in tags]
    assert found == [line.strip() for line in expected.splitlines()]
    assert {comment_text(tag).strip() for tag in tags if tag.kind == "comment"} <= {"a note", "a block"}


@pytest.mark.parametrize("name", ["velocity", "thymeleaf", "templetor", "razor"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_templates_without_mistakes_have_no_errors(name: str, line_end: str) -> None:
    path, text, _ = TEMPLATES[name]
    text = text.replace("\n", line_end)
    assert read(text, path).root is not None
    assert errors(text, path) == []


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.xml", "$def with (a)\n<R>\n$if a:\n    <A/>\n$else:\n    <B/>\n<C/></R>"),
        ("a.mako", "<R>\n% if a:\n<A/>\n% else:\n<B/>\n% endif\n<C/></R>"),
        ("a.cshtml", "<R>\n@if (a) {\n@:<A/>\n} else {\n<B/>\n}\n<C/></R>"),
    ],
)
def test_line_ends_of_any_kind_end_blocks(path: str, text: str, line_end: str) -> None:
    text = text.replace("\n", line_end)
    branches = read(text, path).branches
    assert branches.is_certain
    assert branches.exclusive(text.index("<A"), text.index("<B"))
    assert not branches.exclusive(text.index("<A"), text.index("<C"))


@pytest.mark.parametrize(
    "text",
    [
        "<Say>It costs $5, $USD 3, #1, #end, 50%</Say>",
        "<Say>#if only</Say>",
        "<Dial><Sip>sip:a@Model.test</Sip></Dial>",
        "<Say>\n% of all</Say>",
        "<Say>[[1]] (a@b.test) @home</Say>",
        "<Play digits='##'/>",
        "<Say>[%d] and [50%], [[name]], [#1], %{name}, <!-- # a --> #name# <!--- a ---></Say>",
        "<R xmlns:g='urn:a'><g:if/><g:each/></R>",
        "<Say>x:y <s>a</s></Say>",
        "<Say> v-if x-ray (a) ((b)) [[1]] {a} (( if )) #end of it</Say>",
    ],
)
def test_signs_in_plain_text_are_no_tags(text: str) -> None:
    assert find_tags(text, "voice.xml") == ()


def test_an_element_that_a_template_fills_is_templated() -> None:
    root = read('<R><Say th:text="${a}"/><Say th:text="${a}"></Say><Say th:text="${a}">b</Say><Say/></R>').root
    assert root is not None
    assert [node.templated for node in root.children] == [True, True, True, False]


def test_what_the_name_of_a_file_says() -> None:
    assert [language.title for language in languages_of("a.b/voice.xml.ERB")] == ["ERB"]
    assert languages_of("erb/voice.xml") == []
    assert is_template_path("voice.blade.php")
    assert is_sample_path("voice.xml.example")
    assert not is_template_path("voice.xml.example")
    assert is_template_path("voice.xml.template")
    assert is_sample_path("voice.xml.template")
    haml = other_than_xml("voice.html.haml")
    assert haml is not None
    assert haml.title == "Haml"
    assert other_than_xml("voice.xml.erb") is None


def test_the_table_of_languages() -> None:
    assert len({language.id for language in languages()}) == len(languages())
    assert {language.search for language in languages()} == {"alone", "after-xml", "never"}
    assert {"erb", "vm", "cshtml", "haml"} <= set(search_suffixes("alone"))
    assert template_words("raw_filters") >= {"safe", "raw", "n"}
    for language in languages():
        assert all(suffix.islower() and suffix.isalnum() for suffix in language.suffixes)
        assert (language.search == "never") == (not language.suffixes)


def test_the_page_about_template_languages_names_all_of_them() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs/template-languages.md").read_text(encoding="utf-8")
    for language in languages():
        assert language.title in page or language.is_sample or language.id in ("tmpl", "tpl")
        for suffix in language.suffixes:
            assert language.is_sample or not language.is_xml or suffix == "tmpl" or f".{suffix}" in page, suffix


def test_razor_goes_on_right_after_a_comment_and_right_after_an_element() -> None:
    text = "<R>@* a *@@if (X) {\n<A/><B>@Model.Y</B>\n}\n@@if (no) @@@Model.Z</R>"
    assert [(tag.kind, tag.text) for tag in find_tags(text, "a.cshtml")] == [
        ("comment", "@* a *@"),
        ("control", "@if (X) {"),
        ("output", "@Model.Y"),
        ("control", "}"),
        ("output", "@@"),
        ("output", "@@"),
        ("output", "@Model.Z"),
    ]


#: A comment of each form, with the name of a file that is read so.
COMMENTS = {
    "{{!-- a --}}": "x.hbs", "{{-- a --}}": "x.blade.php", "{{/* a */}}": "x.gohtml", "{{- /* a */ -}}": "x.gohtml",
    "{{! a }}": "x.hbs", "{# a #}": "x.xml.j2", "<%-- a --%>": "x.jsp", "<%doc> a </%doc>": "x.mako",
    "<%# a %>": "x.erb", "<#-- a -->": "x.ftl", "#* a *#": "x.vm", "{* a *}": "x.tpl", "@* a *@": "x.cshtml",
    "## a\n": "x.vm",
}  # fmt: skip


def test_the_text_of_a_comment_is_without_its_signs() -> None:
    for comment, path in COMMENTS.items():
        (tag,) = [tag for tag in find_tags(f"<Response>\n{comment}</Response>", path) if tag.kind == "comment"]
        assert comment_text(tag).strip() == "a", (comment, path)


def test_the_quick_look_knows_each_hint_of_the_table() -> None:
    for family, hints in HINTS.items():
        for hint in hints:
            assert not is_untemplated(f"<R a='b'/>{hint}"), (family, hint)


@pytest.mark.parametrize(
    "text", ["<R a='en-x-long-v-box-1' b='a:b'/>", "<R>5% @ 10:30 (a_b) [1] #3</R>", '<R>{"a": {}}</R>']
)
def test_a_text_with_characters_of_tags_only_is_untemplated(text: str) -> None:
    assert is_untemplated(text)
    assert is_untemplated(f"\ufeff{text}")


@pytest.mark.parametrize("white_space", [" ", "\t", "\n", "\r\n"])
@pytest.mark.parametrize("name", [*CONDITIONS, *CONTENTS])
def test_attributes_that_decide_about_their_element_or_fill_it_are_tags(name: str, white_space: str) -> None:
    paths = {":": "voice.heex", "n:": "voice.latte", "py": "voice.pt", "i1": "voice.pt"}
    path = next((path for start, path in paths.items() if name.startswith(start)), "voice.xml")
    value = "{a}" if path == "voice.heex" else "'a'"
    text = f"<R><Say{white_space}{name}={value}>b</Say></R>"
    document = read(text, path)
    assert document.root is not None
    (say,) = document.root.children
    assert may_leave_out(text, say.tag_span) == (name in CONDITIONS)
    assert not may_leave_out(text.replace(name, f"{name}-a"), say.tag_span)
    fills = [tag.fills_element for tag in document.tags if tag.text.lstrip().startswith(name)]
    assert any(fills) == (name in CONTENTS)


def test_each_language_of_the_table_is_found_by_each_of_its_words() -> None:
    for name, (opener, closer, pair_kind, *words) in DELIMITED.items():
        blocks, middles, ends, statements, outputs, values, _ = words
        listed = (*blocks, *middles, *ends, *statements, *outputs) if not name[-1].isdigit() else ()
        for word in listed or ("",) * (not blocks):
            text = f"<R>{opener}{word} a{closer}</R>"
            assert [tag.text for tag in find_tags(text, "voice.xml")] == [text[3:-4]], text
        for value in values:
            text = f"<R>{opener} {value}a {closer}</R>"
            assert [tag.kind for tag in find_tags(text, "voice.xml")] == [pair_kind or "output"], text
    for name, (prefixes, _, *groups, any_case, in_comments) in ELEMENTS.items():
        for element in {element for group in groups for element in group}:
            text = f"<R><{element} a='b'/></R>"
            assert [tag.text for tag in find_tags(text, "voice.xml")] == [text[3:-4]], (name, text)
            declared = text.replace("<R>", f"<R xmlns:{prefixes[0][:-1]}='urn:a'>")
            assert not prefixes[0].endswith(":") or find_tags(declared, "voice.xml") == ()
            assert bool(find_tags(text.swapcase(), "voice.xml")) == any_case, (name, text)
            assert bool(find_tags(f"<R><!-- {element} a='b' --></R>", "voice.xml")) == in_comments, (name, text)


@pytest.mark.parametrize(
    "tag",
    ["$if(a.b)$", "$elseif(!c)$", "$else$", "$endif$", "$a$", "$a.b$", "$menu()$", "$a:row()$", '$a; separator=", "$'],
)
def test_each_tag_of_stringtemplate_is_a_sign_of_it(tag: str) -> None:
    assert [found.text for found in find_tags(f"<R>{tag}</R>", "voice.xml")] == [tag]


@pytest.mark.parametrize("text", ["$A$", "costs $5 or $6", "$a", "a$b$c", "\\$a$", "$ a $", "$a b$", "US$ab$"])
def test_dollar_signs_in_plain_text_are_no_signs_of_stringtemplate(text: str) -> None:
    assert find_tags(f"<R>{text}</R>", "voice.xml") == ()
