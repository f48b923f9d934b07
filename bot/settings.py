"""Settings: frozen, typed, read once from the environment and `.env`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails
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
    discord_shard_count: int = Field(
        default=0, ge=0
    )  # of all processes together; 0 for as many as Discord recommends
    port: int = Field(default=8080, ge=0, le=65535)
    als_health_port: int = Field(default=0, ge=0, le=65535)
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


def amiss(error: ValidationError) -> list[str]:
    """A sentence for each setting that cannot be taken."""
    return [_amiss(each) for each in error.errors(include_url=False)]


def _amiss(error: ErrorDetails) -> str:
    name = str(error["loc"][0]) if error["loc"] else ""
    field, facts = Settings.model_fields.get(name), error.get("ctx") or {}
    match error["type"]:
        case "int_parsing":
            example = field.default if field is not None and field.default else 1
            wanted = f"a number, such as {example}"
        case "greater_than_equal":
            wanted = f"{facts['ge']} or more"
        case "less_than_equal":
            wanted = f"{facts['le']} at most"
        case "literal_error":
            wanted = str(facts["expected"]).replace("'", "")
        case _:
            return f"{name.upper()} cannot be taken as it is (.env.example has an example)."
    told = f"; it is “{error['input']}”" if field is not None and field.repr else ""
    return f"{name.upper()} is to be {wanted}{told}."
