"""Ruin and recreate for one trip of days: a good order of visits and sailings, soon."""
