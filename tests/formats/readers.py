"""What other programs make of csm's formats, as far as the standard library can tell."""
import csv
import html.parser
import io
import re

VOID = {"br", "meta"}


def csv_rows(text, delimiter=","):
    """The rows by their columns; a column's name twice is a mistake."""
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    header = rows[0]
    if len(set(header)) != len(header):
        raise AssertionError(f"two columns of one name: {sorted(n for n in header if header.count(n) > 1)[:3]}")
    for row in rows[1:]:
        if len(row) != len(header):
            raise AssertionError(f"a row of {len(row)} cells under {len(header)} columns: {row[:6]}")
    return [dict(zip(header, row)) for row in rows[1:]]


def markdown_tables(text):
    """GFM tables as lists of rows of cells, unescaped; the line of dashes must have as many."""
    tables, current = [], None
    for line in text.split("\n"):
        if not line.startswith("|"):
            current = None
            continue
        if current is None:
            current = []
            tables.append(current)
        current.append(gfm_cells(line))
    for table in tables:
        if len({len(cells) for cells in table}) != 1:
            raise AssertionError(f"lines of a table have {sorted({len(c) for c in table})} cells: {table[0]}")
        if len(table) < 2 or not all(re.fullmatch(":?-+:?", cell) for cell in table[1]):
            raise AssertionError(f"no line of dashes below {table[0]}")
    return [[list(map(unescaped_markdown, cells)) for cells in table[:1] + table[2:]] for table in tables]


def gfm_cells(line):
    """Cells end at a bar without a backslash before it; behind an even number of them readers differ."""
    if re.search(r"(?<!\\)(?:\\\\)+\|", line):
        raise AssertionError(f"some readers end a cell here and some do not: {line!r}")
    cells = re.split(r"(?<!\\)\|", line)
    if cells[0] or cells[-1]:
        raise AssertionError(f"a line of a table does not begin and end with a bar: {line!r}")
    return [cell.strip() for cell in cells[1:-1]]


def unescaped_markdown(cell):
    return html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", cell))


class Page(html.parser.HTMLParser):
    """Elements, attributes and text of a page; unclosed and crossed elements are mistakes."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.attributes, self.texts, self.titles, self.style = [], [], [], [], ""
        self.mistakes, self.open = [], []
        self.feed(text)
        self.close()
        self.mistakes += [f"<{name}> is not closed" for name in self.open]

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.mistakes.append(f"</{tag}> closes nothing")

    def handle_data(self, data):
        if self.open and self.open[-1] == "style":
            self.style += data
        else:
            self.texts.append(data)

    def handle_comment(self, data):
        self.mistakes.append(f"a comment: {data[:40]!r}")

    def handle_pi(self, data):
        self.mistakes.append(f"an instruction: {data[:40]!r}")

    def unknown_decl(self, data):
        self.mistakes.append(f"a declaration: {data[:40]!r}")

    @property
    def text(self):
        return "".join(self.texts).replace("\u00a0", " ")


def gauges(text):
    """Samples of Prometheus' text format: (name, labels) and the value as it stands."""
    samples = {}
    for line in text.split("\n"):
        if not line or line.startswith("# "):
            continue
        found = re.fullmatch(r'([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)', line, re.S)
        if not found:
            raise AssertionError(f"no sample: {line!r}")
        labels = re.findall(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"(?:,|$)', found.group(2) or "")
        known = tuple(sorted((name, re.sub(r'\\(.)', lambda m: "\n" if m[1] == "n" else m[1], value))
                             for name, value in labels))
        if (found.group(1), known) in samples:
            raise AssertionError(f"a sample stands twice: {line!r}")
        if len({name for name, _ in known}) != len(known):
            raise AssertionError(f"a label stands twice: {line!r}")
        samples[found.group(1), known] = found.group(3)
    return samples
