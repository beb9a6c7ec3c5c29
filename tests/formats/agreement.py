"""All formats say the same: each is read back and compared with the JSON, which fits its published schema."""
import functools
import json
import math
import shutil
import subprocess

from claims import Skipped, claim
from program import EXAMPLES
from questions import REPORT, questions
from readers import Page, csv_rows, gauges, markdown_tables


@functools.cache
def schema(name):
    """With the definitions of the other schema as its own, so that no version of the validator needs to find it."""
    text = (EXAMPLES / f"{name}.schema.json").read_text("utf-8")
    known = json.loads(text.replace("result.schema.json#", "#/$defs/of_a_result"))
    result = (EXAMPLES / "result.schema.json").read_text("utf-8")
    if name != "result":
        known["$defs"]["of_a_result"] = json.loads(result.replace('"#/', '"#/$defs/of_a_result/'))
    return known


def misfits(document, name):
    try:
        import jsonschema
    except ImportError:
        raise Skipped("python3-jsonschema is not installed") from None
    errors = jsonschema.Draft202012Validator(schema(name)).iter_errors(document)
    return [f"{error.json_path}: {error.message[:200]}" for error in errors]


def json_of(csm, arguments):
    return json.loads(csm.printed([*arguments, "--format", "json"]))


def is_close(text, number):
    try:
        return math.isclose(float(text), number, rel_tol=1e-9, abs_tol=1e-9)
    except ValueError:
        return False


def figures_of(document):
    """(title or None, report) for each figure: of a report, or of a metric alone."""
    if "figures" in document:
        return [(figure["figure"], figure) for figure in document["figures"]]
    return [(None, document)]


def results_of(document):
    for title, report in figures_of(document):
        for result in report["results"]:
            yield title, report, result


def facts_of(result):
    """Facts by the names of columns, parts as `fact_part`; those that are null are no cells."""
    facts = {}
    for name, value in result["facts"].items():
        parts = {f"{name}_{part}": v for part, v in value.items()} if isinstance(value, dict) else {name: value}
        facts.update({column: v for column, v in parts.items() if v is not None})
    return facts


def cells_of(title, report, result):
    """The cells of a result's line that are texts."""
    period = result["period"] or {"label": "", "begin": None, "end": None, "partial": False}
    change = result.get("change") or {}
    chance = {True: "yes", False: "no", None: ""}[change.get("more_than_chance")]
    return {"figure": title or "", "metric": report["metric"], "rule": result.get("rule", report["rule"]),
            "period": period["label"], "begin": period["begin"] or "",
            "end": period["end"] or "", "partial": "yes" if period["partial"] else "",
            "unit": result["unit"], "currency": result.get("currency") or "", "reason": result["reason"] or "",
            "more_than_chance": chance}


def numbers_of(report, result):
    interval, change = result["interval"] or {}, result.get("change") or {}
    return {"value": result["value"], "low": interval.get("low"), "high": interval.get("high"),
            "before": change.get("before"), "difference": change.get("difference")}


def line_differs(row, title, report, result):
    texts, numbers, facts = cells_of(title, report, result), numbers_of(report, result), facts_of(result)
    for column, text in result["segment"].items():  # makes way for csm's own columns
        texts[column + "_in_file" if column in (*texts, *numbers, *facts) else column] = text
    for column, text in texts.items():
        if row.get(column, "") != text:
            yield f"{column} is {row.get(column, '')!r}, in json {text!r}"
    for column, number in numbers.items():
        cell = row.get(column, "")
        if number is None and cell or number is not None and not is_close(cell, round(number, 9) if column in (
                "low", "high") else number):
            yield f"{column} is {cell!r}, in json {number!r}"
    if "exact" in result and row["value"] != (result["exact"] or ""):
        yield f"value is {row['value']!r}, in json {result['exact']!r}"
    for column, cell in row.items():
        if column in texts or column in numbers or column == "of":
            continue
        if column not in facts and cell:
            yield f"{column} is {cell!r}, json has no such fact"
    for name, number in facts.items():
        cell = row.get(name, "")
        if not (cell == number if isinstance(number, str) else is_close(cell, number)):
            yield f"{name} is {cell!r}, in json {number!r}"


