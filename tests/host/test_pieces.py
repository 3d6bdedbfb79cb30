"""Documents that programs in Java, C# and Go put together from pieces, and where the flow is too unclear to say so."""

from __future__ import annotations

import re

import pytest

from support.checking import diagnostics, findings
from support.extracting import extracted, texts
from twimllint.host import form, java

pytest.importorskip("tree_sitter")

#: A function of each language around some statements; ``w`` is what an answer is written to.
SHAPES = {
    "java": 'class A {{ // twilio\n  static final String HEAD = "<Response>", TAIL = "</Response>";\n'
    "  private String text;\n  String f(String x, boolean b, List<String> items) {{\n{}\n  }}\n"
    '  private String say(String t) {{ return "<Say>" + t + "</Say>"; }}\n  void fill(StringBuilder s) {{}}\n}}\n',
    "csharp": 'class A {{ // twilio\n  const string HEAD = "<Response>", TAIL = "</Response>";\n'
    "  string F(string x, bool b, List<string> items) {{\n{}\n  }}\n"
    '  string say(string t) => "<Say>" + t + "</Say>";\n  void fill(StringBuilder s) {{}}\n}}\n',
    "go": 'package a // twilio\nconst HEAD = "<Response>"\nvar TAIL = "</Response>"\n'
    "func f(w http.ResponseWriter, x string, b bool, items []string) string {{\n{}\n}}\n"
    'func say(t string) string {{ return "<Say>" + t + "</Say>" }}\nfunc fill(s *strings.Builder) {{}}\n',
}
SAY = "<Response><Say>{{ x }}</Say></Response>"
BRANCH = "<Response>{% if b %}<Reject/>{% else %}<Hangup/>{% endif %}</Response>"
OPTIONAL = "<Response>{% if b %}<Reject/>{% endif %}</Response>"
LOOP = "<Response>{% for i in items %}<Say>{{ i }}</Say>{% endfor %}</Response>"
PLAIN = "<Response><Hangup/></Response>"

