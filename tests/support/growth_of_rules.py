"""Documents of any size for what rules look at: each verb, each value with a grammar of its own, each kind of finding."""

from __future__ import annotations

#: What is repeated, with what is before and after it; ``{n}`` is the number of the repetition.
RULES: dict[str, tuple[str, str, str]] = {
    # elements, and what the schema says of them
    "unknown elements": ("<Response>", "<Sya{n}/>", "</Response>"),
    "retired elements": ("<Response>", "<Sms/>", "</Response>"),
    "nouns in the wrong place": ("<Response>", "<Dial><Sim>x</Sim></Dial>", "</Response>"),
    "media in the wrong place": ("<Response>", "<Message><Media>x</Media></Message>", "</Response>"),
    "nouns on their own": ("<Response>", "<Queue/>", "</Response>"),
    "tasks": ("<Response>", "<Task/>", "</Response>"),
    "rooms": ("<Response>", "<Connect><Room>Daily{n}</Room></Connect>", "</Response>"),
    "rooms outside": ("<Response>", "<Room/>", "</Response>"),
    "streams": ("<Response>", "<Start><Stream url='wss://a.test/{n}'/></Start>", "</Response>"),
    "dials": ("<Response>", "<Dial><Number>+1415555{n}</Number></Dial>", "</Response>"),
    "messages": ("<Response>", "<Message to='+1415{n}'>Hi</Message>", "</Response>"),
    "redirects": ("<Response>", "<Redirect>/a{n}</Redirect>", "</Response>"),
    "gathers": ("<Response>", "<Gather numDigits='{n}'><Say>Hi</Say></Gather>", "</Response>"),
    "nested says": ("<Response>", "<Say>", "</Response>"),
    "nested gathers": ("<Response>", "<Gather>", "</Response>"),
    "second documents": ("", "<Response/>", ""),
    "attributes unknown": ("<Response><Say", " a{n}='b'", "/></Response>"),
    "attributes twice": ("<Response><Say", " loop='{n}'", "/></Response>"),
    # values
    "a URL with escapes": ("<Response><Redirect>https://a.test/?", "a=%{n}&amp;amp;b=", "</Redirect></Response>"),
    "a URL with ports": ("<Response><Redirect>https://a.test", ":{n}", "</Redirect></Response>"),
    "events": ("<Response><Dial><Conference statusCallbackEvent='", "start, &amp;x{n} ", "'>a</Conference></Dial></Response>"),
    "hints": ("<Response><Gather input='speech' hints='", "word{n},", "'/></Response>"),
    "SIP headers": ("<Response><Dial><Sip>sip:a@b.test?", "X-a{n}=b&amp;", "</Sip></Dial></Response>"),
    "digits": ("<Response><Dial sendDigits='", "1w#", "'>+14155550100</Dial></Response>"),
    "JSON": ("<Response><Enqueue workflowSid='WW0'><Task>", '{{"a":', "</Task></Enqueue></Response>"),
    "JSON list": ("<Response><Enqueue workflowSid='WW0'><Task>[", "{n},", "]</Task></Enqueue></Response>"),
    "a long number": ("<Response><Enqueue workflowSid='WW0'><Task>{{\"a\":", "9", "}}</Task></Enqueue></Response>"),
    "keys": ("<Response><Say>", "sk-", "</Say></Response>"),
    "tokens": ("<Response><Redirect>https://a.test/", "Bearer a", "</Redirect></Response>"),
    "placeholders": ("<Response><Say>", "[NAME{n}] YOUR_KEY ", "</Say></Response>"),
    "dots in a voice": ("<Response><Say voice='", "Polly.", "'>a</Say></Response>"),
    "hyphens in a language": ("<Response><Say language='", "en-", "'>a</Say></Response>"),
    "breaks": ("<Response><Say>", "<break time='{n}s'/>", "</Say></Response>"),
    "markup in speech": ("<Response><Say>", "&lt;b&gt;", "</Say></Response>"),
    "leaked values": ("<Response><Say>", "undefined None [object Object] ", "</Say></Response>"),
    "code": ("<Response><Say>", "f'({{a}})", "</Say></Response>"),
    "template values": ("<Response><Say>", "${{a}} ", "</Say></Response>"),
    "triple braces": ("<Response><Say>{{{{{{", " a", "}}}}}}</Say></Response>"),
    "raw output": ("<Response><Say><%== ", "esc_", " %></Say></Response>"),
    "filters": ("<Response><Say>{{{{ a", "|safe", " }}}}</Say></Response>"),
    "Razor": ("<Response><Say>@Html.Raw(", "a", ")</Say></Response>"),
    "tags cut off": ("<Response>", "<Say>{{{{ a</Say>", "</Response>"),
    # comments and directives
    "suppressions": ("<Response>", "<!-- twimllint: ignore[a{n}] -->", "</Response>"),
    "selectors": ("<Response><!-- twimllint: ignore[", "a{n},", "] --></Response>"),
    "ranges": ("<Response>", "<!-- twimllint: disable[a] --><!-- twimllint: enable[b] -->", "</Response>"),
    "document types in comments": ("<Response>", "<!-- <!DOCTYPE a> -->", "</Response>"),
    "comments in a value": ("<Response><Say voice='", "<!--", "'/></Response>"),
}  # fmt: skip


def build(name: str, size: int) -> str:
    """The document of that name with about ``size`` characters of what is repeated."""
    before, piece, after = RULES[name]
    times = max(1, size // len(piece))
    repeated = "".join(
        [piece.replace("{n}", str(number)).replace("{{", "{").replace("}}", "}") for number in range(times)]
    )
    return before.replace("{{", "{") + repeated + after.replace("}}", "}").replace("{{", "{")
