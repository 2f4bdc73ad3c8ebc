"""Times for an order: every item as early as it can be, nights where they save most time."""

from numba import njit

from planner.optimise.compiled import borrowing
from planner.optimise.grid import FAR
from planner.optimise.rebuild.course import (
    ACTIVE_S,
    BOARD,
    BOARD_DAY,
    BUSY,
    DAY,
    DAY_COST,
    DAYS,
    DRIVE_SLOTS,
    END,
    FARE,
    FIRST,
    FROM,
    LAND,
    LAND_DAY,
    LAST,
    LEAST_DAYS,
    NODE,
    SLOT,
    SPENT,
    TO,
    WHEEL,
)
from planner.optimise.steps import (
    DRIVE,
    SAIL,
    SLEEP,
    SLEEP_SAIL,
    VISIT,
    VISIT_HERE,
    WAKE,
    WAKE_AGAIN,
)


@njit(cache=True, nogil=True, inline="always")
def note(log, kind, now, ship):  # type: ignore[no-untyped-def]
    """Write down how a state was reached; row 0 counts. A log without rows takes no notes."""
    if log.shape[0] > 0:
        log[0, 0] += 1
        row = log[log[0, 0]]
        row[0], row[1], row[2], row[3], row[4] = now[DAY], now[SLOT], now[NODE], kind, ship


@njit(cache=True, nogil=True, inline="always")
def can_drive(c, now, other):  # type: ignore[no-untyped-def]
    """Answer whether one can still drive to a node today."""
    here = now[NODE]
    return (
        now[SLOT] + c.drive[here, other] <= c.rule[LAST]
        and now[WHEEL] + c.drive[here, other] <= c.rule[DRIVE_SLOTS]
        and now[BUSY] + c.drive_s[here, other] <= c.rule[ACTIVE_S]
    )


@borrowing
def drive_to(c, now, other, log):  # type: ignore[no-untyped-def]
    """Drive to a node that is only passed."""
    here = now[NODE]
    now[SLOT] += c.drive[here, other]
    now[WHEEL] += c.drive[here, other]
    now[BUSY] += c.drive_s[here, other]
    now[SPENT] += c.cost[here, other]
    now[NODE] = other
    note(log, DRIVE, now, -1)


@borrowing
def find_bed(c, now, target):  # type: ignore[no-untyped-def]
    """Return the node for the night with the least way round to a target, or -1."""
    here, bed, least = now[NODE], -1, 1 << 30
    if c.sleeps[here]:
        return here
    for other in range(c.sleeps.size):
        way = c.drive[here, other] + (c.drive[other, target] if other != target else 0)
        if c.sleeps[other] and way < least and can_drive(c, now, other):
            bed, least = other, way
    return bed


@njit(cache=True, nogil=True, inline="always")
def sleep_at(c, span, now, bed, again, log):  # type: ignore[no-untyped-def]
    """Drive to a bed, unless one is there, and wake up next morning; False where no day is left."""
    if bed < 0 or now[DAY] + 1 >= span[DAYS]:
        return False
    kind = WAKE_AGAIN if again else SLEEP
    if bed != now[NODE]:
        now[SPENT] += c.cost[now[NODE], bed]
        now[NODE] = bed
        kind = WAKE
    now[DAY] += 1
    now[SLOT] = now[WHEEL] = now[BUSY] = 0
    now[SPENT] += c.rule[DAY_COST]
    note(log, kind, now, -1)
    return True


@njit(cache=True, nogil=True, inline="always")
def begin_visit(c, span, now, node, woke, log):  # type: ignore[no-untyped-def]
    """Drive to a node, unless one woke up there, and visit it; False where that cannot be today."""
    date, drive, drive_s, cost = span[FIRST] + now[DAY], 0, 0, 0
    if not woke:
        if not can_drive(c, now, node):
            return False
        here = now[NODE]
        drive, drive_s, cost = c.drive[here, node], c.drive_s[here, node], c.cost[here, node]
    begin = max(now[SLOT] + drive, c.opens[date, node])
    busy = now[BUSY] + drive_s + c.stay_s[node]
    if begin > c.closes[date, node] or busy > c.rule[ACTIVE_S]:
        return False
    now[NODE], now[SLOT], now[BUSY] = node, begin + c.stay[node], busy
    now[WHEEL] += drive
    now[SPENT] += cost
    note(log, VISIT_HERE if woke else VISIT, now, -1)
    return True


