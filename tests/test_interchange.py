"""Dictionaries of other programs: what is read of them, what is written, and what is said to be lost."""

import re
import tomllib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from gmi import score
from gmi.cli.lexicon import lexicon_app
from gmi.errors import GmiError
from gmi.find.explain import matches
from gmi.find.matcher import Matcher, Rule, Target
from gmi.find.tokens import Tokens
from gmi.find.vocabulary import Vocabulary
from gmi.lexicon import load
from gmi.lexicon.interchange import formats, patterns, toml
from gmi.lexicon.interchange.dictionary import Dictionary, Entry, Notes, merged, outlined
from gmi.lexicon.interchange.outline import outline
from gmi.lexicon.model import Group, Lexicon
from gmi.lexicon.term import forms, variants
from gmi.read import read

ROOT = Path(__file__).parent.parent
NAMES = tuple(formats.FORMATS)

LIWC = """%
1\tfunction (Function Words)
\t2\tpronoun (Pron)
30\taffect
\t31\tposemo
%
I\t1\t2
kind of\t1
café*\t30 31
like\t(02 134)125/464\t1
these 1 99
smile <with> joy\t31
"""
WORDSTAT = """SOUTH
   \tBW
   \t\tBotswana (1)
   \t\tBotswanan* (1)
   \tZA
   \t\tSOUTH_AFRICA (1)
   \t\tgold (2.5)
   \t\t@NEARBY [GOLD NEAR MINE /C5] (1)
   \t\t~GOLD BEFORE MINE (1)
   \t\t^gold.*$ (1)
LGBTQIA+
   \tlesbian* (1)
"""
YOSHIKODER = """<?xml version="1.0" encoding="ISO-8859-1"?>
<dictionary style="050805" patternengine="substring">
	<cnode name="Laws" desc="Laws">
		<cnode name="Pro" desc="In favour of order.">
			<pnode name="polic*"/>
			<cnode name="Courts"><pnode name="high court" score="2"/></cnode>
		</cnode>
		<cnode name="Caf\u00e9"><pnode name="*law*"/></cnode>
	</cnode>
</dictionary>
"""
# A file's name and text, what is read of it, and what the notes must speak of.
READ = [
    (
        "nested.yml",
        'A:\n  B: [no, "two words", wom*]\n  C:\n    __: [x, ~]\n    D: y\nE: [on, 12]\n',
        {
            ("A", "B"): ("no", "two words", "wom*"),
            ("A", "C"): ("x",),
            ("A", "C", "D"): ("y",),
            ("E",): ("on", "12"),
        },
        (),
    ),
    ("twice.yml", "A: [x]\nA: [y]\n", {("A",): ("x", "y")}, ()),
    (
        "words.dic",
        LIWC,
        {
            ("function (Function Words)",): ("I", "kind of", "like", "these"),
            ("function (Function Words)", "pronoun (Pron)"): ("I",),
            ("affect",): ("café*",),
            ("affect", "posemo"): ("café*",),
        },
        ("category 99", "conditions on neighbouring words", "smile <with> joy"),
    ),
    (
        "places.cat",
        WORDSTAT,
        {
            ("SOUTH", "BW"): ("Botswana", "Botswanan*"),
            ("SOUTH", "ZA"): ("south africa", "gold"),
            ("LGBTQIA+",): ("lesbian*",),
        },
        ("The weight 2.5 of 'gold'", "GOLD NEAR MINE", "GOLD BEFORE MINE", "regular expressions"),
    ),
    (
        "laws.ykd",
        YOSHIKODER,
        {
            ("Laws", "Pro"): ("polic*",),
            ("Laws", "Pro", "Courts"): ("high court",),
            ("Laws", "Café"): ("*law*",),
        },
        ("The weight 2 of 'high court'",),
    ),
    ("laws.lcd", YOSHIKODER, {("Laws", "Pro"): ("polic*",)}, ()),
    (
        "mary.lc3",
        "stray\n+A category\nmore\nlamb*\n\n+B > C\nhad\n",
        {("A category",): ("more", "lamb*"), ("B", "C"): ("had",)},
        ("stray",),
    ),
    (
        "new.dicx",
        'DicTerm,A,B > C\nfoo*,X,\n"so, so",,0.5\n',
        {("A",): ("foo*",), ("B", "C"): ("so, so",)},
        ("The weight 0.5",),
    ),
]


