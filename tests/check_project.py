"""A folder with a draft and a gmi.toml, for tests of `gmi check` and `gmi diff`."""

import subprocess
from pathlib import Path

import pytest

from tests.test_cli import gmi_command

__all__ = ["git", "gmi_command", "project", "repository"]

REPORT = """# Second periodic report of Orland

## A. Domestic work

1. Migrant women in domestic work receive a written contract since 2021. The Government ratified ILO C189.

2. The labour inspectorate visited 311 households and fined 12 employers for unpaid wages of women.

## B. Health

3. Pregnant migrants have access to health care whatever their status. Clinics were opened in two provinces.

4. Lesbian, gay, bisexual and transgender migrants may report discrimination by clinics to the Ombudsman.

## C. Trafficking in persons

5. Three shelters for women and girls who are victims of trafficking were opened in 2022.

6. The courts convicted 67 persons of trafficking in the period under review, and the police trained officers.
"""
CONFIG = """files = ["drafts/*.md"]

[rating]
overall = "low"

[wording]
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder, which is the working directory; its cache is its own, and it is not in CI."""
    folder = tmp_path / "project"
    (folder / "drafts").mkdir(parents=True)
    (folder / "drafts" / "report.md").write_text(REPORT, encoding="utf-8")
    (folder / "gmi.toml").write_text(CONFIG, encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("GMI_CACHE_DIR", str(tmp_path / "cache"))
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT", "GITLAB_CI", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return folder


def git(folder: Path, *arguments: str) -> str:
    """Run git in the folder, as nobody in particular and whatever the machine's configuration says."""
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def repository(project: Path) -> Path:
    """The folder as a git repository with one commit."""
    git(project, "init", "-q")
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "first draft")
    return project


def require(folder: Path, text: str) -> None:
    """Let gmi.toml require this, of the same files."""
    (folder / "gmi.toml").write_text(f'files = ["drafts/*.md"]\n{text}', encoding="utf-8")


def edit(folder: Path, *changes: tuple[str, str], name: str = "drafts/report.md") -> None:
    """Change the draft; what is to be replaced must be there."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
