"""Whether two colours are told apart: contrast by WCAG 2.2."""

from re import fullmatch

HEX = r"#?([0-9a-fA-F]{6})"
LEAST_TEXT = 4.5
"""Least contrast of text on its ground (WCAG 2.2, 1.4.3, level AA)."""


def read_colour(text: str) -> str | None:
    """Return a colour as `#rrggbb`, None where the text is none."""
    found = fullmatch(HEX, text.strip())
    return f"#{found[1].lower()}" if found else None


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 black to 1 white."""
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_on(ground: str) -> str:
    """Return black or white, whichever reads better on a ground."""
    return max("#000000", "#ffffff", key=lambda ink: contrast(ink, ground))
