"""The store's tables as CSV, Parquet or a workbook."""

import codecs
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, Any

from gmi.corpus.select import Selection
from gmi.corpus.store import Store
from gmi.errors import GmiError
from gmi.report.files import check_place, whole_file
from gmi.report.table import Column, Kind, Table, Value, write_csv
from gmi.report.tables import iso_day
from gmi.report.workbook import write_workbook

DOCUMENT: tuple[Column, ...] = (
    Column("path", "the file, below the folder of the corpus", width=40),
    Column("symbol", "UN symbol", width=18),
    Column("state", "State party", width=24),
    Column("iso3", "ISO 3166-1 alpha-3 code"),
)
ONLY_DOCUMENTS: tuple[Column, ...] = (
    Column("kind", "kind of document, by its symbol", width=24),
    Column("region", "region of UN M49"),
    Column("subregion", "sub-region of UN M49", width=20),
    Column("treaty_body", "treaty body", width=20),
    Column("cycle", "cycle or session", width=20),
    Column("date", "date of the document", "date"),
    Column("year", "its year", "whole"),
    Column("language", "ISO 639-1 code"),
    Column("pages", "pages", "whole"),
    Column("words", "words that count", "whole"),
    Column("paragraphs", "coding units", "whole"),
    Column("rating", "overall rating"),
    Column("score", "overall score, 0 to 1", "number"),
    Column("low", "lower bound of the middle 90% of trials", "number"),
    Column("high", "upper bound of the middle 90% of trials", "number"),
    Column("stability", "share of trials with the same rating", "number"),
    Column("summary", "the sentence to quote", width=60),
)
_GROUP = Column("group", "group of the lexicon")
_DIMENSION = Column("dimension", "mention, engagement or commitment")
OTHERS: dict[str, tuple[Column, ...]] = {
    "ratings": (
        *(_GROUP, _DIMENSION, Column("level", "rating")),
        Column("score", "0 to 1", "number"),
        Column("low", "lower bound of the middle 90% of trials", "number"),
        Column("high", "upper bound of the middle 90% of trials", "number"),
        Column("stability", "share of trials with the same rating", "number"),
    ),
    "indicators": (
        *(_GROUP, _DIMENSION, Column("indicator", "id of the indicator", width=24)),
        Column("value", "numerator over denominator, in the indicator's unit", "number"),
        Column("numerator", "what is counted", "number"),
        Column("denominator", "of what", "number"),
        Column("score", "0 to 1", "number"),
    ),
    "counts": (
        *(_GROUP, Column("category", "category of the group; empty: the whole group", width=24)),
        Column("count", "references that count", "whole"),
        Column("per_1000_words", "references per 1,000 words", "number"),
        Column("low", "lower bound of its 95% interval", "number"),
        Column("high", "upper bound of its 95% interval", "number"),
        Column("dispersion", "how much more unevenly references fall than by chance", "number"),
    ),
    "areas": (
        Column("area", "policy area", width=24),
        Column("paragraphs", "paragraphs that treat it", "whole"),
        Column("gendered", "of those, how many mention gender", "whole"),
        Column("lgbtqia", "of those, how many mention LGBTQIA+ people", "whole"),
        Column("migrant", "of those, how many mention migrants", "whole"),
        Column("risks_named", "gendered risks that are named", "whole"),
        Column("risks_missing", "gendered risks that are not", "whole"),
        Column("instruments_cited", "applicable instruments that are cited", "whole"),
        Column("instruments_missing", "applicable instruments that are not", "whole"),
    ),
    "mentions": (
        *(_GROUP, Column("category", "category of the group, or id", width=24)),
        Column("term", "the lexicon's term", width=24),
        Column("text", "the words in the report", width=24),
        Column("page", "page", "whole"),
        Column("paragraph", "paragraph number"),
        Column("zone", "part of the document"),
        Column("contexts", "in what it stands", width=20),
        Column("counted", "whether the headline counts it", "flag"),
        Column("sentence", "the sentence", width=60),
    ),
}
TABLES = ("documents", *OTHERS)
BATCH = 10_000
"""Rows that are written together as Parquet. More make a smaller file and need more memory."""
# All mentions of an archive are millions of rows: for CSV and Parquet, or when asked for.
IN_WORKBOOK = tuple(name for name in TABLES if name != "mentions")


