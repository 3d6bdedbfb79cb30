"""TW020 missing-xml-declaration."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Document, Message, Rule, Severity, Span, edits


class MissingXmlDeclaration(Rule):
    """The document has no XML declaration.

    It is optional, and Twilio accepts documents without one. A team may want it all the same, since it names the
    encoding.

    Flagged:
        <Response><Say>Hi</Say></Response>
        ^ no XML declaration: optional; it names the encoding
    Fixed:
        <?xml version="1.0" encoding="UTF-8"?>
        <Response><Say>Hi</Say></Response>
    Allowed:
        <?xml version="1.0" encoding="UTF-8"?>
        <Response><Say>Hi</Say></Response>
    Allowed (page.xml.j2):
        {% extends "base.xml" %}
        <Response><Say>Hi</Say></Response>
    """

    code, name = "TW020", "missing-xml-declaration"
    severity = Severity.INFO
    source = "https://www.twilio.com/docs/voice/twiml"
    fixable = "safe"
    default = False
    on = ("#document",)
    messages = {
        "missing": Message(
            "no XML declaration",
            "optional; it names the encoding",
            'Write <?xml version="1.0" encoding="UTF-8"?> at the start of the file.',
        ),
    }

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        text, root = ctx.source.text, document.root
        start = 1 if text.startswith("\ufeff") else 0
        # a declaration in the wrong place is content-before-prolog; a template's own parent may write it
        if root is None or text.startswith("<?xml", start) or document.errors:
            return
        if any(tag.span.start < root.span.start for tag in document.tags):
            return
        line_end = "\r\n" if "\r\n" in text else "\n"
        encoding = ctx.source.encoding.upper()
        declaration = f'<?xml version="1.0" encoding="{"UTF-8" if encoding.startswith("UTF-8") else encoding}"?>'
        fix = edits.replace(Span(start, start), declaration + line_end, "add the XML declaration", safe=True)
        yield self.report(Span(start, start), "missing", fix=fix)