#: Statements, and the one document that they make.
READ: list[tuple[str, str, str]] = [
    ("java", 'String s = HEAD; s += "<Say>" + x + "</Say>"; s += TAIL; return s;', SAY),
    ("java", 'String s = HEAD; s = s + "<Say>" + x + "</Say>"; return s + A.TAIL;', SAY),
    ("java", "return HEAD + say(x) + this.TAIL;", "<Response><Say>{{ t }}</Say></Response>"),
    ("java", "return this.say(x).isEmpty() ? null : HEAD + \"<Hangup/>\" + TAIL;", PLAIN),
    ("java", 'String s = HEAD; if (b) { s += "<Reject/>"; } else { s += "<Hangup/>"; } return s + TAIL;', BRANCH),
    ("java", 'String s; if (b) s = "<Reject/>"; else s = "<Hangup/>"; return HEAD + s + TAIL;', BRANCH),
    ("java", 'return HEAD + (b ? "<Reject/>" : "<Hangup/>") + TAIL;', BRANCH),
    ("java", 'StringBuilder s = new StringBuilder(); s.append(HEAD); if (b) s.append("<Reject/>"); s.append(TAIL);'
             " return s.toString();", OPTIONAL),
    ("java", 'var s = new StringBuffer(HEAD); s.append("<Say>").append(x).append("</Say>").append(TAIL);'
             " return String.valueOf(s);", SAY),
    ("java", "return new StringBuilder(64).append(HEAD).append('<').append(\"Hangup/>\").append(TAIL).toString();", PLAIN),
    ("java", 'StringBuilder s = new StringBuilder(HEAD); for (String i : items) { s.append("<Say>" + i + "</Say>"); }'
             " s.append(TAIL); return s.toString();", LOOP),
    ("java", 'String s = HEAD; switch (x) { case "1": s += "<Reject/>"; break; default: s += "<Hangup/>"; }'
             " return s + TAIL;", BRANCH.replace("if b", 'if x == "1"')),
    ("java", 'String s = HEAD; switch (x) { case "1" -> s += "<Reject/>"; default -> { s += "<Hangup/>"; } }'
             " return s + TAIL;", BRANCH.replace("if b", 'if x == "1"')),
    ("java", 'return String.format("%s<Say>%s</Say>%s", HEAD, x, TAIL);', SAY),
    ("java", 'return "%s<Say>%s</Say>%s".formatted(HEAD, x, TAIL);', SAY),
    ("java", 'return String.format("%s<Pause length=\\"%d\\"/>%s", HEAD, 2, TAIL);', '<Response><Pause length="2"/></Response>'),
    ("java", 'return String.format("%s<Pause length=\\"%d\\"/>%s", HEAD, x, TAIL);', '<Response><Pause length="{{ x }}"/></Response>'),
    ("java", 'return String.format("%s<Pause length=\\"%05d\\"/>%s", HEAD, 2, TAIL);', '<Response><Pause length="{{ %05d }}"/></Response>'),
    ("java", 'return ("\\n" + HEAD + "<Hangup/>" + TAIL).stripLeading();', PLAIN),
    ("java", 'return (HEAD + "<Hangup/>" + TAIL + " ").stripTrailing();', PLAIN),
    ("csharp", 'return ("\\n" + HEAD + "<Hangup/>" + TAIL).TrimStart();', PLAIN),
    ("csharp", 'return (HEAD + "<Hangup/>" + TAIL + " ").TrimEnd();', PLAIN),
    ("java", 'return String.join("", HEAD, "<Hangup/>", TAIL);', PLAIN),
    ("java", 'return String.join("", List.of(HEAD, "<Hangup/>", TAIL));', PLAIN),
    ("java", 'List<String> p = new ArrayList<>(); p.add(HEAD); p.add("<Hangup/>"); p.add(TAIL);'
             ' return String.join("", p);', PLAIN),
    ("java", 'PrintWriter w = r.getWriter(); w.println(HEAD); w.print("<Hangup/>"); w.write(TAIL); w.flush();',
             "<Response>\n<Hangup/></Response>"),
    ("java", 'try { return HEAD + "<Hangup/>" + TAIL; } catch (E e) { return null; } finally { close(); }', PLAIN),
    ("java", 'synchronized (this) { String s = HEAD; s += "<Hangup/>"; return s + TAIL; }', PLAIN),
    ("csharp", 'var s = HEAD; s += $"<Say>{x}</Say>"; s += TAIL; return s;', SAY),
    ("csharp", 'return HEAD + say(x) + A.TAIL;', "<Response><Say>{{ t }}</Say></Response>"),
    ("csharp", 'return $"{HEAD}<Hangup/>{TAIL}";', PLAIN),
    ("csharp", 'var s = HEAD; if (b) { s += "<Reject/>"; } else { s += "<Hangup/>"; } return s + TAIL;', BRANCH),
    ("csharp", 'var s = new StringBuilder(); s.Append(HEAD); if (b) s.Append("<Reject/>"); s.Append(TAIL);'
               " return s.ToString();", OPTIONAL),
    ("csharp", 'StringBuilder s = new(HEAD); s.AppendFormat("<Say>{0}</Say>", x).AppendLine(TAIL); return s.ToString();',
               SAY + "\n"),
    ("csharp", 'var s = new StringBuilder(HEAD); s.AppendLine(); s.Append("<Hangup/>"); s.Append(TAIL);'
               ' return Content(s.ToString(), "text/xml");', "<Response>\n<Hangup/></Response>"),
    ("csharp", 'var s = HEAD; foreach (var i in items) { s += $"<Say>{i}</Say>"; } return s + TAIL;',
               LOOP),
    ("csharp", 'var v = x switch { "1" => "<Reject/>", _ => "<Hangup/>" }; return HEAD + v + TAIL;',
               BRANCH.replace("if b", "if x")),
    ("csharp", 'switch (x) { case "1": case "2": return null; default: return HEAD + "<Hangup/>" + TAIL; }', PLAIN),
    ("csharp", 'return string.Join("", new[] { HEAD, "<Hangup/>", TAIL });', PLAIN),
    ("csharp", 'return string.Concat(HEAD, "<Hangup/>", TAIL);', PLAIN),
    ("csharp", 'return string.Format("{0}<Say>{1}</Say>{2}", HEAD, x, TAIL);', SAY),
    ("csharp", 'using (var d = Open()) { var s = HEAD; s += "<Hangup/>"; return s + TAIL; }', PLAIN),
    ("csharp", 'string Inner() => "<Hangup/>"; return HEAD + Inner() + TAIL;', PLAIN),
    ("go", 's := HEAD\ns += "<Say>" + x + "</Say>"\ns += TAIL\nreturn s', SAY),
    ("go", "return HEAD + say(x) + TAIL", "<Response><Say>{{ t }}</Say></Response>"),
    ("go", 's := HEAD\nif b { s += "<Reject/>" } else { s += "<Hangup/>" }\nreturn s + TAIL', BRANCH),
    ("go", 'var s strings.Builder\ns.WriteString(HEAD)\nif b { s.WriteString("<Reject/>") }\ns.WriteString(TAIL)\n'
           "return s.String()", OPTIONAL),
    ("go", 's := &bytes.Buffer{}\nfmt.Fprintf(s, "%s<Say>%s</Say>", HEAD, x)\ns.WriteString(TAIL)\n'
           "w.Write(s.Bytes())", SAY),
    ("go", 'var s bytes.Buffer\nfmt.Fprint(&s, HEAD, "<Hangup/>")\ns.WriteByte(\'\\n\')\nio.WriteString(&s, TAIL)\n'
           "return s.String()", "<Response><Hangup/>\n</Response>"),
    ("go", 'w.Header().Set("A", "b")\nfmt.Fprint(w, HEAD)\nfmt.Fprintln(w, "<Hangup/>")\nw.Write([]byte(TAIL))',
           "<Response><Hangup/>\n</Response>"),
    ("go", 's := HEAD\nfor _, i := range items { s += "<Say>" + i + "</Say>" }\nreturn s + TAIL',
           LOOP),
    ("go", 'p := []string{HEAD}\np = append(p, "<Hangup/>", TAIL)\nreturn strings.Join(p, "")', PLAIN),
    ("go", 'return fmt.Sprintf("%s<Say>%s</Say>%s", HEAD, x, TAIL)', SAY),
    ("go", 's := ""\nswitch {\ncase b:\ns = "<Reject/>"\ndefault:\ns = "<Hangup/>"\n}\nreturn HEAD + s + TAIL', BRANCH),
    ("go", 'return strings.Replace(HEAD + "<Hangup/>" + TAIL, "Hangup", "Reject", 1)',
           "<Response><Reject/></Response>"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "body", "expected"), READ)
