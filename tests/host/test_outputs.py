"""Documents that are written piece by piece to what no variable holds: ``echo``, ``response.getWriter()``, ``res``."""

from __future__ import annotations

import pytest

from support.checking import findings
from support.extracting import check_places, documents, texts
from twimllint.host.php_dialect import PhpDialect

pytest.importorskip("tree_sitter")

HANGUP = "<Response><Hangup/></Response>"
SAY = "<Response><Say>{{ x }}</Say><Hangup/></Response>"
BRANCH = "<Response>{% if b %}<Reject/>{% else %}<Hangup/>{% endif %}</Response>"
#: The functions of each language around some statements.
SHAPES = {
    "java": "class A {{ // twilio\n void f(HttpServletRequest q, HttpServletResponse r, String x, boolean b) {{\n{}\n}}\n"
    ' void body(HttpServletResponse r) {{ r.getWriter().print("<Hangup/>"); }}\n}}\n',
    "csharp": "class A : Page {{ // twilio\n void F(HttpContext c, string x, bool b) {{\n{}\n}}\n"
    ' void Body() {{ Response.Write("<Hangup/>"); }}\n void Send(HttpContext c) {{ c.Response.Write("<Hangup/>"); }}\n}}\n',
    "go": "package a // twilio\nfunc f(c *gin.Context, x string, b bool) {{\n{}\n}}\n",
    "javascript": "// twilio\nfunction f(req, res, x, b) {{\n{}\n}}\nfunction send(res) {{ res.write('<Hangup/>'); }}\n",
    "python": "# twilio\nclass A:\n  def do_POST(self, x, b):\n    {}\n  def body(self):\n    self.wfile.write(b'<Hangup/>')\n",
    "php": "<?php // twilio\nfunction body($x) {{ echo '<Say>', $x, '</Say>'; }}\n"
    "function fail() {{ echo '<Response><Hangup/></Response>'; exit; }}\n"
    "function checked($x) {{ if ($x) {{ return true; }} echo 'Forbidden'; return false; }}\nfunction f($x, $b) {{\n{}\n}}\n",
}
W, C, P = "r.getWriter().print", "c.Response.Write", "self.wfile.write"

