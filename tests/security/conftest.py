"""The stage of the census serves these tests, too."""

from tests.census.conftest import stage

__all__ = ["stage"]
