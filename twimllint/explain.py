"""A rule's docstring as text for a terminal, as a page of the documentation, and as a row of the index."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from textwrap import dedent, indent
from typing import TYPE_CHECKING, Any

from twimllint.engine.message import joined
from twimllint.engine.registry import Registry
from twimllint.engine.rule import Rule, RuleInfo
from twimllint.report.prose import example, unwrapped, wrapped

if TYPE_CHECKING:
    from twimllint.schema.grammar import Grammar
    from twimllint.schema.model import AttributeType, ElementType

FAMILIES = {
    "TW0": ("document", "reading the file: XML, encoding, size"),
    "TW1": ("structure", "which element is allowed where"),
    "TW2": ("attributes", "names and values of attributes"),
    "TW3": ("room", "Connect and Room"),
    "TW4": ("region", "Twilio Regions and edges"),
    "TW5": ("flow", "what runs, and what never does"),
    "TW6": ("speech", "Say, SSML, Play, Gather"),
    "TW7": ("telephony", "calls, recordings, queues, payments, streams, messages"),
    "TW8": ("web", "URLs, security, templates"),
    "TW9": ("linter", "the linter's own"),
}

_HEADINGS = ("Flagged", "Fixed", "Allowed", "Config")
#: An element with its text, a tag, an entity, or the name of what is filled in.
_CODE = re.compile(r"(<[^<>\s]+>[^<>\s]*</[^<>\s]+>|<[^<>]+>|&[#\w]+;|\{\w+\})")
_TITLES = {"Flagged": "Flagged", "Fixed": "Fixed", "Allowed": "Not flagged", "Config": "With these settings"}


def sections(cls: type[Rule]) -> tuple[str, str, list[tuple[str, str, str]]]:
    """Summary, description, and the example sections (heading, file name, text) of a rule's docstring."""
    from twimllint.testing import _sections

    doc = cls.__doc__ or ""
    summary, _, rest = doc.partition("\n")
    described: list[str] = []
    for line in dedent(rest).split("\n"):
        if line.split("(")[0].split(":")[0].strip() in _HEADINGS and line.rstrip().endswith(":"):
            break
        described.append(line)
    return summary.strip().rstrip("."), "\n".join(described).strip(), list(_sections(doc))


def facts(info: RuleInfo) -> Iterator[tuple[str, str]]:
    """What a reader wants to know of a rule at a glance: label and value."""
    yield "Severity", info.severity.value
    yield "Default", ("on" if info.default else "off") + (" (in preview)" if info.preview else "")
    yield "Fix", {"safe": "yes", "unsafe": "with --unsafe-fixes", None: "no"}[info.fixable]
    if info.twilio_code is not None:
        yield "Twilio", str(info.twilio_code)


def messages(cls: type[Rule]) -> Iterator[tuple[str, str]]:
    """What a rule can say: each message (title and label, with the names of what is filled in) and its help.

    A severity that is not the rule's own is behind the message.
    """
    for message in dict.fromkeys(cls.messages.values()):
        own = message.severity is None or message.severity is cls.severity
        code = cls.twilio_code if message.twilio_code is None else message.twilio_code
        description = _named(joined(message.title, message.label), None)
        yield description if own else f"{description} ({message.severity})", _named(message.help, code)


def _named(template: str, code: int | None) -> str:
    """A template of ``str.format`` as people read it: names in single braces, Twilio's number filled in."""
    number = template.replace("{code}", str(code)) if code else re.sub(r" ?\(\{code\}\)", "", template)
    return number.replace("{{", "{").replace("}}", "}")


def text(cls: type[Rule], info: RuleInfo, width: int | None = None) -> str:
    """A rule as ``twimllint explain`` prints it, made to fit ``width`` columns where that is given."""
    summary, description, examples = sections(cls)
    parts = [f"{info.code} {info.name}\n", f"{summary}.\n"]
    parts.append("  ".join(f"{label}: {value}" for label, value in facts(info)) + "\n")
    if description:
        parts.append((description if width is None else unwrapped(description)) + "\n")
    message_lines = "".join(
        [f"    {message}\n" + (f"        {advice}\n" if advice else "") for message, advice in messages(cls)]
    )
    if message_lines:
        parts.append(f"Messages:\n{message_lines}")
    if width is not None:
        parts = [wrapped(part, width) for part in parts]
    for heading, path, block in examples:
        title = _TITLES[heading] + (f" ({path})" if path else "")
        shown = block if width is None else example(block, width - 4)
        parts.append(f"{title}:\n{indent(shown, '    ')}\n")
    more = ["Options:\n" + "".join(f"    {line}\n" for line in _options(cls))] if cls.Options is not None else []
    more.append(f"Twilio: {cls.source}\nDocumentation: {info.url}")
    return "\n".join([*parts, *(more if width is None else [wrapped(part, width) for part in more])])


