"""Small real models whose losses pull against one another, one file each."""

from applications.base import Application
from registry import discover

APPLICATIONS = discover(__name__, __path__, Application)

__all__ = ["APPLICATIONS", "Application"]
