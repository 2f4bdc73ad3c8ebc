"""The web room: pages and JSON over HTTP.

Requests enter, pages and problem documents leave.  What is asked is turned into a contract document
by `query`, read and solved by `planner.service`, and drawn by `planner.export`.  The world hangs on
the app, not on a module; `settings` is the only reader of the environment.
"""

from functools import partial

from flask import Flask

from planner import service
from planner.export.map_frame import map_frame
from planner.export.sea_chart import SeaChart
from planner.model.festival import Language
from web import (
    api,
    assets,
    changing,
    compression,
    embed,
    embed_builder,
    errors,
    features,
    festival,
    languages,
    layers,
    network,
    network_words,
    oembed,
    open_data,
    pages,
    searches,
    security,
    take_along,
    trip_files,
    wording,
)
from web.crew import Hand, ProcessHand, ThreadHand
from web.desk import SolveDesk
from web.kept import Kept
from web.settings import Settings
from web.when import Step

KEPT_PAGES = 48
"""Home pages kept for the next reader: every month in every language, and some more."""


def make_hand(settings: Settings, world: service.World | None) -> Hand:
    """Return who does searches: a process that reads the data folder, or this one's own threads."""
    if world is not None:
        return ThreadHand(world)
    return ProcessHand(settings.data_folder, settings.max_search_s, settings.cancel_within_s)


def create_app(settings: Settings, world: service.World | None = None) -> Flask:
    """Return the web application.

    Parameters
    ----------
    settings
        Limits, folders and hosts.
    world
        What to plan on; read from `settings.data_folder` where None, by each search process
        once more.  Searches on a given world run in threads of this process.

    Raises
    ------
    DataError
        The data folder is not sound.
    """
    app = Flask(__name__, static_folder=None)
    known = world if world is not None else service.load_world(settings.data_folder)
    app.extensions["settings"] = settings
    app.extensions["world"] = known
    app.extensions["desk"] = SolveDesk(partial(make_hand, settings, world), settings)
    app.extensions["shelf"] = assets.build_shelf(known)
    app.extensions["chart"] = SeaChart.build(known.basemap["land"])
    app.extensions["frame"] = map_frame(known.catalogue.region, known.basemap["land"])
    app.extensions["layers"] = {}
    app.extensions["pages"] = Kept[tuple[str, str]](KEPT_PAGES)
    app.extensions["steps"] = Kept[tuple[Step, ...]](len(Language))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    security.install(app, settings)
    compression.install(app)
    languages.install(app)
    errors.install(app)
    app.jinja_env.globals.update(asset_url=assets.asset_url, basemap_url=assets.basemap_url)
    app.jinja_env.globals["words"] = network_words
    app.jinja_env.globals.update(wording=wording, region_text=wording.region_text)
    app.register_blueprint(assets.bp)
    app.register_blueprint(pages.bp)
    app.register_blueprint(festival.bp)
    app.register_blueprint(changing.bp)
    app.register_blueprint(searches.bp)
    app.register_blueprint(trip_files.bp)
    app.register_blueprint(layers.bp)
    app.register_blueprint(open_data.bp)
    app.register_blueprint(features.bp)
    app.register_blueprint(take_along.bp)
    app.register_blueprint(api.bp)
    network.install(app, known)
    app.register_blueprint(embed.bp)
    app.register_blueprint(embed_builder.bp)
    oembed.install(app)
    return app
