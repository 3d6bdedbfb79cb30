"""TW720 enqueue-name-and-workflow."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Related, Rule, attributes, phone, wording


class EnqueueNameAndWorkflow(Rule):
    """Enqueue with both a queue name and a workflow, or with a Task and no workflow.

    Callers wait either in a queue, named by the text, or for TaskRouter, which takes `workflowSid` and the task's
    attributes in `<Task>`. A Task without a workflow goes nowhere.

    Flagged:
        <Response><Enqueue>support<Task>{}</Task></Enqueue></Response>
                                   ^^^^ <Task> needs workflowSid on <Enqueue>, in place of the queue name "support"; without a workflow the task goes nowhere (14220)
    Flagged:
        <Response><Enqueue><Task>{"skill":"sales"}</Task></Enqueue></Response>
                            ^^^^ <Task> needs workflowSid on <Enqueue>; without a workflow the task goes nowhere (14220)
    Flagged:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001">support</Enqueue></Response>
                                                                            ^^^^^^^ <Enqueue> names the queue "support" beside workflowSid; a call waits in a queue or for TaskRouter, so leave one of them out (14220)
    Allowed:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{}</Task></Enqueue></Response>
    Allowed:
        <Response><Enqueue waitUrl="/wait">support</Enqueue></Response>
    """

    code, name, twilio_code = "TW720", "enqueue-name-and-workflow", 14220
    source = "https://www.twilio.com/docs/voice/twiml/enqueue"
    on = ("Enqueue",)
    known, templated = False, True

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        found = phone.content(node, ctx)
        if found is None:
            return
        workflow = node.attr("workflowSid")
        task = next((child for child in node.children if child.name == "Task"), None)
        named = "" if found.templated else wording.shortened(found.text)
        unsure = node.templated_attrs or attributes.misspelt(node, "workflowSid", ctx)
        if workflow is None and task is not None and not unsure:
            instead = f', in place of the queue name "{named}"' if named else ""
            message = (
                f"<Task> needs workflowSid on <Enqueue>{instead}; without a workflow the task goes nowhere (14220)"
            )
            yield self.report(task, message)
        elif workflow is not None and workflow.value.strip() and named:
            message = (
                f'<Enqueue> names the queue "{named}" beside workflowSid; a call waits in a queue or for TaskRouter, so leave '
                "one of them out (14220)"
            )
            yield self.report(found.span, message, related=[Related(workflow.name_span, "the workflow")])
