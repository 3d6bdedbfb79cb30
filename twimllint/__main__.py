"""``python -m twimllint``, and the program ``twimllint``."""

from __future__ import annotations

import gc
import signal
from typing import Any


def run() -> Any:
    """Run the command line.

    While it is imported, an interrupt ends the process at once, and without a traceback; afterwards it is answered.
    """
    # neither what a start loads nor what is found is garbage, and documents are taken apart when they are done with
    gc.set_threshold(100_000, 10, 10)
    answered = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if answered:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from twimllint.cli import main

    if answered:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    return main(prog_name="twimllint")


if __name__ == "__main__":
    run()
