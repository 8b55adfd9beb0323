"""check: what plugs it in, run as it is run there: the action's script, the pre-commit hook; and the docs."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import yaml

from gmi.check.config import Configuration, config_schema
from gmi.check.load import load_configuration
from tests.check_project import edit, git, gmi_command, project, repository, require
from tests.test_cli import Ended

__all__ = ["gmi_command", "project", "repository"]

Run = Callable[..., Ended]

ROOT = Path(__file__).parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def command_on_path(folder: Path) -> dict[str, str]:
    """An environment in which `gmi` is this checkout's."""
    folder.mkdir(exist_ok=True)
    command = folder / "gmi"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m gmi "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    path = os.pathsep.join([str(folder), os.environ["PATH"]])
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}


# The GitHub Action


def act(folder: Path, **inputs: str) -> tuple[int, str, str, str]:
    """Run the action's step in the folder as GitHub does: its status, log, outputs and summary."""
    place = folder.parent
    environment = command_on_path(place / "bin") | {
        "GITHUB_ACTIONS": "true",
        "GITHUB_WORKSPACE": str(folder),
        "GITHUB_OUTPUT": str(place / "output"),
        "GITHUB_STEP_SUMMARY": str(place / "summary"),
        "GITHUB_ACTION_PATH": str(ROOT),
    }
    step = ACTION["runs"]["steps"][-1]
    for name, value in step["env"].items():
        if name.startswith("INPUT_"):
            of = re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value)
            assert of
            environment[name] = inputs.pop(of[1], ACTION["inputs"][of[1]]["default"])
    assert not inputs
    for name in ("output", "summary"):
        (place / name).write_text("")
    done = subprocess.run(
        [step["shell"], "-c", step["run"]], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.stderr == ""
    return done.returncode, done.stdout, *((place / name).read_text() for name in ("output", "summary"))  # type: ignore[return-value]


def test_the_action_s_step(repository: Path) -> None:
    status, log, output, summary = act(repository)
    assert (status, output) == (0, "status=0\nsarif=gmi.sarif\n")
    assert "all requirements hold" in log
    assert "✅ holds" in summary
    edit(repository, ("Pregnant migrants", "Illegal migrants"))
    status, log, output, summary = act(repository, sarif="a b.sarif", junit="gmi.xml")
    assert status == 1
    assert "\n::error file=drafts/report.md,line=11,title=gmi%3A Discouraged wording::" in log
    assert "❌ 1 requirement fails" in summary
    (run,) = json.loads((repository / "a b.sarif").read_text(encoding="utf-8"))["runs"]
    assert len(run["results"]) == 1
    assert (repository / "gmi.xml").exists()


def test_the_action_s_inputs(repository: Path) -> None:
    """They reach the command as they are, whatever they hold, and nothing in them is run."""
    (repository / "two words.md").write_text("The clinics are open to illegal migrants every day.\n")
    status, log, _, _ = act(repository, files="two words.md\ndrafts/report.md\n", sarif="")
    assert status == 1
    assert "2 files checked" in log
    edit(repository, (" The Government ratified ILO C189.", ""))
    assert act(repository, files="drafts/report.md")[0] == 0
    assert act(repository, files="drafts/report.md", since="HEAD")[0] == 1
    hostile = {
        "files": "$(touch pwned)",
        "config": "; touch pwned",
        "baseline": "`touch pwned`",
        "since": "--help",
    }
    for name, value in hostile.items():
        assert "status=2" in act_fails(repository, **{name: value})
    assert not (repository / "pwned").exists()


def act_fails(folder: Path, **inputs: str) -> str:
    """The outputs of a step that ends with status 2."""
    place = folder.parent
    environment = command_on_path(place / "bin") | {
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_OUTPUT": str(place / "output"),
        **{f"INPUT_{name.upper()}": value for name, value in inputs.items()},
    }
    (place / "output").write_text("")
    script = ["bash", str(ROOT / ".ci" / "action.sh")]
    done = subprocess.run(script, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 2
    return (place / "output").read_text()


def test_the_action_uses_what_it_declares() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(ACTION["inputs"])
    script = (ROOT / ".ci" / "action.sh").read_text(encoding="utf-8")
    given = {name for name in ACTION["runs"]["steps"][-1]["env"] if name.startswith("INPUT_")}
    assert set(re.findall(r"INPUT_[A-Z]+", script)) == given
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", ""), "an input in a script is run as a part of it"


# The pre-commit hook


def hook_runs(folder: Path, environment: dict[str, str], *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=folder, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_the_hook_stops_a_commit(repository: Path) -> None:
    """pre-commit itself, with the hook as it is published, but gmi as it is installed here."""
    pytest.importorskip("pre_commit")
    (hook,) = HOOKS
    config = {"repos": [{"repo": "local", "hooks": [hook | {"language": "system"}]}]}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    environment = command_on_path(repository.parent / "bin")
    environment["PRE_COMMIT_HOME"] = str(repository.parent / "pre-commit")
    git(repository, "add", "-A")
    status, told = hook_runs(repository, environment, "run", "--all-files")
    assert status == 0, told
    assert re.search(r"gmi check\.+Passed", told)
    edit(repository, ("Pregnant migrants", "Illegal migrants"))
    git(repository, "add", "-A")
    status, told = hook_runs(repository, environment, "run")
    assert status == 1
    assert "“Illegal migrants” is discouraged." in told
    git(repository, "commit", "-q", "-a", "-m", "second")
    (repository / "notes.csv").write_text("a\n")
    git(repository, "add", "-A")
    assert re.search(
        r"gmi check\.+\(no files to check\)Skipped", hook_runs(repository, environment, "run")[1]
    )


def test_the_hook_installs_from_a_clone(repository: Path) -> None:
    """`pre-commit try-repo` clones the project and installs it into an environment of its own; what it
    depends on comes from here, so that nothing is fetched."""
    pytest.importorskip("pre_commit")
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("this is no clone")
    clone = repository.parent / "clone"
    git(ROOT, "clone", "-q", "--shared", str(ROOT), str(clone))
    git(clone, "config", "uploadpack.allowAnySHA1InWant", "true")
    environment = {
        **os.environ,
        "PRE_COMMIT_HOME": str(repository.parent / "pre-commit"),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path.endswith("site-packages")),
        "PIP_NO_DEPS": "1",
        "PIP_NO_INDEX": "1",
        "PIP_NO_BUILD_ISOLATION": "0",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    require(repository, '[[references]]\nto = ["lgbtqia"]\nat_least = 3')
    git(repository, "add", "-A")
    status, told = hook_runs(
        repository, environment, "try-repo", str(clone), "gmi-check", "--all-files", "--color", "never"
    )
    assert status == 1, told
    assert "1 reference to LGBTQIA+; there must be at least 3." in told


def test_the_hook_minds_what_matters() -> None:
    """Drafts, and all that a result hangs on: the configuration, words, a baseline, decisions."""
    (hook,) = HOOKS
    drafts = ("drafts/a.docx", "A.PDF", "b.md", "c.html", "d.txt")
    hangs_on = (
        "gmi.toml",
        "pyproject.toml",
        "x/our-words.toml",
        "main.json",
        "drafts/a.docx.gmi-review.json",
    )
    for path in (*drafts, *hangs_on):
        assert re.search(hook["files"], path), path
    for path in ("a.csv", "a.docx.txt.png", "gmi.tomls", "docx"):
        assert not re.search(hook["files"], path), path


# docs/check.md

PAGE = (ROOT / "docs" / "check.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```console\n\$ gmi (.+)\n((?:.*\n)*?)```", PAGE)


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command for command, _ in SHOWN])
def test_the_page_shows_what_gmi_says(
    command: str, shown: str, gmi_command: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each line, but where "…" stands for some."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples", ignore=shutil.ignore_patterns("sources"))
    monkeypatch.chdir(tmp_path)
    out = "\n".join(line.rstrip() for line in gmi_command(*shlex.split(command)).out.splitlines())
    pattern = re.escape(shown.strip("\n")).replace("…", "(?:.*\n)*.*")
    assert re.fullmatch(pattern, out), out


def test_the_page_s_configuration_is_right(project: Path) -> None:
    (whole,) = re.findall(r"```toml\n(.*?)```", PAGE, flags=re.DOTALL)
    (project / "our-words.toml").write_text('[group]\nid = "gender"\n')
    (project / "gmi.toml").write_text(whole, encoding="utf-8")
    setup = load_configuration(project / "gmi.toml")
    for name, field in Configuration.model_fields.items():
        assert re.search(rf"(?m)^(\[*{field.alias or name}\b)", whole), f"{name} is not on the page"
    assert setup.config.overrides[0].rating is not None
    assert jsonschema.Draft202012Validator(config_schema()).is_valid(tomllib.loads(whole))


def test_the_page_s_snippets_fit() -> None:
    action, hook, pipeline = (
        yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
    )
    uses = [step for step in action["jobs"]["check"]["steps"] if "gmi@" in step["uses"]]
    assert set(uses[0]["with"]) <= set(ACTION["inputs"])
    assert hook["repos"][0]["hooks"][0]["id"] == HOOKS[0]["id"]
    commands = [line for line in pipeline["drafts"]["script"] if line.startswith("gmi ")]
    reports = pipeline["drafts"]["artifacts"]["reports"]
    assert f"gitlab={reports['codequality']}" in commands[0]
    assert f"junit={reports['junit']}" in commands[0]
    for name in ACTION["inputs"]:
        assert f"`{name}`" in PAGE
