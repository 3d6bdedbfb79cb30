"""Templates against the real engines: what is rendered has no error of structure that the template had not.

Engines of Python and Node are installed by the tests; those of Ruby, PHP, Perl, Java and Go are packages of Debian.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import twimllint
from support.made_once import made_once
from support.tools import tool
from twimllint.source.templates.find import find_tags

ENGINES = Path(__file__).parent / "engines"
FACTS: dict[str, Any] = {"action": "/menu", "name": "Ann", "numbers": ["+14155550101", "+14155550102"]}
CONTEXTS = [{**FACTS, "open": True, "closed": False}, {**FACTS, "open": False, "closed": True}]


class Template(NamedTuple):
    """A template: the name of its file, and how the language writes conditions, loops and values."""

    path: str
    if_open: str
    otherwise: str
    end_if: str
    each_number: str
    number: str
    end_each: str
    name: str
    action: str
    comment: str
    head: str = ""


LANGUAGES = {
    "jinja": Template(
        "voice.xml.j2", "{% if open %}", "{% else %}", "{% endif %}", "{% for n in numbers %}", "{{ n }}",
        "{% endfor %}", "{{ name|upper }}", "{{ action }}", "{# note #}",
    ),
    "django": Template(
        "voice.xml", "{% if open %}", "{% else %}", "{% endif %}", "{% for n in numbers %}", "{{ n }}",
        "{% endfor %}", "{{ name|upper }}", "{{ action }}", "{% comment %}<note>{% endcomment %}",
    ),
    "mako": Template(
        "voice.xml.mako", "\n% if open:\n", "\n% else:\n", "\n% endif\n", "\n% for n in numbers:\n", "${n}",
        "\n% endfor\n", "${name | h}", "${action}", "<%doc> <note> </%doc>",
    ),
    "handlebars": Template(
        "voice.hbs", "{{#if open}}", "{{else}}", "{{/if}}", "{{#each numbers}}", "{{this}}", "{{/each}}", "{{name}}",
        "{{action}}", "{{!-- <note> --}}",
    ),
    "mustache": Template(
        "voice.mustache", "{{#open}}", "{{/open}}{{^open}}", "{{/open}}", "{{#numbers}}", "{{.}}", "{{/numbers}}",
        "{{name}}", "{{action}}", "{{! note }}",
    ),
    "ejs": Template(
        "voice.ejs", "<% if (open) { %>", "<% } else { %>", "<% } %>", "<% numbers.forEach(function(n) { %>", "<%= n %>",
        "<% }); %>", "<%= name %>", "<%= action %>", "<%# note %>",
    ),
    "liquid": Template(
        "voice.liquid", "{% if open %}", "{% else %}", "{% endif %}", "{% for n in numbers %}", "{{ n }}",
        "{% endfor %}", "{{ name | escape }}", "{{ action }}", "{% comment %}<note>{% endcomment %}",
    ),
    "nunjucks": Template(
        "voice.njk", "{% if open %}", "{% else %}", "{% endif %}", "{% for n in numbers %}", "{{ n }}", "{% endfor %}",
        "{{ name | upper }}", "{{ action }}", "{# note #}",
    ),
    "twig": Template(
        "voice.twig", "{% if open %}", "{% else %}", "{% endif %}", "{% for n in numbers %}", "{{ n }}", "{% endfor %}",
        "{{ name|upper }}", "{{ action }}", "{# note #}",
    ),
    "velocity": Template(
        "voice.vm", "#if($open)\n", "\n#else\n", "\n#end\n", "#foreach($n in $numbers)", "$n", "#end", "$!{name}",
        "$action", "#* <note> *#", "#set($x = 1)\n",
    ),
    "freemarker": Template(
        "voice.ftl", "<#if open>", "<#else>", "</#if>", "<#list numbers as n>", "${n}", "</#list>", "${name?html}",
        "${action}", "<#-- <note> -->", '<#assign x = "<Say>">',
    ),
    "go": Template(
        "voice.gohtml", "{{if .open}}", "{{else}}", "{{end}}", "{{range $n := .numbers}}", "{{$n}}", "{{- end}}",
        "{{.name | html}}", "{{.action}}", "{{/* <note> */}}", "{{$x := 1}}",
    ),
    "freemarker in square brackets": Template(
        "voice.ftl", "[#if open]", "[#else]", "[/#if]", "[#list numbers as n]", "${n}", "[/#list]", "${name?html}",
        "${action}", "[#-- <note> --]", "[#ftl]",
    ),
    "go with other delimiters": Template(
        "voice.xml", "[[if .open]]", "[[else]]", "[[end]]", "[[range $n := .numbers]]", "[[$n]]", "[[- end]]",
        "[[.name | html]]", "[[.action]]", "[[/* <note> */]]", "[[$x := 1]]",
    ),
    "template toolkit": Template(
        "voice.xml", "[% IF open %]", "[% ELSE %]", "[% END %]", "[% FOREACH n IN numbers %]", "[% n %]", "[% END -%]",
        "[% name | html %]", "[% action %]", "[%# <note> %]", "[% SET x = 1 %]",
    ),
    "html::template": Template(
        "voice.xml", "<TMPL_IF NAME=open>", "<TMPL_ELSE>", "</TMPL_IF>", "<TMPL_LOOP NAME=numbers>", "<TMPL_VAR n>",
        "</TMPL_LOOP>", "<TMPL_VAR NAME=name ESCAPE=HTML>", '<TMPL_VAR NAME="action">', "<!-- <note> -->",
    ),
    "mason": Template(
        "voice.xml.mas", "\n% if ($open) {\n", "\n% } else {\n", "\n% }\n", "\n% foreach my $n (@$numbers) {\n",
        "<% $n %>", "\n% }\n", "<% $name %>", "<% $action %>", "<%doc> <note> </%doc>",
        "<%args>\n$open\n$closed\n$name\n$action\n$numbers\n</%args>\n<%init>\nmy $x = '<Say>';\n</%init>\n",
    ),
    "mojolicious": Template(
        "voice.xml.ep", "\n% if ($open) {\n", "\n% } else {\n", "\n% }\n", "\n% for my $n (@$numbers) {\n",
        "\n%= $n\n", "\n% }\n", "<%= $name %>", "<%= $action %>", "\n%# <note>\n",
    ),
    "cheetah": Template(
        "voice.xml", "\n#if $open\n", "\n#else\n", "\n#end if\n", "\n#for $n in $numbers\n", "$n", "\n#end for\n",
        "${name}", "$action", "\n#* <note> *#\n", "#set $x = 1\n",
    ),
    "dust": Template(
        "voice.xml.dust", "{?open}", "{:else}", "{/open}", "{#numbers}", "{.}", "{/numbers}", "{name|h}", "{action}",
        "{! <note> !}",
    ),
    "dot": Template(
        "voice.xml.dot", "{{? it.open }}", "{{??}}", "{{?}}", "{{~it.numbers :n}}", "{{=n}}", "{{~}}", "{{!it.name}}",
        "{{=it.action}}", "<!-- note -->",
    ),
    "razor": Template(
        "voice.cshtml", "@if (Model.open) {\n", "\n} else {\n", "\n}\n",
        "@for (var i = 0; i < Model.numbers.length; i++) {\n", "@Model.numbers[i]", "\n}\n", "@Model.name",
        "@Model.action", "@* <note> *@",
    ),
    # blocks are lines with more indentation: see indented()
    "templetor": Template(
        "voice.xml", "$if open:", "$else:", "", "$for n in numbers:", "$n", "", "$name.upper()", "$action", "$# <note>",
        "$def with (open, closed, name, action, numbers)\n",
    ),
    "erb": Template(
        "voice.xml.erb", "<% if open %>", "<% else %>", "<% end %>", "<% numbers.each do |n| %>", "<%= n %>", "<% end %>",
        "<%= name %>", "<%= action %>", "<%# note %>",
    ),
    "php": Template(
        "voice.php", "<?php if ($open): ?>", "<?php else: ?>", "<?php endif ?>", "<?php foreach ($numbers as $n) { ?>",
        "<?= $n ?>", "<?php } ?>", "<?= htmlspecialchars($name) ?>", "<?= $action ?>", "<?php /* note */ ?>",
    ),
}  # fmt: skip

#: A document, and the rules of structure that it breaks with the door open and closed.
DOCUMENTS = {
    "sound": "<Response>@comment@@if@<Gather action='@action@'><Say>Hi @name@</Say></Gather><Redirect>@action@</Redirect>"
    "@else@<Dial>@each@<Number>@number@</Number>@end each@</Dial>@end if@</Response>",
    "sound attributes": "<Response>@if@<Say loop='2'>@name@</Say>@else@<Say>@name@</Say>@end if@<Hangup/></Response>",
    "unknown verb": "<Response>@if@<Sya>@name@</Sya>@else@<Pause/>@end if@</Response>",
    "noun under the wrong verb": "<Response><Gather>@each@<Number>@number@</Number>@end each@</Gather></Response>",
    "verbs after the end": "<Response>@if@<Hangup/><Say>@name@</Say>@else@<Pause/>@end if@</Response>",
    "tags that do not match": "<Response>@if@<Say>@name@</say>@else@<Say>@name@</Say>@end if@</Response>",
    "sound in each branch": "<Response>@if@<Say loop='2'>@else@<Say>@end if@@name@</Say><Hangup/></Response>",
    "verb before each branch": "<Response>@if@<Gather>@else@<Pause/><Gather numDigits='1'>@end if@<Sya>@name@</Sya></Gather></Response>",
    "unknown in each branch": "<Response>@if@<Gather>@else@<Gather numDigits='1'>@end if@<Sya>@name@</Sya></Gather></Response>",
    "tag in a comment": "<Response><!-- @name@ --><Say>@name@</Say></Response>",
}
#: What Razor rejects or repairs itself: its blocks hold whole elements.
NOT_WHOLE = {"tags that do not match", "sound in each branch", "verb before each branch", "unknown in each branch"}
#: The same for Thymeleaf, whose conditions and loops are attributes.
THYMELEAF = {
    "sound": "<Response><Gather th:if='${open}' th:attr='action=${action}'><Say th:text='${name}'>x</Say></Gather>"
    "<Redirect th:if='${open}' th:text='${action}'>x</Redirect>"
    "<Dial th:unless='${open}'><Number th:each='n : ${numbers}' th:text='${n}'>x</Number></Dial></Response>",
    "sound attributes": "<Response><Say th:if='${open}' loop='2' th:text='${name}'/><Say th:unless='${open}' "
    "th:text='${name}'/><Hangup/></Response>",
    "unknown verb": "<Response><Sya th:if='${open}' th:text='${name}'/><Pause th:unless='${open}'/></Response>",
    "noun under the wrong verb": "<Response><Gather><Number th:each='n : ${numbers}' th:text='${n}'/></Gather></Response>",
    "verbs after the end": "<Response><Hangup/><Say th:if='${open}' th:text='${name}'/></Response>",
    "tag in a comment": "<Response><!-- [[${name}]] --><Say th:text='${name}'/></Response>",
}
#: The same for Chameleon.
CHAMELEON = {
    "sound": "<Response><Gather tal:condition='open' tal:attributes='action action'><Say tal:content='name'>x</Say>"
    "</Gather><Redirect tal:condition='open' tal:content='action'>x</Redirect>"
    "<Dial tal:condition='not:open'><Number tal:repeat='n numbers' tal:content='n'>x</Number></Dial></Response>",
    "sound attributes": "<Response><Say tal:condition='open' loop='2' tal:content='name'/><Say tal:condition='closed' "
    "tal:content='name'/><Hangup/></Response>",
    "unknown verb": "<Response><Sya tal:condition='open' tal:content='name'/><Pause tal:condition='closed'/></Response>",
    "noun under the wrong verb": "<Response><Gather><tal:block repeat='n numbers'><Number tal:content='n'/></tal:block>"
    "</Gather></Response>",
    "verbs after the end": "<Response><Hangup/><Say tal:condition='open' tal:content='name'/></Response>",
    "tag in a comment": "<Response><!-- ${name} --><Say>${name}</Say></Response>",
}
#: The same for Vue.
VUE = {
    "sound": "<Response><Gather v-if='open' :action='action'><Say>{{ name }}</Say></Gather>"
    "<Dial v-else><Number v-for='n in numbers' v-text='n'></Number></Dial></Response>",
    "sound attributes": "<Response><Say v-if='open' loop='2' v-text='name'/><Say v-else>{{ name }}</Say><Hangup/></Response>",
    "unknown verb": "<Response><Sya v-if='open' v-text='name'/><Pause v-else/></Response>",
    "noun under the wrong verb": "<Response><Gather><Number v-for='n in numbers' v-text='n'/></Gather></Response>",
    "verbs after the end": "<Response><Hangup/><Say v-if='open' v-text='name'/></Response>",
    "tag in a comment": "<Response><!-- {{ name }} --><Say v-text='name'/></Response>",
}
#: Languages whose conditions and loops are attributes, with the root element that they want.
BY_ATTRIBUTES = {
    "thymeleaf": (THYMELEAF, '<Response xmlns:th="http://www.thymeleaf.org">'),
    "chameleon": (CHAMELEON, "<Response>"),
    "vue": (VUE, "<Response>"),
}
MARKS = {
    "@comment@": "comment", "@if@": "if_open", "@else@": "otherwise", "@end if@": "end_if", "@each@": "each_number",
    "@number@": "number", "@end each@": "end_each", "@name@": "name", "@action@": "action",
}  # fmt: skip


def template(language: str, document: str) -> str:
    """A document in a language."""
    if language in BY_ATTRIBUTES:
        documents, root = BY_ATTRIBUTES[language]
        return documents[document].replace("<Response>", root)
    made = LANGUAGES[language]
    text = DOCUMENTS[document] if language != "templetor" else indented(DOCUMENTS[document])
    for mark, field in MARKS.items():
        text = text.replace(mark, getattr(made, field))
    return made.head + text


def indented(text: str) -> str:
    """A document with each block on lines of its own, deeper than what begins it."""
    lines: list[str] = []
    depth = 0
    for part in re.split("(@if@|@else@|@end if@|@each@|@end each@|@comment@)", text):
        depth -= part in ("@else@", "@end if@", "@end each@")
        if part and not part.startswith("@end"):
            lines.append("    " * depth + part)
        depth += part in ("@if@", "@else@", "@each@")
    return "\n".join(lines) + "\n"


def structure(text: str, path: str) -> set[str]:
    """The rules of XML, of structure and of order that a document breaks."""
    found = twimllint.lint(text, path=path)
    return {one.name for one in found if one.code.startswith(("TW0", "TW1")) or one.name == "unreachable-instruction"}


def python_engine(language: str) -> Callable[[str, dict[str, Any]], str]:
    if language == "jinja":
        jinja2 = pytest.importorskip("jinja2")
        return lambda text, data: str(jinja2.Environment(autoescape=True).from_string(text).render(data))
    if language == "django":
        django = pytest.importorskip("django.template")
        return lambda text, data: str(django.Engine().from_string(text).render(django.Context(data)))
    if language == "templetor":
        web = pytest.importorskip("web.template")
        return lambda text, data: str(web.Template(text, filename="voice.xml")(**data))
    if language == "cheetah":
        cheetah = pytest.importorskip("Cheetah.Template")
        return lambda text, data: str(cheetah.Template(text, searchList=[data]))
    if language == "chameleon":
        chameleon = pytest.importorskip("chameleon")
        return lambda text, data: str(chameleon.PageTemplate(text)(**data))
    mako = pytest.importorskip("mako.template")
    return lambda text, data: str(mako.Template(text).render(**data))


def command_engine(command: str, script: str) -> Callable[[str, dict[str, Any]], str]:
    program = tool(command)

    def render(text: str, data: dict[str, Any]) -> str:
        job = json.dumps({"template": text, "data": data})
        option = "-r" if command == "php" else "-e"
        done = subprocess.run([program, option, script], input=job, capture_output=True, text=True, check=True)
        return done.stdout

    return render


RUBY = """require 'json'; require 'erb'; job = JSON.parse(STDIN.read); scope = binding
job['data'].each { |key, value| scope.local_variable_set(key, value) }
print ERB.new(job['template'], trim_mode: '-').result(scope)"""
PHP = "$job = json_decode(stream_get_contents(STDIN), true); extract($job['data']); eval('?>' . $job['template']);"
PERL = (
    "use JSON::PP; local $/; my $job = decode_json(<STDIN>); my ($text, %data) = ($job->{template}, %{$job->{data}});"
)
TOOLKIT = PERL + "use Template; Template->new->process(\\$text, \\%data) || die"
HTML_TEMPLATE = (
    PERL
    + """use HTML::Template; $data{numbers} = [map { { n => $_ } } @{$data{numbers}}];
