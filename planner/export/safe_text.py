"""Outside text made fit for a format: what the format cannot carry is left out or disarmed."""

from re import compile as pattern

NOT_IN_XML = pattern("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, even as references; iCalendar forbids most of them, too."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Letters at the head of a cell after which a spreadsheet may read a formula (OWASP's list)."""
MARKDOWN_SIGNS = pattern(r"([\\`*_{}\[\]<>#|~&@$])")
MARKDOWN_HEADS = pattern(r"^(\d*)([-+=.)])")
"""What makes a list or an underline at the head of a line."""
MARKDOWN_LINKS = pattern(r"(?i)(:|www)(?=//|\.)")
"""Where GitHub's Markdown sees an address in plain text."""


def printable(text: str) -> str:
    """Return a text without the characters that XML and iCalendar cannot carry."""
    return NOT_IN_XML.sub("", text)


def one_line(text: str) -> str:
    """Return a text on one line, each run of white space as one space."""
    return " ".join(printable(text).split())


def cell(text: str) -> str:
    """Return a text as a cell that no spreadsheet takes for a formula."""
    plain = printable(text)
    return f"'{plain}" if plain.startswith(FORMULA_STARTS) else plain


def markdown_text(text: str) -> str:
    """Return a text of one line that Markdown (CommonMark) shows as it is."""
    signs = MARKDOWN_SIGNS.sub(r"\\\1", one_line(text))
    return MARKDOWN_LINKS.sub(r"\1\\", MARKDOWN_HEADS.sub(r"\1\\\2", signs))
