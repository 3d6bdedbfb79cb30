"""TW720 enqueue-name-and-workflow."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Related, Rule, Severity, attributes


class EnqueueNameAndWorkflow(Rule):
    """Enqueue with a Task and no workflow, or with both a queue name and a workflow.

    Callers wait either in a queue, named by the text, or for TaskRouter, which needs `workflowSid` and the task's
    attributes in `<Task>`. A Task without a workflow goes nowhere. Beside `workflowSid` a queue name is not needed.

    Flagged:
        <Response><Enqueue>support<Task>{}</Task></Enqueue></Response>
                                   ^^^^ <Task> without workflowSid on <Enqueue>: found the queue name "support"
    Flagged:
        <Response><Enqueue><Task>{"skill":"sales"}</Task></Enqueue></Response>
                            ^^^^ <Task> without workflowSid on <Enqueue>: workflowSid missing
    Flagged:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001">support</Enqueue></Response>
                                                                            ^^^^^^^ queue name beside workflowSid: not needed
    Allowed:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{}</Task></Enqueue></Response>
    Allowed:
        <Response><Enqueue waitUrl="/wait">support</Enqueue></Response>
    """

    code, name, twilio_code = "TW720", "enqueue-name-and-workflow", 14220
    source = "https://www.twilio.com/docs/voice/twiml/enqueue"
    on = ("Enqueue",)
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
        "name": Message(
            "queue name beside workflowSid",
            "not needed",
            "Remove the name. The workflow chooses the queue.",
            severity=Severity.INFO,
            twilio_code=0,
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        workflow = node.attr("workflowSid")
        task = next((child for child in node.children if child.name == "Task"), None)
        queue = "" if node.templated else node.text.strip()
        if workflow is not None and workflow.value.strip() and queue:
            yield self.report(node.text_span, "name", related=[Related(workflow.name_span, "the workflow")])
        unsure = node.templated_attrs or attributes.misspelt(node, "workflowSid", ctx)
        if workflow is None and task is not None and not unsure:
            yield self.report(task, "name-without-workflow" if queue else "no-workflow", queue=queue)
