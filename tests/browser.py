"""A page as Chromium shows it, for the tests of what is read in a browser."""

from pathlib import Path
from typing import Any


class Visit:
    """A page in the browser, with everything that it complained about or asked for."""

    def __init__(self, chromium: Any, path: Path, **how: Any) -> None:
        self.complaints: list[str] = []
        self.context = chromium.new_context(**how)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda one: None if one.url == path.as_uri() else self.asked(one.url))
        self.page.goto(path.as_uri())

    def asked(self, address: str) -> None:
        if not address.startswith(("data:", "blob:")):
            self.complaints.append(address)

    def hits(self) -> str:
        return str(self.page.inner_text(".hits"))

    def cells(self, column: int) -> list[str]:
        return list(self.page.locator(f".kwic tbody td:nth-child({column})").all_inner_texts())
