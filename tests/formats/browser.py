"""What a browser makes of a report's page: it fits narrow and wide screens, and nothing leaves it."""
import contextlib
import tempfile
from pathlib import Path

import devtools
import hostile
import names
from claims import Skipped, claim
from questions import REPORT

WIDTHS = (375, 1280)
SHAPES = {"report": (("", False), ("-dark", True)), "hostile": (("", False),)}
# What sticks out to the right of the window, but for what a box of its own scrolls.
STICKING_OUT = """
[...document.querySelectorAll('body *')].filter(e => !e.closest('.wide') && !e.closest('pre') &&
  e.getBoundingClientRect().right > window.innerWidth + 1).map(e => e.tagName + '.' + e.className).slice(0, 5).join()
"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@contextlib.contextmanager
def opened():
    if devtools.program() is None:
        raise Skipped("there is no Chromium (Debian: chromium)")
    with tempfile.TemporaryDirectory(prefix="csm-chromium-", ignore_cleanup_errors=True) as folder:
        proxy = devtools.Proxy()
        chromium = devtools.Chromium(folder, proxy.port)
        try:
            chromium.open_tab()
            yield chromium, proxy
        finally:
            chromium.close()
            proxy.close()


def written(csm):
    """The report of the examples and one of hostile names, as files."""
    hostile_page = csm.printed(["report", "--config", "hostile.toml", "--format", "html"], names.folder())
    for name, text in (("report", csm.printed([*REPORT, "--format", "html"])), ("hostile", hostile_page)):
        path = csm.kept / f"{name}.html"
        path.write_text(text, "utf-8")
        yield name, path


def requests(events):
    return [event["params"]["request"]["url"] for event in events if event.get("method") == "Network.requestWillBeSent"]


def complaints(events):
    """What the page did besides being shown: dialogs, errors and refusals that the browser tells of."""
    for event in events:
        if event.get("method") in ("Page.javascriptDialogOpening", "Runtime.exceptionThrown"):
            yield event["method"]
        if event.get("method") == "Log.entryAdded":
            yield event["params"]["entry"]["text"][:200]


@claim("a report fits a phone and a desktop by day and by night, shows something, and says nothing to the console")
def fits_screens(csm):
    with opened() as (chromium, _):
        for name, path in written(csm):
            for width in WIDTHS:
                for shape, dark in SHAPES[name]:
                    events = chromium.show(path.as_uri(), width, dark)
                    yield from (f"{name}, {width}: {complaint}" for complaint in complaints(events))
                    wider, sticking = chromium.value(WIDER), chromium.value(STICKING_OUT)
                    if wider != 0 or sticking:
                        yield f"{name}, {width}: {wider} pixels wider than the window; {sticking}"
                    picture = chromium.picture(csm.kept / f"{name}-{width}{shape}.png", whole=shape == "")
                    if devtools.different_lines(picture) < 100:
                        yield f"{name}, {width}: the picture is blank"
                    if chromium.value("getComputedStyle(document.body).maxWidth") == "none":
                        yield f"{name}, {width}: the style was not taken"


@claim("a page of a report asks no other address for anything, hostile names or not")
def nothing_leaves(csm):
    with opened() as (chromium, proxy):
        control = Path(csm.kept / "control.html")
        control.write_text('<!DOCTYPE html><title>x</title><img src="http://control.example/x.png">', "utf-8")
        chromium.show(control.as_uri(), 1280)
        if not any("control.example" in line for line in proxy.asked):
            yield f"the proxy does not see what a page asks for: {proxy.asked}"
        for name, path in written(csm):
            events = chromium.show(path.as_uri(), 1280)
            chromium.value("new Promise(done => setTimeout(done, 300))")
            if requests(events) != [path.as_uri()]:
                yield f"{name}: asks for {requests(events)[:4]}"
            if chromium.value("document.title.length > 0 && document.scripts.length + document.images.length") != 0:
                yield f"{name}: holds scripts or pictures"
        # What the browser itself asks for goes to its maker; pages could ask only for the host of the names.
        asked = [line for line in proxy.asked if "hostile.example" in line]
        if asked:
            yield f"asked for: {asked}"
