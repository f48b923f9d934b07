"""The parts of the Slack pages that come from the code: manifests, and the table of scopes."""

import json

from adapters.slack.manifest import SCOPES, manifest

# Path -> whether it listens, whether it makes channels.
MANIFESTS = {
    "docs/slack/manifest.json": (False, False),
    "docs/slack/manifest-listening.json": (True, False),
    "docs/slack/manifest-creating.json": (False, True),
    "docs/slack/manifest-all.json": (True, True),
}
WHEN = {"always": "always", "create-channels": "`--create-channels`", "listening": "`--listening`"}


def written(path: str) -> str:
    listening, create_channels = MANIFESTS[path]
    return json.dumps(manifest(listening=listening, create_channels=create_channels), indent=2) + "\n"


def scopes() -> str:
    rows = [f"| `{s.name}` | {WHEN[s.when]} | {s.why} |" for s in SCOPES]
    return "\n".join(
        ["# Slack: what the bot asks for", "", "| scope | when | why |", "|---|---|---|", *rows, ""]
    )