my $made = HTML::Template->new(scalarref => \\$text, die_on_bad_params => 0); $made->param(%data); print $made->output"""
)
MASON = (
    PERL
    + """use HTML::Mason::Interp; my $made = HTML::Mason::Interp->new(out_method => sub { print @_ });
$made->exec($made->make_component(comp_source => $text), %data)"""
)
MOJOLICIOUS = (
    PERL + """use Mojo::Template; print Mojo::Template->new(vars => 1, auto_escape => 1)->render($text, \\%data)"""
)
#: The commands of languages, their programs, and the modules of Perl that they need.
COMMANDS = {
    "erb": ("ruby", RUBY, ""),
    "php": ("php", PHP, ""),
    "template toolkit": ("perl", TOOLKIT, "/usr/lib/*/perl5/*/Template.pm"),
    "html::template": ("perl", HTML_TEMPLATE, "/usr/share/perl5/HTML/Template.pm"),
    "mason": ("perl", MASON, "/usr/share/perl5/HTML/Mason.pm"),
    "mojolicious": ("perl", MOJOLICIOUS, "/usr/share/perl5/Mojo/Template.pm"),
}


NODE = (
    "dot",
    "dust",
    "handlebars",
    "mustache",
    "ejs",
    "liquid",
    "nunjucks",
    "razor",
    "thymeleaf",
    "twig",
    "velocity",
    "vue",
)


def documents_of(language: str) -> list[str]:
    """The documents that a language of Node can say."""
    if language in BY_ATTRIBUTES:
        return list(BY_ATTRIBUTES[language][0])
    return [name for name in DOCUMENTS if language != "razor" or name not in NOT_WHOLE]


def render_with_node(folder: Path) -> None:
    """Install the engines of Node, and write what they make of all documents: most of the time is theirs to start."""
    for name in ("package.json", "package-lock.json", "render.mjs"):
        shutil.copy(ENGINES / name, folder)
    jobs = [
        {"engine": language, "template": template(language, document), "data": data}
        for language in NODE
        for document in documents_of(language)
        for data in CONTEXTS
    ]
    install = [tool("npm"), "ci", "--no-audit", "--no-fund"]
    done = subprocess.run(install, cwd=folder, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    render = [tool("node"), "render.mjs"]
    done = subprocess.run(render, cwd=folder, input=json.dumps(jobs), capture_output=True, text=True, check=True)
    texts = iter(json.loads(done.stdout))
    rendered: dict[str, dict[str, list[dict[str, str]]]] = {
        language: {document: [next(texts) for _ in CONTEXTS] for document in documents_of(language)}
        for language in NODE
    }
    (folder / "rendered.json").write_text(json.dumps(rendered))


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, list[dict[str, str]]]]:
    """What each engine of Node makes of each document, in each of the contexts."""
    for name in ("npm", "node"):
        tool(name)  # where it is missing, the tests are skipped
    folder = made_once("engines", render_with_node, tmp_path_factory)
    found: dict[str, dict[str, list[dict[str, str]]]] = json.loads((folder / "rendered.json").read_text())
    return found


def check(language: str, renderings: dict[str, list[str]]) -> None:
    """Hold each document's renderings against its template."""
    for document, texts in renderings.items():
        text = template(language, document)
        path = "voice.xml" if language in BY_ATTRIBUTES else LANGUAGES[language].path
        assert all(tag.closed for tag in find_tags(text, path))
        found = structure(text, path)
        rendered = [structure(each.strip(), "voice.xml") for each in texts]
        for each, errors in zip(texts, rendered, strict=True):
            assert errors <= found, (language, document, html.unescape(each))
        assert found == set().union(*rendered), (language, document)
        assert bool(found) != document.startswith(("sound", "tag in")), (language, document)


