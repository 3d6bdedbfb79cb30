"""``python -m twimllint``."""

from twimllint.cli import main

if __name__ == "__main__":
    main(prog_name="twimllint")
