"""find: what is matched, where, and how it survives being saved."""

import subprocess
import sys
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fnmatch import fnmatchcase
from importlib import import_module
from pathlib import Path

import pytest
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.tokens import DocBin

from gmi.find import build_pipeline, find
from gmi.find.explain import Row, explain, matches
from gmi.find.matcher import Matcher, Rule, Target
from gmi.find.pipeline import mentions_of
from gmi.find.sentences import sentence_spans
from gmi.lexicon import load
from gmi.lexicon.term import variants
from gmi.read import read
from gmi.read.document import Block, Document, Page, Segment
from tests.reports import LEXICON, report


def rule(term: str, group: str = "g", category: str = "c", cancels: bool = False) -> Rule:
    return Rule(Target(group, group, category, term), cancels)


def found(text: str, *rules: Rule) -> list[str]:
    row = Row.of(text)
    return [row.text(m.start, m.end) for m in Matcher(rules)(row.types, row.words)]


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("gender-based violence", "Gender based violence", ["Gender based violence"]),
        ("gender based violence", "gender-based violence", ["gender-based violence"]),
        ("gender-based violence", "gender–based violence", ["gender–based violence"]),
        ("gender-based violence", "gender‑based\nviolence", ["gender‑based violence"]),
        ("women", "WOMEN, women's, women’s and Women", ["WOMEN", "women", "women", "Women"]),
        ("women", "womenfolk", []),
        ("women's rights", "women’s rights and women's rights", ["women’s rights", "women's rights"]),
        ("migra*", "migrants emigrate; migration", ["migrants", "migration"]),
        ("*phobi*", "homophobia and phobic", ["homophobia", "phobic"]),
        ("violence against * women", "violence against migrant women, violence against women",
         ["violence against migrant women"]),
        ('"SOGI"', "SOGI and sogi", ["SOGI"]),
        ("labo(u)r", "labor labour lab", ["labor", "labour"]),
        ("human trafficking", "human. Trafficking", []),
        ("migrant (and refugee) women", "migrant and refugee women; migrant women",
         ["migrant and refugee women", "migrant women"]),
        ("women/men", "women/men, women / men, women-men", ["women/men", "women / men"]),
        ("LGBT+", "LGBT+ and LGBT", ["LGBT+"]),
        ("trafficking", "", []),
    ],
)  # fmt: skip
def test_what_a_term_matches(term: str, text: str, expected: list[str]) -> None:
    assert found(text, rule(term)) == expected


def test_the_longest_match_has_the_place() -> None:
    rules = [rule("women"), rule("violence against women"), rule("violence")]
    assert found("violence against women, and women", *rules) == ["violence against women", "women"]


def test_groups_do_not_compete() -> None:
    rules = [rule("migrant women", "gender"), rule("migrant", "migration")]
    assert sorted(found("migrant women", *rules)) == ["migrant", "migrant women"]


def test_an_exception_cancels_what_lies_inside_it() -> None:
    rules = [rule("trafficking"), rule("drug trafficking", cancels=True)]
    assert found("drug trafficking and trafficking", *rules) == ["trafficking"]
    assert found("trafficking in drugs", *rules) == ["trafficking"]


def test_an_exception_of_a_category_leaves_the_others() -> None:
    rules = [
        rule("act", category="law"),
        rule("act as", category="law", cancels=True),
        rule("act", "h", "deed"),
    ]
    assert found("act as a guardian", *rules) == ["act"]


def test_matches_stay_inside_their_block() -> None:
    document, _ = report("violence against", "women act")
    mentions = find(document, load())
    assert [m.text for m in mentions.mentions if m.group == "gender"] == ["women"]


def document_of(*blocks: str) -> Document:
    """A document without pages, of body blocks."""
    text, places = "\n".join(blocks), []
    for index, block in enumerate(blocks):
        start = places[-1].end + 1 if places else 0
        places.append(Block(index, "body", start, start + len(block)))
    return Document(name="x", sha256="", format="text", engine="", text=text, blocks=tuple(places), pages=(),
                    segments=(), language="en")  # fmt: skip


@pytest.mark.parametrize(
    "gap", [" ", "  ", "\t", "\n", " \n", "\u00a0", "-", " – ", "-\n", "\u200b ", "\u00ad"]
)
def test_a_blank_of_a_term_is_any_gap_inside_a_block(gap: str) -> None:
    mentions = find(document_of(f"on violence{gap}against women"), load()).mentions
    assert [m.text for m in mentions if m.group == "gender"] == [f"violence{gap}against women"]


