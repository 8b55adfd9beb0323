"""check: a baseline, what got worse since, and what changed between drafts and revisions."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmi.check.baseline import baseline_text, load_baseline
from gmi.check.config import NOTHING
from gmi.check.diff import changes
from gmi.check.snapshot import AreaState, Reference, Snapshot
from tests.check_project import REPORT, edit, git, gmi_command, project, repository, require
from tests.test_cli import Ended

__all__ = ["gmi_command", "project", "repository"]

Run = Callable[..., Ended]
BASELINE = "gmi-baseline.json"


def record(run: Run) -> None:
    ended = run("check", "--baseline", BASELINE, "--update-baseline")
    assert (ended.status, ended.out) == (0, "")
    assert ended.err == f"Wrote {BASELINE} (1 file).\n"


def compared(run: Run, *arguments: object) -> tuple[int, dict[str, dict[str, Any]]]:
    """The status, and the findings by rule and subject."""
    ended = run("check", "--format", "json", *(arguments or ("--baseline", BASELINE)))
    files = json.loads(ended.out)["files"]
    found = [f for file in files for requirement in file["requirements"] for f in requirement["findings"]]
    return ended.status, {f"{f['rule']} {f['subject']}": f for f in found}


def test_without_a_baseline_it_says_how(gmi_command: Run, project: Path) -> None:
    ended = gmi_command("check", "--baseline", BASELINE)
    assert (ended.status, ended.out) == (2, "")
    assert "gmi check --baseline gmi-baseline.json --update-baseline" in ended.err
    assert "--baseline gmi-baseline.json" in gmi_command("check", "--update-baseline").err
    assert not (project / BASELINE).exists()


def test_what_is_known_does_not_fail(gmi_command: Run, project: Path) -> None:
    require(project, '[[references]]\nto = ["lgbtqia"]\nat_least = 5\n[wording]')
    edit(project, ("Pregnant migrants", "Illegal migrants"))
    assert compared(gmi_command, "--no-cache")[0] == 1
    record(gmi_command)
    status, found = compared(gmi_command)
    assert status == 0
    assert {f["state"] for f in found.values()} == {"unchanged"}
    assert "nothing got worse; 2 known" in " ".join(gmi_command("check", "--baseline", BASELINE).out.split())


WORSE: list[tuple[str, list[tuple[str, str]], str, str]] = [
    (
        "fewer references",
        [("wages of women", "wages of workers")],
        "fewer-references gender/women",
        r"\d references to women \(gender\), \d before\.|\d references to gender, \d before",
    ),
    (
        "a lower rating",
        [("Lesbian, gay, bisexual and transgender migrants", "Migrants")],
        "lower-rating lgbtqia/mention",
        r"The rating for mention of LGBTQIA\+ fell from low to absent",
    ),
    (
        "a lost lens",
        [("Three shelters for women and girls who are victims", "Three shelters for victims")],
        "lost-lens gender in trafficking",
        r"Trafficking lost the lens gender: 1 paragraph on it referred to gender before, none of 2 does\.",
    ),
    (
        "a lost instrument",
        [(" The Government ratified ILO C189.", "")],
        "lost-instrument ilo-c189",
        r"ILO C189 is no longer cited\.",
    ),
    (
        "new wording",
        [("Clinics were opened", "Clinics for illegal migrants were opened")],
        "wording illegal-migrants",
        r"“illegal migrants” is discouraged\.",
    ),
    (
        "new wording that is only a warning",
        [("trained officers", "trained policemen")],
        "wording policemen",
        r"“policemen” is discouraged\.",
    ),
]


@pytest.mark.parametrize(("change", "which", "what"), [w[1:] for w in WORSE], ids=[w[0] for w in WORSE])
def test_what_got_worse(
    change: list[tuple[str, str]], which: str, what: str, gmi_command: Run, project: Path
) -> None:
    require(project, '[[references]]\nto = ["lgbtqia"]\nat_least = 5\n[wording]')
    record(gmi_command)
    edit(project, *change)
    status, found = compared(gmi_command)
    assert status == 1
    worse = {key: one for key, one in found.items() if one["fails"]}
    chosen = worse.get(which) or next(
        one for key, one in worse.items() if key.startswith(which.split("/")[0])
    )
    assert re.match(what, chosen["what"])
    assert chosen["where"]
    assert chosen["remedy"]
    if "wording" not in which:
        assert any(old in " ".join(chosen["before"]) for old in (change[0][0].strip(), "women", "girls"))


def test_a_lost_lens_quotes_what_carried_it(gmi_command: Run, project: Path) -> None:
    """Not what was cut in other policy areas."""
    require(project, "")
    record(gmi_command)
    edit(project, ("women and girls who", "people who"), ("Pregnant migrants", "Migrants"))
    found = compared(gmi_command)[1]
    assert [re.search(r"\(.*\)", one)[0] for one in found["lost-lens gender in health"]["before"]] == [
        "(para. 3)"
    ]  # type: ignore[index]
    (before,) = found["lost-lens gender in trafficking"]["before"]
    assert before.startswith("“5. Three shelters for women and girls")


def test_a_citation_belongs_where_it_was(gmi_command: Run, project: Path) -> None:
    require(project, "")
    record(gmi_command)
    edit(project, (" The Government ratified ILO C189.", ""))
    assert compared(gmi_command)[1]["lost-instrument ilo-c189"]["where"][0]["paragraph"] == "1"


def test_the_overall_rating_quotes_first_what_makes_it(gmi_command: Run, project: Path) -> None:
    require(project, "")
    record(gmi_command)
    edit(
        project,
        (" The Government ratified ILO C189.", ""),
        ("women and girls who", "people who"),
        ("wages of women", "wages"),
        ("Pregnant migrants", "Migrants"),
    )
    before = compared(gmi_command)[1]["lower-rating overall"]["before"]
    assert "unpaid wages of women" in before[0]


def test_a_rating_that_fell_though_nothing_was_cut(gmi_command: Run, project: Path) -> None:
    require(project, "")
    record(gmi_command)
    path = project / "drafts" / "report.md"
    more = "The road was repaired and the bridge was opened to heavy traffic in the same year."
    added = "\n\n".join(f"{n}. {more} {more} {more}" for n in range(7, 60))
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{added}\n", encoding="utf-8")
    fell = compared(gmi_command)[1]["lower-rating overall"]
    assert re.match(
        r"No reference was cut, but the draft grew from \d+ to [\d,]+ words, so that its", fell["why"]
    )
    assert "cut" not in fell["remedy"]
    assert fell["before"] == []


def test_a_draft_that_is_there_no_more_is_told(gmi_command: Run, project: Path) -> None:
    (project / "drafts" / "other.md").write_text("The ministry opened a clinic for the women of the town.\n")
    gmi_command("check", "--baseline", BASELINE, "--update-baseline")
    assert "no more" not in gmi_command("check", "--baseline", BASELINE, "drafts/report.md").err
    (project / "drafts" / "other.md").unlink()
    ended = gmi_command("check", "--baseline", BASELINE)
    assert ended.err == (
        "gmi: drafts/other.md is in the baseline, but is there no more: nothing is required of it.\n"
    )


def test_what_got_better_does_not_fail(gmi_command: Run, project: Path) -> None:
    require(project, '[[references]]\nto = ["lgbtqia"]\nat_least = 2')
    record(gmi_command)
    text = f"{REPORT}\n7. Women and girls, and lesbian migrants, have shelters of their own.\n"
    (project / "drafts" / "report.md").write_text(text, encoding="utf-8")
    ended = gmi_command("check", "--baseline", BASELINE)
    assert ended.status == 0
    assert "No longer wrong:" in ended.out


def test_a_known_finding_that_gets_worse_fails(gmi_command: Run, project: Path) -> None:
    require(project, '[[paragraphs]]\nnumbers = ["1-6"]\nlenses = ["gender"]')
    record(gmi_command)
    edit(project, ("and girls who", "who"), ("women who", "people who"))
    assert compared(gmi_command)[1]["paragraph-lens gender in numbered 1-6"]["state"] == "new"


def test_moved_renumbered_and_rewrapped_text_is_no_change(gmi_command: Run, project: Path) -> None:
    edit(project, ("Pregnant migrants", "Illegal migrants"))
    record(gmi_command)
    head, rest = REPORT.replace("Pregnant migrants", "Illegal migrants").split("\n\n", 1)
    moved = re.sub(r"(?m)^(\d)\.", lambda m: f"{int(m[1]) + 40}.", rest).replace(" the ", "\nthe ")
    text = f"{head}\n\n40. This report was drafted in the open.\n\n{moved}"
    (project / "drafts" / "report.md").write_text(text, encoding="utf-8")
    status, found = compared(gmi_command)
    assert status == 0
    assert found["wording illegal-migrants"]["state"] == "unchanged"


def test_wording_in_an_edited_sentence_is_not_new(gmi_command: Run, project: Path) -> None:
    edit(project, ("Pregnant migrants", "Illegal migrants"))
    record(gmi_command)
    edit(project, ("have access", "now have access"))
    status, found = compared(gmi_command)
    assert (status, found["wording illegal-migrants"]["state"]) == (0, "updated")
    edit(project, ("victims of", "victims, even illegal migrants, of"))
    assert compared(gmi_command)[0] == 1


def test_a_renamed_draft_is_known_by_content_or_symbol(gmi_command: Run, project: Path) -> None:
    edit(project, ("# Second", "CMW/C/ORL/2\n\n# Second"))
    require(project, '[[references]]\nto = ["lgbtqia"]\nat_least = 2')
    record(gmi_command)
    (project / "drafts" / "report.md").rename(project / "drafts" / "final.md")
    assert compared(gmi_command)[0] == 0
    edit(project, ("ILO C189", "ILO Convention No. 189"), name="drafts/final.md")
    ended = gmi_command("check", "--baseline", BASELINE)
    assert ended.status == 0, ended.out
    assert "drafts/final.md is compared with drafts/report.md" in ended.err


def test_a_new_draft_must_meet_everything(gmi_command: Run, project: Path) -> None:
    record(gmi_command)
    (project / "drafts" / "new.md").write_text(
        "The clinics are open to illegal migrants every day of the week.\n"
    )
    ended = gmi_command("check", "--baseline", BASELINE)
    assert ended.status == 1
    assert "drafts/new.md is not in the baseline: every requirement applies" in ended.err


def test_other_words_are_told(gmi_command: Run, project: Path) -> None:
    record(gmi_command)
    text = '[group]\nid = "gender"\n[[category]]\nid = "women"\nterms = ["clinics"]\n'
    (project / "words.toml").write_text(text, encoding="utf-8")
    require(project, 'lexicons = ["words.toml"]')
    assert "was made with another gmi, lexicon or profile" in gmi_command("check", "--baseline", BASELINE).err


ADDED: list[tuple[str, str]] = [
    ("a requirement", '[[references]]\nto = ["lgbtqia", "girls"]\nat_least = 9'),
    ("a higher one", '[[references]]\nto = ["lgbtqia"]\nat_least = 3'),
    ("wording of its own", '[wording]\n[[wording.term]]\nid = "clinic"\nterms = ["clinic(s)"]\nprefer = "x"'),
    ("chosen paragraphs", '[[paragraphs]]\nnumbers = ["6", "70"]\nlenses = ["gender"]'),
]  # fmt: skip


@pytest.mark.parametrize("added", [a[1] for a in ADDED], ids=[a[0] for a in ADDED])
def test_what_is_required_since_the_baseline_is_told(added: str, gmi_command: Run, project: Path) -> None:
    """It does not fail until it is recorded; from then on it does where it gets worse."""
    require(project, '[[references]]\nto = ["lgbtqia"]')
    record(gmi_command)
    require(project, added)
    status, found = compared(gmi_command)
    assert status == 0
    assert {one["state"] for one in found.values()} == {"unrecorded"}
    ended = gmi_command("check", "--baseline", BASELINE)
    assert "what they add is told, and does not fail" in ended.err
    assert ended.err.count("\n") == 1
    assert "of what the baseline did not measure:" in ended.out
    assert f"not measured by {BASELINE}" in " ".join(ended.out.split())
    record(gmi_command)
    assert (gmi_command("check", "--baseline", BASELINE).err, compared(gmi_command)[0]) == ("", 0)


def test_no_form_calls_what_was_not_recorded_a_failure(gmi_command: Run, project: Path) -> None:
    require(project, "")
    record(gmi_command)
    require(project, ADDED[1][1])

    def form(name: str) -> str:
        return gmi_command("check", "--baseline", BASELINE, "--format", name).out

    (told,) = json.loads(form("sarif"))["runs"][0]["results"]
    assert (told["level"], told["baselineState"]) == ("note", "new")
    assert form("github").startswith("::notice file=drafts/report.md")
    assert json.loads(form("gitlab"))[0]["severity"] == "info"
    assert "<failure" not in form("junit")
    assert 'message="The baseline did not measure it: ' in form("junit")
    assert "The baseline did not measure:\n\n- " in form("markdown")


def test_what_was_recorded_still_fails_when_more_is_required(gmi_command: Run, project: Path) -> None:
    require(project, '[[references]]\nto = ["gender"]\nareas = ["each"]')
    record(gmi_command)
    require(project, '[[references]]\nto = ["gender", "lgbtqia"]\nareas = ["each"]\nat_least = 2')
    edit(project, ("Three shelters for women and girls who are victims", "Three shelters for victims"))
    status, found = compared(gmi_command)
    assert status == 1
    assert found["references gender in trafficking"]["state"] == "new"
    assert found["references lgbtqia in trafficking"]["state"] == "unrecorded"


def test_a_reason_or_a_source_is_no_other_requirement(gmi_command: Run, project: Path) -> None:
    require(project, '[[references]]\nto = ["lgbtqia"]')
    record(gmi_command)
    require(project, '[[references]]\nto = ["lgbtqia"]\nwhy = "Asked for."')
    assert gmi_command("check", "--baseline", BASELINE).err == ""


def test_the_same_file_does_not_get_worse_by_other_words(gmi_command: Run, project: Path) -> None:
    """A phrase that is no longer counted leaves a draft with fewer references, though none was cut."""
    text = '[group]\nid = "gender"\n[[category]]\nid = "women"\nexcept = ["wages of women"]\n'
    (project / "phrases.toml").write_text(text, encoding="utf-8")
    require(project, "")
    record(gmi_command)
    require(project, 'lexicons = ["phrases.toml"]')
    status, found = compared(gmi_command)
    assert (status, {one["state"] for one in found.values()}) == (0, {"unrecorded"})
    ended = gmi_command("check", "--baseline", BASELINE)
    assert "in a file that is the same, nothing fails" in ended.err
    edit(project, ("trained officers", "trained many officers"))
    assert gmi_command("check", "--baseline", BASELINE).status == 1


def test_requirements_whose_ids_are_gone_are_passed_over(gmi_command: Run, project: Path) -> None:
    text = '[group]\nid = "gender"\n[[category]]\nid = "nurses"\nname = "Nurses"\nterms = ["nurse(s)"]\n'
    (project / "nurses.toml").write_text(text, encoding="utf-8")
    require(project, 'lexicons = ["nurses.toml"]\n[[references]]\nto = ["nurses"]')
    record(gmi_command)
    require(project, '[[references]]\nto = ["lgbtqia"]')
    ended = gmi_command("check", "--baseline", BASELINE)
    assert (ended.status, "Traceback" in ended.err) == (0, False)


def test_the_baseline_of_the_configuration(gmi_command: Run, project: Path) -> None:
    require(project, f'baseline = "{BASELINE}"\n[[references]]\nto = ["lgbtqia"]\nat_least = 5')
    assert gmi_command("check").status == 2
    assert gmi_command("check", "--update-baseline").status == 0
    assert gmi_command("check").status == 0


def test_updating_for_one_file_keeps_the_others(gmi_command: Run, project: Path) -> None:
    (project / "drafts" / "b.md").write_text(REPORT, encoding="utf-8")
    gmi_command("check", "--baseline", BASELINE, "--update-baseline")
    gmi_command("check", "drafts/b.md", "--baseline", BASELINE, "--update-baseline")
    assert set(load_baseline(project / BASELINE)) == {"drafts/b.md", "drafts/report.md"}
    (project / "drafts" / "b.md").unlink()
    record(gmi_command)
    assert set(load_baseline(project / BASELINE)) == {"drafts/report.md"}


@pytest.mark.parametrize("content", ["", "{}", '{"format": "gmi-baseline/9", "files": {}}', "[1]", "\ud800"])
def test_a_file_that_is_no_baseline(content: str, gmi_command: Run, project: Path) -> None:
    (project / BASELINE).write_bytes(content.encode("utf-8", "surrogatepass"))
    ended = gmi_command("check", "--baseline", BASELINE)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.count("\n") == 1


def test_the_same_state_gives_the_same_bytes(gmi_command: Run, project: Path) -> None:
    record(gmi_command)
    first = (project / BASELINE).read_bytes()
    record(gmi_command)
    assert (project / BASELINE).read_bytes() == first
    loaded = load_baseline(project / BASELINE)
    assert baseline_text(loaded).encode() == first


# Revisions


def test_since_a_revision(gmi_command: Run, repository: Path) -> None:
    assert gmi_command("check", "--since", "HEAD").status == 0
    edit(repository, (" The Government ratified ILO C189.", ""))
    status, found = compared(gmi_command, "--since", "HEAD")
    assert status == 1
    assert list(found) == ["lost-instrument ilo-c189"]
    git(repository, "mv", "drafts/report.md", "drafts/final.md")
    assert compared(gmi_command, "--since", "HEAD")[0] == 1
    git(repository, "commit", "-q", "-a", "-m", "second draft")
    assert gmi_command("check", "--since", "HEAD").status == 0
    assert gmi_command("check", "--since", "HEAD~1").status == 1


def test_a_draft_deleted_since_a_revision_is_told(gmi_command: Run, repository: Path) -> None:
    drafts = repository / "drafts"
    (drafts / "other.md").write_text("The ministry opened a clinic for the women of the town.\n")
    (repository / "notes.md").write_text("No draft.\n")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "two drafts")
    (drafts / "other.md").unlink()
    (repository / "notes.md").unlink()
    ended = gmi_command("check", "--since", "HEAD")
    assert ended.status == 0, ended.err
    assert ended.err == (
        "gmi: drafts/other.md is in the baseline, but is there no more: nothing is required of it.\n"
    )


@pytest.mark.parametrize("revision", ["nope", "--help", "-x", "HEAD:drafts", ""])
def test_revisions_that_are_none(revision: str, gmi_command: Run, repository: Path) -> None:
    assert repository
    ended = gmi_command("check", f"--since={revision}")
    assert (ended.status, ended.out) == (2, "")
    assert re.fullmatch(r"gmi: There is no revision [^\n]+\n", ended.err)


def test_outside_a_repository(gmi_command: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.parent))
    for arguments in (["check", "--since", "HEAD"], ["diff", "HEAD..", "drafts/report.md"]):
        ended = gmi_command(*arguments)
        assert (ended.status, ended.out) == (2, "")
        assert re.fullmatch(r"gmi: [^\n]+is in no git repository[^\n]+\n", ended.err)
    monkeypatch.setenv("PATH", "")
    assert "git is not installed" in gmi_command("check", "--since", "HEAD").err


# What changed


def test_two_files(gmi_command: Run, project: Path) -> None:
    (project / "new.md").write_text(REPORT, encoding="utf-8")
    edit(
        project,
        (" The Government ratified ILO C189.", ""),
        ("Lesbian, gay, bisexual and transgender migrants", "Nationals"),
        ("Three shelters", "Four shelters"),
        ("trained officers", "trained officers, among them women"),
        name="new.md",
    )
    ended = gmi_command("diff", "drafts/report.md", "new.md")
    assert ended.status == 0
    out = " ".join(ended.out.split())
    assert "drafts/report.md → new.md" in out
    assert "LGBTQIA+ mention low → absent" in out
    assert re.search(r"Gender \d → \d \+1", out)
    assert re.search(r"LGBTQIA\+ 1 → 0 -1", out)
    assert re.search(r"Health 2 1 1 → 0 2", out)
    assert "Instruments no longer cited ILO C189" in out
    assert "- para. 4 LGBTQIA+ people, migrants “4. Lesbian, gay, bisexual" in out
    assert "~ para. 5 5. [-Three-] {+Four+} shelters" in out
    assert "+ para. 6 women “6. The courts convicted" in out
    assert max(map(len, ended.out.splitlines())) <= 80
    told = json.loads(gmi_command("diff", "drafts/report.md", "new.md", "--json").out)
    assert told["vanished"][0]["to"] == "instrument/ilo-c189"
    assert told["no_longer_cited"] == ["ilo-c189"]
    same = gmi_command("diff", "new.md", "new.md").out
    assert "Nothing changed that is counted." in same


def test_a_sentence_says_how_often_it_refers_to_something(gmi_command: Run, project: Path) -> None:
    new = (project / "drafts" / "report.md").read_text(encoding="utf-8")
    new = new.replace("opened in 2022.", "opened in 2022. Women, and women alone, may stay there for a year.")
    (project / "new.md").write_text(new, encoding="utf-8")
    out = gmi_command("diff", "drafts/report.md", "new.md").out
    assert "  + para. 5  women (2)\n" in out
    assert "2 references appeared in 1 sentence" in " ".join(out.split())


def test_categories_stand_below_their_group(gmi_command: Run, project: Path) -> None:
    """Also where several groups changed, or a group has as many references as before."""
    old = (project / "drafts" / "report.md").read_text(encoding="utf-8")
    new = old.replace("wages of women", "wages of workers").replace("Lesbian, gay, bisexual and", "Some")
    (project / "new.md").write_text(new.replace("Pregnant migrants", "Refugees"), encoding="utf-8")
    out = gmi_command("diff", "drafts/report.md", "new.md").out
    names = re.findall(r"(?m)^  (?:  )?\w[\w +]*?(?=  +\d+  →)", out[out.index("References") :])
    told = [(name, "group" if name[2] != " " else "category") for name in names]
    groups = [name.strip() for name, kind in told if kind == "group"]
    assert groups == ["Gender", "LGBTQIA+", "Migration"]
    assert "    Refugees and asylum" in names[names.index("  Migration") :]
    assert "    Women" in names[: names.index("  LGBTQIA+")]


def test_revisions_of_a_file(gmi_command: Run, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(repository, ("ILO C189", "CEDAW"))
    first = gmi_command("diff", "HEAD..", "drafts/report.md").out
    assert "drafts/report.md at HEAD → drafts/report.md" in first
    git(repository, "mv", "drafts/report.md", "drafts/final.md")
    git(repository, "commit", "-q", "-a", "-m", "second")
    second = gmi_command("diff", "HEAD~1..HEAD", "drafts/final.md").out
    assert "Instruments newly cited\n  CEDAW" in second
    monkeypatch.chdir(repository / "drafts")
    assert "CEDAW" in gmi_command("diff", "HEAD~1..", "final.md").out
    for old, new, told in (
        ("HEAD~9..HEAD", "final.md", "There is no revision 'HEAD~9'"),
        ("HEAD~1..HEAD", "other.md", "other.md is not in revision 'HEAD~1'"),
        ("HEAD...HEAD", "final.md", "doesn't name two revisions"),
        ("..HEAD", "final.md", "doesn't name two revisions"),
        ("../drafts/none.md", "final.md", r"Can't read \.\./drafts/none\.md"),
        ("HEAD..", "/etc/hostname", "is not in the repository|is in no git repository"),
    ):
        ended = gmi_command("diff", old, new)
        assert (ended.status, ended.out) == (2, "")
        assert re.search(told, ended.err)


REFERENCES = st.lists(
    st.builds(
        Reference,
        to=st.sampled_from(["gender/women", "lgbtqia/people"]),
        times=st.integers(1, 3),
        at=st.sampled_from(["para. 1", "p. 2"]),
        sentence=st.sampled_from(
            [
                "Women work in homes and fields.",
                "Women work in homes, and fields too.",
                "Trans people work.",
                "x",
            ]
        ),
    ),
    max_size=6,
)


def snapshot(references: list[Reference]) -> Snapshot:
    counts: dict[str, int] = {}
    for one in references:
        for key in (one.to, one.to.partition("/")[0]):
            counts[key] = counts.get(key, 0) + one.times
    return Snapshot(
        sha256="0", symbol=None, pages=1, words=9, made_by="x", ratings={"overall": "low"}, score=0.1,
        counts=counts, areas={"health": AreaState(paragraphs=1, lenses={"gender": 1})}, instruments=(),
        wording={}, names={}, references=tuple(references), required=NOTHING,
    )  # fmt: skip


@given(REFERENCES, REFERENCES)
def test_references_that_came_and_went_add_up(old: list[Reference], new: list[Reference]) -> None:
    """What appeared less what vanished is what the counts differ by; a draft is like itself."""
    found = changes(snapshot(old), snapshot(new))
    for group in ("gender", "lgbtqia"):

        def total(references: Any, group: str = group) -> int:
            return sum(one.times for one in references if one.to.startswith(group))

        assert total(found.appeared) - total(found.vanished) == total(new) - total(old)
    assert changes(snapshot(old), snapshot(old)).nothing
    back = changes(snapshot(new), snapshot(old))
    assert sum(one.times for one in back.appeared) == sum(one.times for one in found.vanished)
