"""TW720 enqueue-name-and-workflow."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, attributes, conditions


class EnqueueNameAndWorkflow(Rule):
    """Task in an Enqueue that has no workflow, with or without a queue name.

    Callers wait either in a queue, named by the text, or for TaskRouter, which needs `workflowSid` and the task's
    attributes in `<Task>`. A Task without a workflow goes nowhere.

    Flagged:
        <Response><Enqueue>support<Task>{}</Task></Enqueue></Response>
                                   ^^^^ <Task> without workflowSid on <Enqueue>: found the queue name "support"
    Flagged:
        <Response><Enqueue><Task>{"skill":"sales"}</Task></Enqueue></Response>
                            ^^^^ <Task> without workflowSid on <Enqueue>: workflowSid missing
    Allowed:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{}</Task></Enqueue></Response>
    Allowed:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001">support</Enqueue></Response>
    Allowed:
        <Response><Enqueue waitUrl="/wait">support</Enqueue></Response>
    """

    code, name, twilio_code = "TW720", "enqueue-name-and-workflow", 14220
    source = "https://www.twilio.com/docs/voice/twiml/enqueue"
    on = ("Enqueue",)
    when = (conditions.children,)
    templated = True
    messages = {
        "no-workflow": Message(
            "<Task> without workflowSid on <Enqueue>",
            "workflowSid missing",
            "Add workflowSid to <Enqueue>. Without a workflow Twilio creates no task ({code}).",
        ),
        "name-without-workflow": Message(
            "<Task> without workflowSid on <Enqueue>",
            'found the queue name "{queue}"',
            "Write workflowSid instead of the queue name. Without a workflow Twilio creates no task ({code}).",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        task = next((child for child in node.children if child.name == "Task"), None)
        if task is None or node.templated_attrs or node.attr("workflowSid") is not None:
            return
        queue = "" if node.templated else node.text.strip()
        if not attributes.has_misspelt(node, "workflowSid", ctx):
            yield self.report(task, "name-without-workflow" if queue else "no-workflow", queue=queue)
