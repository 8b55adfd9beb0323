"""`python -m gmi` is the command `gmi`."""

import sys


def main() -> None:
    """Run the command line. Ctrl-C ends it quietly also while it is being brought in."""
    try:
        from gmi.cli.app import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