def page(cls: type[Rule], info: RuleInfo, before: RuleInfo | None = None, after: RuleInfo | None = None) -> str:
    """A rule as a Markdown page, with links to the rules before and after it."""
    summary, description, examples = sections(cls)
    family = FAMILIES[info.code[:3]][0] if info.code[:3] in FAMILIES else "plugin"
    rows = [*facts(info), ("Family", family), ("Since", cls.since)]
    head = "| " + " | ".join(label for label, _ in rows) + " |\n|" + " --- |" * len(rows) + "\n"
    head += "| " + " | ".join(_linked(label, value) for label, value in rows) + " |\n"
    parts = [f"# {info.name} ({info.code})\n", f"{summary}.\n", head]
    if description:
        parts.append(description + "\n")
    message_items = [
        f"- {_markdown(message)}" + (f"  \n    {_markdown(advice)}" if advice else "")
        for message, advice in messages(cls)
    ]
    if message_items:
        parts.append("## Messages\n\n" + "\n".join(message_items) + "\n\n## Examples\n")
    for heading, path, block in examples:
        title = _TITLES[heading] + (f" (`{path}`)" if path else "")
        parts.append(f"**{title}**\n\n```{'toml' if heading == 'Config' else 'xml'}\n{block}\n```\n")
    if cls.Options is not None:
        parts.append("## Options\n\n" + "".join(f"- {line}\n" for line in _options(cls)))
    parts.append(
        f"## More\n\nTwilio's page: <{cls.source}>.\n\n"
        f"To silence it in one place: `<!-- twimllint: ignore[{info.name}] reason -->`; "
        f'everywhere: `ignore = ["{info.code}"]`.\n'
    )
    parts.append(" · ".join(_neighbours(before, after)) + "\n")
    return "\n".join(parts)


def _neighbours(before: RuleInfo | None, after: RuleInfo | None) -> Iterator[str]:
    if before is not None:
        yield f"Previous: [{before.code} {before.name}]({before.name}.md)"
    yield "[All rules](index.md)"
    if after is not None:
        yield f"Next: [{after.code} {after.name}]({after.name}.md)"


def _linked(label: str, value: str) -> str:
    """A fact of a rule as Markdown: the numbers of Twilio's errors lead to Twilio's pages."""
    return _number_link(int(value)) if label == "Twilio" else value


def _number_link(number: int) -> str:
    return f"[{number}](https://www.twilio.com/docs/api/errors/{number})"


def _markdown(text: str) -> str:
    """Plain text as Markdown: tags and names of what is filled in become code, everything else is text only."""
    return "".join([f"`{part}`" if at % 2 else _escaped(part) for at, part in enumerate(_CODE.split(text))])


