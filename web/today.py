"""Which day it is for the site."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import current_app

from web.settings import Settings

HOME_ZONE = ZoneInfo("Europe/Rome")


def today() -> date:
    """Return the day from which editions count as coming."""
    settings: Settings = current_app.extensions["settings"]
    return settings.today or datetime.now(HOME_ZONE).date()