def found(path: Path, name: str | None = None) -> tuple[dict[tuple[str, ...], tuple[str, ...]], list[str]]:
    notes = Notes()
    dictionary, _ = formats.read(path, name, notes)
    return {entry.path: entry.patterns for entry in dictionary.entries if entry.patterns}, notes.lines()


@pytest.mark.parametrize(("name", "text", "expected", "told"), READ, ids=[case[0] for case in READ])
def test_what_is_read(
    name: str,
    text: str,
    expected: dict[tuple[str, ...], tuple[str, ...]],
    told: tuple[str, ...],
    tmp_path: Path,
) -> None:
    path = tmp_path / name
    path.write_bytes(text.encode("latin-1" if "ISO-8859-1" in text else "utf-8"))
    entries, notes = found(path)
    assert expected.items() <= entries.items()
    assert name == "laws.lcd" or expected == entries
    for each in told:
        assert any(each in note for note in notes), each
    if not told:
        assert name == "laws.lcd" or not notes


@pytest.mark.parametrize(
    ("name", "text", "format"),
    [
        ("words.txt", LIWC, "liwc"),
        ("words.cat", LIWC, "liwc"),
        ("laws.dic", YOSHIKODER, "yoshikoder"),
        ("mary.lcd", "+A\nlamb\n", "lexicoder"),
        ("places.txt", WORDSTAT, "wordstat"),
        ("table.csv", "DicTerm,A\nx,X\n", "dicx"),
        ("list.yaml", "- x", "quanteda"),
        ("plus.yml", "+A:\n- x (1)\n", "quanteda"),
    ],
)
def test_content_tells_the_format(name: str, text: str, format: str) -> None:
    assert formats.recognised(Path(name), text.encode()) == format


@pytest.mark.parametrize(
    ("encoding", "told"), [("utf-8", False), ("utf-8-sig", False), ("utf-16", False), ("cp1252", True)]
)
def test_encodings(encoding: str, told: bool, tmp_path: Path) -> None:
    path = tmp_path / "words.dic"
    path.write_bytes(LIWC.encode(encoding))
    entries, notes = found(path)
    assert entries[("affect",)] == ("café*",)
    assert any("Windows-1252" in note for note in notes) == told