def test_pieces_are_put_together(language: str, body: str, expected: str) -> None:
    code = SHAPES[language].format(body)
    made = [one for one in texts(code, language) if "<Response" in one]
    assert made == [expected], code
    assert findings(code, language) == []


#: Statements in which code that is not seen may add to a document that lacks something: nothing is found.
UNCLEAR: list[tuple[str, str]] = [
    ("java", 'StringBuilder s = new StringBuilder("<Response><Dial>"); fill(s); s.append("</Dial></Response>");'),
    ("java", 'StringBuilder s = new StringBuilder("<Response><Dial>"); add(s, x); s.append("</Dial></Response>");'),
    ("java", 'StringBuilder s = new StringBuilder("<Response><Dial>"); StringBuilder t = s; t.append(x);'
             ' s.append("</Dial></Response>");'),
    ("java", 'StringBuilder s = new StringBuilder("<Dial></Dial></Response>"); s.insert(0, "<Response>"); s.insert(16, x);'),
    ("java", 'StringBuilder s = new StringBuilder("<Response><Dial>"); Runnable r = () -> s.append(x); r.run();'
             ' s.append("</Dial></Response>");'),
    ("java", 'StringBuilder s = new StringBuilder("<Response><Dial>"); items.forEach(s::append);'
             ' s.append("</Dial></Response>");'),
    ("java", 'StringBuilder s = new StringBuilder("<Response><Dial>"); items.forEach(i -> s.append(i));'
             ' s.append("</Dial></Response>");'),
    ("java", 'String s = "<Response><Dial>"; for (String i : items) s += i; s += "</Dial></Response>";'),
    ("java", 'String s = "<Response><Dial>"; s += twilio(x); s += "</Dial></Response>";'),
    ("java", 'text = "<Response><Dial>"; change(); text += "</Dial></Response>";'),
    ("java", 'String s = ""; s = load(s); return "<Response><Say>" + s + "</Say></Response>";'),
    ("csharp", 'var s = new StringBuilder("<Response><Dial>"); fill(s); s.Append("</Dial></Response>");'),
    ("csharp", 'var s = new StringBuilder("<Response><Dial>"); items.ForEach(i => s.Append(i)); s.Append("</Dial></Response>");'),
    ("csharp", 'var s = new StringBuilder("<Response><Dial>"); Action a = () => s.Append(x); a();'
               ' s.Append("</Dial></Response>");'),
    ("csharp", 'var s = new StringBuilder("<Response><Dial>"); using var w = new StringWriter(s); w.Write(x);'
               ' s.Append("</Dial></Response>");'),
    ("csharp", 'var s = "<Response><Dial>"; Change(ref s); s += "</Dial></Response>";'),
    ("go", 'var s strings.Builder\ns.WriteString("<Response><Dial>")\nfill(&s)\ns.WriteString("</Dial></Response>")'),
    ("go", 'var s strings.Builder\ns.WriteString("<Response><Dial>")\nt.Execute(&s, x)\ns.WriteString("</Dial></Response>")'),
    ("go", 'fmt.Fprint(w, "<Response><Dial>")\nrender(w, x)\nfmt.Fprint(w, "</Dial></Response>")'),
    ("go", 'var s strings.Builder\ns.WriteString("<Response><Dial>")\nadd := func() { s.WriteString(x) }\nadd()\n'
           's.WriteString("</Dial></Response>")'),
    ("go", 'var s strings.Builder\ns.WriteString("<Response><Dial>")\nt := &s\nt.WriteString(x)\n'
           's.WriteString("</Dial></Response>")'),
    ("go", 's := "<Response><Dial>"\nchange(&s)\ns += "</Dial></Response>"'),
    ("go", 'p := []string{"<Response><Dial>"}\np = more(p)\np = append(p, "</Dial></Response>")\ng(strings.Join(p, ""))'),
]  # fmt: skip


