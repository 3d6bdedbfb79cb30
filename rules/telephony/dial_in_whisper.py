"""TW741 dial-in-whisper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from twimllint import Context, Diagnostic, Document, Message, ProjectRule, Related, addresses

_NOUNS = frozenset(("Number", "Client", "Sip"))


class DialInWhisper(ProjectRule):
    """Dial in a document that the dialled party hears before the call is connected.

    The `url` of Number, Client and Sip names a document that Twilio runs on the dialled side first, to announce the
    caller or to screen the call. It may use Say, Play, Gather and Hangup; a Dial in it is error 13201, and the parties
    are not connected. A document is known as such by a comment with `role=whisper`, by the settings, or because a `url`
    in another file of the same run leads to it.

    Flagged:
        <!-- twimllint: role=whisper -->
        <Response><Say>A call for sales</Say><Dial>+14155550100</Dial></Response>
                                              ^^^^ <Dial> in a document for the dialled party: not allowed before the call is connected
    Allowed:
        <!-- twimllint: role=whisper -->
        <Response><Gather numDigits="1" action="/accept"><Say>Press 1 to accept</Say></Gather><Hangup/></Response>
    Allowed:
        <Response><Say>A call for sales</Say><Dial>+14155550100</Dial></Response>
    """

    code, name, twilio_code = "TW741", "dial-in-whisper", 13201
    source = "https://www.twilio.com/docs/api/errors/13201"
    since = "0.2"
    on = ("#document", "#project")
    needs = ("<dial",)
    messages = {
        "dial": Message(
            "<Dial> in a document for the dialled party",
            "not allowed before the call is connected",
            "Use <Say>, <Play>, <Gather> or <Hangup> only. Twilio does not connect the parties ({code}).",
        ),
    }

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        if ctx.role == "whisper" and not document.malformed:
            for node in document.nodes:
                if node.name == "Dial":
                    yield self.report(node, "dial")

    def collect(self, document: Document, ctx: Context) -> Any:
        """The document's addresses, the places of its Dials, and the documents that dialled parties hear."""
        dials = [node.name_span for node in document.nodes if node.name == "Dial"] if ctx.role != "whisper" else []
        refers = []
        for node in document.nodes:
            attr = node.attr("url") if node.name in _NOUNS else None
            if attr is None or attr.templated:
                continue
            # what a query says does not matter here: it is the same document
            url = attr.value.partition("?")[0]
            to = (*addresses.resolve(ctx, url), *addresses.file_of_path(ctx, url))
            if to:
                refers.append((to, attr.name_span, ctx.source.position(attr.name_span.start)[0]))
        return {"own": addresses.document_addresses(ctx), "dials": dials, "refers": refers} if dials or refers else None

    def check_project(self, collected: Mapping[str, Any], ctx: Context) -> Iterator[tuple[str, Diagnostic]]:
        """One finding for each Dial in a document that a url of this run leads to."""
        path_of = {address: path for path, facts in collected.items() for address in facts["own"]}
        heard: dict[str, Related] = {}
        for source, facts in collected.items():
            for to, span, line in facts["refers"]:
                for path in [path_of[address] for address in to if address in path_of]:
                    heard.setdefault(path, Related(span, "the dialled party hears this document", source, line))
        for path, related in heard.items():
            for place in collected[path]["dials"]:
                yield path, self.report(place, "dial", related=(related,))
