"""Names in exports and configs that some reader could obey stay names in every format."""
import collections
import functools
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import hostile
from claims import Skipped, claim
from program import FORMATS
from questions import SOURCES
from readers import Page, csv_rows, gauges, markdown_tables

ROWS = ("csv", "tsv")


@functools.cache
def folder():
    """Hostile exports and plain ones of the same rows, each with its config."""
    made = Path(tempfile.mkdtemp(prefix="csm-names-", dir=KEEP.name))
    for plain in (True, False):
        hostile.write_exports(made, plain)
        hostile.write_config(made, SOURCES, plain)
    return made


KEEP = tempfile.TemporaryDirectory(prefix="csm-formats-names-")


def segment(plain):
    return "segment" if plain else hostile.COLUMN


def command(metric, plain, *more):
    return [metric, *hostile.arguments_of(SOURCES[metric], plain), *more]


def variants(plain):
    """Each metric by segments and with its list, and the report."""
    for metric in SOURCES:
        yield f"{metric} --by", command(metric, plain, "--by", segment(plain)), FORMATS
        rows = [form for form in FORMATS if form not in ("prometheus", "value")]
        yield f"{metric} --list", command(metric, plain, "--by", segment(plain), "--list"), rows
    yield "report", ["report", "--config", "plain.toml" if plain else "hostile.toml"], FORMATS


def pairs(csm, *formats):
    """What comes out of plain names and of hostile ones, in each of these formats."""
    for (name, arguments, known), (_, dangerous, _) in zip(variants(True), variants(False)):
        for form in formats:
            if form in known:
                yield (f"{name}, {form}", csm.printed([*arguments, "--format", form], folder()),
                       csm.printed([*dangerous, "--format", form], folder()))


def segments_of(csm, metric):
    """The segments as json has them, without the total."""
    document = json.loads(csm.printed(command(metric, False, "--by", segment(False), "--format", "json"), folder()))
    return [result["segment"][hostile.COLUMN] for result in document["results"] if result["segment"]]


@claim("json has hostile segments, columns and titles as they are, and no character of them can steer a screen")
def json_is_exact(csm):
    for metric in SOURCES:
        known = set(segments_of(csm, metric))
        if known - set(hostile.NAMES) - {""}:
            yield f"{metric}: unknown {sorted(known - set(hostile.NAMES))[:3]}"
        if metric == "mrr" and set(hostile.NAMES) - known:
            yield f"{metric}: missing {sorted(set(hostile.NAMES) - known)[:3]}"
    config, titles = hostile.write_config(folder(), SOURCES, False)
    report = csm.printed(["report", "--config", config, "--format", "json"], folder())
    if [figure["figure"] for figure in json.loads(report)["figures"]] != titles:
        yield f"titles are {[figure['figure'][:40] for figure in json.loads(report)['figures']]}"
    for name, _, dangerous in pairs(csm, "json", "ndjson"):
        if hostile.HIDDEN.search(dangerous):
            yield f"{name}: {hostile.HIDDEN.search(dangerous)}"


@claim("a page of hostile names has the elements and attributes of one with plain names, and shows the names")
def pages_are_inert(csm):
    for name, plain, dangerous in pairs(csm, "html"):
        before, after = Page(plain), Page(dangerous)
        yield from (f"{name}: {mistake}" for mistake in after.mistakes)
        for what, of in (("elements", lambda page: page.elements),
                         ("attributes", lambda page: [pair[:2] for pair in page.attributes])):
            # Of comments the page has a table of words, so theirs may have other counts.
            counted = set if name.startswith("feedback") else collections.Counter
            more, fewer = counted(of(after)) - counted(of(before)), counted(of(before)) - counted(of(after))
            if more or fewer:
                yield f"{name}: other {what}: {more} more, {fewer} fewer"
        for tag, attribute, value in after.attributes:
            if attribute in ("href", "src") and not value.startswith("#") or attribute.startswith("on"):
                yield f"{name}: <{tag} {attribute}={value[:60]!r}>"
        if hostile.HIDDEN.search(dangerous):
            yield f"{name}: {hostile.HIDDEN.search(dangerous)}"
    _, titles = hostile.write_config(folder(), SOURCES, False)
    page = Page(csm.printed(["report", "--config", "hostile.toml", "--format", "html"], folder()))
    yield from (f"the title {title[:40]!r} is not shown" for title in titles
                if hostile.as_shown(title) not in page.text)
    page = Page(csm.printed(command("nps", False, "--by", segment(False), "--format", "html"), folder()))
    yield from (f"the segment {name[:40]!r} is not shown" for name in segments_of(csm, "nps")
                if hostile.as_shown(name)[:40] not in page.text)


