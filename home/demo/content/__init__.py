"""The example texts, one TOML file per kind of content."""

import tomllib
from pathlib import Path

HERE = Path(__file__).parent


def load(name: str) -> dict:
    """The contents of `name.toml`."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
