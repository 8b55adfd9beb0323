"""Reads filled worksheets; every mistake is told with its cell."""

import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from gmi.errors import GmiError
from gmi.experience.layout import (
    DATA_SHEET,
    DESCRIPTION_SHEET,
    DONT_KNOW,
    FIRST_RESPONDENT,
    HEAD_ROW,
    LAYOUT,
    MARK,
    TESTIMONY,
)
from gmi.experience.records import Filled, Testimony
from gmi.lexicon.experience import Questionnaire

_NEW = "Make a new one with gmi worksheet -o sheet.xlsx."
_LARGEST = 20_000_000
_LARGEST_UNPACKED = 200_000_000
_SHOWN = 40


class WorksheetError(GmiError):
    """Mistakes in a filled worksheet, all that were found; `problems` has each with its cell."""

    def __init__(self, problems: Sequence[str], remedy: str = "") -> None:
        self.problems = tuple(problems)
        more = len(self.problems) - 1
        super().__init__(self.problems[0], f"(And {more} more.)" if more else remedy)

    def __reduce__(self) -> tuple[type["WorksheetError"], tuple[tuple[str, ...]]]:  # type: ignore[override]
        return (type(self), (self.problems,))


def read_worksheets(paths: Sequence[Path]) -> list[Filled]:
    """The filled sheets. Raises WorksheetError with all mistakes of a sheet, GmiError for one that can't be
    read, is given twice, or was made from another questionnaire than the first (they may ask about other
    areas)."""
    filled: list[Filled] = []
    for path in paths:
        one = read_worksheet(path)
        same = next((other for other in filled if other.sha256 == one.sha256), None)
        if same:
            raise GmiError(f"{path.name} is the same sheet as {same.name}.", "Give each sheet once.")
        first = filled[0] if filled else one
        if not one.questionnaire.fits(first.questionnaire):
            what = (
                f"{path.name} was made from {_version(one.questionnaire)}, "
                f"{first.name} from {_version(first.questionnaire)}."
            )
            raise GmiError(what, "Score them one by one: their answers can't be added up.")
        filled.append(one)
    return filled


def read_worksheet(path: Path) -> Filled:
    """One filled sheet. Raises what `read_worksheets` raises."""
    content, book = _opened(path)
    questionnaire, names = _questionnaire(path.name, book)
    problems: list[str] = []
    answers: dict[tuple[str, str], int | None] = {}
    testimonies: list[Testimony] = []
    prefix = hashlib.sha256(content).hexdigest()
    for area, name in names.items():
        if name not in book.sheetnames:
            problems.append(f"{path.name}: the sheet {name!r} is missing.")
            continue
        sheet, at = book[name], f"{path.name}, {name}"
        expected = {one.id for one in questionnaire.statements if one.area == area}
        answers |= {
            (statement, f"{prefix[:12]}:{code}"): answer
            for statement, code, answer in _answers(sheet, at, expected, problems)
        }
        testimonies += _testimonies(sheet, at, area, problems)
    described = dict(_described(path.name, book, questionnaire, problems))
    if problems:
        raise WorksheetError(problems)
    if not answers:
        raise GmiError(f"{path.name}: nobody has answered anything.", "Fill it in and save it first.")
    return Filled(path.name, prefix, questionnaire, answers, tuple(testimonies), described)


def _opened(path: Path) -> tuple[bytes, Any]:
    from openpyxl import load_workbook

    try:
        content = path.read_bytes()
    except OSError as error:
        raise GmiError(f"Can't read {path}: {error.strerror}.", "Give a filled worksheet.") from error
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if len(content) > _LARGEST or size > _LARGEST_UNPACKED:
            raise GmiError(f"{path.name} is far too large for a worksheet.", _NEW)
        return content, load_workbook(io.BytesIO(content), data_only=True)
    except GmiError:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged file makes it stumble on
        what = f"{path.name} can't be read as a workbook (.xlsx)."
        raise GmiError(what, "Open it in a spreadsheet and save it as .xlsx.") from error


