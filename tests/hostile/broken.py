"""Entries that do not hold yet: csm says nothing there."""

BROKEN = []
