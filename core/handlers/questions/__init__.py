"""Questioning: rounds, hints, typed lines, the bank and the scribe."""