@pytest.mark.parametrize(("language", "body"), UNCLEAR)
def test_unclear_flow_is_silent(language: str, body: str) -> None:
    code = SHAPES[language].format(body)
    assert findings(code, language) == [], code


def test_of_overloaded_methods_nobody_knows_which_is_called() -> None:
    code = (
        'class A { String f(int x) { return "<Response><Dial>" + n(x) + "</Dial></Response>"; }\n'
        '  String n(String x) { return "<!-- -->"; }\n  String n(int x) { return "<Number>" + x + "</Number>"; } }\n'
    )
    assert findings(code, "java") == []
    assert findings(code.replace("n(int x)", "m(int x)"), "java") == [("dial-empty", "Dial")]


def test_a_field_that_is_assigned_again_is_no_constant() -> None:
    code = 'class A { String d = "<!-- -->"; void set(String n) { this.d = n; }\n' \
        '  String f() { return "<Response><Dial>" + d + "</Dial></Response>"; } }\n'  # fmt: skip
    assert findings(code, "java") == []
    assert findings(code.replace("this.d = n;", ""), "java") == [("dial-empty", "Dial")]


#: Constants that hold no markup, and functions that use one.
VALUES: list[tuple[str, str]] = [
    ("java", 'class A {{ static final String VOICE = "womn"; String f() {{ return "<Response><Say voice=\'" + {} + "\'>x</Say></Response>"; }} }}'),
    ("java", 'class B {{ static final String VOICE = "womn"; }} class A {{ String f() {{ return "<Response><Say voice=\'" + B.{} + "\'>x</Say></Response>"; }} }}'),
    ("java", 'interface A {{ String VOICE = "womn"; default String f() {{ return String.format("<Response><Say voice=\'%s\'>x</Say></Response>", {}); }} }}'),
    ("csharp", 'class A {{ const string VOICE = "womn"; string F() => $"<Response><Say voice=\'{{{}}}\'>x</Say></Response>"; }}'),
    ("csharp", 'class A {{ private static readonly string VOICE = "womn"; string F() {{ return "<Response><Say voice=\'" + {} + "\'>x</Say></Response>"; }} }}'),
    ("go", 'package a\nconst VOICE = "womn"\nfunc f() string {{ return fmt.Sprintf("<Response><Say voice=\'%s\'>x</Say></Response>", {}) }}'),
    ("go", 'package a\nconst (\n\tPAUSE, VOICE = 2, "womn"\n)\nfunc f() string {{ return "<Response><Say voice=\'" + {} + "\'>x</Say></Response>" }}'),
    ("php", "<?php // twilio\nclass A {{ const VOICE = 'womn'; function f() {{ return '<Response><Say voice=\"' . self::{} . '\">x</Say></Response>'; }} }}"),
    ("php", "<?php // twilio\ndefine('VOICE', 'womn');\nfunction f() {{ return '<Response><Say voice=\"' . {} . '\">x</Say></Response>'; }}"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "code"), VALUES)
