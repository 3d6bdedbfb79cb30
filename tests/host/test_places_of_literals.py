"""A literal with a document is found wherever a language lets one be written."""

from __future__ import annotations

import pytest

from support.checking import findings
from support.extracting import texts

pytest.importorskip("tree_sitter")

#: Stands for the literal in the programs below.
HOLE = "@L@"
LITERAL = "\"<Response><Say voic='alice'>Hi</Say></Response>\""
BEFORE = {"php": "<?php // twilio\n", "python": "# twilio\n", "ruby": "# twilio\n", "go": "package a // twilio\n\n"}
PROGRAMS: dict[str, list[str]] = {
    "javascript": [
        "export default @L@;", "module.exports = { a: [@L@] };", "function f(a = @L@) {}", "const f = (a = @L@) => a;",
        "const { a = @L@ } = x;", "const [a, b = @L@] = x;", "class A { #a = @L@; }", "class A { static { f(@L@); } }",
        "class A { get a() { return @L@; } }", "class A { static async *a() { yield @L@; } }", "throw @L@;",
        "switch (x) { case 1: f(@L@); }", "try { f(); } catch (e) { f(@L@); } finally { g(); }", "new Foo(@L@);",
        "label: for (;;) { f(@L@); break label; }", "for (const a of [@L@]) f(a);", "while (f(@L@)) {}", "a ??= @L@;",
        "const a = x ? @L@ : 1;", "const a = x ?? @L@;", "const a = (1, @L@);", "f(...[@L@]);", "x?.y?.(@L@);",
        "const a = `${f(@L@)}`;", "const a = { [x]: @L@ };", "const a = { a() { return @L@; } };", "f`${@L@}`;",
        "(async () => { await f(@L@); })();", "const a = <div>{f(@L@)}</div>;", "export async function f() { return @L@; }",
        "p.then(() => @L@);", "const m = new Map([['a', @L@]]);", "import x from 'y'; await x; export default @L@;",
        "// \u00e9 \U0001f600\nexport default @L@;",
    ],
    "typescript": [
        "export default @L@ as string;", "const a = <string>@L@;", "const a = @L@!;", "enum A { B = @L@ }", "export = @L@;",
        "namespace A { export const a = @L@; }", "abstract class A { a: string = @L@; abstract b(): void; }",
        "class A { constructor(private a = @L@) {} }", "class A { @Dec(@L@) a() {} }", "@Dec(@L@) class A {}",
        "class A { f(@Dec(@L@) x: string) {} }", "const a = f<string>(@L@);", "function f(this: A) { return @L@; }",
    ],
    "python": [
        "x: str = @L@", "x, y = @L@, 1", "def f(*, a=@L@): return a", "f = lambda a=@L@: a", "@dec(@L@)\ndef f(): pass",
        "class A:\n    a = @L@", "def f():\n    yield from [@L@]", "async def f():\n    async with a(@L@) as b: pass",
        "try:\n    f()\nexcept* E: f(@L@)", "for x in y: pass\nelse: f(@L@)", "raise E(@L@)", "x = {'a': [@L@]}",
        "x = [f(@L@) for y in z]", "x = @L@ if y else z", "x = f(**{'a': @L@})", "match x:\n    case 1: f(@L@)",
        "x = y[@L@:1]", "def f():\n    def g():\n        return @L@\n    return g", "f = lambda: @L@", "x = (y := @L@)",
    ],
    "ruby": [
        "X = @L@", "@@x ||= @L@", "def f(a: @L@); a; end", "def f = @L@", "class << self; def f; @L@; end; end", "f @L@",
        "f(*[@L@])", "f do @L@ end", "->(a = @L@) { a }", "f(@L@) if x", "case x when 1 then f(@L@) end", "x&.y(@L@)",
        "case x\nin 1 then f(@L@)\nend", "begin; f; rescue E; else f(@L@); ensure g; end", "f rescue @L@", "raise @L@",
        "[1].map { next @L@ }", "loop do break @L@ end", "render xml: @L@", "[200, {}, [@L@]]", "x = +@L@", "x = -@L@",
        "x = String.new(@L@)", "x = @L@.dup", 'x = "#{f(@L@)}"', "x = y.then { @L@ }", "x = begin @L@ end",
    ],
    "php": [
        "echo 1, @L@;", "f(a: @L@);", "f(...[@L@]);", "$x?->y(@L@);", "A::$y = @L@;", "$x ??= @L@;", "static fn() => @L@;",
        "$x = array('a' => @L@);", "define('X', @L@);", "function f($a = @L@) {}", "function f() { static $x = @L@; }",
        "class A { const X = @L@; }", "class A { public static ?string $x = @L@; }", "class A { function __construct(private $x = @L@) {} }",
        "interface A { const X = @L@; }", "trait A { function f() { return @L@; } }", "enum A: string { case B = @L@; }",
        "#[Attr(@L@)] class A {}", "if ($x): f(@L@); endif;", "switch ($x) { case 1: f(@L@); break; default: g(); }",
        "$x = match($y) { 1 => @L@, default => 2 };", "throw new E(@L@);", "$x = $y ?: @L@;", "exit(@L@);",
        "namespace A { function f() { return @L@; } }", "?><b><?= f(@L@) ?></b><?php", "goto a; a: f(@L@);",
    ],
    "java": [
        "class A { static final String S = @L@; }", "class A { static { f(@L@); } }", "class A { A() { super(@L@); } }",
        "class A { void f() { String[] s = { @L@ }; } }", "class A { void f() { new B() { String g() { return @L@; } }; } }",
        "class A { Supplier<String> f = () -> @L@; }", "class A { void f() { for (String s : List.of(@L@)) g(s); } }",
        "class A { String f() { return switch (x) { case 1 -> @L@; default -> null; }; } }",
        "class A { void f() { try (var a = g(@L@)) { } } }", "class A { void f() { throw new E(@L@); } }",
        "class A { void f() { synchronized (this) { g(@L@); } } }", "enum A { B(@L@); A(String s) {} }",
        "interface A { default String f() { return @L@; } }", "record A(String s) { A { g(@L@); } }", "@Ann(@L@) class A { }",
        "class A { @Ann(value = @L@) String f() { return null; } }", "class A { void f(@Ann(@L@) String x) { } }",
        "@interface A { String value() default @L@; }", "class A { void f() { class B { String s = @L@; } } }",
    ],
    "csharp": [
        "class A { const string S = @L@; }", "class A { string S { get; set; } = @L@; }", "class A { A() : base(@L@) { } }",
        "class A { string this[int i] => @L@; }", "class A { string f(string s = @L@) { return s; } }", "f(@L@);",
        "class A { void f() { string[] s = [@L@]; } }", "class A { void f() { new B { C = @L@ }; } }", "record A(string S = @L@);",
        "class A { Func<string> f = delegate { return @L@; }; }", "class A { void f() { string g() => @L@; } }",
        "class A { string f() => x switch { 1 => @L@, _ => null }; }", "class A { void f() { using var a = g(@L@); } }",
        "class A { string f() => x ?? throw new E(@L@); }", "class A { void f() { goto a; a: g(@L@); } }",
        "[Attr(@L@)] class A { }", "class A { [Attr(X = @L@)] void f() { } }", "class A { void f() { var (a, b) = (@L@, 1); } }",
        "class A { void f() {\n#if DEBUG\ng(@L@);\n#endif\n} }", "class A { byte[] f() => @L@u8.ToArray(); }",
        "class A { void f() { var q = from a in b select g(a, @L@); } }", "class A { event E x { add { f(@L@); } remove { } } }",
    ],
    "go": [
        "const ( a = @L@; b = 1 )", "var x = []T{{A: @L@}}", "func f() { go func() { g(@L@) }() }", "func f() { defer g(@L@) }",
        "func f() { if s := @L@; s != x { g(s) } }", "func f() { for _, s := range []string{@L@} { g(s) } }",
        "func f() { switch x.(type) { case int: g(@L@) } }", "func f() { select { case <-c: g(@L@) } }", "func f() { c <- @L@ }",
        "func f() { x := [...]string{0: @L@}; g(x) }", "func f[T any](x T) string { return @L@ }", "func f() { g([]byte(@L@)) }",
        "func f() (s string, err error) { s = @L@; return }", "func f() { g(strings.NewReader(@L@)) }",
    ],
}  # fmt: skip


