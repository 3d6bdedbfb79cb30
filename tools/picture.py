"""Draw the report as a terminal shows it, for README and the home page: ``python tools/picture.py``.

The command runs in a real pseudo-terminal of 80 columns, so the picture has the colours and the line breaks that a
user sees. A test draws it again and compares.
"""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "img" / "report.svg"
COLUMNS = 84
COMMAND = ("twimllint", "examples/bad/room.xml")
#: The fonts of the reader's machine: the picture fetches nothing.
SVG = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" \
xml:space="preserve" role="img">
<title>The report of twimllint in a terminal</title>
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; \
font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def output(command: tuple[str, ...], folder: Path) -> str:
    """What a command prints on a terminal of ``COLUMNS`` columns, escape sequences included."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    environment = {"PATH": os.environ.get("PATH", ""), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    argv = [sys.executable, "-m", *command]
    with subprocess.Popen(argv, cwd=folder, env=environment, stdout=theirs, stderr=theirs, stdin=theirs):
        os.close(theirs)
        chunks = []
        try:
            while chunk := os.read(ours, 65536):
                chunks.append(chunk)
        except OSError:  # Linux reports the end of a terminal as an error
            pass
    os.close(ours)
    return b"".join(chunks).decode().replace("\r\n", "\n")


def draw() -> str:
    """The picture, the same on every machine."""
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text.from_ansi(f"$ {' '.join(COMMAND)}\n{output(COMMAND, ROOT)}".rstrip()))
    return console.export_svg(title="twimllint", theme=MONOKAI, code_format=SVG, unique_id="report")


if __name__ == "__main__":
    PICTURE.write_text(draw(), encoding="utf-8")
