"""`python -m gmi` is the command `gmi`."""

from gmi.cli.app import main

if __name__ == "__main__":
    main()
