"""What a result was made by: with the same recipe, the same bytes give the same result."""

import hashlib
import json
from dataclasses import dataclass

from gmi import __version__
from gmi.flow import Options
from gmi.lexicon import languages, load
from gmi.rate.profile import load_profile


@dataclass(frozen=True, slots=True)
class Recipe:
    """Program, words, rules and ways of reading, with a hash of all of them."""

    gmi_version: str
    lexicons: dict[str, str]
    profile: str
    profile_sha256: str
    options: dict[str, str | None]

    @property
    def sha256(self) -> str:
        """One hash of everything in the recipe."""
        parts = [self.gmi_version, self.lexicons, self.profile_sha256, self.options]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def recipe_of(options: Options) -> Recipe:
    """The recipe of scoring with these options. Raises GmiError where a lexicon or the profile is wrong."""
    profile = load_profile(options.profile)
    return Recipe(
        gmi_version=__version__,
        lexicons={code: load(code, options.lexicon).sha256 for code in languages()},
        profile=profile.name,
        profile_sha256=profile.sha256,
        options={
            "language": options.language,
            "engine": options.engine,
            "ocr": options.ocr,
            "tracked": options.tracked,
        },
    )
