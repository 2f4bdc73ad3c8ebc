"""The bound by hours: what the hours left of a day, and the days after it, can still bring."""