@claim("cells that a spreadsheet would compute have a ' in front, numbers none; names have no line or cell more")
def tables_are_inert(csm):
    for form, delimiter in (("csv", ","), ("tsv", "\t")):
        for name, plain, dangerous in pairs(csm, form):
            before, after = csv_rows(plain, delimiter), csv_rows(dangerous, delimiter)
            if (len(before), len(before[0])) != (len(after), len(after[0])):
                yield f"{name}: {len(after)} lines of {len(after[0])} cells, {len(before)} of {len(before[0])} of plain"
            cells = [cell for row in after for cell in [*row.keys(), *row.values()]]
            yield from (f"{name}: the cell {cell[:40]!r}" for cell in cells
                        if cell[:1] in tuple("=+-@\t\r") and not is_number(cell))
        text = csm.printed(command("nps", False, "--by", segment(False), "--format", form), folder())
        column = hostile.COLUMN
        read = [row[column].removeprefix("'") if row[column][1:2] in tuple("=+-@\t\r") else row[column]
                for row in csv_rows(text, delimiter)]
        if read[1:] != segments_of(csm, "nps"):
            yield f"{form}: segments are read back as {read[:5]}"


def is_number(cell):
    try:
        float(cell)
    except ValueError:
        return False
    return True


@claim("markdown of hostile names has no cell more, no HTML, no link, no picture, no code and no emphasis")
def markdown_is_inert(csm):
    if shutil.which("cmark") is None:
        raise Skipped("cmark is not installed")
    for name, plain, dangerous in pairs(csm, "markdown"):
        shape = [[len(table), len(table[0])] for table in markdown_tables(plain)]
        found = [[len(table), len(table[0])] for table in markdown_tables(dangerous)]
        if shape != found:
            yield f"{name}: tables of {found}, of plain names {shape}"
        page = Page(subprocess.run(["cmark"], input=dangerous.encode(), capture_output=True, check=True).stdout.decode())
        others = set(page.elements) - {"p", "h2", "ul", "li"}
        if others or page.mistakes:
            yield f"{name}: {sorted(others)} {page.mistakes[:2]}"
        if hostile.HIDDEN.search(dangerous):
            yield f"{name}: {hostile.HIDDEN.search(dangerous)}"
    text = csm.printed(command("nps", False, "--by", segment(False), "--format", "markdown"), folder())
    (header, *rows), = markdown_tables(text)
    shown = [row[header.index(hostile.as_shown(hostile.COLUMN))] for row in rows[1:]]
    wanted = [hostile.as_shown(name) for name in segments_of(csm, "nps")]
    if shown != wanted:
        yield f"segments are read back as {[pair for pair in zip(shown, wanted) if pair[0] != pair[1]][:3]}"