def table_differs(text, delimiter, document):
    rows = csv_rows(text, delimiter)
    results = list(results_of(document))
    if len(rows) != len(results):
        yield f"{len(rows)} lines for {len(results)} results"
    for row, (title, report, result) in zip(rows, results):
        for difference in line_differs(row, title, report, result):
            yield f"{title or report['metric']} {result['segment']}: {difference}"


def asked():
    yield from ((question.name, question.arguments, "result") for question in questions())
    yield "report", REPORT, "report"


def about_each(csm, differences):
    for name, arguments, kind in asked():
        document = json_of(csm, arguments)
        for difference in differences(document, arguments, kind):
            yield f"{name}: {difference}"


@claim("json fits its published schema, for every metric alone, by segments, step by step, and for a report")
def fits_schema(csm):
    yield from about_each(csm, lambda document, arguments, kind: misfits(document, kind))


@claim("json with a list, an explanation, a stamp or a figure that failed fits its schema, too")
def further_json_fits_schema(csm):
    for more in (["--list"], ["--explain"], ["--stamp"], ["--compare", "previous"]):
        document = json_of(csm, ["churn", "--from", "subscriptions.csv", "--period", "2026-05", *more])
        yield from (f"{more[0]}: {misfit}" for misfit in misfits(document, "result"))
    yield from misfits(json_of(csm, [*REPORT, "--stamp"]), "report")
    config = csm.kept / "one-fails.toml"
    config.write_text('[[report.figure]]\nmetric = "nps"\nfrom = "not-there.csv"\n'
                      '[[report.figure]]\nmetric = "churn"\nopening = 10\nchurned = 1\n', "utf-8")
    done = csm.run(["report", "--config", str(config), "--format", "json"])
    if done.status == 0:
        yield "a report whose export is missing ended with status 0"
    document = json.loads(done.out)
    if [figure["failure"] is None for figure in document["figures"]] != [False, True]:
        yield "not the first figure alone failed"
    yield from misfits(document, "report")


@claim("ndjson has the results of json, a line each")
def ndjson_agrees(csm):
    def differences(document, arguments, _):
        lines = [json.loads(line) for line in csm.printed([*arguments, "--format", "ndjson"]).splitlines()]
        wanted = [{**({"figure": title} if title else {}), "metric": report["metric"],
                   **{"rule": report["rule"], **result}} for title, report, result in results_of(document)]
        if lines != wanted:
            at = next((i for i, pair in enumerate(zip(lines, wanted)) if pair[0] != pair[1]), len(wanted))
            yield f"{len(lines)} lines for {len(wanted)} results; line {at + 1} is the first to differ"
    yield from about_each(csm, differences)


@claim("csv and tsv, read by another reader, have the numbers of json, and nothing else")
def tables_agree(csm):
    def differences(document, arguments, _):
        for form, delimiter in (("csv", ","), ("tsv", "\t")):
            text = csm.printed([*arguments, "--format", form])
            yield from (f"{form}: {line}" for line in table_differs(text, delimiter, document))
    yield from about_each(csm, differences)


@claim("a column of the export that is called as one of csm's own makes way for it in csv")
def columns_make_way(csm):
    export = csm.kept / "called-alike.csv"
    export.write_text("subscription_id,customer_id,started_on,ended_on,amount,value,customers,figure,of,part\n"
                      "1,a,2026-01-01,,7,8,9,10,11,12\n", "utf-8")
    columns = ["value", "customers", "figure", "of", "part"]
    config = csm.kept / "called-alike.toml"
    config.write_text(f'[[report.figure]]\nmetric = "mrr"\nfrom = "{export.name}"\nby = {columns}\n', "utf-8")
    by = [word for column in columns for word in ("--by", column)]
    for arguments in (["mrr", "--from", export.name, *by], ["report", "--config", config.name]):
        arguments += ["--period", "2026-05"]
        csm.printed(arguments, csm.kept)
        rows = csv_rows(csm.printed([*arguments, "--format", "csv"], csm.kept))
        wanted = {"value": "7.00", "value_in_file": "8", "customers": "1", "customers_in_file": "9", "part": "12",
                  "of": "segment", "of_in_file": "11"}
        wanted |= {"figure_in_file": "10"} if arguments[0] == "report" else {"figure": "10"}
        yield from (f"{arguments[0]}: {column} is {rows[1].get(column)!r}, not {cell!r}"
                    for column, cell in wanted.items() if rows[1].get(column) != cell)
        labels = {"customers": "9", "of": "segment", "of_in_file": "11", "part_in_file": "12", "figure_in_file": "10"}
        samples = gauges(csm.printed([*arguments, "--format", "prometheus"], csm.kept))
        if not any(name == "csm_mrr" and labels.items() <= dict(known).items() for name, known in samples):
            yield f"{arguments[0]}: no gauge has the labels {labels}"