#: Statements, and the one document that they write.
WRITTEN: list[tuple[str, str, str]] = [
    ("java", f'{W}("<Response>"); {W}("<Say>" + x + "</Say>"); {W}("<Hangup/></Response>");', SAY),
    ("java", 'r.getWriter().append("<Response>").append("<Hangup/>").append("</Response>");', HANGUP),
    ("java", f'{W}("<Response>"); if (b) {{ {W}("<Reject/>"); }} else {{ {W}("<Hangup/>"); }} {W}("</Response>");', BRANCH),
    ("java", 'r.getOutputStream().print("<Response>"); r.getOutputStream().println("<Hangup/></Response>");', HANGUP + "\n"),
    ("csharp", f'{C}("<Response>"); {C}("<Say>" + x + "</Say>"); {C}("<Hangup/></Response>");', SAY),
    ("csharp", f'{C}("<Response>"); if (b) {C}("<Reject/>"); else {C}("<Hangup/>"); {C}("</Response>");', BRANCH),
    ("csharp", 'Response.Write("<Response>"); Body(); Response.Write("</Response>");', HANGUP),
    ("csharp", 'await c.Response.WriteAsync("<Response>"); await c.Response.WriteAsync("<Hangup/></Response>", token);', HANGUP),
    ("go", 'c.Writer.WriteString("<Response>"); c.Writer.Write([]byte("<Hangup/></Response>"))', HANGUP),
    ("go", 'fmt.Fprint(c.Writer, "<Response>"); io.WriteString(c.Writer, "<Hangup/></Response>")', HANGUP),
    ("javascript", "res.write('<Response>'); res.write(`<Say>${x}</Say>`); res.end('<Hangup/></Response>', 'utf8');", SAY),
    ("javascript", "res.write('<Response>'); later(() => { res.end('<Hangup/></Response>'); });", HANGUP),
    ("python", f'{P}(b"<Response>"); {P}(f"<Say>{{x}}</Say>".encode()); {P}(b"<Hangup/></Response>")', SAY),
    ("python", f'{P}(b"<Response>"); self.body(); {P}(b"</Response>")', HANGUP),
    ("php", "echo '<Response>'; echo '<Say>' . $x . '</Say>'; print '<Hangup/></Response>';", SAY.replace("x", "$x")),
    ("php", "echo '<Response>', '<Hangup/>'; die('</Response>');", HANGUP),
    ("php", "echo '<Response>'; body($x); echo '<Hangup/></Response>';", SAY.replace("x", "$x")),
    ("php", "printf('<Response><Say>%s</Say>', $x); echo '<Hangup/></Response>';", SAY.replace("x", "$x")),
    ("php", "echo '<Response>'; if ($b) { echo '<Reject/>'; } else { echo '<Hangup/>'; } echo '</Response>';",
     BRANCH.replace("b", "$b", 1)),
    ("php", "echo '<Response>'; ?><Say><?= $x ?></Say>\n<?php echo '<Hangup/></Response>';", SAY.replace("x", "$x").replace("<H", "\n<H")),
    ("php", "echo '<Response>'; ?><Hangup/><?php $y = 'b'; echo '</Response>';", HANGUP),
    ("php", "echo '<Response>'; if ($b): ?><Reject/><?php else: ?><Hangup/><?php endif; echo '</Response>';",
     BRANCH.replace("b", "$b", 1)),
    ("php", "echo '<Response>'; if ($b): $y = 1; ?><Reject/><?php elseif ($x): ?><Pause/><?php $y = 2; ?><Pause/><?php else: ?><Hangup/><?php endif; echo '</Response>';",
     "<Response>{% if $b %}<Reject/>{% elif $x %}<Pause/><Pause/>{% else %}<Hangup/>{% endif %}</Response>"),
    ("php", "echo '<Response>'; if ($b): if ($x): ?><Pause/><?php endif; ?><Reject/><?php endif; echo '</Response>';",
     "<Response>{% if $b %}{% if $x %}<Pause/>{% endif %}<Reject/>{% endif %}</Response>"),
    ("php", "echo '<Response>'; foreach ($x as $y): ?><Say><?= $y ?></Say><?php endforeach; echo '</Response>';",
     "<Response>{% for $y in $x %}<Say>{{ $y }}</Say>{% endfor %}</Response>"),
    ("php", "echo '<Response>'; while ($b): ?><Pause/><?php endwhile; echo '</Response>';",
     "<Response>{% for $b %}<Pause/>{% endfor %}</Response>"),
    ("php", "echo '<Response>'; switch ($x): ?>\n<?php case 1: ?><Reject/><?php break; case 2: ?><Hangup/><?php endswitch; echo '</Response>';",
     "<Response>{% if $x == 1 %}<Reject/>{% elif $x == 2 %}<Hangup/>{% endif %}</Response>"),
    ("php", "echo '<Response>'; switch ($x) { case 1: ?><Reject/><?php break; default: ?><Hangup/><?php } echo '</Response>';",
     "<Response>{% if $x == 1 %}<Reject/>{% else %}<Hangup/>{% endif %}</Response>"),
    ("php", "echo '<Response>'; array_map(function($y) { print '<Hangup/>'; }, $x); echo '</Response>';",
     "<Response>{% for array_map %}<Hangup/>{% endfor %}</Response>"),
    ("php", "echo '<Response>'; $db->query($x); error_log($x); $y = find($x); echo '<Hangup/></Response>';", HANGUP),
    ("php", "echo '<Response>'; more($x); echo '</Response>';", "<Response>{% include more($x) %}</Response>"),
    ("php", "echo '<Response>'; $this->more($x); echo '</Response>';", "<Response>{% include $this->more($x) %}</Response>"),
    ("php", "echo '<Response>'; include 'verbs.php'; echo '</Response>';", "<Response>{% include include 'verbs.php' %}</Response>"),
    ("php", "session_start(); include 'head.php'; log_it($x); echo '<Response>'; echo '<Hangup/></Response>';", HANGUP),
    ("php", "if (!valid()) { return; } echo '<Response>', '<Hangup/></Response>';", HANGUP),
    ("php", "if (!checked($x)) { return; } echo '<Response>', '<Hangup/></Response>';", HANGUP),
    ("php", "if ($b) { echo 'OK'; } echo '<Response>', '<Hangup/></Response>';", HANGUP),
    ("php", "if (!$b) { fail(); } echo '<Response>'; echo '<Say>', $x, '</Say>'; echo '<Hangup/></Response>';", SAY.replace("x", "$x")),
]  # fmt: skip


@pytest.mark.parametrize(("language", "body", "text"), WRITTEN)
def test_what_is_written_piece_by_piece(language: str, body: str, text: str) -> None:
    code = SHAPES[language].format(body)
    whole = [document for document in documents(code, language) if not any(document.frame)]
    assert text in [document.text for document in whole]
    assert {document.text for document in whole} <= {text, HANGUP}
    for document in whole:
        check_places(document.mapped, code)


