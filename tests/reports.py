"""Small documents and mentions made by hand, for tests of what comes after reading and finding."""

from gmi.find.mentions import ActionStatement, Mention, Mentions, Sentence
from gmi.lexicon.model import Lexicon
from gmi.read.document import Block, Document, Page, Segment, Zone

LEXICON = Lexicon.model_validate(
    {
        "name": "test",
        "version": "1",
        "language": "en",
        "sha256": "0" * 64,
        "groups": [
            {
                "id": "gender",
                "name": "Gender",
                "rated": True,
                "category": [
                    {"id": "women", "name": "Women", "terms": ["women"]},
                    {"id": "girls", "name": "Girls", "terms": ["girls"]},
                    {"id": "men", "name": "Men", "terms": ["men"], "counted": False},
                ],
            },
            {
                "id": "lgbtqia",
                "name": "LGBTQIA+",
                "rated": True,
                "category": [{"id": "lgbti", "name": "LGBTI", "terms": ["lgbti"]}],
            },
            {
                "id": "migration",
                "name": "Migration",
                "category": [{"id": "migrants", "name": "Migrants", "terms": ["migrants"]}],
            },
        ],
        "areas": [
            {
                "id": "health",
                "name": "Health",
                "terms": ["clinics"],
                "risks": ["harassment"],
                "instruments": ["c190"],
                "question": [
                    {"when": "no-lgbtqia", "ask": "Who treats them in {state}?"},
                    {"when": "risk:harassment", "ask": "What of harassment?"},
                    {"when": "absent", "ask": "Why nothing on health?"},
                ],
            },
            {
                "id": "justice",
                "name": "Justice",
                "terms": ["courts"],
                "question": [{"when": "absent", "ask": "Why no courts?"}],
            },
        ],
        "risks": [{"id": "harassment", "name": "Harassment", "terms": ["harassment"]}],
        "instruments": [{"id": "c190", "name": "Convention No. 190", "short": "ILO C190", "terms": ["C190"]}],
        "actions": {
            "strength": [],
            "kind": [
                {"id": "law", "name": "Law", "terms": ["act"]},
                {"id": "plan", "name": "Plan", "terms": ["plan"]},
            ],
            "tense": [],
        },
        "context": {
            "cue": [
                {
                    "id": "numbered",
                    "name": "Numbered",
                    "terms": ["article", "law", "p", "footnote", "case", "age of marriage is", "age of"],
                },
                {"id": "numbered-several", "name": "Several", "terms": ["articles", "aged", "ages of"]},
                {
                    "id": "duration",
                    "name": "Durations",
                    "terms": ["day(s)", "month(s)", "year(s)", "hour(s)"],
                },
                {"id": "range", "name": "Ranges", "terms": ["to", "and"]},
                {"id": "month", "name": "Months", "terms": ["june"]},
            ]
        },
    }
)
GROUPS = {
    "women": ("gender", "women"),
    "girls": ("gender", "girls"),
    "men": ("gender", "men"),
    "lgbti": ("lgbtqia", "lgbti"),
    "migrants": ("migration", "migrants"),
    "clinics": ("area", "health"),
    "courts": ("area", "justice"),
    "harassment": ("risk", "harassment"),
    "c190": ("instrument", "c190"),
}


def report(
    *texts: str | tuple[Zone, str], actions: dict[int, ActionStatement] | None = None, pages: int = 1
) -> tuple[Document, Mentions]:
    """A document with a block (and a sentence) for each text, and the mentions of GROUPS' words in it.

    A text may come with its zone; "body" texts are numbered from 1. All words are split at blanks.
    """
    blocks: list[Block] = []
    sentences: list[Sentence] = []
    mentions: list[Mention] = []
    words: list[int] = []
    path: tuple[str, ...] = ()
    position = number = 0
    for index, item in enumerate(texts):
        zone, text = item if isinstance(item, tuple) else ("body", item)
        number += zone == "body"
        block = Block(
            index=index,
            zone=zone,
            start=position,
            end=position + len(text),
            number=str(number) if zone == "body" else None,
            heading_path=() if zone == "heading" else path,
            level=1 if zone == "heading" else None,
        )
        path = (text,) if zone == "heading" else path
        blocks.append(block)
        sentences.append(Sentence(block.start, block.end, index, len(text.split())))
        words.append(len(text.split()))
        offset = position
        for word in text.split(" "):
            if word in GROUPS:
                group, category = GROUPS[word]
                mentions.append(
                    Mention(group, category, word, word, offset, offset + len(word), 1, index, index)
                )
            offset += len(word) + 1
        position = block.end + 1
    text = "\n".join(t if isinstance(t, str) else t[1] for t in texts)
    document = Document(
        name="test.pdf",
        sha256="1" * 64,
        format="pdf",
        engine="test",
        text=text,
        blocks=tuple(blocks),
        pages=tuple(Page(n + 1, 595, 842) for n in range(pages)),
        segments=(Segment(0, len(text), 1, 0),),
        language="en",
    )
    return document, Mentions(
        tuple(mentions), tuple(sentences), tuple((actions or {}).values()), tuple(words)
    )
