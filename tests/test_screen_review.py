"""Deciding in a real browser: the review screen, and corrections on the screen of a report that outlive everything."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from kg.canonical import derive
from kg.config import Settings
from kg.document import Report
from kg.ontology import load_vocabulary
from kg.pipeline import read
from kg.rulebook import Rulebook, load_rulebook
from server import create_app
from tests.browser import CONTRAST, Visit, visit
from tests.seed import BASE
from tests.serving import BEARER, TOKEN, Versioned, listening, served
from tests.test_screen_report import SELECT, opened

ROOT = Path(__file__).parents[1]
HARBOUR = """Dock workers rally in Port Ilsen over unpaid wages

Hundreds of dock workers rallied in Port Ilsen on 3 May 2021 over unpaid wages.

The co-chair of the Dock Workers' Union, Ana Brook, delivered a speech and said, "We will stay until we are paid."

Omar Field, a member of the City Council, said, "The council stands with the dock workers."

The crowd chanted "Bread and wages". One sign in the rain, half washed out, was still to be read: we are not for sale.
"""
WITHOUT_THE_SIGN = HARBOUR.replace(
    " One sign in the rain, half washed out, was still to be read: we are not for sale.", ""
).replace("Hundreds of dock", "It had rained since the morning.\n\nHundreds of dock")
"""The sentence is gone, and all that comes after the first paragraph stands elsewhere."""
EVENING = """Harbour workers want their wages

Hundreds of workers rallied in Port Ilsen on 3 May 2021 over unpaid wages.