def test_a_term_never_runs_on_into_the_next_block() -> None:
    mentions = find(
        document_of("on violence", "against women", "migrant", "women -", "women"), load()
    ).mentions
    assert [m.text for m in mentions if m.group == "gender"] == ["women", "women", "women"]


@pytest.mark.parametrize("blocks", [(), ("",), ("", ""), (" ",), ("", "women")])
def test_documents_without_words(blocks: tuple[str, ...]) -> None:
    found = find(document_of(*blocks), load())
    assert len(found.words) == len(blocks)
    assert [m.text for m in found.mentions if m.group == "gender"] == ["women"] * ("women" in blocks)


def test_a_mention_knows_its_place() -> None:
    text = "Women work abroad.\nThe Ministry counts 52 migrant women in 2020. No data exist on girls."
    end = text.index("\n")
    document = Document(
        name="x.pdf", sha256="", format="pdf", engine="", text=text, language="en",
        blocks=(Block(0, "heading", 0, end, level=1), Block(1, "body", end + 1, len(text), number="7")),
        pages=(Page(1, 1, 1), Page(2, 1, 1)),
        segments=(Segment(0, end, 1, 0), Segment(end + 1, len(text), 2, 0)),
    )  # fmt: skip
    mentions = find(document, load())
    gender = [m for m in mentions.mentions if m.group == "gender"]
    assert [(m.text, m.page, m.block, m.sentence) for m in gender] == [
        ("Women", 1, 0, 0),
        ("women", 2, 1, 1),
        ("girls", 2, 1, 2),
    ]
    assert all(text[m.start : m.end] == m.text for m in mentions.mentions)
    assert mentions.words == (3, 13)
    assert [s.words for s in mentions.sentences] == [3, 8, 5]


