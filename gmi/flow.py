"""The whole flow in one call: read, find, measure, rate; between find and measure, what readers decided."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from gmi.cycles import no_cycle_search
from gmi.errors import GmiError
from gmi.find import find
from gmi.lexicon import languages, languages_told, load
from gmi.lexicon.model import Lexicon
from gmi.measure import measure
from gmi.rate import rate
from gmi.rate.assessment import Assessment, Scored
from gmi.rate.profile import Profile, load_profile, profile_path
from gmi.read import Engine, Ocr, Tracked, read
from gmi.read.apart import read_apart
from gmi.read.document import Document
from gmi.read.limits import Limits
from gmi.read.words import language_name
from gmi.review import Decisions, honour, sidecar
from gmi.review import load as load_decisions


@dataclass(frozen=True, slots=True)
class Options:
    """How reports are scored.

    `language` (ISO 639-1) overrides what is identified; `lexicon` names files or folders of the user's own
    that extend or replace the shipped words; `profile` is a profile's name or TOML file; `engine`,
    `password`, `ocr` and `tracked` are told to the reader (`gmi.read.read`). With `limits`, files are read
    in a process of their own that keeps them, also those of time and memory (`gmi.read.apart`). `review` says
    whether decisions of `gmi review` beside the report are honoured, or names the file that has them.
    """

    language: str | None = None
    lexicon: tuple[Path, ...] = ()
    profile: str = "gmi"
    engine: Engine = "pypdfium2"
    password: str | None = None
    ocr: Ocr = "auto"
    tracked: Tracked = "accept"
    limits: Limits | None = None
    review: bool | Path = True


def score(
    path: str | Path,
    *,
    language: str | None = None,
    lexicon: Sequence[str | Path] = (),
    profile: str | Path = "gmi",
    engine: Engine = "pypdfium2",
    password: str | None = None,
    ocr: Ocr = "auto",
    tracked: Tracked = "accept",
    limits: Limits | None = None,
    review: bool | str | Path = True,
) -> Assessment:
    """Score one report: from a file to an Assessment. `Options` says what the options are.

    Raises GmiError where the file can't be read, its language has no lexicon, or the data is wrong.
    """
    own = tuple(Path(place) for place in lexicon)
    decisions = Path(review) if isinstance(review, str) else review
    options = Options(language, own, str(profile), engine, password, ocr, tracked, limits, decisions)
    return score_report(Path(path), options).assessment


def score_report(path: Path, options: Options) -> Scored:
    """Score one report and keep what was read beside its assessment. Raises what `score` raises."""
    rules = _profile(options.profile)
    with no_cycle_search():
        document, lexicon = read_report(path, options)
        assessment = assess(document, lexicon, rules, _decisions(path, options.review))
        return Scored(path, document, assessment, options.password)


def read_report(path: Path, options: Options) -> tuple[Document, Lexicon]:
    """Read one report, and load the words of its language. Raises what `score` raises."""
    if options.limits is None:
        reader = read
    else:
        reader = partial(read_apart, limits=options.limits, meanwhile=_prepare)
    document = reader(
        path,
        engine=options.engine,
        language=options.language,
        password=options.password,
        ocr=options.ocr,
        tracked=options.tracked,
    )
    return document, _lexicon(_known(document), options.lexicon)


def _prepare() -> None:
    """Bring in spaCy, which takes longer than reading a short report."""
    import gmi.find.pipeline  # noqa: F401


def _decisions(path: Path, review: bool | Path) -> Decisions | None:
    """The decisions to honour, if there are any."""
    if isinstance(review, Path):
        return load_decisions(review)
    place = sidecar(path)
    return load_decisions(place) if review and place.is_file() else None


def assess(
    document: Document, lexicon: Lexicon, profile: Profile, decisions: Decisions | None = None
) -> Assessment:
    """Score a document that is already read: find, honour what readers decided, measure, rate.

    Raises GmiError where no word of it counts: what was not read must not be called absent.
    """
    mentions, review = find(document, lexicon), None
    if decisions is not None:
        mentions, review = honour(document, mentions, decisions)
    counting = profile.counting
    indicators = measure(
        document,
        mentions,
        lexicon,
        leave_out_zones=counting.leave_out_zones,
        leave_out_contexts=counting.leave_out_contexts,
        subject=counting.subject,
        slices=counting.slices,
        rule=counting.rule,
    )
    if not indicators.words:
        what = f"{document.name}: no text in it counts, being cover, contents, header or in another language."
        raise GmiError(what, "See what was read with gmi read --text.")
    return rate(document, mentions, lexicon, indicators, profile, review)


def under_name(assessment: Assessment, name: str) -> Assessment:
    """The assessment that the same file would have under another name, with the decisions beside it."""
    source, review = replace(assessment.source, name=name), assessment.review
    if review and review.file == sidecar(Path(assessment.source.name)).name:
        review = replace(review, file=sidecar(Path(name)).name)
    return replace(assessment, source=source, review=review)


def _known(document: Document) -> str:
    """The document's language, if there is a lexicon for it: words of another can't be counted."""
    if document.language not in languages():
        raise GmiError(
            f"{document.name}: the text is in {language_name(document.language)}, which has no lexicon.",
            f"There are: {languages_told()}. If that's wrong, say so with --lang.",
        )
    return document.language


def _lexicon(language: str, extra: tuple[Path, ...]) -> Lexicon:
    """A language's lexicon with the user's own files. Loading takes longer than scoring a short report, so
    many reports share one, until a file of it changes."""
    return _kept_lexicon(language, extra, tuple(map(_stamp, extra)))


def _profile(name: str) -> Profile:
    """A profile, which many reports share until its file changes."""
    return _kept_profile(name, _stamp(profile_path(name)))


def _stamp(path: Path) -> tuple[object, ...]:
    """What tells a file, or the files in a folder, from what they were before, or are elsewhere."""
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    there = [(file.absolute(), file.stat()) for file in files if file.is_file()]
    return tuple((file, found.st_mtime_ns, found.st_size) for file, found in there)


@lru_cache(maxsize=8)
def _kept_lexicon(language: str, extra: tuple[Path, ...], _stamps: object) -> Lexicon:
    return load(language, extra)


@lru_cache(maxsize=8)
def _kept_profile(name: str, _stamps: object) -> Profile:
    return load_profile(name)
