"""corpus: the dashboard, as a tree and in a browser."""

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from gmi.corpus.dashboard import dashboard
from gmi.corpus.run import run
from gmi.corpus.select import Selection
from gmi.corpus.store import Store
from gmi.errors import GmiError
from gmi.flow import Options
from tests.browser import Visit
from tests.test_corpus import report, score_one_by_one

HOSTILE = "</script><script>document.title='owned'</script> <img src=x onerror=alert(1)> \u202e {{ 7*7 }}"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of six reports of three States, one of them with hostile text and name."""
    folder = tmp_path_factory.mktemp("reports")
    for number, (state, code) in enumerate((("Peru", "PER"), ("Ghana", "GHA"), ("Türkiye", "TUR"))):
        for cycle in (2, 3):
            more = f"6. {'Lesbian and gay migrants. ' * number}\n"
            text = report(state, f"CMW/C/{code}/{cycle}", f"{cycle} May {2000 + 10 * cycle}", more)
            (folder / f"{code}-{cycle}.txt").write_text(text)
    (folder / "<b>x.txt").write_text(report("Chad", "CMW/C/TCD/1", more=f"6. Women said: {HOSTILE}.\n"))
    (folder / "empty.txt").write_text("")
    with Store(folder / "states.gmi", write=True) as opened:
        list(run(folder, opened, Options(), score_one_by_one))  # type: ignore[arg-type]
    return Store(folder / "states.gmi")


@pytest.fixture(scope="module")
def page(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "states.html"
    path.write_text(dashboard(store, Selection()), encoding="utf-8")
    return path


def test_all_documents_are_there_and_nothing_is_markup(page: Path) -> None:
    root = html.fromstring(page.read_text(encoding="utf-8"))
    assert len(root.xpath("//table[@id='all']/tbody")) == 7
    assert len(root.xpath("//script")) == 1
    assert not root.xpath("//img | //@style | //@onclick")
    assert [cell.text_content() for cell in root.xpath("(//table[@class='heat'])[2]//tbody/tr/th")] == [
        *("Chad", "Ghana", "Peru", "Türkiye")
    ]
    assert root.xpath("//section[@aria-labelledby='trends']//li")
    assert "empty.txt" in root.xpath("//section[@aria-labelledby='documents']")[0].text_content()
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in root.xpath("//a/@href")} <= set(ids)


def test_figures_and_what_they_were_made_by_can_be_read(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gmi.corpus.dashboard.ENDS", 2)
    root = html.fromstring(dashboard(store, Selection()))
    places = root.xpath("(//section[@aria-labelledby='ranking']//tbody)[1]/tr")
    assert [row[0].text_content() for row in places] == ["1", "2", "", "6", "7"]
    assert places[2].text_content().strip() == "3 more"
    method = root.xpath("//section[@aria-labelledby='method']")[0].text_content()
    assert re.search(r"with the profile gmi \([0-9a-f]{12}\) and the lexicon en \([0-9a-f]{12}\)\.", method)
    store.connection.execute("UPDATE documents SET words = 12345 WHERE name = 'PER-2.txt'")
    (cell,) = html.fromstring(dashboard(store, Selection())).xpath("//td[@data-value='12345']")
    assert cell.text_content() == "12,345"


def test_a_selection_is_what_the_page_holds(store: Store) -> None:
    root = html.fromstring(dashboard(store, Selection(region="Africa")))
    assert len(root.xpath("//table[@id='all']/tbody")) == 3
    with pytest.raises(GmiError, match="no documents in this selection"):
        dashboard(store, Selection(region="Oceania"))


def test_the_same_store_gives_the_same_page(store: Store) -> None:
    assert dashboard(store, Selection()) == dashboard(store, Selection())


def test_in_a_browser(chromium: Any, page: Path) -> None:
    visit = Visit(chromium, page)
    window = visit.page
    rows = "#all tbody:visible"
    assert visit.hits() == "7 documents"
    window.select_option("[name=region]", "Asia")
    assert (visit.hits(), window.locator(rows).count()) == ("2 of 7 documents", 2)
    window.fill("[name=text]", "no such words")
    assert window.locator(rows).count() == 0
    window.click("button[type=reset]")
    window.wait_for_function("document.querySelector('.hits').textContent === '7 documents'")
    window.click("text=Score >> nth=0")
    scores = [
        float(text)
        for text in window.locator("#all tbody > tr:first-child > td:nth-child(4)").all_inner_texts()
    ]
    assert scores == sorted(scores, reverse=True)
    window.locator("#ranking ~ details a").first.click()
    assert window.locator("#all details[open] ol li").count() > 0
    assert visit.complaints == []
    assert window.title() == "Corpus states: Gender-Migration Index"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_nothing_runs_over_the_edge(chromium: Any, page: Path, scheme: str) -> None:
    window = Visit(chromium, page, viewport={"width": 360, "height": 740}, color_scheme=scheme).page
    assert window.evaluate("document.documentElement.scrollWidth") <= 360