@njit(cache=True, nogil=True, inline="always")
def visit(c, span, now, node, log):  # type: ignore[no-untyped-def]
    """Go to a node and visit it on the first day on which that can be; False where it cannot."""
    woke = False
    while not begin_visit(c, span, now, node, woke, log):
        bed = node
        if not woke and not (c.sleeps[node] and can_drive(c, now, node)):
            bed = now[NODE] if c.sleeps[now[NODE]] else find_bed(c, now, node)
        if not sleep_at(c, span, now, bed, woke, log):
            return False
        woke = woke or bed == node
    return True


@borrowing
def wait_for_ship(c, span, now, ship, log):  # type: ignore[no-untyped-def]
    """Sleep until the morning on which one can board, or be driven to the port in time.

    An early ship is met where the last night but one ends: `board` adds the last one.
    """
    port, day = ship[FROM], ship[BOARD_DAY] - span[FIRST]
    early = ship[BOARD] < 0
    if early:
        day -= 1
    while now[DAY] < day:
        bed = find_bed(c, now, port)
        tomorrow = now[DAY] + 1 == day
        late = c.drive[bed, port] > min(ship[BOARD], c.rule[DRIVE_SLOTS]) if bed != port else False
        if tomorrow and not early and (bed < 0 or late):
            if not c.sleeps[port] or now[NODE] == port or not can_drive(c, now, port):
                return False
            bed = port
        if not sleep_at(c, span, now, bed, False, log):
            return False
    return now[DAY] == day


@borrowing
def board(c, span, now, number, log):  # type: ignore[no-untyped-def]
    """Get to a sailing, board it and land; False where that cannot be."""
    ship = c.ships[number]
    port, landing, kind = ship[FROM], ship[LAND_DAY] - span[FIRST], SAIL
    if landing >= span[DAYS] or not wait_for_ship(c, span, now, ship, log):
        return False
    if now[NODE] != port:
        drive = c.drive[now[NODE], port]
        if not can_drive(c, now, port) or (ship[BOARD] >= 0 and now[SLOT] + drive > ship[BOARD]):
            return False
        drive_to(c, now, port, log)
    nights = landing - now[DAY]
    if ship[BOARD] < 0:
        kind = SLEEP_SAIL
        if not c.sleeps[port] or now[DAY] + 1 >= span[DAYS]:
            return False
    elif now[SLOT] > min(ship[BOARD], c.rule[LAST]):
        return False  # who landed after the day's hours boards no more: changes of ship are joined
    if nights > 0:
        now[WHEEL] = now[BUSY] = 0
    now[SPENT] += ship[FARE] + nights * c.rule[DAY_COST]
    now[DAY], now[SLOT], now[NODE] = landing, ship[LAND], ship[TO]
    note(log, kind, now, number)
    return True


@njit(cache=True, nogil=True, inline="always")
def step(c, span, now, item, log):  # type: ignore[no-untyped-def]
    """Go on with an item of an order; False, with `now` spoilt, where that cannot be."""
    nodes = c.sleeps.size
    if item < nodes:
        return visit(c, span, now, item, log)
    return board(c, span, now, item - nodes, log)


@borrowing
def finish(c, span, now, sailed, log):  # type: ignore[no-untyped-def]
    """End the trip where it has to end, not before its least days; False where that cannot be."""
    end, least = c.rule[END], c.rule[LEAST_DAYS]
    if end < 0 or end == now[NODE]:
        return now[DAY] + 1 >= least and (now[SLOT] > 0 or sailed)
    while now[DAY] + 1 < least or not can_drive(c, now, end):
        bed = find_bed(c, now, end)
        if c.drive[now[NODE], end] >= FAR or not sleep_at(c, span, now, bed, False, log):
            return False
    drive_to(c, now, end, log)
    return True


@borrowing
def follow(c, span, now, order, log):  # type: ignore[no-untyped-def]
    """Go through an order; False where it cannot be done."""
    for item in order:
        if not step(c, span, now, item, log):
            return False
    sailed = order.size > 0 and order[-1] >= c.sleeps.size
    return finish(c, span, now, sailed, log)
