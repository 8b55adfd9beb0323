"""Action statements: what the State does about a rated group, how strongly, and when."""

from gmi.find.matcher import Match
from gmi.find.mentions import ActionStatement
from gmi.find.tokens import Tokens
from gmi.lexicon.model import ActionLexicon


def action_statements(
    tokens: Tokens,
    groups_of: dict[int, tuple[str, ...]],
    cues: list[Match],
    lexicon: ActionLexicon,
) -> tuple[ActionStatement, ...]:
    """The action statements among the sentences that hold a rated group, in the order of the text.

    `groups_of` maps a sentence (index into `tokens.sentences`) to the rated groups in it; `cues` are the matches,
    in order of place, of the lexicon's words in these sentences: group "strength", "tense", "kind" or "action"
    (further cues) or "context" (context cues), category the entry's id.
    """
    del tokens, groups_of, cues, lexicon
    return ()
