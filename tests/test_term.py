"""The syntax of terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmi.lexicon.term import TermError, fold, variants


def phrases(term: str) -> set[str]:
    return {" ".join(word.text for word in words) for words in variants(term)}


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("women", {"women"}),
        ("Migrant Women", {"migrant women"}),
        ("gender-based violence", {"gender based violence"}),
        ("migrant(s)", {"migrant", "migrants"}),
        ("labo(u)r", {"labor", "labour"}),
        ("wom(a|e)n", {"woman", "women"}),
        ("(sexual|gender)-based", {"sexual based", "gender based"}),
        ("domestic (and care) worker(s)", {"domestic worker", "domestic workers", "domestic and care worker",
                                           "domestic and care workers"}),
        ("identit(y|ies)", {"identity", "identities"}),
        ("((un)documented) migrant", {"undocumented migrant", "documented migrant", "migrant"}),
        ("migra*", {"migra*"}),
        ("violence against * women", {"violence against * women"}),
        ("women's rights", {"women ' s rights"}),
        ("women’s rights", {"women ' s rights"}),
        ("adopt(|s|ed)", {"adopt", "adopts", "adopted"}),
    ],
)  # fmt: skip
def test_what_a_term_stands_for(term: str, expected: set[str]) -> None:
    assert phrases(term) == expected


def test_quotes_keep_the_case() -> None:
    assert [(w.text, w.exact) for w in variants('"VISA" Card')[0]] == [("VISA", True), ("card", False)]


@pytest.mark.parametrize(
    "term", ["", "  ", "()", "*", "* *", "**", "migrant(s", "migrant)s", "a|b", '"SOGI', "(a|b", "-"]
)
def test_wrong_terms_are_refused_with_a_way_out(term: str) -> None:
    with pytest.raises(TermError) as caught:
        variants(term)
    assert caught.value.remedy


def test_too_many_forms_are_refused() -> None:
    with pytest.raises(TermError, match="stands for more than"):
        variants(" ".join(["(a|b|c|d|e|f|g|h)"] * 8))


@given(st.lists(st.text("abc", min_size=1, max_size=3), min_size=1, max_size=4), st.sampled_from("- "))
def test_hyphens_and_blanks_are_the_same(words: list[str], joint: str) -> None:
    assert variants(joint.join(words)) == variants(" ".join(words))


@given(st.text(max_size=20))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text("ab(|)*\"-' ", max_size=14))
def test_any_text_is_a_term_or_a_clear_error(text: str) -> None:
    try:
        found = variants(text)
    except TermError:
        return
    assert found
    assert all(words for words in found)
