"""Lexicon files: what is loaded, how a user's own is merged, and what is said of mistakes."""

from pathlib import Path

import pytest

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


def test_own_file_replaces_a_group(tmp_path: Path) -> None:
    path = own(
        tmp_path,
        'mode="replace"\n[group]\nid="gender"\nname="G"\nrated=true\n[[category]]\nid="women"\nname="W"\nterms=["dama"]\n',
    )
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
        ('[[risk]]\nid="x"\nterms=["x"]\n', 1, "'name' is missing"),
        ('[[area]]\nid="health"\nrisks=["wage-gapp"]\n', 3, "Did you mean 'wage-gap'?"),
        ('[[area]]\nid="health"\ninstruments=["cedav"]\n', 3, "Did you mean 'cedaw'?"),
        ('[[area]]\nid="health"\n[[area.question]]\nwhen="sometimes"\nask="?"\n', 4, "There are: always"),
        ('[[risk]]\nid="x"\nname="X"\nterms=["x"]\n[[risk]]\nid="x"\nname="X"\nterms=["x"]\n', 6, "twice"),
        ('[[ares]]\nid="health"\n', 1, "Did you mean 'area'?"),
        ('[[category]]\nid="women"\nterms=["x"]\n', 1, "[group]"),
        ('mode="add"\n', 1, "extend"),
        ("a = \n", 1, "TOML"),
        ('a = "x"\nb = "\n', 2, "TOML"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_a_way_out(
    tmp_path: Path, text: str, line: int, says: str
) -> None:
    with pytest.raises(LexiconError) as caught:
        load("en", [own(tmp_path, text)])
    problems = [str(problem) for problem in caught.value.problems]
    assert any(p.startswith(f"own.toml:{line}: ") and says in p for p in problems), problems


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    one = own(tmp_path, '[[risk]]\nid="x"\nterms=["("]\n', "1.toml")
    two = own(tmp_path, "[[what]]\n", "2.toml")
    with pytest.raises(LexiconError) as caught:
        load("en", [one, two])
    assert {p.file for p in caught.value.problems} == {"1.toml", "2.toml"}
    assert "more: see them all" in str(caught.value)


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