def _questionnaire(name: str, book: Any) -> tuple[Questionnaire, dict[str, str]]:
    """The questionnaire that a worksheet carries, and the name of each area's sheet."""
    if DATA_SHEET not in book.sheetnames or book[DATA_SHEET]["A1"].value != MARK:
        raise GmiError(
            f"{name} is no worksheet of gmi, or its hidden sheet {DATA_SHEET!r} was deleted.", _NEW
        )
    sheet = book[DATA_SHEET]
    layout, digest = sheet["B1"].value, sheet["E1"].value
    if layout != LAYOUT:
        what = f"{name} has layout {layout} of worksheets; this version of gmi reads {LAYOUT}."
        raise GmiError(what, "Read it with the version of gmi that made it, or a later one.")
    text = "".join(str(cell.value) for cell in sheet[2] if cell.value is not None)
    try:
        questionnaire = Questionnaire.model_validate_json(text)
    except ValidationError as error:
        raise GmiError(f"{name}: its hidden sheet {DATA_SHEET!r} is damaged.", _NEW) from error
    if questionnaire.sha256 != digest:
        what = f"{name}: its statements were changed after it was made ({_version(questionnaire)})."
        raise GmiError(what, "Put statements of your own into a file: gmi worksheet --questions FILE.")
    rows = sheet.iter_rows(min_row=3, max_col=2, values_only=True)
    names = {str(area): str(shown) for area, shown in rows if area is not None}
    return questionnaire, names


def _version(questionnaire: Questionnaire) -> str:
    return f"{questionnaire.name} {questionnaire.version} ({questionnaire.sha256[:7]})"


def _answers(
    sheet: Any, at: str, expected: set[str], problems: list[str]
) -> Iterator[tuple[str, str, int | None]]:
    """(statement, respondent, answer) of each filled cell; mistakes go to `problems`."""
    codes: dict[int, str] = {}
    for cell in sheet[HEAD_ROW][FIRST_RESPONDENT - 1 :]:
        if cell.value is not None:
            if str(cell.value) in codes.values():
                problems.append(
                    f"{at}!{cell.coordinate}: the code {str(cell.value)[:_SHOWN]!r} is there twice."
                )
            codes[cell.column] = str(cell.value)
    found: set[str] = set()
    for row in sheet.iter_rows(min_row=HEAD_ROW + 1):
        statement = row[0].value
        if statement not in expected:
            continue
        if statement in found:
            problems.append(f"{at}!{row[0].coordinate}: the statement {statement!r} is there twice.")
        found.add(statement)
        for cell in row[FIRST_RESPONDENT - 1 :]:
            if cell.value is None or not str(cell.value).strip():
                continue
            answer = _answer(cell.value)
            if cell.column not in codes:
                problems.append(f"{at}!{cell.coordinate}: an answer in a column without a code such as R01.")
            elif isinstance(answer, str):
                problems.append(f"{at}!{cell.coordinate}: {answer!r} is not one of 1 to 5, or {DONT_KNOW}.")
            else:
                yield statement, codes[cell.column], answer
    problems += [f"{at}: the row of the statement {one!r} is missing." for one in sorted(expected - found)]


def _answer(value: object) -> int | str | None:
    """1 to 5, None for "don't know", or the text that is neither."""
    told = str(value).strip()
    if told.lower() == DONT_KNOW:
        return None
    number = told.removesuffix(".0")
    return int(number) if number in ("1", "2", "3", "4", "5") else told[:_SHOWN]


def _testimonies(sheet: Any, at: str, area: str, problems: list[str]) -> Iterator[Testimony]:
    for row in sheet.iter_rows(min_row=HEAD_ROW + 1, max_col=FIRST_RESPONDENT):
        if row[0].value != TESTIMONY:
            continue
        words, consent = row[2].value, row[3]
        told = str(consent.value or "no").strip().lower()
        if told not in ("yes", "no"):
            problems.append(f"{at}!{consent.coordinate}: {told[:_SHOWN]!r} is not yes or no.")
        if words is not None and str(words).strip():
            yield Testimony(area, str(words).strip(), told == "yes")


def _described(
    name: str, book: Any, questionnaire: Questionnaire, problems: list[str]
) -> Iterator[tuple[tuple[str, str], int]]:
    """How many people are what, as the sheet about the group says."""
    if DESCRIPTION_SHEET not in book.sheetnames:
        return
    ids = {
        f"{one.id}:{number}": (one.id, option)
        for one in questionnaire.descriptions
        for number, option in enumerate(one.options, 1)
    }
    for row in book[DESCRIPTION_SHEET].iter_rows(max_col=3):
        if len(row) < 3 or row[0].value not in ids or row[2].value is None:
            continue
        told = str(row[2].value).strip().removesuffix(".0")
        if told.isdigit() and len(told) < 6:
            yield ids[row[0].value], int(told)
        elif told:
            at = f"{name}, {DESCRIPTION_SHEET}!{row[2].coordinate}"
            problems.append(f"{at}: {told[:_SHOWN]!r} is not a number of people.")
