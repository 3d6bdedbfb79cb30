"""Documents of any size, one for each construct of the scanner and of the template languages, to see how work grows."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: What is repeated, with what is before and after it.
CONSTRUCTS: dict[str, tuple[str, str, str]] = {
    # prolog
    "declarations": ("", "<?xml version='1.0'?>", "<R/>"),
    "declarations never closed": ("", "<?xml version='1.0' ", ""),
    "declarations without question mark": ("", "<?xml version='1.0'>", "<R/>"),
    "encodings": ("<?xml", " encoding=", ""),
    "instructions": ("<R>", "<?a b?>", "</R>"),
    "instructions never closed": ("<R>", "<?a ", ""),
    "document types": ("", "<!DOCTYPE a>", "<R/>"),
    "document types never closed": ("", "<!DOCTYPE a '", "<R/>"),
    "document type keywords": ("", "<!DOCTYPE ", ""),
    "document type with entities": ("<!DOCTYPE a [", "<!ENTITY b 'c'>", "]><R/>"),
    "document type with comments": ("<!DOCTYPE a [", "<!-- ' -->", "]><R/>"),
    "text before the root": ("", "a <b ", ""),
    "values in text before the root": ("x <a ", "b='<a c=\"\"' ", ""),
    # elements
    "elements": ("<R>", "<a b='c'>d</a>", "</R>"),
    "empty elements": ("<R>", "<a/>", "</R>"),
    "nesting never closed": ("", "<a>", ""),
    "nesting closed wrongly": ("", "<a><b></a></c>", ""),
    "end tags": ("<R>", "</a>", "</R>"),
    "end tags without match": ("<R><a>", "</b>", "</R>"),
    "end tags never closed": ("<R>", "</a ", ""),
    "end tags with space": ("<R>", "</ a>", ""),
    "end tags in one letter case": ("<R>", "<A></a>", "</R>"),
    "start tags never closed": ("<R>", "<a b ", ""),
    "placeholders": ("<R><S>", "<x>", "</S></R>"),
    "placeholders with words": ("<R>", "<YOUR URL>", "</R>"),
    "brackets": ("", "<", ""),
    "brackets in the root": ("<R>", "<", ""),
    "names beyond ASCII": ("<R>", "<é></é>", "</R>"),
    # attributes
    "attributes": ("<R", " a='1'", "/>"),
    "attributes without value": ("<R", " a", "/>"),
    "attributes without quotes": ("<R", " a=1", "/>"),
    "attributes without space": ("<R", " a='1'b='2'", "/>"),
    "values never closed": ("<R", ' a="', ""),
    "values never closed in tags": ("<R>", "<a b='c>d</a>", "</R>"),
    "values in curly quotes": ("<R", " a=“b“", "/>"),
    "values in low quotes": ("<R", " a=„b", "/>"),
    "values in single low quotes": ("<R", " a=‚b", "/>"),
    "brackets in a value": ("<R a='", "<", "'/>"),
    "placeholders in a value": ("<R a='", "<b>", "'/>"),
    "quotes in a tag": ("<R ", "'\"", ""),
    "commas in a tag": ("<R a='b'", ",", "/>"),
    "equals signs in a tag": ("<R ", "=", "/>"),
    "slashes in a tag": ("<R ", "/", "/>"),
    "space in a tag": ("<R", " ", "<"),
    "prefixes": ("<R", " a:b='1'", "/>"),
    # text and values
    "text": ("<R>", "abc ", "</R>"),
    "lines": ("<R>", "a\n", "</R>"),
    "lines with carriage returns": ("<R>", "a\r\n", "</R>"),
    "carriage returns": ("<R a='", "\r", "'/>"),
    "ampersands": ("<R>", "&", "</R>"),
    "ampersands in a value": ("<R a='", "&", "'/>"),
    "references": ("<R>", "&amp;", "</R>"),
    "references in a value": ("<R a='", "&#65;", "'/>"),
    "references beyond ASCII": ("<R>", "&é", "</R>"),
    "entities": ("<R>", "&nbsp;", "</R>"),
    "entities of the document": ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>", "&b;", "</a>"),
    "digits": ("<R>&#", "9", ";</R>"),
    "illegal characters": ("<R>", "\x00", "</R>"),
    "ends of sections in text": ("<R>", "]]>", "</R>"),
    "quotes in text": ("<R>", '"', "</R>"),
    # comments and other markup
    "comments": ("<R>", "<!-- a -->", "</R>"),
    "comments never closed": ("<R>", "<!--", ""),
    "comments after the root": ("<R/>", "<!-- a -->", ""),
    "comments never closed after the root": ("<R/>", "<!--", ""),
    "hyphens in a comment": ("<R><!--", "-", "--></R>"),
    "sections": ("<R>", "<![CDATA[a]]>", "</R>"),
    "sections never closed": ("<R>", "<![CDATA[", ""),
    "markup declarations": ("<R>", "<!A", "</R>"),
    "content after the root": ("<R/>", "<a/>b", ""),
}

#: The same for template tags, by language.
TEMPLATES: dict[str, tuple[str, str, str]] = {
    "braces": ("<R>", "{{ a }}", "</R>"),
    "braces never closed": ("<R>", "{{", "</R>"),
    "braces closed once": ("<R>", "{{ ", "}}</R>"),
    "triple braces": ("<R>", "{{{ a }}}", "</R>"),
    "triple braces never closed": ("<R>", "{{{a", "</R>"),
    "single braces": ("<R>", "{", "</R>"),
    "control tags": ("<R>", "{% if a %}<a/>{% endif %}", "</R>"),
    "control tags never closed": ("", "{% ", "%}"),
    "control tags in tags": ("<R", " {% if a %}a='1'{% endif %}", "/>"),
    "comments": ("<R>", "{# a #}", "</R>"),
    "comments never closed": ("<R>", "{#", "</R>"),
    "comment blocks": ("<R>", "{% comment %}a{% endcomment %}", "</R>"),
    "comment blocks never closed": ("<R>", "{% comment %}", "</R>"),
    "branches": ("<R>", "{% if a %}<a>{% else %}<a>{% endif %}</a>", "</R>"),
    "handlebars comments": ("<R>", "{{!-- a --}}", "</R>"),
    "handlebars comments never closed": ("<R>", "{{!--", "</R>"),
    "names from a template": ("<R>", "<{{ a }}></{{ a }}>", "</R>"),
    "attributes from a template right after names": ("<R>", "<Say<%= a %>></b>", "</R>"),
    "erb tags": ("<R>", "<% a %>", "</R>"),
    "erb tags never closed": ("<R>", "<% a", "</R>"),
    "erb output with spaces": ("<R><%=", " ", "%></R>"),
    "php tags": ("<R>", "<?php a(); ?>", "</R>"),
    "php strings": ("<?php ", "\\'", ""),
    "php tags never closed": ("", "<?php ' ", ""),
    "php comments": ("<?php ", "/*", ""),
    "dollars": ("<R>", "${a}", "</R>"),
    "dollars with braces": ("<R>", "${ {} ", "</R>"),
    "dollars never closed": ("<R>", "${", "</R>"),
    "hashes": ("<R>", "#{a}", "</R>"),
    "directives": ("<R>@endif", "@if(a)", "</R>"),
    "directives never closed": ("<R>@endif", "@if(", "</R>"),
    "directives with strings": ("<R>@endif", "@if('", "</R>"),
    "directives with code": ("<R>@endif", "@php ", "</R>"),
    "latte attributes": ("<R>{/if}<a", ' n:if="$b"', "/></R>"),
    "white space in smarty": ("<R>{/if}", "   ", "</R>"),
    "blade directives of one's own": ("<R>@endif @enda ", "@a(b) ", "</R>"),
    "comments of go that are not closed": ("<R>", "{{/* ", "</R>"),
    "smarty tags": ("<R>{/if}", "{$a}", "</R>"),
    "smarty tags never closed": ("<R>{/if}", "{$a", "</R>"),
    "smarty strings": ("<R>{/if}", "{a '", "</R>"),
    "smarty conditions": ("<R>{if ", "$a", "</R>"),
    "smarty comments": ("<R>", "{*", "</R>"),
    "freemarker tags": ("<R>", "<#if a></#if>", "</R>"),
    "freemarker tags never closed": ("<R></#if>", "<#a (", "</R>"),
    "freemarker strings": ("<R></#if>", "<#a \"'", "</R>"),
    "freemarker in square brackets": ("<R>[#if a]", "[#if a[0] ('", "</R>"),
    "template toolkit": ("<R>", "[% IF a %][% b %][% END %]", "</R>"),
    "template toolkit never closed": ("<R>[% IF a %]", "[% a ", "</R>"),
    "go with other delimiters": ("<R>", "[[ if .A ]][[ .B ]][[ end ]]", "</R>"),
    "go with other delimiters, never closed": ("<R>[[ .A ]]", "[[ if ", "</R>"),
    "terraform": ("<R>", "%{ if a }%{ endif }", "</R>"),
    "terraform never closed": ("<R>", "%{ if ", "</R>"),
    "server-side includes": ("<R>", "<!--#echo a -->", "</R>"),
    "server-side includes never closed": ("<R><!--#echo a -->", "<!--#if ", "</R>"),
    "elements of templates": ("<R>", "<g:if test='a'><c:out value='b'/></g:if>", "</R>"),
    "elements of templates in values": ("<R><c:if>", "<a b='<c:out c=\"d\"/>'/>", "</R>"),
    "elements of templates never closed": ("<R><c:if>", "<c:if '<% \"${a ", "</R>"),
    "vue": ("<R", " v-if='a'", "/>"),
    "vue never closed": ("<R v-if='a'", " :a='", "/>"),
    "cheetah": ("<R>", "#if $a#$b.c(1)#end if#", "</R>"),
    "cheetah never closed": ("<R>#end if", "#if $a", "</R>"),
    "dust": ("<R>", "{?a}{b}{/a}", "</R>"),
    "dust never closed": ("<R>{:else}{/a}", "{?a ", "</R>"),
    "dust signs": ("<R>", "{?a}", "</R>"),
    "doT": ("<R>", "{{? a }}{{!b}}{{?}}", "</R>"),
    "go in parentheses": ("<R>", "(( if .a ))(( .b ))(( end ))", "</R>"),
    "go in parentheses, never closed": ("<R>", "(( if .a ", "</R>"),
    "spaced brackets": ("<R>", "[[ a | ", "</R>"),
    "coldfusion": ("<R><cfif a>", "#b['c']# <cfset a = 1>", "</R>"),
    "coldfusion comments": ("<R><cfif a>", "<!---", "</R>"),
    "coldfusion values never closed": ("<R><cfif a>", "#a'\"", "</R>"),
    "coldfusion code never closed": ("<R><cfif a>", "<cfscript>", "</R>"),
    "html::template": ("<R>", "<!-- TMPL_IF a --><TMPL_VAR b><!-- /TMPL_IF -->", "</R>"),
    "mason": ("<R><%init></%init>", "<& a &><%args></%args>", "</R>"),
    "mason never closed": ("<R><%init></%init>", "<& <%args>", "</R>"),
    "mako after something else": ("<R>\n% if a:\n", "<a>% if b>", "</R>"),
    "tal": ("<R", " tal:content='a'", "/>"),
    "tal elements": ("<R>", "<tal:block repeat='a b'></tal:block>", "</R>"),
    "values in braces": ("<R xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>", "{a", "</R>"),
}

ALL = CONSTRUCTS | {f"template {name}": parts for name, parts in TEMPLATES.items()}


def build(parts: tuple[str, str, str], count: int) -> str:
    """The document in which the middle part is ``count`` times."""
    before, unit, after = parts
    return before + unit * count + after


#: What random units are made of.
PIECES = sorted({piece for before, unit, after in ALL.values() for piece in (before, unit, after) if piece})


@contextmanager
def without_collections() -> Iterator[None]:
    """Collect no garbage meanwhile: how long that takes depends on what other tests have left behind."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def check_growth(
    seconds: Callable[[int], float], small: int, large: int, *, factor: int, spare: float, tries: int = 2
) -> None:
    """Hold the time for a large input to so many times that for a small one, and ``spare`` seconds.

    The best of several tries counts, since the machine does other work too: once one is good, no other is needed.
    """
    with without_collections():
        few = min([seconds(small) for _ in range(tries)])
        many: list[float] = []
        while len(many) < tries:
            many.append(seconds(large))
            if many[-1] < factor * few + spare:
                return
    raise AssertionError(f"{small}: {few:.3f} s, {large}: {min(many):.3f} s, more than {factor} times and {spare} s")