@claim("value is a line a result, the number of json or n/a")
def values_agree(csm):
    def differences(document, arguments, _):
        lines = csm.printed([*arguments, "--format", "value"]).splitlines()
        wanted = [result["value"] for _, _, result in results_of(document)]
        same = [line == "n/a" if number is None else line != "n/a" and is_close(line, number)
                for line, number in zip(lines, wanted)]
        if len(lines) != len(wanted) or not all(same):
            yield f"{lines} for {wanted}"
    yield from about_each(csm, differences)


def gauge_of(samples, title, report, result):
    """The value of the gauge that is the result's figure."""
    base = "csm_" + report["metric"].replace("-", "_")
    name = base + {"share": "_ratio", "months": "_months"}.get(result["unit"], "")
    wanted = {"rule": result.get("rule", report["rule"]), "currency": result.get("currency"),
              "figure": title, **result["segment"]}
    has_segments = any(other["segment"] for other in report["results"])
    wanted["of"] = ("segment" if result["segment"] else "total") if has_segments else None
    is_series = len({other["period"] and other["period"]["label"] for other in report["results"]}) > 1
    wanted["period"] = result["period"]["label"] if is_series else None
    labels = tuple(sorted((key, value) for key, value in wanted.items() if value is not None))
    return samples.get((name, labels)), (name, labels)


@claim("Prometheus' own program finds nothing to say about the gauges, and they have the numbers of json")
def gauges_agree(csm):
    if shutil.which("promtool") is None:
        raise Skipped("promtool is not installed (Debian: prometheus)")

    def differences(document, arguments, _):
        text = csm.printed([*arguments, "--format", "prometheus"])
        tried = subprocess.run(["promtool", "check", "metrics"], input=text.encode(), capture_output=True, check=False)
        if tried.returncode or tried.stdout or tried.stderr:
            yield f"promtool: {(tried.stdout + tried.stderr).decode()}"
        samples = gauges(text)
        for title, report, result in results_of(document):
            value, wanted = gauge_of(samples, title, report, result)
            number = result["value"]
            if value is None or (value != "NaN" if number is None else not is_close(value, number)):
                yield f"{wanted} is {value}, in json {number}"
    yield from about_each(csm, differences)


@claim("markdown is a table of equal lines with the figures as texts, and holds no HTML")
def markdown_agrees(csm):
    if shutil.which("cmark") is None:
        raise Skipped("cmark is not installed")

    def differences(document, arguments, kind):
        text = csm.printed([*arguments, "--format", "markdown"])
        (header, *rows), = markdown_tables(text)
        value = header.index("value")
        wanted = [result["text"] if result["value"] is not None or kind == "report" else ""
                  for _, _, result in results_of(document) if kind == "result" or not result["segment"]]
        if [row[value] for row in rows] != wanted:
            yield f"values are {[row[value] for row in rows]}, in json {wanted}"
        shown = subprocess.run(["cmark"], input=text.encode(), capture_output=True, check=True).stdout.decode()
        if "raw HTML omitted" in shown:
            yield "cmark finds HTML in it"
    yield from about_each(csm, differences)


@claim("text and html show the total as json has it")
def shown_alike(csm):
    def differences(document, arguments, _):
        text = csm.printed([*arguments, "--format", "text"])
        page = Page(csm.printed([*arguments, "--format", "html"]))
        yield from page.mistakes
        for _, _, result in results_of(document):
            if result["segment"] or result["value"] is None:
                continue
            if result["text"] not in " ".join(text.split()) and result["text"].split()[0] not in text:
                yield f"text does not show {result['text']!r}"
            if result["text"].split()[0] not in page.text:
                yield f"html does not show {result['text']!r}"
    yield from about_each(csm, differences)
