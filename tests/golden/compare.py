"""Compares what was expected with what came out. Each comparison gives the text of a complaint, or None."""
import collections
import difflib
import json
import math
import re


class Unreadable(Exception):
    """The golden itself is wrong."""


def lines_of(text):
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def visible(text):
    return "".join(c if c.isprintable() or c in "\n\t" else ascii(c)[1:-1] for c in text)


def fits(pattern, line):
    try:
        return line.endswith("\n") and re.fullmatch(pattern[2:].rstrip("\n"), line[:-1]) is not None
    except re.error as error:
        raise Unreadable(f"{pattern.strip()}: {error}") from None


def difference(name, section, data):
    literal = bool(section and section.coding())
    want = lines_of((section.content() if section else b"").decode("utf-8", "surrogateescape"))
    have = lines_of(data.decode("utf-8", "surrogateescape"))
    patterns = [not literal and line.startswith("~ ") for line in want]
    if len(want) == len(have) and all(fits(w, h) if p else w == h for w, h, p in zip(want, have, patterns)):
        return None
    shown = [next((h for h in have if fits(w, h)), w) if p else w for w, p in zip(want, patterns)]
    return unified(name, shown, have)


def unified(name, want, have):
    shown = ([visible(line) if line.endswith("\n") else visible(line) + "  (no line end)\n" for line in side]
             for side in (want, have))
    return "".join(difflib.unified_diff(*shown, f"{name}, expected", f"{name}, came out")).rstrip("\n")


def unequal(want, have, place="$"):
    if isinstance(want, dict) and isinstance(have, dict):
        missing = [key for key in want if key not in have]
        if missing:
            return f"{place}.{missing[0]} is missing"
        return next(filter(None, (unequal(want[k], have[k], f"{place}.{k}") for k in want)), None)
    if isinstance(want, list) and isinstance(have, list):
        if len(want) != len(have):
            return f"{place} has {len(have)} elements, expected {len(want)}"
        return next(filter(None, (unequal(w, h, f"{place}[{i}]") for i, (w, h) in enumerate(zip(want, have)))), None)
    numbers = all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in (want, have))
    if numbers and math.isclose(want, have, rel_tol=1e-12, abs_tol=1e-12):
        return None
    if not numbers and type(want) is type(have) and want == have:
        return None
    return f"{place} is {visible(json.dumps(have))}, expected {visible(json.dumps(want))}"


def unique(pairs):
    repeated = [key for key, n in collections.Counter(key for key, _ in pairs).items() if n > 1]
    if repeated:
        raise ValueError(f"the key {repeated[0]!r} stands twice in one object")
    return dict(pairs)


def no_number(word):
    raise ValueError(f"{word} is not JSON")


def documents(data):
    """The JSON values that stand one after the other in what was printed."""
    decoder = json.JSONDecoder(object_pairs_hook=unique, parse_constant=no_number)
    text, found = data.decode("utf-8").strip(), []
    while text:
        value, end = decoder.raw_decode(text)
        found.append(value)
        text = text[end:].lstrip()
    if not found:
        raise ValueError("nothing was printed")
    return found
