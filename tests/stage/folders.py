"""Where the transcripts are."""

from pathlib import Path

TRANSCRIPTS = Path(__file__).resolve().parents[1] / "transcripts"
