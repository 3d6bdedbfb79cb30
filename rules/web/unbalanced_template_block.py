"""TW824 unbalanced-template-block."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Document, Message, Related, Rule, Severity, Tier, conditions, templates

_HELP = "Every block has a beginning and an end. The template engine stops with an error, and Twilio gets no TwiML."


class UnbalancedTemplateBlock(Rule):
    """A block of a template that is opened and not closed, or closed and not opened.

    The template engine stops with an error, so that the caller hears "an application error has occurred" and a message
    gets no answer. Only words that need an end in each engine that has them are looked at, and only in files whose
    blocks are all understood.

    Flagged (menu.xml.j2):
        <Response>{% if open %}<Say>Welcome</Say></Response>
                  ^^^^^^^^^^^^^ template block is never closed: expected "{% endif %}"
    Flagged (menu.xml.hbs):
        <Response>{{#each lines}}<Say>{{this}}</Say>{{/if}}{{/each}}</Response>
                                                    ^^^^^^^ end of a template block that was not opened: no "{{#if}}" before it
    Flagged (menu.xml.twig):
        <Response>{% for line in lines %}{% if line %}<Say>{{ line }}</Say>{% endfor %}{% endif %}</Response>
                                                                           ^^^^^^^^^^^^ template blocks cross: expected "{% endif %}" before it
    Flagged (menu.xml.liquid):
        <Response><Say>Hello</Say>{% else %}<Say>Closed</Say></Response>
                                  ^^^^^^^^^^ branch outside of a template block: no block is open here
    Flagged (menu.xml.liquid):
        <Response>{% case lang %}{% when "es" %}<Say>Hola</Say>{% endif %}</Response>
                                                               ^^^^^^^^^^^ end of another template block: expected "{% endcase %}"
    Flagged (menu.xml.erb):
        <Response><% lines.each do |line| %><Say><%= line %></Say></Response>
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^ template block is never closed: expected "end"
    Flagged (menu.xml.ejs):
        <Response><% if (open) { %><Say>Welcome</Say><% } %><% } %></Response>
                                                            ^^^^^^^ end of a template block that was not opened: nothing is open here
    Flagged (menu.xml.mako):
        <Response>% if open:
                  ^^^^^^^^^^ line of a template after something else: plain text to the engine
        <Say>Welcome</Say>
        % endif
        </Response>
    Allowed (menu.xml.twig):
        {% extends "base.xml.twig" %}{% block title "Menu" %}{% block body %}<Say>{% set a = 1 %}Hi</Say>{% endblock %}
    Allowed (menu.xml.hbs):
        <Response>{{#if open}}<Say>Welcome</Say>{{else}}<Say>Closed</Say>{{/if}}</Response>
    Allowed (menu.xml.erb):
        <Response><% name ||= "you" if polite %><% [1, 2].each do |n| %><Say><%= n %></Say><% end %></Response>
    """

    code, name, severity = "TW824", "unbalanced-template-block", Severity.WARNING
    tier = Tier.CONTENT
    source = "https://www.twilio.com/docs/api/errors/11200"
    since = "0.2"
    on = ("#document",)
    when = (conditions.template_blocks,)
    messages = {
        "unclosed": Message("template block is never closed", 'expected "{counterpart}"', _HELP),
        "unopened": Message("end of a template block that was not opened", 'no "{counterpart}" before it', _HELP),
        "unopened-any": Message("end of a template block that was not opened", "nothing is open here", _HELP),
        "mistaken": Message("end of another template block", 'expected "{counterpart}"', _HELP),
        "crossed": Message("template blocks cross", 'expected "{counterpart}" before it', _HELP),
        "inline": Message(
            "line of a template after something else",
            "plain text to the engine",
            "Begin a line with it. The template engine stops at the end of the block, and Twilio gets no TwiML.",
        ),
        "outside": Message("branch outside of a template block", "no block is open here", _HELP),
    }
    runs_on_malformed = True

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        for imbalance in templates.find_imbalances(document):
            unnamed = imbalance.kind == "unopened" and not imbalance.counterpart
            inner = imbalance.inner
            yield self.report(
                imbalance.span,
                "unopened-any" if unnamed else imbalance.kind,
                counterpart=imbalance.counterpart,
                related=() if inner is None else (Related(inner, "this block is still open"),),
            )
