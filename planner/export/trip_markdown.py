"""A trip as Markdown (CommonMark): a heading for each day, a list item for each thing to do."""

from planner.export.safe_text import markdown_text, one_line
from planner.export.voice import Voice
from planner.model.itinerary import Itinerary


def to_markdown(itinerary: Itinerary, voice: Voice, address: str = "") -> str:
    """Return the trip as the text of a Markdown file; every outside text is escaped.

    Parameters
    ----------
    itinerary
        The trip.
    voice
        The words.
    address
        Where the trip can be looked up again; nothing is said of it where empty.
    """
    lines = [f"# {markdown_text(voice.title)}", ""]
    for number, day in enumerate(itinerary.days, start=1):
        lines += [f"## {markdown_text(voice.day(number, day.date))}", ""]
        for item in day.items:
            title, *details = (markdown_text(text) for text in voice.describe(item))
            lines.append(f"- **{title}**" if title else "-")
            lines += [f"  {', '.join(details)}"] if details else []
        lines.append("")
    lines.append(markdown_text(voice.caution))
    if address:
        lines += ["", f"<{one_line(address).replace('<', '%3C').replace('>', '%3E')}>"]
    return "\n".join(lines) + "\n"