def test_constants_without_markup_are_known(language: str, code: str) -> None:
    assert findings(code.format("VOICE"), language) == [("unknown-voice", "womn")]
    assert findings(code.format("OTHER"), language) == []


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("java", "String f(String V) { return X; }"),
        ("java", 'String f() { String V = find(); return X; }'),
        ("java", "String f() { for (String V : all) { return X; } return null; }"),
        ("java", "String f() { return all.map(V -> X); }"),
        ("java", "String f() { return all.map((a, V) -> X); }"),
        ("java", "String f(Object o) { if (o instanceof String V) { return X; } return null; }"),
        ("java", "String f() { try (Voice V = open()) { return X; } catch (Error e) { return null; } }"),
        ("java", "String f() { try { go(); } catch (Error V) { return X; } return null; }"),
        ("java", 'class B { static final String V = "woman"; } String f() { return X; }'),
        ("java", "String f() { return Y; }"),
        ("csharp", "string f(string V) => X;"),
        ("csharp", "string f() { var V = find(); return X; }"),
        ("csharp", "string f() { foreach (var V in all) { return X; } return null; }"),
        ("csharp", "string f() => all.map(V => X);"),
        ("csharp", "string f() => all.map((a, V) => X);"),
        ("csharp", "string f(object o) { if (o is string V) { return X; } return null; }"),
        ("csharp", "string f() { if (all.TryGetValue(1, out var V)) { return X; } return null; }"),
        ("csharp", "string f() { var (a, V) = find(); return X; }"),
        ("csharp", "string f() { try { go(); } catch (Error V) { return X; } return null; }"),
        ("go", "func f(V string) string { return X }"),
        ("go", "func f() string { V := find(); return X }"),
        ("go", "func f() string { var V string = find(); return X }"),
        ("go", "func f() string { for _, V := range all { return X }; return Z }"),
        ("go", "func f() string { return each(func(V string) string { return X }) }"),
    ],
)  # fmt: skip
def test_a_constant_is_another_one_where_its_name_is_declared_again(language: str, code: str) -> None:
    use = '"<Response><Say voice=\'" + {} + "\'>x</Say></Response>"'
    code = code.replace("X", use.format("V")).replace("Y", use.format("other.V")).replace("Z", '""')
    shapes = {
        "java": 'class A {{ static final String V = "womn"; {} }}',
        "csharp": 'class A {{ const string V = "womn"; {} }}',
        "go": 'package a\nconst V = "womn"\n{}\n',
    }
    assert findings(shapes[language].format(code), language) == []


def test_fields_that_are_no_constants_may_be_set_elsewhere() -> None:
    for declared in (
        '@Value("${voice}") String V = "womn";',
        'private String V = "womn";',
        "static final String V = find();",
    ):
        code = (
            f'class A {{ {declared} String f() {{ return "<Response><Say voice=\'" + V + "\'>x</Say></Response>"; }} }}'
        )
        assert findings(code, "java") == []


@pytest.mark.parametrize(
    ("language", "piece", "name"),
    [
        (
            "java",
            's.append("<Say voic=\'a\'>").append(x).append("</Say>");',
            "StringBuilder s = new StringBuilder(HEAD);",
        ),
        ("csharp", 's.Append("<Say voic=\'a\'>").Append(x).Append("</Say>");', "var s = new StringBuilder(HEAD);"),
        ("go", 's.WriteString("<Say voic=\'a\'>" + x + "</Say>")', "var s strings.Builder\ns.WriteString(HEAD)\n"),
    ],
)
def test_a_mistake_in_a_piece_has_its_place(language: str, piece: str, name: str) -> None:
    append = {"java": "s.append(TAIL);", "csharp": "s.Append(TAIL);", "go": "\ns.WriteString(TAIL)"}[language]
    code = SHAPES[language].format(name + piece + append)
    (found,) = [one for one in diagnostics(code, language) if one.name == "unknown-attribute"]
    assert code[slice(*found.span)] == "voic"
    assert found.fix is not None
    assert [(code[slice(*edit.span)], edit.text) for edit in found.fix.edits] == [("voic", "voice")]


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("java", 'return "<Response><Say>" + r.getParameter("SpeechResult") + "</Say></Response>";'),
        ("csharp", 'return "<Response><Say>" + Request.Form["SpeechResult"] + "</Say></Response>";'),
        ("go", 'fmt.Fprintf(w, "<Response><Say>%s</Say></Response>", r.FormValue("SpeechResult"))'),
    ],
)
def test_text_of_the_caller(language: str, body: str) -> None:
    code = SHAPES[language].format(body)
    assert [name for name, _ in findings(code, language)] == ["unescaped-interpolation"]
    for key in ("CallSid", "From"):
        assert findings(code.replace("SpeechResult", key), language) == []