@claim("Prometheus takes hostile names as labels and gives them back")
def gauges_are_inert(csm):
    for name, plain, dangerous in pairs(csm, "prometheus"):
        if len(gauges(plain)) != len(gauges(dangerous)):
            yield f"{name}: {len(gauges(dangerous))} samples, {len(gauges(plain))} of plain names"
        if shutil.which("promtool") is None:
            raise Skipped("promtool is not installed (Debian: prometheus)")
        tried = subprocess.run(["promtool", "check", "metrics"], input=dangerous.encode(), capture_output=True,
                               check=False)
        if tried.returncode or tried.stdout or tried.stderr:
            yield f"{name}: promtool: {(tried.stdout + tried.stderr).decode()[:300]}"
    samples = gauges(csm.printed(command("nps", False, "--by", segment(False), "--format", "prometheus"), folder()))
    labels = [dict(labels) for name, labels in samples if name == "csm_nps" and ("of", "segment") in labels]
    read = [next(value for key, value in one.items() if key not in ("of", "rule")) for one in labels]
    if read != segments_of(csm, "nps"):
        yield f"segments are read back as {read[:5]}"


@claim("bytes that are no UTF-8 in segments, columns and ids are UTF-8 in every format")
def other_bytes_are_escaped(csm):
    path = folder() / "bytes.csv"
    path.write_bytes(b"response_id,answered_on,score,seg\xff,comment\n" + b"\xc3\xa9,2026-05-01,9,\xc3\xa9,a\n" * 2000 +
                     b"b\xff,2026-05-02,9,x\xffy,\xc3(\n")
    for form in FORMATS:
        done = csm.run(["nps", "--from", path.name, "--by", b"seg\xff", "--format", form], folder())
        if done.status != 0:
            yield f"{form}: status {done.status}: {done.err!r}"
        try:
            (done.out + done.err).decode("utf-8")
        except UnicodeDecodeError as error:
            yield f"{form}: {error}"


@claim("no character that steers a terminal reaches one, in any format, from exports, titles and file names")
def terminals_are_safe(csm):
    for name, arguments, known in variants(False):
        for form in known:
            seen = csm.on_terminal([*arguments, "--format", form], folder()).decode("utf-8", "replace")
            found = hostile.HIDDEN.search(seen.replace("\r", "\n"))
            if found:
                yield f"{name}, {form}: {found} in {seen[max(0, found.start() - 40):found.end() + 20]!r}"


@claim("checks, histories, differences, inspections, explanations and stamps of hostile names do not steer a terminal")
def other_commands_are_safe(csm):
    here = folder()
    config, titles = hostile.write_config(here, SOURCES, False)
    thresholds = (here / config).read_text("utf-8").replace("by = [", "fail-if = '<-1000'\nby = [")
    (here / "thresholds.toml").write_text(thresholds, "utf-8")
    for number in ("1", "2"):
        (here / f"{number}.json").write_text(csm.printed(["report", "--config", config, "--format", "json", "--period",
                                                          f"2026-0{number}"], here), "utf-8")
    csm.printed(["report", "--config", config, "--history", "h.ndjson"], here)
    export = hostile.file_name("nps", False)
    commands = [["check", "--config", "thresholds.toml"], ["inspect", "--from", export],
                ["inspect", "--from", export, "--format", "json"], command("churn", False, "--explain"),
                command("churn", False, "--explain", "--customer", f"{hostile.NAMES[45]} C0045"),
                ["report", "--config", config, "--format", "html", "--stamp"],
                ["report", "--config", config, "--format", "json", "--stamp"],
                command("nps", False, "--by", hostile.COLUMN, "--compare", f"{hostile.COLUMN}={hostile.NAMES[45]}"),
                command("nps", False, "--where", f"{hostile.COLUMN} = {hostile.NAMES[45]}"),
                command("nps", False, "--by", hostile.COLUMN, "--every", "month", "--period", "2026")]
    commands += [["history", "--from", "h.ndjson", "--figure", title] for title in ("none", "\x1b[31m")]
    for form in ("text", "json", "ndjson", "csv", "tsv", "markdown", "html"):
        commands += [["history", "--from", "h.ndjson", "--format", form],
                     ["history", "--from", "h.ndjson", "--figure", titles[0], "--format", form],
                     ["diff", "1.json", "2.json", "--format", form]]
    for arguments in commands:
        seen = csm.on_terminal(arguments, here).decode("utf-8", "replace")
        found = hostile.HIDDEN.search(seen)
        if found or len(seen) < 80:
            yield f"{arguments}: {found} in {seen[max(0, found.start() - 60 if found else 0):][:120]!r}"
    for name, form in ((("history", "--from", "h.ndjson"), "html"), (("diff", "1.json", "2.json"), "html")):
        page = Page(csm.printed([*name, "--format", form], here))
        others = [pair[:2] for pair in page.attributes if pair[1].startswith("on") or pair[1] == "src"]
        if page.mistakes or others or {"script", "img"} & set(page.elements):
            yield f"{name}: {page.mistakes[:3]} {others[:3]}"
    for name in (["history", "--from", "h.ndjson"], ["diff", "1.json", "2.json"]):
        cells = [cell for row in csv_rows(csm.printed([*name, "--format", "csv"], here)) for cell in row.values()]
        yield from (f"{name}: the cell {cell[:40]!r}" for cell in cells if cell[:1] in tuple("=@\t\r"))