def export(store: Store, selection: Selection, output: Path, name: str | None) -> None:
    """Write a table of the selection, or several into a workbook. Raises GmiError where that can't be."""
    if name is not None and name not in TABLES:
        raise GmiError(f"There is no table {name!r}.", f"There are: {', '.join(TABLES)}.")
    check_place(output, [store.path])
    ending = output.suffix.lower()
    if ending == ".xlsx":
        tables = [table(store, selection, one) for one in ([name] if name else IN_WORKBOOK)]
        with whole_file(output) as file:
            write_workbook([f"gmi corpus: {store.path.name}"], tables, file)
    elif ending == ".csv":
        found = table(store, selection, name or "documents")
        with whole_file(output) as file:
            write_csv(found, codecs.getwriter("utf-8")(file))
    elif ending == ".parquet":
        found = table(store, selection, name or "documents")
        with whole_file(output) as file:
            _write_parquet(found, file)
    else:
        raise GmiError(f"Can't write {output.name!r}.", "Use .csv, .xlsx or .parquet.")


def table(store: Store, selection: Selection, name: str) -> Table:
    """A table of the store with the document's place and State in front of each row. Raises GmiError for a
    selection that can't be, before anything is written."""
    columns = DOCUMENT + (ONLY_DOCUMENTS if name == "documents" else OTHERS[name])
    return Table(name, f"one row of {name}", columns, _rows(store, selection.where(store), name, columns))


def _rows(
    store: Store, condition: tuple[str, tuple[Any, ...]], name: str, columns: Sequence[Column]
) -> Iterator[list[Value]]:
    where, values = condition
    own = columns[len(DOCUMENT) :]
    names = [f"present.{column.name}" for column in DOCUMENT]
    names += [
        "sentences.text" if column.name == "sentence" else f'{_owner(name)}."{column.name}"' for column in own
    ]
    joined = "" if name == "documents" else f" JOIN {name} ON {name}.document = present.id"
    if name == "mentions":
        on = "sentences.document = present.id AND sentences.number = mentions.sentence"
        joined += f" JOIN sentences ON {on}"
    cursor = store.connection.execute(
        f"SELECT {', '.join(names)} FROM present{joined} WHERE {where} ORDER BY present.path",
        values,
    )
    kinds = [column.kind for column in columns]
    for row in cursor:
        yield [_value(value, kind) for value, kind in zip(row, kinds, strict=True)]


def _value(value: Any, kind: Kind) -> Value:
    """What a cell of that kind holds: SQLite has neither flags nor dates."""
    if kind == "flag":
        return bool(value)
    return iso_day(value) if kind == "date" and value else value


def _owner(name: str) -> str:
    return "present" if name == "documents" else name


def _write_parquet(table: Table, out: IO[bytes]) -> None:
    """Write the table as Parquet, batch by batch: an archive's mentions don't fit into memory."""
    import pyarrow
    from pyarrow import parquet

    types: dict[Kind, pyarrow.DataType] = {
        "text": pyarrow.string(),
        "whole": pyarrow.int64(),
        "number": pyarrow.float64(),
        "flag": pyarrow.bool_(),
        "date": pyarrow.string(),
    }
    schema = pyarrow.schema([(column.name, types[column.kind]) for column in table.columns])
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        rows = iter(table.rows)
        while batch := list(zip(*islice(rows, BATCH), strict=True)):
            # "2023" is no day: dates are texts here, which sort as days do.
            arrays = [
                [str(one) if one and column.kind == "date" else one for one in values]
                for column, values in zip(table.columns, batch, strict=True)
            ]
            writer.write_table(pyarrow.table(arrays, schema=schema))