def _escaped(text: str) -> str:
    return re.sub(r"[\\`*_\[\]]", r"\\\g<0>", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def _options(cls: type[Rule]) -> Iterator[str]:
    from dataclasses import fields

    options: Any = cls.Options
    for field in fields(options):
        yield f"{field.name.replace('_', '-')} = {field.default!r}: {field.metadata.get('doc', '')}"


def index(rules: Iterable[RuleInfo], link: str = "{name}.md") -> str:
    """The Markdown tables of all rules, by family."""
    rows: dict[str, list[RuleInfo]] = {}
    for info in rules:
        rows.setdefault(info.code[:3], []).append(info)
    parts = []
    for prefix, infos in sorted(rows.items()):
        name, about = FAMILIES.get(prefix, ("plugin", "further rules"))
        parts.append(f"\n## {prefix} {name}: {about}\n")
        parts.append("| Code | Name | What it finds | Severity | Fix | Twilio |\n| --- | --- | --- | --- | --- | --- |")
        parts.extend(_row(info, link) for info in infos)
    return "\n".join(parts) + "\n"


def _row(info: RuleInfo, link: str) -> str:
    severity = info.severity.value + ("" if info.default else " (off)")
    twilio = "" if info.twilio_code is None else _number_link(info.twilio_code)
    name = f"[{info.name}]({link.format(name=info.name)})"
    summary = info.summary.replace("|", "\\|")
    return f"| {info.code} | {name} | {summary} | {severity} | {info.fixable or ''} | {twilio} |"


def explain(topic: str, registry: Registry, width: int | None = None) -> str | None:
    """What there is to say about a code, a rule's name, a Twilio number or an element; ``None`` for anything else.

    Lines are wrapped to ``width`` columns where that is given.
    """
    info = registry.find(topic)
    if info is not None:
        return text(registry.load(info.name), info, width)
    description = _number(topic, registry) if topic.isdigit() else _element(topic.strip("<>/"), registry)
    return description if description is None or width is None else wrapped(description, width)


def _number(topic: str, registry: Registry) -> str | None:
    from twimllint.schema.data import data

    entry = data("errors")["errors"].get(topic)
    named = [info for info in registry if str(info.twilio_code) == topic]
    if entry is None:
        if not named:
            return None
        return f"Twilio {topic}\n" + _rules_line(named)
    names = dict.fromkeys([*entry["rules"], *(info.name for info in named)])
    parts = [f"Twilio {entry['severity']} {topic}: {entry['title']}\n", _sentence(entry["cause"]) + "\n"]
    if entry.get("where"):
        parts.append(f"Where: {entry['where']}\n")
    finders = [info for info in registry if info.name in names]
    if entry["static"] == "no":
        parts.append("A file cannot show this: it is known only while a call runs.\n")
    elif entry["static"] == "partly":
        parts.append("A file shows this only in part; the rest is known only while a call runs.\n")
    if finders:
        parts.append(_rules_line(finders))
    elif entry["static"] != "no":
        parts.append("No rule looks for it yet.\n")
    parts.append(f"Twilio's page: {entry['page']}")
    return "\n".join(parts)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."


def _rules_line(infos: list[RuleInfo]) -> str:
    return "Found by:\n" + "".join(f"  {info.code} {info.name}: {info.summary}\n" for info in infos)


def _element(name: str, registry: Registry) -> str | None:
    from twimllint.schema.grammar import load

    described = []
    for channel in ("voice", "messaging"):
        grammar = load(channel)
        right = name if name in grammar.names else grammar.folded(name)
        element = grammar.named(right) if right else None
        if element is not None and right is not None:
            described.append("\n".join(_describe(right, channel, element, grammar)))
    if not described:
        return None
    named = [info for info in registry if any(on.partition("@")[0].partition("/")[0] == name for on in info.on)]
    return "\n\n".join(described) + ("\n\n" + _rules_line(named).rstrip() if named else "")


def _describe(name: str, channel: str, element: ElementType, grammar: Grammar) -> Iterator[str]:
    about = element.about
    status = "" if about.status in (None, "current") else f" ({about.status})"
    yield f"<{name}> in {channel} documents{status}"
    if about.doc:
        yield about.doc
    parents = grammar.parents(name)
    yield "Allowed in: " + (", ".join(f"<{parent}>" for parent in parents) or "nothing (the root)")
    text = {"none": [], "required": ["text (required)"]}.get(element.text, ["text"])
    yield "May contain: " + (", ".join([*text, *(f"<{child}>" for child in element.children)]) or "nothing")
    for attribute in element.attributes.values():
        yield "  " + _attribute(attribute)
    if about.page:
        yield f"Twilio's page: {about.page}"


def _attribute(attribute: AttributeType) -> str:
    kind = attribute.type
    values = " | ".join(kind.values) if kind.values and len(kind.values) <= 12 else kind.kind
    extra = ", required" if attribute.required else ""
    default = f", default {attribute.default}" if attribute.default else ""
    doc = attribute.about.doc
    return f"{attribute.name}: {values}{extra}{default}" + (f". {doc}" if doc else "")
