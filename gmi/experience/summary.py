"""Sums up answers by statement, area and lens: means, medians, shares, intervals, without small numbers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import fmean, median, variance

from gmi.experience.records import (
    AnsweredSheet,
    DescribedGroup,
    Filled,
    Lived,
    Standing,
    StatementResult,
)
from gmi.lexicon.experience import Lens, Questionnaire, Statement

_CONFIDENCE = 0.95
_MIDDLE, _LOWEST, _HIGHEST = 3.0, 1.0, 5.0
# Answers are whole steps of something continuous: the variance of what rounding hides (Sheppard).
_ROUNDING = 1 / 12


class Summary:
    """The answers of all sheets together. `fewest` people must stand behind each figure that is given."""

    def __init__(self, sheets: Sequence[Filled], *, show_small: bool = False) -> None:
        self.questionnaire: Questionnaire = sheets[0].questionnaire.joined(s.questionnaire for s in sheets)
        self.fewest = 1 if show_small else self.questionnaire.fewest
        self._sheets = sheets
        self._by_statement: defaultdict[str, dict[str, int | None]] = defaultdict(dict)
        for sheet in sheets:
            for (statement, respondent), answer in sheet.answers.items():
                self._by_statement[statement][respondent] = answer

    @property
    def respondents(self) -> int | None:
        """How many people gave an answer."""
        return self._shown(sum(sheet.respondents for sheet in self._sheets))

    def sheets(self) -> tuple[AnsweredSheet, ...]:
        """The sheets that were read, in the order given."""
        return tuple(AnsweredSheet(s.name, s.sha256, self._shown(s.respondents)) for s in self._sheets)

    def described(self) -> tuple[DescribedGroup, ...]:
        """Who the people are, all sheets together, where anybody said so."""
        counts: defaultdict[tuple[str, str], int] = defaultdict(int)
        for sheet in self._sheets:
            for key, people in sheet.described.items():
                counts[key] += people
        return tuple(
            DescribedGroup(one.question, option, self._shown(counts[one.id, option]))
            for one in self.questionnaire.descriptions
            for option in one.options
            if (one.id, option) in counts
        )

    def statements(self, area: str) -> tuple[StatementResult, ...]:
        """The results of an area's statements, in their order."""
        return tuple(self._statement(one) for one in self.questionnaire.statements if one.area == area)

    def lived(self, area: str, lens: Lens | None = None) -> Lived:
        """Experience of an area, by the statements of a lens, or all of them.

        Statements that too few have answered are not in it: else their answers could be worked out.
        """
        chosen = [s for s in self.questionnaire.statements if s.area == area and lens in (None, s.lens)]
        by_person: defaultdict[str, list[int]] = defaultdict(list)
        for statement in chosen:
            answers = self._answers(statement)
            if len(answers) >= self.fewest:
                for respondent, answer in answers.items():
                    by_person[respondent].append(_turned(statement, answer))
        if len(by_person) < self.fewest or not by_person:
            return Lived(lens or "all", None, None, None, None, None, None, "too_few", firm=False)
        means = [fmean(answers) for answers in by_person.values()]
        mean = fmean(means)
        low, high = _interval(means)
        every = [answer for answers in by_person.values() for answer in answers]
        return Lived(
            lens=lens or "all",
            respondents=len(means),
            mean=mean,
            low=low,
            high=high,
            median=float(median(means)),
            good=sum(answer > _MIDDLE for answer in every) / len(every),
            standing=self._standing(mean),
            firm=high < _MIDDLE or low > _MIDDLE,
        )

    def _standing(self, mean: float) -> Standing:
        if mean <= self.questionnaire.problems_to:
            return "problems"
        return "good" if mean >= self.questionnaire.good_from else "mixed"

    def _answers(self, statement: Statement) -> dict[str, int]:
        given = self._by_statement[statement.id]
        return {respondent: answer for respondent, answer in given.items() if answer is not None}

    def _statement(self, statement: Statement) -> StatementResult:
        from scipy.stats import binomtest

        answers = list(self._answers(statement).values())
        head = (statement.id, statement.text, statement.lens, statement.agreeing, statement.source)
        if len(answers) < self.fewest or not answers:
            return StatementResult(*head, *(None,) * 7)
        agree = sum(answer > _MIDDLE for answer in answers)
        bounds = binomtest(agree, len(answers)).proportion_ci(_CONFIDENCE, method="wilson")
        dont_know = len(self._by_statement[statement.id]) - len(answers)
        return StatementResult(
            *head,
            respondents=len(answers),
            dont_know=self._shown(dont_know),
            mean=fmean(answers),
            median=float(median(answers)),
            agreeing=agree / len(answers),
            low=float(bounds.low),
            high=float(bounds.high),
        )

    def _shown(self, people: int) -> int | None:
        """A number of people, unless it is small; nobody is no secret."""
        return people if people == 0 or people >= self.fewest else None


def _turned(statement: Statement, answer: int) -> int:
    """The answer as experience: 5 is the best, whichever way the statement was put."""
    return answer if statement.agreeing == "good" else 6 - answer


def _interval(means: Iterable[float]) -> tuple[float, float]:
    """The mean of people's means with 95% confidence, by Student's t, within the scale."""
    from scipy.stats import t

    values = list(means)
    if len(values) < 2:
        return _LOWEST, _HIGHEST
    error = ((variance(values) + _ROUNDING) / len(values)) ** 0.5
    low, high = t.interval(_CONFIDENCE, len(values) - 1, loc=fmean(values), scale=error)
    return max(float(low), _LOWEST), min(float(high), _HIGHEST)