#: Expressions for what a caller said or wrote, and for what is no text of the caller's any more.
CALLERS = {
    "java": [
        'r.getParameter("Body")', 'r.getParameter("SpeechResult").trim()', 'String.valueOf(r.getParameter("Body"))',
        'params.get("SpeechResult")', 'params.get("Body")', 'form.getFirst("Body")', 'ctx.formParam("Body")',
        'r.getParameter("Body").toLowerCase()',
    ],
    "csharp": [
        'Request.Form["Body"]', 'Request.Form["Body"].ToString()', '(await r.ReadFormAsync())["Body"]',
        'Request.Query["SpeechResult"].FirstOrDefault()', "request.SpeechResult",
    ],
    "go": [
        'r.FormValue("Body")', 'strings.TrimSpace(r.FormValue("Body"))', 'c.PostForm("Body")', 'r.Form.Get("Body")',
        'r.URL.Query().Get("Body")', 'values.Get("SpeechResult")', 'r.Form["SpeechResult"][0]',
    ],
}  # fmt: skip
HARMLESS = {
    "java": [
        'escape(r.getParameter("Body"))', 'r.getParameter("Body").replace("<", "")', 'r.getParameter("Body").length()',
        'labels.get("Body")', 'params.containsKey("SpeechResult")', 'r.getParameter("CallSid")',
    ],
    "csharp": [
        'Escape(Request.Form["Body"])', 'Request.Form["Body"].Count', 'labels["Body"]',
        'Request.Form.ContainsKey("SpeechResult")', 'Request.Form["Body"].ToString().Replace("<", "&lt;")',
    ],
    "go": ['html.EscapeString(r.FormValue("Body"))', 'labels["Body"]', 'header.Get("Body")', 'r.Form.Has("SpeechResult")'],
}  # fmt: skip
ANSWER = {
    "java": 'var v = {}; return "<Response><Say>" + v + "</Say></Response>";',
    "csharp": 'var v = {}; return "<Response><Say>" + v + "</Say></Response>";',
    "go": 'v := {}\nreturn "<Response><Say>" + v + "</Say></Response>"',
}


@pytest.mark.parametrize(("language", "value"), [(name, one) for name, values in CALLERS.items() for one in values])
def test_what_a_request_holds_is_text_of_the_caller(language: str, value: str) -> None:
    code = SHAPES[language].format(ANSWER[language].format(value))
    assert [name for name, _ in findings(code, language)] == ["unescaped-interpolation"]


@pytest.mark.parametrize(("language", "value"), [(name, one) for name, values in HARMLESS.items() for one in values])
def test_what_is_no_text_of_the_caller(language: str, value: str) -> None:
    assert findings(SHAPES[language].format(ANSWER[language].format(value)), language) == []


@pytest.mark.parametrize(
    ("language", "parameter", "is_callers"),
    [
        ("java", '@RequestParam("Body") String v', True),
        ("java", '@RequestParam(required = false, value = "Body") String v', True),
        ("java", "@RequestParam(required = false) String Body", True),
        ("java", '@FormParam("SpeechResult") String v', True),
        ("java", "String SpeechResult", True),
        ("java", "String Body", False),
        ("java", '@PathVariable("Body") String v', False),
        ("java", '@RequestParam("CallSid") String v', False),
        ("java", '@RequestParam("Body") int v', False),
        ("csharp", "[FromForm] string Body", True),
        ("csharp", '[FromForm(Name = "Body")] string v', True),
        ("csharp", "string SpeechResult", True),
        ("csharp", "string Body", False),
        ("csharp", "[FromRoute] string Body", False),
        ("csharp", "[FromForm] string From", False),
    ],
)
def test_parameters_that_hold_what_the_caller_wrote(language: str, parameter: str, is_callers: bool) -> None:
    code = (
        f'class A {{ // twilio\n  String F({parameter}) {{ return "<Response><Say>" + X + "</Say></Response>"; }}\n}}\n'
    )
    code = code.replace("X", parameter.rpartition(" ")[2])
    assert [name for name, _ in findings(code, language)] == ["unescaped-interpolation"] * is_callers


@pytest.mark.parametrize(
    "escape",
    [
        "xml.EscapeText(&s, []byte(x))",
        "_ = xml.EscapeText(&s, []byte(r.FormValue(x)))",
        'if err := xml.EscapeText(&s, []byte(x)); err != nil {\n\treturn ""\n}',
        "template.HTMLEscape(&s, []byte(x))",
    ],
)
def test_what_is_escaped_into_a_buffer(escape: str) -> None:
    body = f'var s strings.Builder\ns.WriteString("<Response><Say>")\n{escape}\ns.WriteString("</Say></Response>")\nreturn s.String()'
    code = SHAPES["go"].format(body)
    assert (
        len([text for text in texts(code, "go") if re.fullmatch(r"<Response><Say>\{\{ .* \}\}</Say></Response>", text)])
        == 1
    )
    assert diagnostics(code, "go") == []


def test_top_level_statements_are_a_function() -> None:
    code = 'var xml = "<Response>"; // twilio\nxml += "<Hangup/>";\napp.MapGet("/", () => xml + "</Response>");\n'
    assert "<Response><Hangup/></Response>" not in texts(code, "csharp")  # who knows when it is called
    code = (
        code.replace("xml +", "Answer(xml +")
        .replace('</Response>")', '</Response>"))')
        .replace("() => Answer", "Answer")
    )
    assert texts(code, "csharp") == [PLAIN]


