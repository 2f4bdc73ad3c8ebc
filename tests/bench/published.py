"""Small instances in the published form, made by seed; nothing of the published set is kept."""

from random import Random


def instance_text(seed: int, customers: int, day: int = 300) -> str:
    """Return an instance of so many customers whose windows are wide or narrow by chance."""
    rng = Random(seed)
    lines = [f"1 1 {customers} 1", "0 0", f"0 50.00 50.00 0.00 0.00 0 0 0 {day}"]
    for place in range(1, customers + 1):
        opens = rng.randrange(day)
        closes = min(day, opens + rng.choice((20, 60, day)))
        x, y = rng.randrange(100), rng.randrange(100)
        row = f"{place} {x}.00 {y}.50 {rng.randrange(5, 40)}.00 {rng.randrange(1, 50)}.00"
        lines.append(f"{row} 1 1 1 {opens} {closes}")
    return "\n".join(lines) + "\n"
