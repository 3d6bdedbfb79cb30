"""TW902 unknown-directive."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Rule, Severity, data, directives, select, suggest, wording

_VALUES = {
    "channel": ("voice", "messaging"),
    "role": ("wait", "inline", "whisper"),
    "room-type": ("group", "group-small", "peer-to-peer", "go"),
}


#: Names of values that are in use elsewhere.
_ALIASES = {"p2p": "peer-to-peer", "sms": "messaging", "message": "messaging", "call": "voice"}
_HELP = "Write it as <!-- twimllint: region=ie1 --> or <!-- twimllint: ignore[rule] reason -->."


class UnknownDirective(Rule):
    """A twimllint comment with an unknown rule, key or value.

    A misspelt directive has no effect, and nobody notices.

    Flagged:
        <!-- twimllint: regoin=ie1 -->
                        ^^^^^^ unknown setting in a directive: did you mean "region"?
        <Response/>
    Flagged:
        <!-- twimllint: channel=sms -->
                                ^^^ unknown value of channel: did you mean "messaging"?
        <Response/>
    Flagged:
        <!-- twimllint: ignore -->
                        ^^^^^^ ignore names no rule: write ignore[rule]
        <Response/>
    Flagged:
        <!-- twimllint ignore[stray-text] -->
             ^^^^^^^^^ directive is not read: a colon is missing after "twimllint"
        <Response/>
    Flagged:
        <!-- twimllint region=ie1 -->
             ^^^^^^^^^ directive is not read: a colon is missing after "twimllint"
        <Response/>
    Flagged:
        <!-- twimllint: region: ie1 -->
                        ^^^^^^ directive is not read: write "region=" instead of "region:"
        <Response/>
    Flagged:
        <!-- TwimlLint: ignore[stray-text] -->
             ^^^^^^^^^ directive is not read: write "twimllint:" instead of "TwimlLint"
        <Response/>
    Flagged:
        <!-- twimllint: disabel[stray-text] -->
                        ^^^^^^^ unknown directive: did you mean "disable"?
        <Response/>
    Config:
        select = ["TW107"]
    Flagged:
        <!-- twimllint: ignore[stray-txt, TW107] -->
                               ^^^^^^^^^ unknown rule in a suppression: did you mean "stray-text"?
        <Response/>
    Flagged:
        <!-- twimllint: -->
        ^^^^^^^^^^^^^^^^^^^ directive is empty: expected a setting or a suppression
        <Response/>
    Flagged:
        <!-- twimllint: frobnicate[TW1] -->
                        ^^^^^^^^^^ unknown directive: found "frobnicate"
        <Response/>
    Flagged:
        <!-- twimllint: colour=red -->
                        ^^^^^^ unknown setting in a directive: found "colour"
        <Response/>
    Flagged:
        <!-- twimllint: room-type=p2p -->
                                  ^^^ unknown value of room-type: did you mean "peer-to-peer"?
        <Response/>
    Flagged:
        <!-- twimllint: channel= -->
                        ^^^^^^^ channel has no value: expected "voice" or "messaging"
        <Response/>
    Flagged:
        <!-- twimllint: region=xx9 role=wat -->
                               ^^^ unknown value of region: found "xx9"
                                        ^^^ unknown value of role: did you mean "wait"?
        <Response/>
    Config:
        select = ["TW107"]
        require-reason = true
    Flagged:
        <Response>
          words <!-- twimllint: ignore[zzzzz, TW107] -->
                                ^^^^^^^^^^^^^^^^^^^^ suppression without a reason: ignore has none
                                       ^^^^^ unknown rule in a suppression: found "zzzzz"
        </Response>
    Config:
        select = ["TW107"]
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
    messages = {
        "colon": Message("directive is not read", 'a colon is missing after "twimllint"', _HELP),
        "name": Message("directive is not read", 'write "twimllint:" instead of "{found}"', _HELP),
        "equals": Message("directive is not read", 'write "{found}=" instead of "{found}:"', _HELP),
        "empty": Message("directive is empty", "expected a setting or a suppression", _HELP),
        "brackets": Message(
            "{found} names no rule", "write {found}[rule]", "Write {found}[rule] with codes or names, or {found}[ALL]."
        ),
        "near-word": Message("unknown directive", "{hint}", "Known are {known}."),
        "word": Message("unknown directive", 'found "{found}"', "Known are {known}."),
        "near-key": Message("unknown setting in a directive", "{hint}", "Known are {known}."),
        "key": Message("unknown setting in a directive", 'found "{found}"', "Known are {known}."),
        "no-value": Message("{key} has no value", "expected {legal}", "Write {key}= and one of {legal}."),
        "near-value": Message("unknown value of {key}", "{hint}", "Use {legal}."),
        "value": Message("unknown value of {key}", 'found "{found}"', "Use {legal}."),
        "near-rule": Message("unknown rule in a suppression", "{hint}", "Write a code, a prefix or a name of a rule."),
        "rule": Message(
            "unknown rule in a suppression", 'found "{found}"', "Write a code, a prefix or a name of a rule."
        ),
        "reason": Message(
            "suppression without a reason", "{verb} has none", "Write why after the brackets: the settings require it."
        ),
    }

    def check(
        self, item: directives.DirectiveError | directives.Setting | directives.Suppression, ctx: Context
    ) -> Iterator[Diagnostic]:
        if isinstance(item, directives.DirectiveError):
            yield self._error(item)
        elif isinstance(item, directives.Setting):
            yield from self._setting(item)
        else:
            yield from self._suppression(item, ctx)

    def _error(self, error: directives.DirectiveError) -> Diagnostic:
        known_words = (*directives.VERBS, *directives.SETTING_KEYS)
        suggestion = suggest(error.text, known_words) if error.kind == "word" else None
        return self.report(
            error.span,
            "near-word" if suggestion else error.kind,
            found=error.text,
            hint=suggestion and suggestion.hint,
            known=wording.listed(known_words, "or"),
        )

    def _setting(self, setting: directives.Setting) -> Iterator[Diagnostic]:
        key, value = setting.key, setting.value
        if key not in directives.SETTING_KEYS:
            suggestion = suggest(key, directives.SETTING_KEYS)
            known_keys = wording.listed(directives.SETTING_KEYS)
            message = "near-key" if suggestion else "key"
            yield self.report(
                setting.key_span, message, found=key, hint=suggestion and suggestion.hint, known=known_keys
            )
            return
        legal = _VALUES.get(key) or tuple(sorted(data("regions")["regions"]))
        suggestion = suggest(_ALIASES.get(value.lower(), value), legal) if value else None
        if not value:
            yield self.report(setting.key_span, "no-value", key=key, legal=wording.quoted(legal))
        elif value not in legal:
            yield self.report(
                setting.value_span,
                "near-value" if suggestion else "value",
                key=key,
                found=value,
                hint=suggestion and suggestion.hint,
                legal=wording.quoted(legal),
            )

    def _suppression(self, suppression: directives.Suppression, ctx: Context) -> Iterator[Diagnostic]:
        for selector in suppression.selectors if ctx.rules else ():
            try:
                select.match(ctx.rules, selector.text)
            except select.SelectError as error:
                hint = error.nearest and f'did you mean "{error.nearest}"?'
                message = "near-rule" if hint else "rule"
                yield self.report(selector.span, message, found=selector.text, hint=hint)
        if ctx.settings.require_reason and not suppression.reason.strip("-–—:;,. ") and suppression.verb != "enable":
            yield self.report(suppression.span, "reason", verb=suppression.verb)
