"""Pages stand alone: they are valid, small, ask for nothing and forbid everything but their own style."""
import base64
import hashlib
import re
import shutil
import subprocess

from claims import Skipped, claim
from questions import REPORT, questions
from readers import Page

ELEMENTS = {"html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "h1", "h2", "h3",
            "p", "a", "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "ul", "li", "br",
            "pre", "figure", "svg", "desc", "g", "path", "line", "rect", "circle", "text"}


def pages(csm):
    """Every metric's page alone, by segments and step by step, with what else may stand in one, and the report's."""
    for question in questions():
        yield question.name, csm.printed([*question.arguments, "--format", "html"])
    churn = ["churn", "--from", "subscriptions.csv", "--period", "2026-05", "--format", "html"]
    for more in (["--list"], ["--explain"], ["--explain", "--customer", "C0001"], ["--stamp"],
                 ["--every", "month", "--by", "plan", "--period", "2026-01..2026-05"]):
        yield " ".join(more), csm.printed([*(churn if "--every" not in more else churn[:3] + churn[5:]), *more])
    yield "by hand", csm.printed(["nps", "--promoters", "5", "--passives", "3", "--detractors", "2", "--format", "html"])
    yield "the report", csm.printed([*REPORT, "--format", "html"])
    yield "the report with its stamp", csm.printed([*REPORT, "--format", "html", "--stamp"])


@claim("tidy finds nothing to say about any page")
def pages_are_tidy(csm):
    if shutil.which("tidy") is None:
        raise Skipped("tidy is not installed")
    for name, page in pages(csm):
        done = subprocess.run(["tidy", "-q", "-e"], input=page.encode(), capture_output=True, check=False)
        if done.returncode or done.stderr:
            yield f"{name}: {done.stderr.decode()[:300]}"


@claim("a page has elements that show text and pictures, no script, no address but of its own parts")
def pages_ask_for_nothing(csm):
    for name, text in pages(csm):
        page = Page(text)
        yield from (f"{name}: {mistake}" for mistake in page.mistakes)
        if set(page.elements) - ELEMENTS:
            yield f"{name}: elements {sorted(set(page.elements) - ELEMENTS)}"
        parts = {value for _, attribute, value in page.attributes if attribute == "id"}
        for tag, attribute, value in page.attributes:
            if attribute in ("href", "src", "action", "srcset", "data", "poster") and value[1:] not in parts | {""}:
                yield f"{name}: <{tag} {attribute}={value!r}>"
            if attribute.startswith("on") or attribute == "style":
                yield f"{name}: <{tag} {attribute}={value!r}>"
        if re.search(r"https?://|url\(|@import|<!ENTITY|//[a-z]", text):
            yield f"{name}: {re.search(r'https?://|url[(]|@import|<!ENTITY|//[a-z]', text)}"
        ids = [value for _, attribute, value in page.attributes if attribute == "id"]
        if len(set(ids)) != len(ids):
            yield f"{name}: an id stands twice"


@claim("a page has one title, the first heading, and no level of headings is passed over")
def headings_are_in_order(csm):
    for name, text in pages(csm):
        levels = [int(element[1]) for element in Page(text).elements if re.fullmatch(r"h[1-6]", element)]
        if levels[:1] != [1] or levels.count(1) != 1:
            yield f"{name}: headings {levels}"
        for above, below in zip(levels, levels[1:]):
            if below > above + 1:
                yield f"{name}: h{below} behind h{above}"


@claim("a page's policy forbids everything but a style of this hash, which its style has")
def policy_fits_style(csm):
    for name, text in pages(csm):
        page = Page(text)
        policies = [value for tag, attribute, value in page.attributes if tag == "meta" and attribute == "content"
                    and value.startswith("default-src")]
        digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
        wanted = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        if policies != [wanted]:
            yield f"{name}: {policies}, wanted {wanted}"
        if text.index("Content-Security-Policy") > text.index("<style>"):
            yield f"{name}: the policy stands behind the style"


@claim("the page of a year's figures has less than 300 KB")
def page_is_small(csm):
    size = len(csm.printed([*REPORT, "--format", "html"]).encode())
    if not 20_000 < size < 300_000:
        yield f"it has {size} bytes"


@claim("the same exports give the same page byte by byte")
def page_is_the_same(csm):
    first, second = (csm.printed([*REPORT, "--format", "html"]) for _ in range(2))
    if first != second:
        yield "two runs differ"