#: Statements that write something nobody knows between the pieces.
UNCLEAR: list[tuple[str, str]] = [
    ("java", f'{W}("<Response>"); body(r); {W}("</Response>");'),
    ("java", f'{W}("<Response>"); q.getRequestDispatcher("b").include(q, r); {W}("</Response>");'),
    ("java", f'{W}("<Response>"); r = other(); {W}("</Response>");'),
    ("csharp", f'{C}("<Response>"); Send(c); {C}("</Response>");'),
    ("csharp", f'{C}("<Response>"); next(c.Response); {C}("</Response>");'),
    ("javascript", "res.write('<Response>'); send(res); res.end('</Response>');"),
    ("javascript", "res.write('<Response>'); stream.pipe(res); res.end('</Response>');"),
    ("php", "ob_start(); echo '<Response>'; $x = ob_get_clean(); echo '</Response>';"),
    ("php", "echo '<Response>'; for (;;): ?><Reject/><?php endfor; echo '</Response>';"),
    ("php", "echo '<html><body>'; echo '<Response>'; echo '</Response>'; echo '</body></html>';"),
]


@pytest.mark.parametrize(("language", "body"), UNCLEAR)
def test_nothing_is_said_where_others_write_too(language: str, body: str) -> None:
    written = [one.text for one in documents(SHAPES[language].format(body), language) if not any(one.frame)]
    assert set(written) <= {HANGUP}  # that is what a helper of the shapes writes


@pytest.mark.parametrize(
    ("language", "body", "found"),
    [
        ("java", f'{W}("<Response>"); {W}("<Say voise=\\"a\\">x</Say>"); {W}("</Response>");', ("unknown-attribute", "voise")),
        ("csharp", f'{C}("<Response><Hangup/>"); {C}("<Say>x</Say></Response>");', ("unreachable-instruction", "Say")),
        ("php", "echo '<Response>'; echo '<Gather numDigit=\"1\"/>'; echo '</Response>';", ("unknown-attribute", "numDigit")),
        ("php", "echo '<Response>'; echo '<Dial><Say>a</Say></Dial>'; echo '</Response>';", ("child-not-allowed", "Say")),
        ("php", "echo '<Response><Say>Hi'; echo '</Response>';", ("not-well-formed", "Response")),
        ("php", "echo '<Response>'; echo '<Say>' . $_POST['Body'] . '</Say>'; echo '</Response>';",
         ("unescaped-interpolation", "$_POST['Body']")),
        ("php", "echo '<Response>'; more(); echo '<Say voise=\"a\">x</Say>'; echo '</Response>';", ("unknown-attribute", "voise")),
        # no document comes of it, and its pieces are looked at all the same
        ("php", "echo '<Response>'; echo '<Say voise=\"a\">x</Say>'; ob_start();", ("unknown-attribute", "voise")),
    ],
)  # fmt: skip
def test_mistakes_lie_where_they_are_made(language: str, body: str, found: tuple[str, str]) -> None:
    assert found in findings(SHAPES[language].format(body), language)


def test_white_space_before_the_first_tag_of_php_is_written_too() -> None:
    code = "<?php\nheader('Content-Type: text/xml');\necho '<?xml version=\"1.0\"?>';\necho '<Response><Hangup/></Response>';"
    assert findings(code, "php") == []
    assert findings(f"\n{code}", "php") == [("content-before-prolog", "\n")]
    assert findings(f"\ufeff{code}", "php") == []


@pytest.mark.parametrize("after", ["?>", "?>\n", "?>\n\n", "?>\r\n\r\n\r\n", "?> "])
def test_lines_after_the_last_tag_of_php_change_nothing(after: str) -> None:
    code = f"<?php\necho '<Response>';\necho '<Say voise=\"a\">x</Say>';\necho '</Response>';\n{after}"
    (document,) = documents(code, "php")
    assert document.text.strip() == '<Response><Say voise="a">x</Say></Response>'
    check_places(document.mapped, code)
    assert findings(code, "php") == [("unknown-attribute", "voise")]


def test_text_before_the_first_tag_of_php_is_written_too() -> None:
    code = '<Response><?php echo "<Hangup/></Response>";'
    (document,) = documents(code, "php")
    assert document.text == HANGUP
    check_places(document.mapped, code)


def test_exit_ends_the_program_also_in_a_function() -> None:
    code = (
        "<?php\nuse Twilio\\TwiML\\VoiceResponse;\nfunction send($r) { echo $r; exit; }\n$r = new VoiceResponse();\n"
        "if ($x) { $r->reject(); send($r); }\nif ($y) { $r->hangup(); die($r); }\n$r->say('Hi');\necho $r;\n"
    )
    assert texts(code, "php") == [
        "<Response><Reject></Reject></Response>",
        "<Response><Hangup></Hangup></Response>",
        "<Response><Say>Hi</Say></Response>",
    ]


@pytest.mark.parametrize("name", ["header", "mysql_query", "fwrite", "usort", "setcookie", "is_array", "SESSION_START"])
def test_functions_of_php_itself_write_nothing(name: str) -> None:
    from twimllint.host.form import Name
    from twimllint.source.span import Span

    assert not PhpDialect().may_print(Name(Span(0, 0), name))
    assert PhpDialect().may_print(Name(Span(0, 0), f"my_{name}"))
