"""``switch`` statements as branches of which one is taken."""

from __future__ import annotations

from twimllint.host import form
from twimllint.source.span import Span


def switch(span: Span, cases: list[form.Branch]) -> form.If | None:
    """The cases of a ``switch`` as an ``If``, its default last; ``None`` where control jumps about in other ways.

    Each case has its body with the ``break`` that ends it; a body that does not end so goes on into the next.
    """
    branches: list[form.Branch] = []
    default: form.Branch | None = None
    for index, case in enumerate(cases):
        body, last = case.body, case.body[-1] if case.body else None
        falls = index + 1 < len(cases) and not isinstance(last, form.Leave | form.Return)
        if isinstance(last, form.Leave) and last.kind == "break":
            body = body[:-1]
        if _breaks(body):
            return None
        branch = form.Branch(case.test, case.source, body, falls)
        branches.append(branch)
        if case.test is None:
            default = branch
    if default is not None and branches[-1] is not default:
        index = next(index for index, branch in enumerate(branches) if branch is default)
        if default.falls or (index > 0 and branches[index - 1].falls):
            return None
        branches = [*branches[:index], *branches[index + 1 :], default]
    return form.If(span, tuple(branches))


def _breaks(body: form.Block) -> bool:
    """Whether a ``break`` in there leaves the block itself, not a loop inside it."""
    for statement in body:
        if isinstance(statement, form.Leave) and statement.kind == "break":
            return True
        if isinstance(statement, form.If) and any(_breaks(branch.body) for branch in statement.branches):
            return True
        if isinstance(statement, form.Try) and any(
            _breaks(part) for part in (statement.body, *statement.handlers, statement.final)
        ):
            return True
    return False
