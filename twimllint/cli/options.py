"""Options and arguments that report their mistakes in the project's words, and where their value came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class PathWord(click.ParamType):  # type: ignore[type-arg]
    """A path, completed by the shell and checked by whoever opens it; ``click.Path`` looks up a translation at once."""

    name = "path"

    def shell_complete(self, _ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Leave it to the shell."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="file")]


class OwnHelp(click.Command):
    """A command whose ``--help`` is made here: click looks up a translation of its text, which costs every start."""

    _own_help: click.Option | None = None

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option, made once: click compares parameters by identity."""
        if self._own_help is None:
            self._own_help = click.Option(
                self.get_help_option_names(ctx), is_flag=True, is_eager=True, expose_value=False, callback=_show_help,
                help="Show this message and exit.",
            )  # fmt: skip
        return self._own_help


def _show_help(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


class Option(click.Option):
    """An option whose wrong value is met with what is legal and what is nearest."""

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        """The value in its type."""
        try:
            return super().type_cast_value(ctx, value)
        except click.BadParameter as error:
            raise _in_our_words(error, self, ctx, value) from error


class Argument(click.Argument):
    """An argument whose wrong value is met with what is legal and what is nearest."""

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        """The value in its type."""
        try:
            return super().type_cast_value(ctx, value)
        except click.BadParameter as error:
            raise _in_our_words(error, self, ctx, value) from error


def title(parameter: click.Parameter, ctx: click.Context) -> str:
    """What the user wrote: ``--fail-on``, or ``TWIMLLINT_FAIL_ON`` where the value comes from the environment."""
    if ctx.get_parameter_source(parameter.name or "") is ParameterSource.ENVIRONMENT:
        return str(parameter.envvar)
    return max(parameter.opts, key=len)


def _in_our_words(
    error: click.UsageError, parameter: click.Parameter, ctx: click.Context, value: Any
) -> click.UsageError:
    legal = _allowed_values(parameter, str(value))
    return error if legal is None else click.UsageError(f'{title(parameter, ctx)} is "{value}"; {legal}', ctx)


def _allowed_values(parameter: click.Parameter, value: str) -> str | None:
    if isinstance(parameter.type, click.Choice):
        from twimllint.schema.names import nearest

        choices = [str(choice) for choice in parameter.type.choices]
        suggestion = nearest(value, choices)
        return (f'did you mean "{suggestion}"? It is ' if suggestion else "it is ") + f"one of {', '.join(choices)}"
    if isinstance(parameter.type, click.IntRange):
        return f"expected a whole number from {parameter.type.min}"
    if isinstance(parameter.type, click.types.BoolParamType):
        return "it is 1 or 0, true or false, yes or no, on or off"
    return None
