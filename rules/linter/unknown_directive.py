"""TW902 unknown-directive."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Rule, Severity, data, directives, nearest, select, wording

_VALUES = {
    "channel": ("voice", "messaging"),
    "role": ("wait", "inline"),
    "room-type": ("group", "group-small", "peer-to-peer", "go"),
}


class UnknownDirective(Rule):
    """A twimllint comment that cannot be understood: an unknown rule, key or value.

    A directive that is misspelt does nothing, and nobody notices until the finding that it should silence, or the one
    that it should bring about, is missed.

    Flagged:
        <!-- twimllint: regoin=ie1 -->
                        ^^^^^^ there is no setting "regoin"; did you mean "region"?
        <Response/>
    Flagged:
        <!-- twimllint: channel=sms -->
                                ^^^ channel is "sms"; it is "voice" or "messaging"
        <Response/>
    Flagged:
        <!-- twimllint: ignore -->
                        ^^^^^^ ignore names no rule; write ignore[rule] with the names of the rules, or ignore[ALL]
        <Response/>
    Flagged:
        <!-- twimllint ignore[stray-text] -->
             ^^^^^^^^^ a colon is missing after "twimllint"
        <Response/>
    Flagged:
        <!-- twimllint region=ie1 -->
             ^^^^^^^^^ a colon is missing after "twimllint"
        <Response/>
    Flagged:
        <!-- twimllint: region: ie1 -->
                        ^^^^^^ the setting is not read: write "region=" instead of "region:"
        <Response/>
    Flagged:
        <!-- TwimlLint: ignore[stray-text] -->
             ^^^^^^^^^ the comment is not read: write "twimllint:" instead of "TwimlLint"
        <Response/>
    Flagged:
        <!-- twimllint: disabel[stray-text] -->
                        ^^^^^^^ there is no directive "disabel"; did you mean "disable"?
        <Response/>
    Config:
        select = ["TW107"]
    Flagged:
        <!-- twimllint: ignore[stray-txt, TW107] -->
                               ^^^^^^^^^ no rule has the code, prefix or name "stray-txt"; did you mean "stray-text"?
        <Response/>
    Allowed:
        <!-- twimllint: region=ie1 channel=voice role=wait room-type=group -->
        <!-- twimllint: ignore-file[room-outside-connect, TW2, all] for the reasons in the ticket -->
        <!-- twimllint is a linter -->
        <!-- twilio: region of the call, to ignore here -->
        <Response/>
    """

    code, name = "TW902", "unknown-directive"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml"
    on = ("#directive",)

    def check(
        self, item: directives.DirectiveError | directives.Setting | directives.Suppression, ctx: Context
    ) -> Iterator[Diagnostic]:
        if isinstance(item, directives.DirectiveError):
            yield self.report(item.span, _trouble(item))
        elif isinstance(item, directives.Setting):
            yield from self._setting(item)
        else:
            yield from self._suppression(item, ctx)

    def _setting(self, setting: directives.Setting) -> Iterator[Diagnostic]:
        key = setting.key
        if key not in directives.SETTING_KEYS:
            yield self.report(setting.key_span, f'there is no setting "{key}"{_hint(key, directives.SETTING_KEYS)}')
            return
        legal = _VALUES.get(key) or tuple(sorted(data("regions")["regions"]))
        if not setting.value:
            yield self.report(setting.key_span, f"{key} has no value; it is {wording.quoted(legal)}")
        elif setting.value not in legal:
            near = nearest(setting.value, legal)
            hint = f'; did you mean "{near}"?' if near else ""
            yield self.report(setting.value_span, f'{key} is "{setting.value}"; it is {wording.quoted(legal)}{hint}')

    def _suppression(self, suppression: directives.Suppression, ctx: Context) -> Iterator[Diagnostic]:
        for selector in suppression.selectors if ctx.rules else ():
            try:
                select.match(ctx.rules, selector.text)
            except select.SelectError as error:
                yield self.report(selector.span, error.message)
        if ctx.settings.require_reason and not suppression.reason.strip("-–—:;,. ") and suppression.verb != "enable":
            message = f"{suppression.verb} gives no reason; the settings ask for one after the brackets"
            yield self.report(suppression.span, message)


def _trouble(trouble: directives.DirectiveError) -> str:
    if trouble.kind == "colon":
        return 'a colon is missing after "twimllint"'
    if trouble.kind == "name":
        return f'the comment is not read: write "twimllint:" instead of "{trouble.text}"'
    if trouble.kind == "equals":
        return f'the setting is not read: write "{trouble.text}=" instead of "{trouble.text}:"'
    if trouble.kind == "brackets":
        return f"{trouble.text} names no rule; write {trouble.text}[rule] with the names of the rules, or {trouble.text}[ALL]"
    known = (*directives.VERBS, *directives.SETTING_KEYS)
    if trouble.kind == "empty":
        return f"the comment says nothing; it may hold {wording.listed(known, 'or')}"
    return f'there is no directive "{trouble.text}"{_hint(trouble.text, known)}'


def _hint(word: str, known: tuple[str, ...]) -> str:
    near = nearest(word, known)
    return f'; did you mean "{near}"?' if near else f"; there are {wording.listed(known)}"
