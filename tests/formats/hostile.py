"""Exports and a config full of names that some reader could obey, and the same with plain names."""
import csv
import io
import re

from program import EXAMPLES

NAMES = [
    "<script>alert(1)</script>", '"><img src="http://hostile.example/x" onerror=1>', "</title><h1>x", "'><b>bold</b>",
    "</style><style>*{display:none}", "<!-- comment", "]]>", "&lt;", "&amp;amp;", "&#x3c;", "javascript:alert(1)",
    '=HYPERLINK("http://hostile.example")', "+1", "-1", "@SUM(A1)", "-2+3", "=1+1", "|", "a|b", "\\|", "\\", "`", "``x``",
    "**bold**", "[a](javascript:alert(1))", "![x](http://hostile.example/y)", "# heading", "~~~", "$x$",
    "{{7*7}}", "${HOME}", "%s%n%d", "%", "'", '"', '""', "a,b", "a\tb", "a;b", "new\nline", "carriage\rreturn",
    "\u202eright to left", "zero\u200bwidth", "\ufeffmark", "line\u2028separator",
    "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "bell\x07", "back\x08space", "delete\x7f", "c1 \x9b31m", "\x85next",
    "x" * 3000, "w" * 60 + " " + "v" * 60, "\U0001f600", "e\u0301", "日本語", "null", "NaN", "true", "total",
    "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
]
COLUMN = '<i>seg</i>|"\x1b[1m,=x\u202e'
FILE = " =a <b>&|\x1b[7m\u202e `%s"
IDS = ("customer_id", "response_id", "ticket_id", "contract_id", "purchase_id", "subscription_id")
TEXTS = ("comment", "company", "account_manager", "description")
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
LINE = re.compile("[\t\n\r]")


def name_at(i, plain):
    return f"name{i % len(NAMES):02}" if plain else NAMES[i % len(NAMES)]


def file_name(stem, plain):
    return f"{stem}-plain.csv" if plain else f"{stem}{FILE}.csv"


def write_exports(folder, plain):
    """Every example with a further column of such names, and with such names for ids and free texts."""
    for path in EXAMPLES.glob("*.csv"):
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))
        header = rows[0] + ["segment" if plain else COLUMN]
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(header)
        for i, row in enumerate(rows[1:]):
            customer = re.sub(r"\D", "", row[header.index("customer_id")]) if "customer_id" in header else ""
            cells = [*row, name_at(int(customer or i), plain)]
            for at, column in enumerate(header):
                number = re.sub(r"\D", "", cells[at])
                if column in IDS and number:
                    cells[at] = name_at(int(number), plain) + " " + cells[at]
                elif column in TEXTS and cells[at]:
                    cells[at] = cells[at] + " " + name_at(i + 7, plain)
            writer.writerow(cells)
        (folder / file_name(path.stem, plain)).write_bytes(out.getvalue().encode("utf-8"))
    themes = (EXAMPLES / "themes.txt").read_text("utf-8")
    themes += "" if plain else '<script>"|`: planning, phone\n'
    (folder / "themes.txt").write_text(themes + ("script: planning, phone\n" if plain else ""), "utf-8")


def arguments_of(source, plain):
    """The sources of a metric with the files written here in place of the examples."""
    def renamed(word):
        kind, _, path = word.rpartition("=")
        return word if not path.endswith(".csv") else kind + ("=" if kind else "") + file_name(path[:-4], plain)
    return [renamed(word) for word in source]


def in_toml(text):
    escaped = "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08X}" for c in text)
    return f'"{escaped}"'


def write_config(folder, sources, plain):
    """A report with a figure of each metric, by segments, under such titles."""
    titles = ["</title><script>alert(1)</script>", '"><img src=http://hostile.example/z onerror=1>', "=1+1", "|", "-x",
              "@SUM", "\x1b[31m\u202e", "\x00nul", "`code` **bold**", "&lt;", "{{7*7}} %s", "line\nend", "y" * 500]
    text = f'[report]\ntitle = {in_toml("plain" if plain else titles[0])}\nperiod = "2026-05"\n'
    for i, (metric, source) in enumerate(sources.items()):
        title = f"figure {i}" if plain else titles[i]
        text += f'[[report.figure]]\nmetric = "{metric}"\ntitle = {in_toml(title)}\n'
        words = arguments_of(source, plain)
        options = {}
        for option, value in zip(words[::2], words[1::2]):
            options.setdefault(option[2:], []).append(value)
        for option, values in options.items():
            listed = ", ".join(map(in_toml, values))
            text += f"{option} = [{listed}]\n" if option != "themes" else f"themes = {in_toml(values[0])}\n"
        text += f'by = [{in_toml("segment" if plain else COLUMN)}]\n'
    path = folder / ("plain.toml" if plain else "hostile.toml")
    path.write_text(text, "utf-8")
    return path.name, ["figure %d" % i for i in range(len(sources))] if plain else titles[:len(sources)]


def as_shown(text):
    """How csm's screens show a text: control and direction characters as escapes."""
    names = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return "".join(names.get(c) or (c if not HIDDEN.match(c) else
                                    f"\\x{ord(c):02x}" if ord(c) < 0x80 else f"\\u{ord(c):04x}") for c in text)
