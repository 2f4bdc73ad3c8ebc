"""GTFS feeds written by tests: a ferry, a train and a coach, whole or with one defect."""

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

Files = dict[str, str | bytes]
CSV: Mapping[str, str] = {
    "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\n"
    "M,Moby,https://example.org,Europe/Rome\n",
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\n"
    "pio,Piombino Marittima,42.9333,10.5450\n"
    "por,Portoferraio,42.8146,10.3290\n"
    "sta,Stazione Nord,42.95,10.53\n"
    "stb,Stazione Sud,42.99,10.52\n",
    "routes.txt": "route_id,agency_id,route_short_name,route_long_name,route_type\n"
    "F,M,,Piombino - Portoferraio,4\n"
    "R,M,R7,,2\n"
    "B,M,12,,3\n",
    "trips.txt": "route_id,service_id,trip_id,cars_allowed\n"
    "F,all,f1,1\nF,all,f2,1\nF,sun,f3,2\nR,all,r1,\nR,all,r2,\nB,all,b1,\n",
    "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    "f1,08:00:00,08:00:00,pio,1\nf1,09:00:00,09:00:00,por,2\n"
    "f2,23:30:00,23:30:00,pio,1\nf2,24:30:00,24:30:00,por,2\n"
    "f3,10:00:00,10:00:00,por,1\nf3,11:00:00,11:00:00,pio,2\n"
    "r1,07:00:00,07:00:00,sta,1\nr1,07:10:00,07:10:00,stb,2\n"
    "r2,17:00:00,17:00:00,stb,1\nr2,17:12:00,17:12:00,sta,2\n"
    "b1,12:00:00,12:00:00,sta,1\nb1,12:20:00,12:20:00,stb,2\n",
    "calendar.txt": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
    "start_date,end_date\n"
    "all,1,1,1,1,1,1,1,20270901,20271031\nsun,0,0,0,0,0,0,1,20270901,20271031\n",
    "calendar_dates.txt": "service_id,date,exception_type\nall,20271004,2\nsun,20271004,1\n",
    "shapes.txt": "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\ns,42.9,10.5,1\n",
}


def feed_files(**changes: str | None) -> Files:
    """Return the files of a sound feed; `trips="…"` changes one, None leaves it out."""
    files: Files = dict(CSV)
    for stem, text in changes.items():
        files.pop(f"{stem}.txt")
        if text is not None:
            files[f"{stem}.txt"] = text
    return files


def write_feed(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write a feed."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def large_files(stop_times: int) -> Files:
    """Return a feed of coaches with many stop times: 50 stops a trip."""
    stops = [f"s{k},Stop {k},{42.5 + k * 0.01:.4f},{9.2 + k % 7 * 0.01:.4f}" for k in range(50)]
    trips, times = [], []
    for number in range(stop_times // 50):
        trips.append(f"B,all,t{number},")
        start = 6 * 60 + number % 700
        for k in range(50):
            minutes = start + 3 * k
            clock = f"{minutes // 60:02d}:{minutes % 60:02d}:00"
            times.append(f"t{number},{clock},{clock},s{k},{k + 1}")
    return feed_files(
        stops="\n".join(["stop_id,stop_name,stop_lat,stop_lon", *stops]),
        trips="\n".join(["route_id,service_id,trip_id,cars_allowed", *trips]),
        stop_times="\n".join([CSV["stop_times.txt"].split("\n")[0], *times]),
    )