@pytest.mark.parametrize("language", ["jinja", "django", "mako", "templetor", "chameleon", "cheetah", *COMMANDS])
def test_engines_of_python_ruby_php_and_perl(language: str) -> None:
    if language in COMMANDS:
        command, script, module = COMMANDS[language]
        if module:
            tool(module)
        render = command_engine(command, script)
    else:
        render = python_engine(language)
    check(
        language,
        {
            document: [render(template(language, document), data) for data in CONTEXTS]
            for document in documents_of(language)
        },
    )


@pytest.mark.parametrize("language", NODE)
def test_engines_of_node(language: str, rendered: dict[str, dict[str, list[dict[str, str]]]]) -> None:
    results = rendered[language]
    assert [result for found in results.values() for result in found if "error" in result] == []
    check(language, {document: [result["text"] for result in found] for document, found in results.items()})


def test_templates_of_go(tmp_path: Path) -> None:
    languages = {"go": ["{{", "}}"], "go with other delimiters": ["[[", "]]"]}
    jobs = [
        {"Template": template(language, document), "Data": data, "Delimiters": delimiters}
        for language, delimiters in languages.items()
        for document in DOCUMENTS
        for data in CONTEXTS
    ]
    environment = {**os.environ, "GOCACHE": str(tmp_path), "GOFLAGS": "-mod=mod", "GO111MODULE": "off"}
    done = subprocess.run(
        [tool("go"), "run", str(ENGINES / "render.go")], input=json.dumps(jobs), env=environment, capture_output=True,
        text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    texts = iter(json.loads(done.stdout))
    for language in languages:
        check(language, {document: [next(texts), next(texts)] for document in DOCUMENTS})


@pytest.mark.parametrize("language", ["freemarker", "freemarker in square brackets"])
def test_freemarker(language: str, tmp_path: Path) -> None:
    java, library = tool("java"), tool("/usr/share/java/freemarker.jar")
    jobs = [(document, data) for document in DOCUMENTS for data in CONTEXTS]
    for number, (document, data) in enumerate(jobs):
        values = {key: ",".join(value) if isinstance(value, list) else value for key, value in data.items()}
        lines = [f"{key}={str(value).lower() if isinstance(value, bool) else value}\n" for key, value in values.items()]
        (tmp_path / f"{number}.ftl").write_text(template(language, document))
        (tmp_path / f"{number}.properties").write_text("".join(lines))
    command = [java, "-cp", library, str(ENGINES / "Render.java"), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    texts = [(tmp_path / f"{number}.out").read_text() for number in range(len(jobs))]
    check(
        language,
        {
            document: [text for text, job in zip(texts, jobs, strict=True) if job[0] == document]
            for document in DOCUMENTS
        },
    )