@pytest.mark.parametrize("language", PROGRAMS)
def test_each_place_of_a_literal(language: str) -> None:
    silent = []
    for program in PROGRAMS[language]:
        whole = BEFORE.get(language, "// twilio\n") + program.replace(HOLE, LITERAL) + "\n"
        if findings(whole, language) != [("unknown-attribute", "voic")]:
            silent.append((program, findings(whole, language)))
    assert silent == []


@pytest.mark.parametrize(
    ("language", "program"),
    [
        ("tsx", "const a = <Text title=@L@/>;"),
        ("typescript", "type A = @L@;"),
        ("typescript", "function f(x: @L@) {}"),
        ("javascript", "const a = <Response><Say voic='alice'>Hi</Say></Response>;"),
        ("javascript", "f(( @L@;"),
        ("python", 'def f():\n    """<Response><Say voic=\'alice\'>Hi</Say></Response>"""\n    return 1'),
    ],
)
def test_what_is_no_value(language: str, program: str) -> None:
    whole = BEFORE.get(language, "// twilio\n") + program.replace(HOLE, LITERAL) + "\n"
    assert findings(whole, language) == []


@pytest.mark.parametrize(
    ("language", "program", "says"),
    [
        ("java", "class A { String f(Object x) { return MessageFormat.format(\"<Response><Say voice=''a''>{0}</Say></Response>\", x); } }",
         "<Response><Say voice='a'>{{ x }}</Say></Response>"),
        ("java", 'class A { String f(Object x) { return java.text.MessageFormat.format("<Response><Say>\'{0}\' {1,number,#}</Say></Response>", x, y); } }',
         "<Response><Say>{0} {{ y }}</Say></Response>"),
        ("java", "class A { static final MessageFormat M = new MessageFormat(\"<Response><Say>It''s</Say></Response>\"); }",
         "<Response><Say>It's</Say></Response>"),
        ("java", "class A { String f() { return new MessageFormat(\"<Response><Say>It''s</Say></Response>\").format(x); } }",
         "<Response><Say>It's</Say></Response>"),
        ("ruby", "def f\n s = +'<Response>'\n s << '<Hangup/></Response>'\n s\nend", "<Response><Hangup/></Response>"),
        ("ruby", "def f\n s = String.new\n s << '<Response>'\n s << '<Hangup/></Response>'\n s\nend", "<Response><Hangup/></Response>"),
        ("ruby", "def f\n s = String.new('<Response>', encoding: 'UTF-8')\n s << '<Hangup/></Response>'\n s\nend", "<Response><Hangup/></Response>"),
        ("ruby", "def f\n s = String.new(capacity: 9)\n s << '<Response><Hangup/></Response>'\n s\nend", "<Response><Hangup/></Response>"),
    ],
)  # fmt: skip
def test_what_is_made_of_literals(language: str, program: str, says: str) -> None:
    assert texts(BEFORE.get(language, "// twilio\n") + program + "\n", language) == [says]
