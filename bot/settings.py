"""Settings: frozen, typed, read once from the environment and `.env`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def data_folder() -> Path:
    """Where an embedded record lies by default: the user's data folder."""
    return Path.home() / ".local" / "share" / "action-learning-sets"


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", frozen=True, extra="ignore")

    als_database_url: str = ""
    database_url: str = ""
    als_secret_keys: str = Field(default="", repr=False)
    als_public_url: str = ""
    als_grace_days: int = Field(default=30, ge=0, le=3650)
    slack_bot_token: str = Field(default="", repr=False)
    slack_app_token: str = Field(default="", repr=False)
    slack_signing_secret: str = Field(default="", repr=False)
    slack_client_id: str = ""
    slack_client_secret: str = Field(default="", repr=False)
    slack_options: str = ""
    slack_api_url: str = "https://slack.com/api/"
    discord_token: str = Field(default="", repr=False)
    discord_api_url: str = "https://discord.com/api/v10"
    discord_shard_ids: str = ""  # those of this process, by commas; "" for all
    discord_shard_count: int = 0  # of all processes together; 0 for as many as Discord recommends
    port: int = 8080
    als_health_port: int = 0
    als_log: Literal["text", "json"] = "text"
    als_log_level: Literal["debug", "info", "warning", "error"] = "info"

    @property
    def is_default(self) -> bool:
        """Whether the record is the embedded one in the user's data folder."""
        return not (self.als_database_url or self.database_url)

    @property
    def database(self) -> str:
        """The record's URL; `postgres://` is taken as `postgresql://`."""
        url = self.als_database_url or self.database_url
        if not url:
            return f"sqlite:///{data_folder() / 'als.sqlite3'}"
        return "postgresql://" + url.removeprefix("postgres://") if url.startswith("postgres://") else url
