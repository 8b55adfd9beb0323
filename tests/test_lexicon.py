"""Lexicon files: what is loaded, how a user's own is merged, and what is said of mistakes."""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import gmi
from gmi.cli.lexicon import lexicon_app
from gmi.errors import GmiError
from gmi.find.explain import matches
from gmi.lexicon import languages, load
from gmi.lexicon.load import LexiconError
from gmi.lexicon.model import Lexicon
from gmi.lexicon.places import line_of

AREAS = {
    "domestic-work", "trafficking", "health", "labour-and-wages", "violence-and-harassment", "education",
    "social-protection", "detention-and-border", "documentation-and-regularisation", "access-to-justice",
    "family-unity", "recruitment", "return-and-reintegration", "data-and-disaggregation", "participation",
}  # fmt: skip


def own(folder: Path, text: str, name: str = "own.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def terms(lexicon: Lexicon, group: str, category: str) -> tuple[str, ...]:
    return next(c.terms for g in lexicon.groups if g.id == group for c in g.categories if c.id == category)


def test_the_shipped_lexicon_has_what_the_index_needs() -> None:
    lexicon = load()
    assert [g.id for g in lexicon.groups] == ["gender", "lgbtqia", "migration"]
    assert {area.id for area in lexicon.areas} >= AREAS
    assert all(area.risks and area.instruments and area.questions for area in lexicon.areas)
    assert languages() == ("en",)


def test_own_terms_extend(tmp_path: Path) -> None:
    path = own(tmp_path, '[group]\nid = "gender"\n[[category]]\nid = "women"\nterms = ["lideresa(s)"]\n')
    lexicon = load("en", [path])
    assert terms(lexicon, "gender", "women") == (*terms(load(), "gender", "women"), "lideresa(s)")
    assert lexicon.sha256 != load().sha256
    assert any(m.target.category == "women" for m in matches("Two lideresas spoke.", lexicon))


def test_own_terms_replace_a_category(tmp_path: Path) -> None:
    path = own(
        tmp_path, '[group]\nid="gender"\n[[category]]\nid="women"\nname="W"\nmode="replace"\nterms=["dama"]\n'
    )
    assert terms(load("en", [path]), "gender", "women") == ("dama",)
    assert terms(load("en", [path]), "gender", "girls") == terms(load(), "gender", "girls")


@pytest.mark.parametrize("place", ["file", "group"])
def test_own_file_replaces_a_group(tmp_path: Path, place: str) -> None:
    mode = 'mode="replace"\n'
    head = f"{mode}[group]\n" if place == "file" else f"[group]\n{mode}"
    rest = 'id="gender"\nname="G"\nrated=true\n[[category]]\nid="women"\nname="W"\nterms=["dama"]\n'
    path = own(tmp_path, head + rest)
    gender = load("en", [path]).groups[0]
    assert (gender.name, [c.id for c in gender.categories]) == ("G", ["women"])


def test_a_new_group_and_a_folder(tmp_path: Path) -> None:
    own(
        tmp_path,
        '[group]\nid="disability"\nname="Disability"\n[[category]]\nid="d"\nname="D"\nterms=["blind"]\n',
        "a.toml",
    )
    own(tmp_path, '[[area]]\nid="fishing"\nname="Fishing"\nterms=["fishing"]\nrisks=["wage-gap"]\n', "b.toml")
    lexicon = load("en", [tmp_path])
    assert lexicon.groups[-1].id == "disability"
    assert lexicon.areas[-1].id == "fishing"


def test_the_hash_is_of_the_content(tmp_path: Path) -> None:
    first = own(tmp_path, '[[risk]]\nid="x"\nname="X"\nterms=["xx"]\n', "1.toml")
    second = own(tmp_path, '# a comment\n[[risk]]\nid = "x"\nname = "X"\nterms = [\n "xx",\n]\n', "2.toml")
    assert load("en", [first]).sha256 == load("en", [second]).sha256


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('[group]\nid="gender"\n[[category]]\nid="women"\nterm=["x"]\n', 5, "Did you mean 'terms'?"),
        (
            '[group]\nid="gender"\n[[category]]\nid="women"\nterms=[\n "ok",\n "bad (",\n]\n',
            7,
            "Close the bracket.",
        ),
        ('[[risk]]\nid="x"\nname="X"\nterms="x"\n', 4, "terms"),
        ('[[risk]]\nid="X y"\nname="X"\nterms=["x"]\n', 2, "id"),
        ('[[risk]]\nid="x"\nterms=["x"]\n', 1, "'name' is missing. Add it."),
        ('[[risk]]\nid="wage-gaps"\nterms=["x"]\n', 1, "mend the id: did you mean 'wage-gap'?"),
        ('[group]\nid="gendr"\n', 1, "mend the id: did you mean 'gender'?"),
        ('[group]\nid="gender"\n[[category]]\nid="woman"\n', 3, "mend the id: did you mean 'women'?"),
        ('[[area]]\nid="health"\nrisks=["wage-gapp"]\n', 3, "Did you mean 'wage-gap'?"),
        ('[[area]]\nid="health"\ninstruments=["cedav"]\n', 3, "Did you mean 'cedaw'?"),
        ('[[area]]\nid="health"\n[[area.question]]\nwhen="sometimes"\nask="?"\n', 4, "There are: always"),
        ('[[risk]]\nid="x"\nname="X"\nterms=["x"]\n[[risk]]\nid="x"\nname="X"\nterms=["x"]\n', 6, "twice"),
        ('[[ares]]\nid="health"\n', 1, "Did you mean 'area'?"),
        ('[[category]]\nid="women"\nterms=["x"]\n', 1, "[group]"),
        ('mode="add"\n', 1, "extend"),
        ('[group]\nid="gender"\nmode="add"\n', 3, "extend"),
        ('[[risk]]\nid="wage-gap"\nmode="add"\n', 3, "extend"),
        ('[[group]]\nid="gender"\n', 1, "single brackets"),
        ('[group]\nid="gender"\n[[group.category]]\nid="women"\n', 1, "[[category]]"),
        ('[group]\nid="gender"\n[category]\nid="women"\n', 3, "double brackets"),
        ('[group]\nid="gendr"\n', 1, "Did you mean 'gender'?"),
        ('[group]\nid="area"\nname="A"\n[[category]]\nid="c"\nname="C"\nterms=["x"]\n', 2, "taken"),
        ('[risk]\nid="x"\n', 1, "double brackets"),
        ('risk=["x"]\n', 1, "double brackets"),
        ('[[risk]]\nid=["x"]\nname="X"\nterms=["x"]\n', 2, "text in quotes"),
        ('[[risk]]\nid="x"\nname="X"\nterms=["a", 3]\n', 4, "text in quotes"),
        ('[[area]]\nid="health"\n[[area.question]]\nask="?"\n', 3, "'when' is missing"),
        ('[[area]]\nid="health"\n[[area.question]]\nwhen="risk:x"\nask="?"\nas="?"\n', 6, "'ask'"),
        ('[[area]]\nid="health"\nrisks=["wage-gapp"]\nfoo=1\n', 3, "Did you mean 'wage-gap'?"),
        ('[[cue]]\nid="gapp"\nname="Gaps"\nterms=["x"]\n', 2, "Did you mean 'gap'?"),
        ('[[tense]]\nid="past"\nname="Past"\nterms=["x"]\n', 2, "There are: "),
        ("abbreviations=5\n", 1, "square brackets"),
        ("abbreviations=[5]\n", 1, "text in quotes"),
        ('language="fr"\n', 1, "--lang fr"),
        ("a = \n", 1, "TOML"),
        ('a = "x"\nb = "\n', 2, "TOML"),
        ('a = "x"\nb = [\n"x",\n', 3, "TOML"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_a_way_out(
    tmp_path: Path, text: str, line: int, says: str
) -> None:
    path = own(tmp_path, text)
    with pytest.raises(LexiconError) as caught:
        load("en", [path])
    problems = [str(problem) for problem in caught.value.problems]
    assert any(p.startswith(f"{path}:{line}: ") and says in p for p in problems), problems


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    one = own(tmp_path, '[[risk]]\nid="x"\nterms=["("]\n', "1.toml")
    two = own(tmp_path, "[[what]]\n", "2.toml")
    with pytest.raises(LexiconError) as caught:
        load("en", [one, two])
    assert {p.file for p in caught.value.problems} == {str(one), str(two)}
    assert "more: see them all" in str(caught.value)


KEYS = st.sampled_from(
    ["group", "category", "area", "risk", "topic", "cue", "strength", "id", "name", "terms", "risks",
     "question", "when", "mode", "except", "abbreviations", "many_instruments", "language", "level", "x"]
)  # fmt: skip
VALUES = st.recursive(
    st.sampled_from(["gender", "women", "health", "wage-gap", "replace", "(", "", 3, -1.5, True]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
def test_any_file_is_merged_or_its_mistakes_are_told(content: dict[str, Any]) -> None:
    with TemporaryDirectory() as folder:
        path = own(Path(folder), tomlkit.dumps(content))
        with suppress(LexiconError):
            load("en", [path])


def test_an_example_that_fails_is_told_with_its_line(tmp_path: Path) -> None:
    text = '[group]\nid="gender"\n[[category]]\nid="girls"\nmatches=["The boy"]\nrejects=[\n"A girl",\n]\n'
    path = own(tmp_path, text)
    result = CliRunner().invoke(lexicon_app, ["check", str(path)])
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f"{path}:5: girls should find something in: The boy",
        f"{path}:7: girls should find nothing, but finds 'girl(s)', in: A girl",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '[group]\nid="gender"\n[[category]]\nid="women"\nterms=["lideresa(s)"]\n',
            "gender, women: 1 term more",
        ),
        (
            '[group]\nid="gender"\n[[category]]\nid="girls"\nname="Girls"\n'
            'mode="replace"\nterms=["girl(s)", "niña(s)"]\n',
            "gender, girls: 1 term more, 13 terms fewer",
        ),
        ('[[risk]]\nid="x"\nname="X"\nterms=["x"]\n', "risk, x: new, 1 term"),
        ('abbreviations = ["Dz"]\n', "no entry, but words that tell contexts, actions or sentences"),
        (
            '[group]\nid="gender"\n[[category]]\nid="girls"\nterms=["girl(s)"]\n',
            "nothing that is not in the shipped files",
        ),
    ],
)
def test_checking_tells_what_own_files_change(text: str, told: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(lexicon_app, ["check", str(own(tmp_path, text))])
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1:] == [f"  yours: {told}"]
    assert len(CliRunner().invoke(lexicon_app, ["check"]).stdout.splitlines()) == 1


def test_own_words_replace_a_list(tmp_path: Path) -> None:
    text = 'abbreviations = ["Dz"]\n'
    extended = load("en", [own(tmp_path, text)]).context
    assert extended.abbreviations == (*load().context.abbreviations, "Dz")
    replaced = load("en", [own(tmp_path, f'mode = "replace"\n{text}')]).context
    assert replaced.abbreviations == ("Dz",)
    assert replaced.function_words == load().context.function_words


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    load("en", [own(tmp_path, '\ufeff[[risk]]\nid="x"\nname="X"\nterms=["x"]\n')])


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(GmiError, match="No lexicon at"):
        load("en", [tmp_path / "none.toml"])
    with pytest.raises(GmiError, match="No lexicon for language"):
        load("xx")


def test_lines_of_nested_tables() -> None:
    question = "[[area.question]]\nask = 1\n"
    text = f'[[area]]\nid = "a"\n{question}{question}[[area]]\nid = "b"\n{question}'
    assert line_of(text, ("area", 0, "question", 1, "ask")) == 6
    assert line_of(text, ("area", 1, "question", 0, "ask")) == 10
    assert line_of(text, ("area", 1, "name")) == 7


def test_the_examples_of_the_docs_are_lexicon_files(tmp_path: Path) -> None:
    docs = Path(__file__).parent.parent / "docs" / "lexicons.md"
    blocks = docs.read_text(encoding="utf-8").split("```toml\n")[1:]
    assert len(blocks) == 3
    for number, block in enumerate(blocks):
        path = own(tmp_path, block.split("```")[0], f"{number}.toml")
        assert load("en", [path]).sha256 != load().sha256


def test_own_words_that_change_are_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one process, as in a notebook; by the same relative name in another folder, too."""
    for folder, term in (("a", "courts"), ("b", "judges")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "own.toml").write_text(own_words(term), encoding="utf-8")
    report = tmp_path / "report.txt"
    report.write_text("1. The Government trained the judges of all courts and the police.", encoding="utf-8")

    def terms() -> list[str]:
        assessment = gmi.score(report, lexicon=["own.toml"])
        return [mention.text for mention in assessment.mentions if mention.category == "own"]

    monkeypatch.chdir(tmp_path / "a")
    assert terms() == ["courts"]
    monkeypatch.chdir(tmp_path / "b")
    assert terms() == ["judges"]
    Path("own.toml").write_text(own_words("police"), encoding="utf-8")
    assert terms() == ["police"]


def own_words(term: str) -> str:
    return f'[group]\nid = "gender"\n[[category]]\nid = "own"\nname = "Own"\nterms = ["{term}"]\n'
