"""A small Slack on loopback, for tests: it keeps state, takes the test's clock, and refuses what Slack refuses."""

from tests.fakes.slack.server import FakeSlack

__all__ = ["FakeSlack"]
