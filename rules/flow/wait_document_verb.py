"""TW515 wait-document-verb."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from twimllint import Context, Diagnostic, Document, Node, ProjectRule, Related, Span, addresses, wording


class WaitDocumentVerb(ProjectRule):
    """Verb that Twilio does not run in hold music.

    The document behind the `waitUrl` of a Conference may hold Say, Play, Pause and Redirect; anything else is error
    13238, and the callers wait in silence. Behind the `waitUrl` of Enqueue Gather, Hangup and Leave work too. A document is
    known as hold music by a comment with `role=wait`, by the settings, or because a `waitUrl` of another file in the
    same run leads to it; a Leave in it says that it is Enqueue's.

    Flagged:
        <!-- twimllint: role=wait -->
        <Response><Gather numDigits="1"/></Response>
                   ^^^^^^ <Gather> does not run in hold music: Twilio takes <Say>, <Play>, <Pause> and <Redirect> there (13238); <Gather> is for the waitUrl of <Enqueue>
    Flagged:
        <!-- twimllint: role=wait -->
        <Response><Say>Hold the line</Say><Dial>+14155550100</Dial></Response>
                                           ^^^^ <Dial> does not run in hold music: Twilio takes <Say>, <Play>, <Pause> and <Redirect> there (13238)
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
    default = False
    source = "https://www.twilio.com/docs/api/errors/13238"
    on = ("#document", "#project")

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        if document.root is not None and not document.malformed and ctx.role == "wait":
            kind = "queue" if any(node.name == "Leave" for node in ctx.flow.verbs) else "conference"
            for verb in _wrong(ctx, kind):
                yield self.report(verb, _message(verb.name, kind, _kinds(verb, ctx)))

    def collect(self, document: Document, ctx: Context) -> Any:
        """The document's addresses, the verbs that hold music may not have, and the waitUrls that stand in it."""
        if document.root is None or ctx.channel == "messaging":
            return None
        kinds = {verb.name: _kinds(verb, ctx) for verb in {verb.name: verb for verb in ctx.flow.verbs}.values()}
        wrong = [
            (verb.name, tuple(verb.name_span), kinds[verb.name])
            for verb in ctx.flow.verbs
            if "conference" not in kinds[verb.name] and ctx.flow.is_verb(verb)
        ]
        refers = [
            (
                _KIND[attr.parent.name],
                addresses.leads_to(ctx, attr.value),
                tuple(attr.name_span),
                ctx.source.position(attr.name_span.start)[0],
            )
            for node in (document.nodes if "waitUrl" in ctx.source.text else ())
            if node.name in _KIND and (attr := node.attr("waitUrl")) is not None and not attr.templated
        ]
        if not refers and (not wrong or ctx.role == "wait"):
            return None
        return {"own": addresses.own(ctx), "wrong": [] if ctx.role == "wait" else wrong, "refers": refers}

    def check_project(self, collected: Mapping[str, Any], ctx: Context) -> Iterator[tuple[str, Diagnostic]]:
        """Findings for the documents that a waitUrl of this run leads to, once for each verb."""
        at = {address: path for path, found in collected.items() for address in found["own"]}
        played: dict[str, tuple[str, str, Any, int]] = {}
        for source, found in collected.items():
            for kind, referred, span, line in found["refers"]:
                for path in {at[address] for address in referred if address in at}:
                    if path not in played or kind == "queue":
                        played[path] = (kind, source, span, line)
        for path, (kind, source, span, line) in played.items():
            for verb, place, kinds in collected[path]["wrong"]:
                if kind not in kinds:
                    related = (Related(Span(*span), "played from here", source, line),)
                    yield path, self.report(Span(*place), _message(verb, kind, kinds), related=related)


_KIND = {"Conference": "conference", "Enqueue": "queue"}


def _kinds(verb: Node, ctx: Context) -> list[str]:
    return ctx.flow.facts(verb).get("in-wait", "").split()


def _wrong(ctx: Context, kind: str) -> list[Node]:
    return [verb for verb in ctx.flow.verbs if ctx.flow.is_verb(verb) and kind not in _kinds(verb, ctx)]


def _message(verb: str, kind: str, kinds: list[str]) -> str:
    taken = ["Say", "Play", "Pause", "Redirect"] + (["Gather", "Hangup", "Leave"] if kind == "queue" else [])
    message = f"<{verb}> does not run in hold music: Twilio takes {wording.tags(taken)} there (13238)"
    return message + (f"; <{verb}> is for the waitUrl of <Enqueue>" if "queue" in kinds else "")