def test_blocks_lend_their_mentions_what_they_are() -> None:
    document, _ = report("women", "femmes women", ("footnote", "women as read"))
    blocks = list(document.blocks)
    blocks[1] = Block(1, "body", blocks[1].start, blocks[1].end, language="fr")
    blocks[2] = Block(2, "footnote", blocks[2].start, blocks[2].end, repeats=True)
    changed = Document(**{**vars(document), "blocks": tuple(blocks)})
    flags = [m.contexts for m in find(changed, load()).mentions if m.group == "gender"]
    assert flags == [(), ("foreign_language",), ("repeat",)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("12. The State works. It goes on.", ["12. The State works.", "It goes on."]),
        (
            "Act No. 5 and art. 7 apply. So does St. Ives.",
            ["Act No. 5 and art. 7 apply.", "So does St. Ives."],
        ),
        ("J. Smith of the U. N. spoke.", ["J. Smith of the U. N. spoke."]),
        ("It is 3.5 per cent. The rest is not.", ["It is 3.5 per cent.", "The rest is not."]),
        ("He said “no.” They left.", ["He said “no.” They left."]),
        ("no capital. after a stop", ["no capital. after a stop"]),
        (
            "The Act 2011 (Cap. 112) holds. It (a law) does. 9 do.",
            ["The Act 2011 (Cap. 112) holds.", "It (a law) does.", "9 do."],
        ),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    spans = sentence_spans(text, [[0, len(text)]], ["No", "art", "St"])
    assert [text[start:end] for start, end, _ in spans] == sentences


@pytest.mark.parametrize(
    "text", ["a" * 200_000, "." * 200_000, "women " * 20_000, "“women " * 20_000, "no data on women " * 600]
)
def test_what_has_no_end_takes_no_age(text: str) -> None:
    begin = time.process_time()
    sentences = find(document_of(text), load()).sentences
    assert time.process_time() - begin < 10
    assert max(sentence.end - sentence.start for sentence in sentences) <= max(10_000, len(text.split()[0]))


def test_spans_survive_being_saved() -> None:
    nlp = build_pipeline(LEXICON)
    doc = nlp("women migrants use clinics. girls too.")
    expected = mentions_of(doc)
    assert len(expected) == 4
    bin_ = DocBin(store_user_data=True, docs=[doc])
    (back,) = DocBin(store_user_data=True).from_bytes(bin_.to_bytes()).get_docs(spacy.blank("en").vocab)
    assert mentions_of(back) == expected
    assert [list(s) for s in back.user_data["gmi_sentences"]] == doc.user_data["gmi_sentences"]
    assert [s.text for s in nlp("Women rest. Girls too.").sents] == ["Women rest.", "Girls too."]


def test_a_pipeline_survives_being_saved(tmp_path) -> None:
    nlp = build_pipeline(LEXICON)
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert again.pipe_names == ["gmi_sentences", "gmi_mentions", "gmi_context", "gmi_actions"]
    text = "women migrants use clinics"
    assert mentions_of(again(text)) == mentions_of(nlp(text))


def test_many_texts_in_one_go() -> None:
    nlp = build_pipeline(LEXICON)
    assert [len(mentions_of(doc)) for doc in nlp.pipe(["women", "nothing", "girls and migrants"])] == [
        1,
        0,
        2,
    ]


WORDS = st.sampled_from(
    ["women", "girls", "migrant", "worker", "workers", "and", "-", "violence", "against", "."]
)
TERMS = [
    "women",
    "migrant women",
    "women and girls",
    "violence against women",
    "migrant worker(s)",
    "girl*",
    "* women",
]


@settings(deadline=None)
@given(st.lists(WORDS, max_size=25), st.permutations(TERMS))
def test_nothing_is_counted_twice_and_order_does_not_matter(words: list[str], order: list[str]) -> None:
    text = " ".join(words)
    row = Row.of(text)
    plain = Matcher([rule(t, category=t) for t in TERMS])(row.types, row.words)
    shuffled = Matcher([rule(t, category=t) for t in order])(row.types, row.words)
    assert [(m.start, m.end) for m in plain] == [(m.start, m.end) for m in shuffled]
    places = [token for m in plain for token in range(m.start, m.end)]
    assert len(places) == len(set(places))


def expected(words: list[str], rules: list[Rule]) -> set[tuple[int, int, str, str]]:
    """What the matcher should find, by trying every form of every rule at every place."""
    fits = [
        (start, end, rule)
        for rule in rules
        for form in variants(rule.target.term)
        for start in range(len(words))
        for end in ends(words, start, [word.text for word in form])
    ]
    cancelled = [fit for fit in fits if fit[2].cancels]
    open_ = [
        (start, end, rule)
        for start, end, rule in fits
        if not rule.cancels
        and not any(
            by.target.group == rule.target.group
            and by.target.category in ("", rule.target.category)
            and begin <= start
            and end <= stop
            for begin, stop, by in cancelled
        )
    ]
    open_.sort(key=lambda fit: (fit[0] - fit[1], fit[0], rules.index(fit[2])))
    chosen: list[tuple[int, int, Rule]] = []
    for start, end, rule in open_:
        rivals = [c for c in chosen if c[2].target.rivals == rule.target.rivals]
        if all(end <= begin or stop <= start for begin, stop, _ in rivals):
            chosen.append((start, end, rule))
    return {(start, end, rule.target.group, rule.target.category) for start, end, rule in chosen}


def ends(words: list[str], start: int, form: list[str]) -> list[int]:
    """Where a form that begins at `start` ends; hyphens may stand between its words."""
    place = start
    for number, word in enumerate(form):
        while number and place < len(words) and words[place] == "-":
            place += 1
        if place == len(words) or not (
            words[place][:1].isalnum() if word == "*" else fnmatchcase(words[place], word)
        ):
            return []
        place += 1
    return [place]


RULES = st.lists(
    st.builds(
        rule,
        st.sampled_from([*TERMS, "violence * women", "women - and", "and", "migrant (and) worker(s)"]),
        st.sampled_from(["g", "h"]),
        st.sampled_from(["", "c", "d"]),
        st.booleans(),
    ).filter(lambda made: made.cancels or made.target.category),
    max_size=8,
)


@settings(deadline=None, max_examples=300)
@given(st.lists(WORDS, max_size=14), RULES)
# A first word that begins two terms, behind which anything may stand.
@example(
    ["violence", "girls", "women"],
    [rule("* women", "g", "c", False), rule("violence * women", "g", "", True)],
)
def test_the_matcher_finds_what_trying_everything_finds(words: list[str], rules: list[Rule]) -> None:
    row = Row.of(" ".join(words))
    matches = Matcher(rules)(row.types, row.words)
    assert {(m.start, m.end, m.target.group, m.target.category) for m in matches} == expected(words, rules)
    assert [m.start for m in matches] == sorted(m.start for m in matches)


@settings(deadline=None)
@given(st.lists(st.lists(WORDS, max_size=8), max_size=5))
def test_what_is_found_in_a_block_does_not_depend_on_the_others(blocks: list[list[str]]) -> None:
    texts = [" ".join(words) for words in blocks]
    together = find(document_of(*texts), LEXICON).mentions
    apart = [m.text for text in texts for m in find(document_of(text), LEXICON).mentions]
    assert [m.text for m in together] == apart


def test_spacy_finds_the_components_by_itself() -> None:
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))
    points = project["project"]["entry-points"]
    nlp = build_pipeline(LEXICON)
    assert set(points["spacy_factories"]) == set(nlp.pipe_names)
    for group in ("spacy_factories", "spacy_tokenizers"):
        for point in points[group].values():
            module, _, name = point.partition(":")
            assert callable(getattr(import_module(module), name))


