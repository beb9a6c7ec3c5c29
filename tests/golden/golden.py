"""The text of a golden: reading it, its escapes, and writing it with what came out (run.py has the format)."""
import dataclasses
import re

from compare import Unreadable, difference, fits, lines_of

REPEATED = {"file", "env", "creates", "absent"}
WORDS = REPEATED | {"run", "stdin", "stdout", "stderr", "status", "json", "schema"}
CODES = {b"r": b"\r", b"n": b"\n", b"t": b"\t", b"0": b"\0", b"\\": b"\\"}


@dataclasses.dataclass
class Section:
    word: str
    argument: str
    body: str

    def coding(self):
        last = self.argument.split(" ")[-1]
        return last if last in ("hex", "escaped") else ""

    def name(self):
        return self.argument[:len(self.argument) - len(self.coding())].strip() if self.coding() else self.argument

    def content(self):
        if self.coding() == "hex":
            return bytes.fromhex("".join(self.body.split()))
        data = self.body.encode("utf-8", "surrogateescape")
        return unescaped(data.replace(b"\n", b"")) if self.coding() == "escaped" else data

    def text(self):
        return "--- " + f"{self.word} {self.argument}".strip() + "\n" + self.body


@dataclasses.dataclass
class Golden:
    claim: str
    sections: list

    def all(self, word):
        return [s for s in self.sections if s.word == word]

    def one(self, word):
        return next(iter(self.all(word)), None)

    def status(self):
        return int(self.one("status").argument) if self.one("status") else 0

    def put(self, word, argument, body, before):
        section = self.one(word)
        if section:
            section.argument, section.body = argument, body
        else:
            place = next((i for i, s in enumerate(self.sections) if s.word in before), len(self.sections))
            self.sections.insert(place, Section(word, argument, body))

    def text(self):
        return self.claim + "".join(s.text() for s in self.sections)


def unescaped(data):
    def code(match):
        found = match.group(1)
        if found[:1] == b"x" and len(found) == 3:
            return bytes([int(found[1:], 16)])
        if found not in CODES:
            raise Unreadable(f"\\{found.decode('utf-8', 'replace')} is no escape")
        return CODES[found]
    return re.sub(rb"\\(x[0-9A-Fa-f]{2}|.?)", code, data, flags=re.S)


def escaped(data):
    names = {code: "\\" + name.decode() for name, code in CODES.items() if name != b"0"}
    text = "".join(
        names.get(char.encode("utf-8", "surrogateescape")) or
        (char if char.isprintable() else "".join(f"\\x{b:02x}" for b in char.encode("utf-8", "surrogateescape")))
        for char in data.decode("utf-8", "surrogateescape"))
    return re.sub(r"((?:^|[^\\])(?:\\\\)*)\\n", "\\1\\\\n\n", text).rstrip("\n") + "\n" if text else ""


def parse(text):
    parts = re.split(r"^--- (.*)\n", text if text.endswith("\n") else text + "\n", flags=re.M)
    golden = Golden(parts[0], [])
    for header, body in zip(parts[1::2], parts[2::2]):
        word, _, argument = header.strip().partition(" ")
        if word not in WORDS:
            raise Unreadable(f"no section is called {word!r}")
        if word not in REPEATED and golden.one(word):
            raise Unreadable(f"two sections {word}")
        golden.sections.append(Section(word, argument.strip(), body))
    if not golden.claim.strip():
        raise Unreadable("it does not begin with its claim")
    if not (golden.one("run") and golden.one("run").body.strip()):
        raise Unreadable("it has no run section")
    if golden.one("json") and golden.one("stdout"):
        raise Unreadable("json and stdout exclude each other")
    for section in golden.sections:
        if section.word in ("env", "status", "absent", "schema") and section.body.strip():
            raise Unreadable(f"text after --- {section.word}")
    return golden


def accept(golden, status, out, err, path):
    """Takes what came out for what is expected; patterns that still fit stay, JSON is left alone."""
    for word, data in (("stdout", out), ("stderr", err)):
        section = golden.one(word)
        if word == "stdout" and (golden.one("json") or golden.one("schema") and not section):
            continue
        if difference(word, section, data) is None:
            continue
        text = data.decode("utf-8", "surrogateescape")
        plain = (not text or text.endswith("\n")) and all(
            line.rstrip("\n").replace("\t", " ").isprintable() and not line.startswith(("---", "~ "))
            for line in lines_of(text))
        patterns = [line for line in lines_of(section.body if section else "") if line.startswith("~ ")]
        body = "".join(next((p for p in patterns if fits(p, line)), line) for line in lines_of(text))
        before = ("stderr", "status", "creates", "absent") if word == "stdout" else ("status", "creates", "absent")
        golden.put(word, "" if plain else "escaped", body if plain else escaped(data), before)
    if status != golden.status():
        golden.put("status", str(status), "", ("creates", "absent"))
    text = golden.text().encode("utf-8", "surrogateescape")
    if text != path.read_bytes():
        path.write_bytes(text)
        print(f"accepted {path}: please read what it says now")