ENTITIES = (
    '<!DOCTYPE d [<!ENTITY a "{}"><!ENTITY b "{}">]>'
    '<dictionary><cnode name="A"><pnode name="x&b;"/></cnode></dictionary>'
)
BOMB = "\n".join(
    [
        "a: &a [x, x, x, x, x, x, x, x, x, x]",
        *(
            f"{chr(98 + n)}: &{chr(98 + n)} {{{', '.join(f'k{i}: *{chr(97 + n)}' for i in range(10))}}}"
            for n in range(9)
        ),
    ]
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bomb.ykd", ENTITIES.format("x" * 1000, "&a;" * 1000).encode()),
        (
            "outside.ykd",
            b'<!DOCTYPE d [<!ENTITY b SYSTEM "file:///etc/passwd">]><dictionary>&b;</dictionary>',
        ),
        ("deep.ykd", b"<dictionary>" + b'<cnode name="a">' * 5000),
        ("deep.yml", b"a: " + b"[" * 5000),
        ("levels.yml", "\n".join(" " * n + "a:" for n in range(200)).encode()),
        ("loop.yml", b"a: &a {b: *a}"),
        ("bomb.yml", BOMB.encode()),
        ("broken.yml", b"a: [x\nb: }"),
        ("number.yml", b"12"),
        ("empty.yml", b""),
        ("picture.dic", b"\x89PNG\r\n\x1a\n\x00\x00"),
        ("half.dic", b"%\n1\ta\nx\t1\n"),
        ("words.doc", b"women, girls"),
        ("other.ykd", b"<html><body>x</body></html>"),
        ("nothing.cat", b"A\n\tB\n"),
    ],
)
def test_hostile_and_wrong_files_are_refused_in_a_line(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(GmiError) as refused:
        formats.read(path, None, Notes())
    assert name in str(refused.value)
    assert "\n" not in str(refused.value)


# Round trips

WORD = st.text("abcdefgé'", min_size=1, max_size=6).filter(lambda word: word.strip("'") == word)
PATTERN = st.lists(
    st.builds("{}{}".format, WORD, st.sampled_from(["", "", "*"])), min_size=1, max_size=3
).map(" ".join)
NAME = st.text("ABCdef gé&+'-", min_size=1, max_size=8).map(lambda name: "N" + " ".join(name.split()))
DICTIONARY = st.dictionaries(
    st.lists(NAME, min_size=1, max_size=3).map(tuple),
    st.lists(PATTERN, min_size=1, max_size=4, unique=True),
    min_size=1,
    max_size=5,
).map(lambda found: merged("dictionary", [Entry(path, tuple(each)) for path, each in found.items()]))


def as_sets(entries: list[Entry], strip: str = "") -> dict[tuple[str, ...], set[str]]:
    paths = {e.path[1:] if strip and e.path[0] == strip else e.path: set(e.patterns) for e in entries}
    return {path: each for path, each in paths.items() if each}


def around(dictionary: Dictionary) -> dict[tuple[str, ...], set[str]]:
    """What LIWC's categories hold: their own words and those of the categories below."""
    return {
        above.path: {
            p for e in dictionary.entries if e.path[: len(above.path)] == above.path for p in e.patterns
        }
        for above in outlined(dictionary)
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("round")


@pytest.mark.parametrize("name", NAMES)
@given(dictionary=DICTIONARY)
@settings(max_examples=40)
def test_what_is_written_is_read_again(name: str, dictionary: Dictionary, folder: Path) -> None:
    notes = Notes()
    data = formats.written(dictionary, name, notes)
    module = formats.FORMATS[name]
    path = folder / f"d{module.endings[0]}"
    path.write_bytes(data)
    again, _ = formats.read(path, None, notes)
    assert notes.lines() == []
    wrapped = "dictionary" if {entry.path[0] for entry in again.entries} == {"dictionary"} else ""
    expected = around(dictionary) if name in ("liwc", "dicx") else as_sets(list(dictionary.entries))
    assert as_sets(list(again.entries), wrapped) == expected


@pytest.mark.parametrize("name", NAMES)
@given(dictionary=DICTIONARY)
@settings(max_examples=10)
def test_import_export_import(name: str, dictionary: Dictionary, folder: Path) -> None:
    """Through gmi's own files and back: the same terms in the same hierarchy."""
    first = toml.groups(dictionary, (), Notes(), group="own", several=False)[0]
    written = tomllib.loads(toml.toml_text(first, "x"))
    group = Group.model_validate({**written["group"], "category": written["category"]})
    exported = outline(load().model_copy(update={"groups": (group,)}), ["own"], Notes())
    path = folder / f"own{formats.FORMATS[name].endings[0]}"
    path.write_bytes(formats.written(exported, name, Notes()))
    again, _ = formats.read(path, None, Notes())
    second = toml.groups(again, (), Notes(), group="own", several=False)[0]
    assert {c.name: set(map(str.lower, c.terms)) for c in second.categories} == {
        c.name: set(map(str.lower, c.terms)) for c in first.categories
    }


# Terms

LETTERS = st.text("ab", min_size=1, max_size=3)
PIECE_OF_TERM = st.one_of(
    LETTERS,
    st.builds("{}({})".format, LETTERS, LETTERS),
    st.builds("{}({}|{})".format, LETTERS, LETTERS, LETTERS),
    st.builds("({} and) {}".format, LETTERS, LETTERS),
    st.builds("{}-{}".format, LETTERS, LETTERS),
    st.builds("{}*".format, LETTERS),
    st.just("*"),
    st.builds("{}'s".format, LETTERS),
    st.builds(r"\({}\)".format, LETTERS),
)
TERM = st.lists(PIECE_OF_TERM, min_size=1, max_size=3).map(" ".join).filter(lambda term: term.strip("* "))
TOKENS = ["a", "b", "ab", "ba", "aa", "abs", "and", "-", "(", ")", "'", "s", " "]
TEXT = st.lists(st.sampled_from(TOKENS), max_size=14).map("".join)


def places(terms: list[str], text: str) -> list[tuple[int, int]]:
    tokens = Tokens.cut(text, Vocabulary())
    matcher = Matcher(Rule(Target("r", "g", "c", term)) for term in terms)
    return [(match.start, match.end) for match in matcher(tokens.types, tokens.words)]


@given(term=TERM, text=TEXT)
@settings(max_examples=300)
def test_a_term_s_patterns_find_what_the_term_finds(term: str, text: str) -> None:
    notes = Notes()
    back = [patterns.term_of(pattern, notes) for pattern in patterns.patterns_of(term, notes)]
    assert notes.lines() == []
    assert places([each for each in back if each], text) == places([term], text)


@given(term=TERM)
def test_a_term_s_forms_are_found_by_it(term: str) -> None:
    for form in forms(term):
        text = " ".join("ab" if word == "*" else word.replace("*", "") for word in form.split())
        assert places([term], text), form


def test_literal_marks() -> None:
    assert [word.text for word in variants(r"\(s\)")[0]] == ["(", "s", ")"]
    assert patterns.term_of('say "no" (x|y)', Notes()) == r"say \"no\" \(x\|y\)"
    assert forms(r"say \"no\"") == ('say "no"',)
    assert places([r"work\(er\)"], "a work(er) b") == [(1, 5)]


@pytest.mark.parametrize(
    ("pattern", "term", "told"),
    [
        ("wom?n", "wom*n", "? is one letter"),
        ("??", None, "left out"),
        ("*", None, "left out"),
        ("a\tb\x07", "a b", ""),
        ("**phobi**", "*phobi*", ""),
        (":)", r":\)", ""),
        ("what?", "what*", "? is one letter"),
    ],
)
def test_patterns_become_terms(pattern: str, term: str | None, told: str) -> None:
    notes = Notes()
    assert patterns.term_of(pattern, notes) == term
    assert told in "".join(notes.lines())
    assert bool(told) == bool(notes.lines())


def test_terms_of_too_many_forms_are_said() -> None:
    notes = Notes()
    assert patterns.patterns_of(" ".join(["(a|b)"] * 11), notes) == []
    assert "more than 1,000 forms" in notes.lines()[0]


# The shipped lexicon


@lru_cache
def sayable() -> Lexicon:
    """The shipped lexicon without what is said to be lost: exceptions, and that capitals count."""
    shipped = load()
    groups = tuple(
        group.model_copy(
            update={
                "excludes": (),
                "categories": tuple(
                    c.model_copy(update={"excludes": (), "terms": tuple(t.replace('"', "") for t in c.terms)})
                    for c in group.categories
                ),
            }
        )
        for group in shipped.groups
    )
    # Made anew: a copy would keep what the shipped one has worked out.
    return Lexicon.model_validate(shipped.model_copy(update={"groups": groups}).model_dump(by_alias=True))


@lru_cache
def sample_text() -> str:
    return "\n".join(
        read(ROOT / "samples" / f"{name}.pdf").text for name in ("orrund", "calvessa", "tarvenia")
    )


def found_in(text: str, lexicon: Lexicon) -> dict[tuple[str, str], list[tuple[int, int]]]:
    """The places of each category, by the names of group and category."""
    names = {
        (group.id, category.id): (group.name, category.name)
        for group in lexicon.groups
        for category in group.categories
    }
    places: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for match in matches(text, lexicon):
        name = names.get((match.target.group, match.target.category))
        if name:
            places.setdefault(name, []).append((match.start, match.end))
    return places


@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_lexicon_finds_the_same_after_export_and_import(name: str, tmp_path: Path) -> None:
    runner = CliRunner()
    file, folder = tmp_path / f"gmi{formats.FORMATS[name].endings[0]}", tmp_path / "back"
    exported = runner.invoke(lexicon_app, ["export", "-o", str(file)])
    assert exported.exit_code == 0
    assert "'\"SOGI\"'" in exported.stderr
    assert runner.invoke(lexicon_app, ["import", str(file), "-o", str(folder)]).exit_code == 0
    assert runner.invoke(lexicon_app, ["check", str(folder)]).exit_code == 0
    back = load("en", [folder])
    mine = [group for group in back.groups if group.id not in {each.id for each in load().groups}]
    imported = Lexicon.model_validate(
        back.model_copy(update={"groups": tuple(mine)}).model_dump(by_alias=True)
    )
    expected = found_in(sample_text(), sayable())
    assert len(expected) > 20
    assert found_in(sample_text(), imported) == expected


# The command line


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(lexicon_app, [str(each) for each in arguments])
    if isinstance(result.exception, GmiError):
        return 2, str(result.exception)
    return result.exit_code, result.stderr


@pytest.fixture
def own(tmp_path: Path) -> Callable[[str, str], Path]:
    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_an_imported_dictionary_is_scored_at_once(own: Callable[[str, str], Path], tmp_path: Path) -> None:
    file = own("care.yml", "Care:\n  Work: [domestic work*, care work*]\n  People: ['children', 'elder*']\n")
    lexicon = tmp_path / "care.toml"
    status, told = run("import", file, "-o", lexicon)
    assert status == 0
    assert "1 group, 2 categories, 4 terms" in told
    assert "gmi score REPORT --lexicon" in told
    assessment = score(ROOT / "samples" / "tarvenia.pdf", lexicon=[lexicon])
    mentions = [mention for mention in assessment.mentions if mention.group == "care"]
    assert {mention.category for mention in mentions} == {"work", "people"}


def test_ids_are_safe_and_groups_that_exist_are_only_added_to_when_asked(
    own: Callable[[str, str], Path], tmp_path: Path
) -> None:
    file = own("gender.yml", 'Wómen & girls!: [x]\n"women, girls": [y]\n"???": [z]\n')
    lexicon = tmp_path / "own.toml"
    status, told = run("import", file, "-o", lexicon)
    assert status == 0
    assert "gets the id gender-2" in told
    group = next(each for each in load("en", [lexicon]).groups if each.id == "gender-2")
    assert [(c.id, c.name) for c in group.categories] == [
        ("women-girls", "Wómen & girls!"),
        ("women-girls-2", "women, girls"),
        ("category", "???"),
    ]
    assert run("import", file, "-o", lexicon, "--group", "gender")[0] == 0
    assert len(load("en", [lexicon]).groups) == len(load().groups)


def test_a_term_of_several_categories_is_said(own: Callable[[str, str], Path], tmp_path: Path) -> None:
    file = own("two.yml", "A: [x, y]\nB: [X, z]\n")
    status, told = run("import", file, "-o", tmp_path / "two.toml")
    assert status == 0
    assert "1 term is in several categories of 'two' ('x')" in told
    assert "several categories" not in run("import", file, "-o", tmp_path / "two")[1]
    assert sorted(path.name for path in (tmp_path / "two").iterdir()) == ["a.toml", "b.toml"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("import", "in.yml", "-o", "my.yml"), "a .toml file or a folder"),
        (("import", "none.yml", "-o", "my.toml"), "Can't read"),
        (("import", "in.yml", "-o", "no/my.toml"), "There is no folder"),
        (("import", "in.yml", "-o", "my.toml", "--group", "A b"), "is no id"),
        (("import", "in.yml", "-o", "folder", "--group", "a"), "--group is for one group"),
        (("import", "in.yml", "-o", "full"), "is there already"),
        (("import", "in.yml", "-o", "my.toml", "--format", "liwc"), "two lines of %"),
        (("export", "-o", "gmi.doc"), "no format has its ending"),
        (("export", "-o", "gmi.yml", "--group", "gendr"), "Did you mean 'gender'?"),
    ],
)
def test_what_can_t_be_is_refused_and_writes_nothing(
    arguments: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in.yml").write_text("A: [x]", encoding="utf-8")
    Path("full").mkdir()
    Path("full", "a.toml").write_text("", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    status, said = run(*arguments)
    assert status == 2
    assert told in said
    assert sorted(tmp_path.rglob("*")) == before


def test_the_same_export_has_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.ykd", "b.ykd"):
        assert run("export", "-o", tmp_path / name, "--group", "gender", "--group", "area")[0] == 0
    assert (tmp_path / "a.ykd").read_bytes() == (tmp_path / "b.ykd").read_bytes()


def test_the_patterns_that_are_written_are_counted(tmp_path: Path) -> None:
    """LIWC can't have LGBT*IQ."""
    out = tmp_path / "gmi.dic"
    told = CliRunner().invoke(lexicon_app, ["export", "-o", str(out), "--group", "lgbtqia"]).output
    words = re.split(r"(?m)^%$", out.read_text(encoding="utf-8"))[2].strip().splitlines()
    assert "'LGBT*IQ' of LGBTQIA+ > LGBTQIA+ people is left out" in told
    assert f"{len(words):,} patterns" in told


def test_terms_of_one_committee_are_said_to_be_left_out() -> None:
    notes = Notes()
    outline(load(), ["instrument"], notes)
    assert any(
        "its `own` terms, which count only in reports to its Committee" in line for line in notes.lines()
    )
