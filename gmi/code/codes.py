"""What is coded of one text."""

from dataclasses import dataclass
from typing import Literal

Reason = Literal["strong", "named", "cited"]

STRENGTHS = {1: "minimal", 2: "continuing", 3: "considering", 4: "general", 5: "specific"}
"""UPR Info's categories of action, by strength."""


@dataclass(frozen=True, slots=True)
class GroupCode:
    """One group in one text.

    `mentions` is what `gmi score` would count in the text, `words` the different words that are mentioned, as
    they are written but in lower case, in order of place. `categories` and `category_words` have the same for
    each category of the lexicon; one that is counted apart (men and boys) is not in `mentions`.
    `about` tells why the text is about the group (see `gmi.find.about`); None where it is not.
    """

    mentions: int
    words: tuple[str, ...]
    categories: dict[str, int]
    category_words: dict[str, tuple[str, ...]]
    about: Reason | None


@dataclass(frozen=True, slots=True)
class TextCode:
    """The codes of one text.

    `groups` has every group of the lexicon by id. `areas` are the ids of the policy areas that the text
    names, `areas_about` of those that it is about, `instruments` of those that it cites, each in the
    lexicon's order. `action_strength` is UPR Info's scale, 1 minimal to 5 specific action. `language` is
    set, and nothing coded, where the text is in another language than the lexicon (ISO 639-1).
    """

    groups: dict[str, GroupCode]
    areas: tuple[str, ...] = ()
    areas_about: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    action_strength: int | None = None
    language: str | None = None

    @property
    def coded(self) -> bool:
        """Whether there was something to code: words, in the language of the lexicon."""
        return self.action_strength is not None