@settings(deadline=None)
@given(st.text(max_size=80))
def test_tokens_give_the_text_back(text: str) -> None:
    assert build_pipeline(LEXICON).make_doc(text).text == text


def test_explaining_says_why_not() -> None:
    explained = explain("drug trafficking, violence against women, migrnats", load())
    reasons = {f.text: f.because for f in explained.passed_over if f.group in ("migration", "gender")}
    assert "exception" in reasons["trafficking"]
    assert "has the place" in reasons["women"]
    assert "migrnats" in dict(explained.near)


def test_explaining_tells_where_mentions_stand_and_nothing_twice() -> None:
    explained = explain("The Ministry of Women helps LGBTI women.", load())
    found = [(f.text, f.contexts) for f in explained.mentions if f.group in ("gender", "lgbtqia")]
    assert found == [("Women", ("body_name",)), ("LGBTI", ()), ("women", ())]
    assert not [f for f in explained.passed_over if f.group == "lgbtqia"]


def test_explaining_does_without_spacy() -> None:
    code = "import sys, gmi.find.explain; sys.exit('spacy' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It ratified ILO Conventions Nos. 29, 97 and 143.", ["ilo-c29", "ilo-c97", "ilo-c143"]),
        ("It ratified Conventions 97, 82, 143 and 189.", ["ilo-c97", "ilo-c143", "ilo-c189"]),
        ("It ratified Convention No. 97 and No. 143 of the ILO.", ["ilo-c97", "ilo-c143"]),
        ("It ratified Convention No. 97 and Convention No. 143.", ["ilo-c97", "ilo-c143"]),
        ("Under Conventions No. 97 (1949), No. 143 (1975), and 189.", ["ilo-c97", "ilo-c143", "ilo-c189"]),
        ("International Labour Organization Conventions Nos. 97 and 143", ["ilo-c97", "ilo-c143"]),
        ("See CEDAW, articles 2, 3 and 11.", ["cedaw-2", "cedaw-3", "cedaw-11"]),
        ("Under Conventions Nos. 97, 143 women were trained.", ["ilo-c97"]),
        ("Under Convention No. 97, and 143 women were trained.", ["ilo-c97"]),
        ("Under Convention No. 97 and Law No. 143 women work.", ["ilo-c97"]),
    ],
)
def test_numbers_listed_behind_a_name_are_names(text: str, found: list[str]) -> None:
    assert [
        match.target.category for match in matches(text, load()) if match.target.group == "instrument"
    ] == found


def test_threads_wait_for_each_other() -> None:
    """All threads of a process share what is known of words; none may see it half-written."""
    samples = Path(__file__).parent.parent / "samples"
    documents = [read(samples / name) for name in ("orrund.docx", "hallorin.pdf", "orrund.pdf")]
    lexicon = load()
    alone = [find(document, lexicon) for document in documents]
    # Words that no thread has seen yet, of the same length.
    unknown = [
        replace(one, text=one.text.replace("e", chr(0x100 + number)))
        for number, one in enumerate(documents * 4)
    ]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(lambda one: find(one, lexicon), unknown))
            together = list(threads.map(lambda one: find(one, lexicon), documents))
    finally:
        sys.setswitchinterval(interval)
    assert together == alone
