"""TW515 wait-document-verb."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from twimllint import Context, Diagnostic, Document, Flow, Message, Node, ProjectRule, Related, Span, addresses


class WaitDocumentVerb(ProjectRule):
    """A verb that Twilio does not run in hold music.

    The document at the `waitUrl` of a Conference may hold Say, Play, Pause and Redirect; anything else is error 13238,
    and the callers hear nothing. At the `waitUrl` of Enqueue, Gather, Hangup and Leave work too. A document is known as
    hold music by a comment with `role=wait`, by the settings, or because a `waitUrl` of another file in the same run
    leads to it; a Leave in it shows that it belongs to Enqueue.

    Flagged:
        <!-- twimllint: role=wait -->
        <Response><Gather numDigits="1"/></Response>
                   ^^^^^^ <Gather> does not run in hold music: only at the waitUrl of <Enqueue>
    Flagged:
        <!-- twimllint: role=wait -->
        <Response><Say>Hold the line</Say><Dial>+14155550100</Dial></Response>
                                           ^^^^ <Dial> does not run in hold music: expected Say, Play, Pause or Redirect
    Flagged:
        <!-- twimllint: role=wait -->
        <Response><Leave/><Dial>+14155550100</Dial></Response>
                           ^^^^ <Dial> does not run in hold music: not allowed at a waitUrl
    Allowed:
        <!-- twimllint: role=wait -->
        <Response><Play loop="0">https://cdn.acme.test/h.mp3</Play></Response>
    Allowed:
        <!-- twimllint: role=wait -->
        <Response><Gather numDigits="1" action="/leave"/><Leave/></Response>
    Allowed:
        <Response><Gather numDigits="1"/></Response>
    """

    code, name, twilio_code = "TW515", "wait-document-verb", 13238
    source = "https://www.twilio.com/docs/api/errors/13238"
    default = False
    on = ("#document", "#project")
    messages = {
        "queue-only": Message(
            "<{verb}> does not run in hold music",
            "only at the waitUrl of <Enqueue>",
            "Use <Say>, <Play>, <Pause> or <Redirect>. Twilio stops at other verbs and plays nothing ({code}).",
        ),
        "conference": Message(
            "<{verb}> does not run in hold music",
            "expected Say, Play, Pause or Redirect",
            "Use <Say>, <Play>, <Pause> or <Redirect>. Twilio stops at other verbs and plays nothing ({code}).",
        ),
        "queue": Message(
            "<{verb}> does not run in hold music",
            "not allowed at a waitUrl",
            "Use <Say>, <Play>, <Pause>, <Redirect>, <Gather>, <Hangup> or <Leave>. Twilio stops at other verbs and plays "
            "nothing ({code}).",
        ),
    }

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        if document.root is not None and not document.malformed and ctx.role == "wait":
            kind = "queue" if any(node.name == "Leave" for node in Flow.of(ctx).verbs) else "conference"
            for verb in _wrong(ctx, kind):
                yield self._report_played(verb.name_span, verb.name, kind, _kinds(verb, ctx))

    def collect(self, document: Document, ctx: Context) -> Any:
        """The document's addresses, the verbs that hold music may not have, and the waitUrls in it."""
        if document.root is None or ctx.channel == "messaging":
            return None
        kinds = {verb.name: _kinds(verb, ctx) for verb in {verb.name: verb for verb in Flow.of(ctx).verbs}.values()}
        wrong = [
            (verb.name, verb.name_span, kinds[verb.name])
            for verb in Flow.of(ctx).verbs
            if "conference" not in kinds[verb.name] and Flow.of(ctx).is_verb(verb)
        ]
        refers = [
            (
                _KIND[attr.parent.name],
                addresses.resolve(ctx, attr.value),
                attr.name_span,
                ctx.source.position(attr.name_span.start)[0],
            )
            for node in (document.nodes if "waitUrl" in ctx.source.text else ())
            if node.name in _KIND and (attr := node.attr("waitUrl")) is not None and not attr.templated
        ]
        if not refers and (not wrong or ctx.role == "wait"):
            return None
        return {
            "own": addresses.document_addresses(ctx),
            "wrong": [] if ctx.role == "wait" else wrong,
            "refers": refers,
        }

    def check_project(self, collected: Mapping[str, Any], ctx: Context) -> Iterator[tuple[str, Diagnostic]]:
        """Findings for the documents that a waitUrl of this run leads to, once for each verb."""
        path_of = {address: path for path, pages in collected.items() for address in pages["own"]}
        played: dict[str, tuple[str, str, Any, int]] = {}
        for source, pages in collected.items():
            for kind, referred, span, line in pages["refers"]:
                for path in {path_of[address] for address in referred if address in path_of}:
                    if path not in played or kind == "queue":
                        played[path] = (kind, source, span, line)
        for path, (kind, source, span, line) in played.items():
            for verb, place, kinds in collected[path]["wrong"]:
                if kind not in kinds:
                    related = (Related(span, "played from here", source, line),)
                    yield path, self._report_played(place, verb, kind, kinds, related)

    def _report_played(
        self, place: Span, verb: str, kind: str, kinds: list[str], related: Iterable[Related] = ()
    ) -> Diagnostic:
        message = "queue-only" if "queue" in kinds else kind
        return self.report(place, message, verb=verb, related=related)


_KIND = {"Conference": "conference", "Enqueue": "queue"}


def _kinds(verb: Node, ctx: Context) -> list[str]:
    return Flow.of(ctx).facts(verb).get("in-wait", "").split()


def _wrong(ctx: Context, kind: str) -> list[Node]:
    return [verb for verb in Flow.of(ctx).verbs if Flow.of(ctx).is_verb(verb) and kind not in _kinds(verb, ctx)]
