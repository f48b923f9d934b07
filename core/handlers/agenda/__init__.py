"""What is on the agenda: the issues that people bring."""

from core.handlers.agenda.bringing import bring, brought_by

__all__ = ["bring", "brought_by"]
