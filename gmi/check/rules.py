"""The kinds of requirements, as people and code-scanning viewers are told about them."""

from typing import NamedTuple


class Rule(NamedTuple):
    """A kind of requirement: `name` in a few words, what it `asks`, and why it is asked (`help`)."""

    name: str
    asks: str
    help: str


RULES: dict[str, Rule] = {
    "rating": Rule(
        "Minimum rating",
        "The draft must reach a level of the Gender-Migration Index.",
        "The rating says how far a report mentions, engages with and commits to gender and LGBTQIA+ people "
        "in migration. Each failed minimum names the indicators that alone would reach it.",
    ),
    "references": Rule(
        "Required references",
        "A group or category must be referred to, in the whole draft or in a policy area.",
        "Who is not named is not seen: a committee can't tell whether a measure reaches people whom the "
        "report never mentions.",
    ),
    "area": Rule(
        "Required policy area",
        "A policy area must be treated, through the lenses that are asked for.",
        "In each policy area the risks differ for women, girls, LGBTQIA+ people and migrants; text that "
        "treats the area without them leaves those risks out.",
    ),
    "instrument": Rule(
        "Required instrument",
        "An instrument must be cited.",
        "An instrument that applies sets out what the State has committed to; a report that does not cite it "
        "gives the committee nothing to hold the measures against.",
    ),
    "paragraph-lens": Rule(
        "Paragraphs with a lens",
        "Paragraphs that were chosen must refer to a group.",
        "A lens belongs where the measure is described, not in a paragraph of its own at the end.",
    ),
    "wording": Rule(
        "Discouraged wording",
        "The draft should use the terms that international bodies prefer.",
        "Words such as “illegal migrants” prejudge people; United Nations bodies have asked for other ones "
        "since 1975. Each finding names the preferred term and who prefers it.",
    ),
    "unread-pages": Rule(
        "Unread pages",
        "No more than a share of the pages may be without text that can be read.",
        "What stands on a page without a text layer is not counted, so that every figure may be too low.",
    ),
    "foreign-text": Rule(
        "Text in other languages",
        "No more than a share of the words may be in other languages than the draft's.",
        "Passages in another language are left out of every count, so that every figure may be too low.",
    ),
    "lower-rating": Rule(
        "A lower rating",
        "No rating may fall below that of the baseline.",
        "The draft said more before. What was cut may have been cut by accident.",
    ),
    "fewer-references": Rule(
        "Fewer references",
        "No group or category may be referred to less often than in the baseline.",
        "The draft said more before. What was cut may have been cut by accident.",
    ),
    "lost-lens": Rule(
        "A policy area lost its lens",
        "A policy area that had a lens in the baseline must keep it.",
        "The area was treated with these people in view before, and no longer is.",
    ),
    "lost-instrument": Rule(
        "An instrument is no longer cited",
        "What the baseline cites must still be cited.",
        "The draft was tied to the instrument before, and no longer is.",
    ),
}
