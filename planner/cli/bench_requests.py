"""Random requests of `filofesta bench solver`: a bar while two processes answer them."""

from contextlib import closing
from datetime import date
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from planner import service
from planner.bench.request_figures import request_section, settle
from planner.bench.request_runs import PROCESSES, Answered, Campaign, run_campaign
from planner.bench.solver import Section
from planner.cli.terminal import ERR


def answer_with_progress(campaign: Campaign) -> list[Answered]:
    """Answer all requests while the terminal shows how many are done and what was wrong so far."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    found, faults = list[Answered](), 0
    with (
        Progress(
            *columns,
            TimeRemainingColumn(),
            console=ERR,
            transient=True,
            disable=not ERR.is_terminal,
        ) as bar,
        closing(run_campaign(campaign)) as answers,
    ):
        task = bar.add_task("getting ready", total=PROCESSES * campaign.count)
        for answered in answers:
            found.append(answered)
            check = answered.check
            for kind, words in check.finding.faults:
                faults += 1
                ERR.print(f"request {check.number}: {kind}: {words}", markup=False)
            bar.update(task, advance=1, description=f"answers, {faults} faults")
    return found


def request_set(
    wishes: dict[str, Any], facts: dict[str, Any]
) -> tuple[Section, list[dict[str, Any]]]:
    """Answer random requests; return their section and all of them as JSON values."""
    limit_s, year = wishes["limit"][0], wishes["year"]
    campaign = Campaign(
        wishes["count"], wishes["seed"], limit_s, date(year, 1, 1), date(year, 12, 31)
    )
    world = service.load_world()
    service.span_of(world, campaign.first, campaign.last)
    answers = answer_with_progress(campaign)
    settled = settle(campaign.maker(world), answers)
    memory_mb = max(answered.memory_mb for answered in answers)
    facts |= {"data": world.data_version[:12], "limit": f"{limit_s:g} s"}
    section = request_section(campaign, settled, memory_mb, facts)
    return section, [one.document() for one in settled]