@claim("messages about hostile files, columns, values, titles and keys do not steer a terminal")
def messages_are_safe(csm):
    bad = "\x1b[31m\u202e\x07\x9b"
    (folder() / f"bad{bad}.csv").write_text(f"response_id,answered_on,score{bad}\n1,2026-05-01,{bad}\n", "utf-8")
    rows = f"1,{bad},{bad},{bad}\n2,2026-05-01,9,x\n"
    (folder() / "bad.csv").write_text("response_id,answered_on,score,s\n" + rows, "utf-8")
    key = hostile.in_toml(bad)
    configs = [f"{key} = 1\n", f"[nps]\n{key} = 1\n", f"[nps]\nfrom = {key}\n", f"[[report.figure]]\nmetric = {key}\n",
               f"[nps]\nfrom = \"bad.csv\"\nby = {key}\n", f"[nps]\nfrom = \"bad.csv\"\nfail-if = {key}\n", f"x = {bad}\n",
               f"[nps]\nfrom = \"bad.csv\"\n[report]\nperiod = {key}\n",
               f"[[report.figure]]\nmetric = \"nps\"\ntitle = {key}\n" * 2]
    commands = [["nps", "--from", f"bad{bad}.csv"], ["nps", "--from", "bad.csv"], ["nps", "--from", f"none{bad}.csv"],
                ["nps", "--from", "bad.csv", "--by", bad], ["nps", f"--{bad}"], ["nps", "--from", "bad.csv", "--format", bad],
                ["nps", "--from", "bad.csv", "--fail-if", bad], ["nps", "--from", "bad.csv", "--period", bad], [bad],
                ["nps", "--from", "bad.csv", "--every", bad], ["nps", "--from", "bad.csv", "--compare", bad],
                ["nps", "--from", "bad.csv", "--output", f"no{bad}/x.csv"], ["report", "--config", f"no{bad}.toml"],
                ["diff", f"no{bad}", "x"], ["history", "--from", f"no{bad}"], ["help", bad], ["glossary", bad],
                ["nps", "--from", "bad.csv", "--where", f"s = {bad}"], ["nps", "--from", "bad.csv", "--strict"],
                ["nps", "--from", "bad.csv", "--map", f"score={bad}"], ["inspect", "--from", f"bad{bad}.csv"]]
    for i, text in enumerate(configs):
        path = folder() / f"wrong{i}{bad}.toml"
        path.write_text(text, "utf-8")
        commands += [["report", "--config", path.name], ["check", "--config", path.name],
                     ["config", "check", "--config", path.name]]
    for arguments in commands:
        seen = csm.on_terminal(arguments, folder()).decode("utf-8", "replace")
        found = hostile.HIDDEN.search(seen)
        if found:
            yield f"{arguments}: {found} in {seen[max(0, found.start() - 60):found.end() + 20]!r}"
