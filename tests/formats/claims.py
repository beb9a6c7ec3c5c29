"""Claims about csm's output: functions that yield what does not hold, each under the claim that it tries."""

CLAIMS = []


def claim(title):
    def register(function):
        CLAIMS.append((title, function))
        return function
    return register


class Skipped(Exception):
    """What a claim needs is not on this machine."""
