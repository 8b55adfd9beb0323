"""The one exception that a user is meant to read."""


class GmiError(Exception):
    """Input that gmi can't work with, told in one line with a way out.

    ``what`` says what is wrong, ``remedy`` what the reader can do about it. The command line
    prints both on one line of stderr and exits with status 2; nothing else is shown.
    """

    def __init__(self, what: str, remedy: str = "") -> None:
        self.what = what
        self.remedy = remedy
        super().__init__(f"{what} {remedy}".strip())

    def __reduce__(self) -> tuple[type["GmiError"], tuple[str, str]]:
        # Errors cross process borders in a corpus run; the default would lose the remedy.
        return (type(self), (self.what, self.remedy))
