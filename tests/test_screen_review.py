"""Deciding in a real browser: the review screen, and corrections on the screen of a report that outlive everything."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import Visit, visit
from tests.seed import BASE
from tests.serving import TOKEN, served
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
    page.get_by_role("button", name="Wrong").click()
    saved(page, "Wrong")

    page.locator(".text a.mark", has_text="The council stands").click()
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
