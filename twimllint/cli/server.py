"""``twimllint server``: the language server for editors."""

from __future__ import annotations

import click

from twimllint.cli.options import Option

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@click.option("--stdio", is_flag=True, help="Speak over standard input and output, as editors ask for; the default.")
@click.option(
    "--tcp", cls=Option, metavar="HOST:PORT",
    help="Listen at a loopback address instead, for debugging: 127.0.0.1:2087.",
)  # fmt: skip
@click.pass_context
def command(ctx: click.Context, /, stdio: bool, tcp: str | None) -> None:
    """Run the language server for editors (needs twimllint[lsp])."""
    from twimllint.cli.streams import fail

    address = None if tcp is None else _address(tcp)
    if stdio and address is not None:
        fail("--stdio and --tcp contradict each other")
    from twimllint.server.garbage import paused

    try:
        with paused():  # the classes of the protocol are many, and stay
            from twimllint.server.start import serve, serve_tcp
    except ModuleNotFoundError as error:
        fail(f"the language server needs {error.name}: pip install 'twimllint[lsp]'")
    if address is None:
        ctx.exit(serve())
    try:
        ctx.exit(serve_tcp(*address))
    except OSError as error:
        fail(f"{tcp} cannot be listened at: {error.strerror or error}")


def _address(text: str) -> tuple[str, int]:
    from twimllint.cli.streams import fail

    host, _, port = text.rpartition(":")
    host = host.strip("[]")
    if host not in _LOOPBACK:
        fail(f"--tcp listens at a loopback address only: {', '.join(_LOOPBACK)}")
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        fail("--tcp needs a port from 1 to 65535, such as 127.0.0.1:2087")
    return host, int(port)