def test_functions_without_markup_are_not_read() -> None:
    program = java.read(SHAPES["java"].format("return HEAD + TAIL;"))
    assert [one.name for one in program.body if isinstance(one, form.Function)] == ["f", "say"]


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("java", 'class A { static final F f = x -> { String s = "<Response>"; s += "<Dial/>"; return s + "</Response>"; }; }'),
        ("csharp", 'class A { static readonly F f = x => { var s = "<Response>"; s += "<Dial/>"; return s + "</Response>"; }; }'),
        ("go", 'package a\nvar f = func() string {\ns := "<Response>"\ns += "<Dial/>"\nreturn s + "</Response>"\n}\n'),
        ("java", 'class A { static String x; static { x = "<Response>" + "<Dial/>" + "</Response>"; } }'),
        ("java", 'enum A { B("<Response><Dial/></Response>"); }'),
        ("csharp", 'class A { string X { get { return "<Response><Dial/></Response>"; } set { } } }'),
        ("csharp", 'class A { string X { get; } = "<Response><Dial/></Response>"; }'),
        ("javascript", 'class A { static { let t = "<Response>"; t += "<Dial/>"; send(t + "</Response>"); } }'),
        ("java", 'class A { void f() { try (Pieces s = new StringBuilder()) { s.append("<Response>"); s.append("<Dial/></Response>"); } } }'),
        ("csharp", '[Text("<Response><Dial/></Response>")] class A { }'),
        ("go", 'package a\nvar f = map[string]string{"a": "<Response><Dial/></Response>"}\n'),
    ],
)  # fmt: skip
def test_literals_outside_of_functions(language: str, code: str) -> None:
    assert findings(code, language) == [("dial-empty", "Dial")]


#: Markup of another service, put together from pieces: its last place is not where its values are.
OTHERS = {
    "python": 'def f(r, message):  # Response of Twilio\n    x = "<response>"\n    x += "<msg>" + message + "</msg>"\n'
    '    x += "<b>" + request.form["Body"] + "</b>"\n    x += "</response>"\n    return x\n',
    "javascript": "function f(req, message) { // Response of Twilio\n  let x = '<response>';\n"
    "  x += '<msg>' + message + '</msg>'; x += '<b>' + req.body.Body + '</b>';\n  return x + '</response>'; }\n",
    "java": 'class A { String f(HttpServletResponse r, String message) { StringBuilder x = new StringBuilder("<response>");\n'
    '  x.append("<msg>").append(message).append("</msg>");\n'
    '  x.append("<b>" + r.getParameter("Body") + "</b>"); x.append("</response>"); return x.toString(); } }\n',
}


@pytest.mark.parametrize("language", OTHERS)
def test_values_in_markup_of_another_service(language: str) -> None:
    twiml = OTHERS[language].replace("msg>", "Say>").replace("b>", "Say>").replace("response>", "Response>")
    for code, found in ((OTHERS[language], []), (twiml, ["unescaped-interpolation"] * 2)):
        assert [one.name for one in diagnostics(code, language)] == found
        assert [one.name for one in diagnostics(f"# Answer\n\n```{language}\n{code}```\n", "markdown")] == found


HELPERS = "class A {{ String f(String x) {{ StringBuilder s = new StringBuilder(); head(s); body(s, x); return s.append(\"</Response>\").toString(); }}\n" \
    "  void head(StringBuilder s) {{ s.append(\"<Response>\"); }}\n  void body(StringBuilder b, String t) {{ {} }} }}\n"  # fmt: skip


def test_helpers_add_to_a_buffer() -> None:
    code = HELPERS.format(
        'if (t.isEmpty()) { b.append("<Reject/>"); return; } b.append("<Say>").append(t).append("</Say>");'
    )
    assert texts(code, "java") == [
        "<Response>{% if body(s, x) %}<Reject/>{% elif body(s, x) %}<Say>{{ x }}</Say>{% endif %}</Response>"
    ]
    assert findings(code, "java") == []
    assert findings(HELPERS.format('b.append("<Dial>").append("</Dial>");'), "java") == [("dial-empty", "Dial")]


@pytest.mark.parametrize(
    "body",
    [
        'b.append("<Dial>"); change(b); b.append("</Dial>");',
        'b = new StringBuilder("<Dial></Dial>");',
        'b.append("<Dial>"); b.insert(0, t); b.append("</Dial>");',
        'b.append("<Dial>"); kept = b; b.append("</Dial>");',
        'b.append("<Dial>"); throw new E();',
    ],
)
def test_helpers_that_do_more_with_a_buffer(body: str) -> None:
    assert [one for one in texts(HELPERS.format(body), "java") if "<Response>" in one] == []
    assert findings(HELPERS.format(body), "java") == []


