"""What a result depends on, as one hash: the file, the words, the rules, the program, and how it is read."""

import hashlib
import json
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import gmi
from gmi.flow import Options
from gmi.lexicon.folder import data_folder
from gmi.rate.profile import profile_path
from gmi.review import sidecar

# What reading a file hangs on besides gmi itself: whether it is there, and which version.
_READERS = ("pypdfium2", "pdfplumber", "python-docx", "lxml", "charset-normalizer", "py3langid", "rapidocr")
_ROOMS = ("read", "lexicon", "find", "review", "measure", "rate")


def key_of(kind: str, path: Path, content: bytes, options: Options) -> str | None:
    """The key of what is made of a file with `content` at `path` with these options; `kind` names the value
    and its form ("draft/1"). None where nothing may be kept: a file that needs a password is kept nowhere.

    Raises OSError where the lexicon, the profile or the decisions beside the file can't be read.
    """
    if options.password is not None:
        return None
    parts = [
        kind,
        gmi.__version__,
        _program(),
        hashlib.sha256(content).hexdigest(),
        path.suffix.lower(),
        _hash_of(_words(options.lexicon)),
        _hash_of([profile_path(options.profile)]),
        _decisions(path, options.review),
        {
            "language": options.language,
            "engine": options.engine,
            "ocr": options.ocr,
            "tracked": options.tracked,
        },
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


@lru_cache(maxsize=1)
def _program() -> str:
    """A hash of the code that makes results, and the versions of what reads files: a version number alone
    would take the work of a checkout for that of the release before it."""
    package = Path(gmi.__file__).parent
    code = [package / "flow.py"]
    for room in _ROOMS:
        code += sorted(file for file in (package / room).rglob("*") if file.suffix in (".py", ".toml"))
    return f"{_hash_of(code)} {' '.join(_version(name) for name in _READERS)}"


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"no {package}"


def _words(own: tuple[Path, ...]) -> list[Path]:
    """The files of words: those that ship, of all languages, and the user's."""
    files = sorted(data_folder().glob("*/*.toml"))
    for path in own:
        files += sorted(path.glob("*.toml")) if path.is_dir() else [path]
    return files


def _decisions(path: Path, review: bool | Path) -> str:
    """A hash of the readers' decisions that are honoured."""
    place = review if isinstance(review, Path) else sidecar(path)
    return _hash_of([place]) if review and place.is_file() else ""


def _hash_of(files: list[Path]) -> str:
    """One hash of the content of files, and of where each ends."""
    whole = hashlib.sha256()
    for file in files:
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()