The co-chair of the Dock Workers Union, Anna Brook, said, "Nobody has paid us since March."
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two reports, read into its store."""
    (tmp_path / "kg.toml").write_text(f'base = "{BASE}"\n')
    (tmp_path / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (tmp_path / "evening.txt").write_text(EVENING, encoding="utf-8")
    kg(tmp_path, "ingest", "harbour.txt", "evening.txt")
    return tmp_path


@pytest.fixture
def desk(browser: Browser) -> Iterator[Visit]:
    with visit(browser) as found:
        yield found


def kg(folder: Path, *command: str, code: Path = ROOT) -> str:
    """What a command of `kg` says in a folder; `code` is the installation whose rules read."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
    environ["PYTHONPATH"] = str(code)
    done = subprocess.run(
        [sys.executable, "-m", "kg", *command], cwd=folder, env=environ, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def other_rules(folder: Path) -> Path:
    """An installation with other rules: to it "rally" and "speech" are no words of events."""
    code = folder / "code"
    (code / "data").mkdir(parents=True)
    shutil.copytree(ROOT / "kg", code / "kg", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("server", "ontology"):
        (code / name).symlink_to(ROOT / name)
    for path in (ROOT / "data").iterdir():
        if path.name != "lexicon":
            (code / "data" / path.name).symlink_to(path)
    shutil.copytree(ROOT / "data" / "lexicon", code / "data" / "lexicon")
    for name in ("triggers.csv", "parts.csv"):
        table = code / "data" / "lexicon" / name
        lines = table.read_text("utf-8").splitlines(keepends=True)
        kept = [line for line in lines if line.startswith("#") or not ("rally|" in line or "speech" in line)]
        assert len(kept) < len(lines)
        table.write_text("".join(kept), encoding="utf-8")
    return code


def sign_in(page: Page, token: str = TOKEN) -> None:
    """Give a name and a token to the dialog that asks for them."""
    dialog = page.get_by_role("dialog", name="Sign in to decide")
    dialog.get_by_label("Your name").fill("Ada")
    dialog.get_by_label("Write token").fill(token)
    dialog.get_by_role("button", name="Sign in").click()


def saved(page: Page, said: str) -> None:
    """Wait until something is saved and the screen has loaded it."""
    expect(page.locator(".saved")).to_contain_text(said)
    page.wait_for_selector(".area-network [data-node]", state="attached")
    page.locator(".saved").get_by_role("button", name="Close").click()


def correct_harbour(page: Page, address: str) -> None:
    """Add what the reader missed, reject a fact and change a speaker, as a person does."""
    opened(page, f"{address}/report/harbour")
    page.evaluate(SELECT, "we are not for sale")
    page.get_by_role("button", name="The reader missed this…").click()
    form = page.get_by_role("form", name="The reader missed this")
    form.get_by_role("radio", name="slogan").check()
    form.get_by_role("combobox", name="form").select_option("BannerText")
    form.get_by_role("combobox", name="event").select_option(label="rallied")
    expect(form.locator(".preview")).to_contain_text("we are not for sale")
    form.get_by_role("button", name="Save").click()
    sign_in(page)
    saved(page, "we are not for sale")

    page.locator(".text a.mark", has_text="Bread and wages").click()
    expect(page.locator(".card-pane")).to_contain_text("Bread and wages")  # until then its buttons are of another card
    page.get_by_role("button", name="Wrong").click()
    saved(page, "Wrong")

    page.locator(".text a.mark", has_text="The council stands").click()
    expect(page.locator(".card-pane")).to_contain_text("The council stands")
    page.locator(".read-from button", has_text="Omar Field").first.click()
    page.get_by_role("button", name="Correct…").click()
    form = page.get_by_role("form", name="Correct this")
    form.get_by_role("combobox", name="speaker").select_option(label="Ana Brook")
    form.get_by_label("Why").fill("the council gave the floor to her")
    form.get_by_role("button", name="Save").click()
    saved(page, "Corrected")


def holds_corrections(page: Page, address: str) -> None:
    """The screen of the report shows all three, with who decided."""
    opened(page, f"{address}/report/harbour")
    facts = page.locator("aside.facts")
    added = facts.locator("li", has=page.locator(".d-added")).last
    expect(added).to_contain_text("we are not for sale")
    changed = facts.locator("li", has=page.locator(".d-corrected")).last
    expect(changed).to_contain_text("The council stands with the dock workers.")
    expect(changed.locator(".said")).to_contain_text("Ana Brook")
    changed.locator(".decided summary").click()
    expect(changed.locator(".decided")).to_contain_text("Ada")
    expect(changed.locator(".decided")).to_contain_text("the council gave the floor to her")
    expect(page.locator(".text a.mark", has_text="Bread and wages")).to_have_count(0)
    rejected = facts.locator("#rejected")
    expect(rejected).to_be_hidden()
    page.get_by_role("button", name="Show what was rejected").click()
    expect(rejected).to_contain_text("Bread and wages")
    expect(page.locator(".deciding .log summary")).to_have_text("Decided by people: 3")


def test_corrections_outlive_the_page_and_the_rules(desk: Visit, folder: Path) -> None:
    page = desk.page
    with served(folder, base=BASE, write_token=TOKEN) as address:
        correct_harbour(page, address)
        holds_corrections(page, address)
    code = other_rules(folder)
    assert "2 read" in kg(folder, "ingest", "harbour.txt", "evening.txt", code=code)
    with served(folder, code=code, base=BASE, write_token=TOKEN) as address:
        nodes = page.request.get(f"{address}/api/reports/harbour").json()["network"]["nodes"]
        assert "speech by Ana Brook" not in [node["label"] for node in nodes], "the other rules read otherwise"
        holds_corrections(page, address)


def test_a_correction_whose_words_are_gone_is_told(desk: Visit, folder: Path) -> None:
    page = desk.page
    with served(folder, base=BASE, write_token=TOKEN) as address:
        correct_harbour(page, address)
    (folder / "harbour.txt").write_text(WITHOUT_THE_SIGN, encoding="utf-8")
    kg(folder, "ingest", "harbour.txt")
    with served(folder, base=BASE, write_token=TOKEN) as address:
        opened(page, f"{address}/report/harbour")
        log = page.locator(".deciding .log")
        log.locator("summary").click()
        expect(log.locator(".unplaced li")).to_contain_text(["we are not for sale"])
        expect(log.locator("summary")).to_have_text("Decided by people: 3, 1 could not be placed")
        expect(page.locator("aside.facts .d-corrected")).to_have_count(1)
        expect(page.locator("aside.facts .d-rejected")).to_have_count(1)
        page.goto(f"{address}/review")
        expect(page.locator(".unplaced")).to_contain_text("we are not for sale")


# The review screen


@pytest.fixture
def desk_address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server of the two reports, who reads in its own process, by rules that are none too sure."""
    rules = {id_: replace(rule, right=85, n=100) for id_, rule in load_rulebook().rules.items()}
    monkeypatch.setattr("kg.pipeline.load_rulebook", lambda: Rulebook(rules, "none too sure"))
    store = Versioned(None, base=BASE)
    store.put_vocabulary(load_vocabulary())
    for id_, text in (("harbour", HARBOUR), ("evening", EVENING)):
        store.put(read(Report(id=id_, text=text), base=BASE))
    derive(store)
    reading = partial(read, base=BASE)
    with listening(create_app(Settings(base=BASE, write_token=TOKEN), store, read=reading)) as address:
        yield address


def queue_of(page: Page, address: str) -> Page:
    """The review screen, once its first item is there."""
    page.goto(address)
    page.wait_for_selector(".item")
    return page


def item(page: Page) -> str:
    """What the item in the middle is."""
    return str(page.locator(".item").get_attribute("data-id"))


def told(page: Page) -> Locator:
    """What screen readers are told."""
    return page.locator("p.hidden[role=status]")


def brooks(page: Page, address: str) -> tuple[str, str]:
    """The two spellings of a name in the two reports, by their IRIs."""
    found = []
    for id_, name in (("evening", "Anna Brook"), ("harbour", "Ana Brook")):
        things = page.request.get(f"{address}/api/reports/{id_}").json()["things"]
        found += [thing["iri"] for thing in things if (thing["kind"], thing["label"]) == ("person", name)]
    left, right = found
    return left, right


def test_two_are_judged_by_keyboard_and_the_token_is_asked_for_once(desk: Visit, desk_address: str) -> None:
    left, right = brooks(desk.page, desk_address)
    page = queue_of(desk.page, f"{desk_address}/review?kind=identity&left={quote(left)}&right={quote(right)}")
    expect(page.locator(".stage h2")).to_have_text("Is this the same person?")
    expect(page.locator(".side mark")).to_have_text(["Anna Brook", "Ana Brook"])
    page.keyboard.press("s")
    sign_in(page, "not the token")
    expect(page.get_by_role("dialog").get_by_role("alert")).to_have_text("The server did not take this token.")
    sign_in(page)
    expect(page.locator("[data-decision]")).to_contain_text(["The same"])
    expect(page.locator(".stage")).to_contain_text("Nothing of this kind waits")
    queue_of(page, f"{desk_address}/review?kind=facts")
    total = int(str(page.locator(".progress").text_content()).split()[2])
    first = item(page)
    page.keyboard.press("y")
    expect(told(page)).to_contain_text(f"Right. {total - 1} left.")
    expect(page.locator(".item")).not_to_have_attribute("data-id", first)
    expect(page.locator(".progress")).to_have_text(f"2 of {total} · 1 decided")
    expect(page.locator("[data-decision]")).to_have_count(2)
    made = page.request.get(f"{desk_address}/api/decisions").json()["decisions"]
    known = {(one["operation"], one["by"], one["status"]) for one in made}
    assert known == {("accept", "Ada", "applied"), ("same", "Ada", "applied")}
    assert TOKEN not in page.url
    assert page.evaluate("localStorage.length") == 0


def test_what_was_decided_is_taken_back_by_key_and_after_the_page_was_loaded_again(
    desk: Visit, desk_address: str
) -> None:
    page = queue_of(desk.page, f"{desk_address}/review?kind=facts")
    first = item(page)
    page.keyboard.press("n")
    sign_in(page)
    expect(page.locator("[data-decision]")).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(page.locator("[data-decision]")).to_have_count(0)
    expect(page.locator(".item")).to_have_attribute("data-id", first)
    page.keyboard.press("n")
    expect(page.locator("[data-decision]")).to_have_count(1)
    queue_of(page, f"{desk_address}/review?kind=facts")
    assert item(page) != first
    page.get_by_role("button", name="Take back: Wrong").click()
    expect(page.locator("[data-decision]")).to_have_count(0)
    expect(page.locator(".item")).to_have_attribute("data-id", first)
    assert page.request.get(f"{desk_address}/api/decisions").json()["total"] == 0


def test_what_is_taken_back_while_it_is_being_saved_is_the_last_and_not_the_one_before(
    desk: Visit, desk_address: str
) -> None:
    page = queue_of(desk.page, f"{desk_address}/review?kind=facts")
    page.keyboard.press("y")
    sign_in(page)
    expect(page.locator("[data-decision]")).to_have_count(1)
    first = item(page)

    def slowly(route: Route) -> None:
        page.wait_for_timeout(800)
        route.continue_()

    page.route("**/api/decisions", slowly)
    page.keyboard.press("n")
    page.keyboard.press("Control+z")
    expect(page.locator(".item")).to_have_attribute("data-id", first)
    expect(page.locator("[data-decision]")).to_have_count(1)
    made = page.request.get(f"{desk_address}/api/decisions").json()["decisions"]
    assert [one["operation"] for one in made] == ["accept"]


def test_a_decision_is_taken_back_on_its_own_page(desk: Visit, desk_address: str) -> None:
    left, right = brooks(desk.page, desk_address)
    data = {"judgement": "same", "left": left, "right": right, "by": "Bo", "why": "one office"}
    made = desk.page.request.post(f"{desk_address}/api/decisions", data=data, headers=BEARER).json()
    page = desk.page
    page.goto(f"{desk_address}{made['href']}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("The same: Anna Brook (evening) and Ana Brook")
    page.get_by_role("button", name="Take back").click()
    sign_in(page)
    expect(page.locator("main")).to_contain_text("it was taken back")
    expect(page.get_by_role("button", name="Take back")).to_have_count(0)
    assert page.request.get(f"{desk_address}/api/decisions").json()["total"] == 0


def test_a_decision_that_is_not_saved_is_told_and_kept(desk: Visit, desk_address: str) -> None:
    page = queue_of(desk.page, f"{desk_address}/review?kind=facts")
    page.route("**/api/decisions", lambda route: route.abort() if route.request.method == "POST" else route.fallback())
    page.get_by_label("Why").fill("the sentence says so")
    page.get_by_role("button", name="Right", exact=True).click()
    sign_in(page)
    expect(page.locator(".unsaved .problem")).to_have_text("The server does not answer.")
    page.unroute("**/api/decisions")
    queue_of(page, f"{desk_address}/review?kind=facts")
    page.locator(".unsaved").get_by_role("button", name="Try again").click()
    expect(page.locator("[data-decision]")).to_contain_text("the sentence says so")
    expect(page.locator(".unsaved")).to_have_count(0)
    (made,) = page.request.get(f"{desk_address}/api/decisions").json()["decisions"]
    assert (made["operation"], made["why"]) == ("accept", "the sentence says so")


def test_a_contradiction_is_told_in_the_words_of_the_server(desk: Visit, desk_address: str) -> None:
    left, right = brooks(desk.page, desk_address)
    page = queue_of(desk.page, f"{desk_address}/review?kind=identity&left={quote(left)}&right={quote(right)}")
    data = {"judgement": "different", "left": left, "right": right, "by": "Bo"}
    assert page.request.post(f"{desk_address}/api/decisions", data=data, headers=BEARER).status == 201
    page.keyboard.press("s")
    sign_in(page)
    expect(page.locator(".unsaved .problem")).to_contain_text("Bo")
    page.locator(".unsaved").get_by_role("button", name="Let go of it").click()
    expect(page.locator(".unsaved")).to_have_count(0)


def test_a_fact_is_corrected_with_words_of_its_sentence(desk: Visit, desk_address: str) -> None:
    page = queue_of(desk.page, f"{desk_address}/review?kind=facts&type=count&report=harbour")
    page.keyboard.press("e")
    form = page.get_by_role("form", name="Correct this number")
    form.get_by_role("button", name="Take the words I have selected").click()
    expect(form).to_contain_text("Select words in the text first.")
    page.evaluate("""() => {
      const [mark] = document.querySelectorAll(".sentence mark");
      getSelection().setBaseAndExtent(mark.firstChild, 0, mark.nextSibling, " rallied".length);
    }""")
    form.get_by_role("button", name="Take the words I have selected").click()
    expect(form.locator(".words-now")).to_have_text("Hundreds of dock workers rallied")
    form.get_by_label("at most").fill("900")
    form.get_by_role("button", name="Save").click()
    sign_in(page)
    expect(page.locator("[data-decision]")).to_contain_text(["Corrected"])
    counts = page.request.get(f"{desk_address}/api/reports/harbour").json()["things"]
    (label,) = [thing["label"] for thing in counts if (thing["decided"] or {}).get("status") == "corrected"]
    assert "Hundreds of dock workers rallied" in label
    assert "900" in label


def test_the_address_holds_what_is_looked_at(desk: Visit, browser: Browser, desk_address: str) -> None:
    page = queue_of(desk.page, f"{desk_address}/review")
    page.get_by_role("button", name="Right or wrong?").click()
    page.get_by_role("combobox").select_option("time")
    expect(page.locator(".fact-item .kind")).to_have_text("time")
    page.keyboard.press("k")
    expect(page.locator(".progress")).to_have_text("2 of 2")
    shown = item(page)
    with visit(browser) as other:
        assert item(queue_of(other.page, page.url)) == shown
    page.keyboard.press("b")
    expect(page.locator(".progress")).to_have_text("1 of 2")
    page.keyboard.press("k")
    page.keyboard.press("k")
    expect(page.locator(".stage")).to_contain_text("You have skipped 2.")
    page.go_back()
    expect(page.locator(".progress")).not_to_have_text(re.compile(r"of 2\b"))


def test_without_a_token_the_screen_can_be_read_and_closing_the_dialog_decides_nothing(
    desk: Visit, desk_address: str
) -> None:
    page = queue_of(desk.page, f"{desk_address}/review?kind=facts")
    first = item(page)
    page.keyboard.press("n")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert item(page) == first
    assert page.request.get(f"{desk_address}/api/decisions").json()["total"] == 0
    page.goto(f"{desk_address}/review?report=none")
    expect(page.locator(".stage")).to_contain_text("Nothing of this kind waits for a decision")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("take back your last decision")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_review_screen_fits_is_quiet_and_can_be_read(
    browser: Browser, desk_address: str, width: int, scheme: str
) -> None:
    with visit(browser, width=width, height=844, scheme=scheme) as found:
        for query in ("", "?kind=facts"):
            page = queue_of(found.page, f"{desk_address}/review{query}")
            page.keyboard.press("e")
            assert page.evaluate(CONTRAST) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert found.told == []
        assert found.foreign(desk_address) == []


# By keyboard, on the screen of a report


def test_words_are_selected_by_keyboard_and_said_to_be_missed(desk: Visit, desk_address: str) -> None:
    page = opened(desk.page, f"{desk_address}/report/harbour")
    page.keyboard.press("m")
    expect(told(page)).to_contain_text("Select words of the text first")
    page.keyboard.press("v")
    assert page.evaluate("getSelection().toString()") == "Dock"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    assert page.evaluate("getSelection().toString()") == "dock workers"
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Shift+ArrowRight")
    expect(told(page)).to_contain_text("dock workers")
    page.keyboard.press("m")
    form = page.get_by_role("form", name="The reader missed this")
    expect(form.locator(".missed-words")).to_have_text("dock workers")
    page.keyboard.press("ArrowDown")  # from one kind to the next
    expect(form.get_by_role("radio", name="organisation")).to_be_checked()
    page.keyboard.press("Enter")
    sign_in(page)
    saved(page, "dock workers")
    things = page.request.get(f"{desk_address}/api/reports/harbour").json()["things"]
    added = [(thing["kind"], thing["label"]) for thing in things if thing["decided"] is not None]
    assert added == [("organization", "dock workers")]
    expect(page).to_have_url(re.compile("at=organization-"))
    expect(page.locator(".thing-card .decided")).to_contain_text("added")
    page.locator(".thing-card .decided summary").click()
    page.locator(".thing-card .decided").get_by_role("button", name="Take back").click()
    expect(page.locator(".saved")).to_contain_text("Taken back")
    assert page.request.get(f"{desk_address}/api/decisions").json()["total"] == 0


def test_words_of_one_person_are_said_to_name_another(desk: Visit, desk_address: str) -> None:
    page = opened(desk.page, f"{desk_address}/report/harbour")
    page.evaluate(SELECT, "Omar Field")
    page.keyboard.press("m")
    form = page.get_by_role("form", name="The reader missed this")
    form.get_by_role("radio", name="person").check()
    expect(form).to_contain_text("These words are read as Omar Field now. They will name another person instead.")