@pytest.mark.parametrize("language", ["java", "csharp", "go"])
def test_damaged_programs(language: str) -> None:
    bodies = [body for name, body, _ in READ if name == language]
    for number, body in enumerate(bodies):
        code = SHAPES[language].format(body)
        marks = [match.span() for match in re.finditer(r"\w+|[^\w\s]", code)]
        for start, end in marks[number % 9 :: 9]:
            assert extracted(code[:start] + code[end:], language) is not None
        assert extracted(code[: len(code) * (number + 1) // len(bodies)], language) is not None


@pytest.mark.parametrize(
    ("language", "head", "shown"),
    [
        ("java", "for (String i : items)", "i in items"),
        ("java", "for (final Map.Entry<String, String> e : m.entrySet())", "e in m.entrySet()"),
        ("java", "for (int i = 0; i < 3; i++)", "i < 3"),
        ("java", "while (more())", "more()"),
        ("csharp", "foreach (var i in items)", "i in items"),
        ("csharp", "foreach (var (k, v) in pairs)", "k, v in pairs"),
        ("csharp", "for (int i = 0; i < 3; i++)", "i < 3"),
        ("go", "for _, i := range items", "i in items"),
        ("go", "for range items", "items"),
        ("go", "for i := 0; i < 3; i++", "i < 3"),
        ("go", "for more()", "more()"),
        ("php", "foreach ($items as $k => $i)", "$k, $i in $items"),
        ("php", "for ($i = 0; $i < 3; $i++)", "$i < 3"),
        ("javascript", "for (const i of items)", "i in items"),
        ("javascript", "for (let i = 0; i < 3; i++)", "i < 3"),
    ],
)
def test_the_head_of_a_loop_in_one_form_for_all_languages(language: str, head: str, shown: str) -> None:
    shapes = {
        **SHAPES,
        "php": "<?php // twilio\nfunction f($items) {{\n{}\n}}\n",
        "javascript": "// twilio\nfunction f(items) {{\n{}\n}}\n",
    }
    begin, end = ("$s .= ", "return $s . ") if language == "php" else ("s += ", "return s + ")
    first = {"java": "String s =", "csharp": "var s =", "go": "s :=", "php": "$s =", "javascript": "let s ="}[language]
    body = f'{first} "<Response>"; {head} {{ {begin}"<Pause/>"; }}; {end}"</Response>";'
    made = f"<Response>{{% for {shown} %}}<Pause/>{{% endfor %}}</Response>"
    assert made in texts(shapes[language].format(body), language)


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("go", "var t = template.Must(template.New(`t`).Parse(`{}`))"),
        ("java", 'class A {{ String t = """\n{}\n"""; }}'),
        ("csharp", 'class A {{ string T = @"{}"; }}'),
        ("php", "<?php $t = '{}';"),
        ("ruby", "T = '{}'"),
        ("javascript", "const t = '{}';"),
    ],
)
def test_templates_in_literals_keep_their_ends(language: str, code: str) -> None:
    template = "<Response>{{range .Lines}}<Say>{{.}}</Say>{{end}}{{if .To}}<Dial>{{.To}}</Dial>{{else}}<Hangup/>{{end}}</Response>"
    assert findings(code.format(template), language) == []


def test_an_unescaped_value_is_called_what_it_is_called_where_it_goes_in() -> None:
    code = """
def block(prompt):
    return f"<Gather action='/k'><Say>{prompt}</Say></Gather><Hangup/>"

def voice(request):
    name = request.args["name"]
    return f"<Response>{block('Hello ' + name)}</Response>"
"""
    (found,) = [one for one in diagnostics(code, "python") if one.name == "unescaped-interpolation"]
    assert (code[slice(*found.span)], found.label) == ("{prompt}", '"prompt" can inject TwiML')


def test_an_operator_is_a_function() -> None:
    code = (
        'class A { /* twilio */ const string HEAD = "<Response>"; const string TAIL = "<Hangup/></Response>";\n'
        "public static string operator +(A a, string t) { return HEAD + TAIL; } }"
    )
    assert texts(code, "csharp") == [PLAIN]


def test_statements_at_the_top_are_one_function() -> None:
    code = 'var n = 1;\nvar s = "<Response>";\ns += "<Hangup/>";\ns += "</Response>"; // twilio\nConsole.WriteLine(s);'
    assert texts(code, "csharp") == [PLAIN]


def test_a_finding_does_not_refer_to_its_own_place() -> None:
    code = """
from twilio.twiml.voice_response import VoiceResponse

def voice():
    response = VoiceResponse()
    try:
        response.say("Kiitos", voice="Polly.Amy", language="fi-FI")
    except Exception:
        log("no")
    response.hangup()
    return str(response)
"""
    assert [(one.name, one.related) for one in diagnostics(code, "python")] == [("voice-language-mismatch", ())]
