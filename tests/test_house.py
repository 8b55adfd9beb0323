"""The house keeps its order: imports run one way, libraries stay in their rooms, the wheel is whole."""

import ast
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "gmi"
# Each room may import the rooms before it; `lexicon` is data that find and what comes after it use.
FLOW = (
    "errors", "cycles", "records", "turns", "same_dates", "read", "lexicon", "experience", "find", "suggest",
    "review", "measure",
    "rate", "code", "agree", "compare", "brief", "report", "flow", "cache", "check", "corpus", "cli",
)  # fmt: skip
# Libraries that belong to some rooms alone.
LIBRARIES = {
    "typer": {"cli"},
    "rich": {"check", "cli", "report"},
    "spacy": {"find"},
    "pypdfium2": {"read"},
    "pdfplumber": {"read"},
    "docx": {"experience", "read", "report"},
    "lxml": {"read", "lexicon"},
    "yaml": {"lexicon"},
    "altair": {"report", "corpus"},
    "vl_convert": {"report", "corpus"},
    "jinja2": {"report", "corpus"},
    "pikepdf": {"report"},
    "xlsxwriter": {"experience", "report"},
    "openpyxl": {"code", "experience"},
    "krippendorff": {"agree"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """All modules that a file imports, also inside functions and for type checking."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_with_the_flow(path: Path) -> None:
    here = room(path)
    if here not in FLOW:
        return
    for module in imports(path):
        parts = module.split(".")
        if parts[0] == "gmi" and len(parts) > 1:
            assert FLOW.index(parts[1]) <= FLOW.index(here), f"{path.name} imports {module}"
        if parts[0] in LIBRARIES:
            assert here in LIBRARIES[parts[0]], f"{parts[0]} does not belong in {here}"


def test_read_knows_nothing_of_words() -> None:
    assert not any(
        m.startswith("gmi.lexicon") for path in (PACKAGE / "read").glob("*.py") for m in imports(path)
    )


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_starting_loads_nothing_heavy() -> None:
    heavy = {"spacy", "numpy", "pydantic", "pypdfium2", "docx"}
    code = f"import sys, gmi.cli.app; print(sorted({heavy!r} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.strip() == "[]"


def test_ending_searches_no_cycles() -> None:
    code = (
        "import atexit, gc, sys; atexit.register(lambda: print(gc.get_freeze_count() > 0))\n"
        "sys.argv = ['gmi', '--version']; from gmi.cli.app import main; main()"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.endswith("True\n")


def test_an_installed_wheel_is_whole(tmp_path: Path) -> None:
    """A wheel holds the lexicons and scores a sample outside the checkout."""
    pytest.importorskip("build")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    target = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    assert (target / "gmi" / "lexicons" / "en" / "gender.toml").is_file()
    assert (target / "gmi" / "lexicons" / "en" / "discouraged.toml").is_file()
    assert (target / "gmi" / "check" / "starter.toml").is_file()
    assert (target / "gmi" / "py.typed").is_file()
    assert (target / "gmi" / "report" / "html" / "templates" / "report.js").is_file()
    code = (
        "import gmi, sys; assert gmi.__file__.startswith(sys.argv[1]); print(gmi.score(sys.argv[2]).rating)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(target), str(ROOT / "samples" / "orrund.pdf")],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(target)},
    )
    assert run.stdout.strip() == "moderate"


def test_the_readme_s_commands_are_the_ones_that_ci_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    commands = [block.split("```")[0].strip() for block in readme.split("```bash\n")[1:3]]
    assert commands[1] in lines
    assert commands[0] in lines
