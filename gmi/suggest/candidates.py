"""What a corpus offers for a group of the lexicon: candidates, ranked in the ways in which they are found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from gmi.suggest.scan import ALL, COMMON, DOCUMENTS, NEAR, OF_GROUP, PLURALS, WITH, WITHOUT, Scanner
from gmi.suggest.spelling import alike
from gmi.suggest.statistics import SIGNIFICANT, least_log_ratio, log_dice, log_likelihood, log_ratio
from gmi.suggest.words import BITS, words_of

Way = Literal["key", "collocate", "spelling"]
Order = Literal["ratio", "likelihood"]
WAYS: tuple[Way, ...] = ("key", "collocate", "spelling")
TWICE = 1.0
"""The log ratio of what is twice as frequent: less is no difference worth reading."""
FEW = 3
"""Places near a mention that say anything: so many have to be expected before their lack does."""
FEW_DOCUMENTS = 4
"""From so many documents on, a candidate is in two of them at least: else it is one author's word."""
SAME = 0.8
"""Share of its places that makes a word part of a phrase, rather than a candidate of its own."""
POOL = 20
"""Candidates that are looked at for each that is shown."""


class Example(NamedTuple):
    """A sentence with the candidate at `start` to `end`; `paragraph` is the printed number."""

    file: str
    page: int | None
    paragraph: str | None
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word or phrase that the lexicon doesn't have, as a term: "widow(s)" where both forms are there.

    `frequency` and `documents` count the corpus, `with_mention` what stands in paragraphs with a mention of
    the group, `near` what stands close to one. `log_likelihood` and `log_ratio` compare the paragraphs with
    and without a mention (`least_log_ratio` is the lower end of its interval); `collocation` (log-likelihood)
    and `log_dice` what is near a mention and what isn't. `like` are known words that are spelt alike.
    """

    term: str
    way: Way
    frequency: int
    documents: int
    with_mention: int
    log_likelihood: float
    log_ratio: float
    least_log_ratio: float
    near: int
    collocation: float
    log_dice: float
    like: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()


class Numbers(NamedTuple):
    """The phrases that may be candidates, as parallel arrays."""

    key: np.ndarray
    frequency: np.ndarray
    documents: np.ndarray
    inside: np.ndarray
    near: np.ndarray
    expected: np.ndarray
    likelihood: np.ndarray
    ratio: np.ndarray
    least: np.ndarray
    collocation: np.ndarray
    closest: np.ndarray
    dice: np.ndarray
    whole: np.ndarray
    plurals: np.ndarray


def choose(
    scanner: Scanner, group: str, known: Sequence[str], *, limit: int, least: int, order: Order = "ratio"
) -> dict[Way, list[tuple[int, Candidate]]]:
    """The best candidates of each way with their keys; each candidate once, in the first way that finds it.

    `known` are the words of the group's terms; candidates are there `least` times at least. Key words
    and collocates are in the `order` of the lower end of their log ratio, or of log-likelihood; words that
    are spelt alike in that of their frequency.
    """
    numbers = _numbers(scanner, group, least)
    strong = (numbers.ratio >= TWICE) & (numbers.likelihood >= SIGNIFICANT)
    # Words of the genre ("noted") stand in long paragraphs, but not near what these are about.
    strong &= (numbers.near >= numbers.expected) | (numbers.expected < FEW)
    by = numbers.least if order == "ratio" else numbers.likelihood
    key = _ranked(scanner, numbers, np.flatnonzero(strong), by, limit, set())
    taken = {int(numbers.key[index]) for index in key}
    close = (numbers.collocation >= SIGNIFICANT) & (
        numbers.near >= np.maximum(2**TWICE * numbers.expected, FEW)
    )
    by = numbers.closest if order == "ratio" else numbers.collocation
    collocates = _ranked(scanner, numbers, np.flatnonzero(close), by, limit, taken)
    taken |= {int(numbers.key[index]) for index in collocates}
    spelt = _spelt(scanner, group, known, taken, limit)
    return {
        "key": [_candidate(scanner, numbers, index, "key") for index in key],
        "collocate": [_candidate(scanner, numbers, index, "collocate") for index in collocates],
        "spelling": spelt,
    }


def _numbers(scanner: Scanner, group: str, least: int) -> Numbers:
    scanner.tally.settle()
    column = COMMON + OF_GROUP * scanner.groups.index(group)
    sizes, counts = scanner.sizes[group], scanner.tally.counts
    frequency = counts[:, column + WITH] + counts[:, column + WITHOUT]
    chosen = frequency >= least
    if scanner.documents >= FEW_DOCUMENTS:
        chosen &= counts[:, column + DOCUMENTS] > 1
    chosen[chosen] = ~_are_names(scanner, scanner.tally.keys[chosen])
    counts, keys = counts[chosen], scanner.tally.keys[chosen]
    inside, outside = counts[:, column + WITH], counts[:, column + WITHOUT]
    near, frequency = counts[:, column + NEAR], inside + outside
    far = sizes.words_with + sizes.words_without - sizes.words_near
    return Numbers(
        keys,
        frequency,
        counts[:, column + DOCUMENTS],
        inside,
        near,
        frequency * (sizes.words_near / max(sizes.words_near + far, 1)),
        log_likelihood(inside, outside, sizes.words_with, sizes.words_without),
        log_ratio(inside, outside, sizes.words_with, sizes.words_without),
        least_log_ratio(inside, outside, sizes.words_with, sizes.words_without),
        np.where(
            log_ratio(near, frequency - near, sizes.words_near, far) > 0,
            log_likelihood(near, frequency - near, sizes.words_near, far),
            0.0,
        ),
        least_log_ratio(near, frequency - near, sizes.words_near, far),
        log_dice(near, frequency, sizes.mentions),
        counts[:, ALL],
        counts[:, PLURALS],
    )


def _are_names(scanner: Scanner, keys: np.ndarray) -> np.ndarray:
    """Which phrases hold a name: of a State, a body, a person."""
    names = scanner.names()
    found = np.zeros(len(keys), dtype=bool)
    rest = keys.copy()
    while rest.any():
        found |= names[rest & ((1 << BITS) - 1)] & (rest > 0)
        rest >>= BITS
    return found


def _ranked(
    scanner: Scanner, numbers: Numbers, indices: np.ndarray, by: np.ndarray, limit: int, taken: set[int]
) -> list[int]:
    """The first `limit` of the indices in the order of `by`, without those that say again what a better one
    says: a phrase that is no more special than the candidate in it, or a word that hardly stands outside a
    phrase."""
    # Of those with the same figures the longest comes first: all others are parts of it.
    indices = indices[np.lexsort((-numbers.key[indices], -by[indices]))]
    chosen: list[int] = []
    better = [(_stems(scanner, key), 0, np.inf) for key in taken]
    for index in indices[: POOL * limit].tolist():
        phrase = _stems(scanner, int(numbers.key[index]))
        frequency, ratio = int(numbers.frequency[index]), float(numbers.ratio[index])
        if any(
            (_holds(phrase, other) and ratio < of_other + TWICE)
            or (_holds(other, phrase) and often >= SAME * frequency)
            for other, often, of_other in better
        ):
            continue
        chosen.append(index)
        better.append((phrase, frequency, ratio))
        if len(chosen) == limit:
            break
    return chosen


def _stems(scanner: Scanner, key: int) -> list[int]:
    return [scanner.forms.stems[word] for word in words_of(key)]


def _holds(phrase: list[int], other: list[int]) -> bool:
    """Whether the other phrase is a part of the phrase."""
    return any(phrase[i : i + len(other)] == other for i in range(len(phrase) - len(other) + 1))


def _candidate(
    scanner: Scanner, numbers: Numbers, index: int, way: Way, like: tuple[str, ...] = ()
) -> tuple[int, Candidate]:
    key = int(numbers.key[index])
    return key, Candidate(
        term_of(scanner, key, int(numbers.whole[index]), int(numbers.plurals[index])),
        way,
        int(numbers.frequency[index]),
        int(numbers.documents[index]),
        int(numbers.inside[index]),
        round(float(numbers.likelihood[index]), 4),
        round(float(numbers.ratio[index]), 4),
        round(float(numbers.least[index]), 4),
        int(numbers.near[index]),
        round(float(numbers.collocation[index]), 4),
        round(float(numbers.dice[index]), 4),
        like,
    )


def _spelt(
    scanner: Scanner, group: str, known: Sequence[str], taken: set[int], limit: int
) -> list[tuple[int, Candidate]]:
    """Single words that look like known ones, also those that are there only twice; the frequent first."""
    numbers = _numbers(scanner, group, 2)
    words = {
        scanner.forms.names[int(key)]: index
        for index, key in enumerate(numbers.key.tolist())
        if key < 1 << BITS and key not in taken and numbers.inside[index]
    }
    found = alike(list(words), known)
    order = sorted(found, key=lambda word: (-int(numbers.frequency[words[word]]), word))
    return [_candidate(scanner, numbers, words[w], "spelling", found[w]) for w in order[:limit]]


def term_of(scanner: Scanner, key: int, number: int, plurals: int) -> str:
    """The phrase as a term; the plural -s is there, in brackets or not there, as the corpus has it."""
    text = " ".join(phrase_of(scanner, key))
    return text if not plurals else text + ("s" if plurals == number else "(s)")


def phrase_of(scanner: Scanner, key: int) -> tuple[str, ...]:
    """The words of a phrase, the last without plural -s."""
    return tuple(scanner.forms.names[word] for word in words_of(key))
