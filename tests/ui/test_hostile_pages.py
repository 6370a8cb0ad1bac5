"""The whole first page, opened at addresses that someone made up to do harm."""

import json
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from hypothesis import HealthCheck, given, settings
from streamlit.testing.v1 import AppTest

from tests.ui.test_hostile_links import addresses
from ui.link import suggested
from ui.presets import PRESETS
from ui.session import KEY

ROOT = Path(__file__).resolve().parents[2]
# Of a query that a browser would send at all.
LONGEST = 8000


def sent(app, name):
    return [
        element.proto
        for element in app.main
        if element.type == "bidi_component"
        and element.proto.component_name == f"paretoscope_{name}"
    ]


def is_frame(app):
    return app.session_state[KEY].view == "figure"


def check_page(address):
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    for key, values in parse_qs(address, keep_blank_values=True).items():
        app.query_params[key] = values
    app.run()
    assert not app.exception
    (bar,) = sent(app, "address")
    assert isinstance(json.loads(bar.json)["notice"], str)
    if suggested(parse_qs(address, keep_blank_values=True)) and not is_frame(app):
        # A figure that there is not leads to those that there are.
        (gallery,) = sent(app, "gallery")
        assert json.loads(gallery.json)["html"].count("data-testid='card'") == len(PRESETS)
        return
    (player,) = sent(app, "player")
    header = json.loads(player.bytes[4 : 4 + int.from_bytes(player.bytes[:4], "little")])
    assert all(panel["runs"] > 0 for panel in header["panels"])


@pytest.mark.parametrize("address", ["fig=", "fig=0.0", "fig=x&view=figure", "fig=x&fig=y"])
def test_a_figure_that_is_not_there_is_no_fault_either(address):
    check_page(address)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(addresses.filter(lambda address: len(address) < LONGEST))
def test_whatever_the_address_there_is_a_picture_and_at_most_one_notice(address):
    check_page(address)


@pytest.mark.slow
@settings(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))
@given(addresses.filter(lambda address: len(address) < LONGEST))
def test_two_thousand_addresses_and_always_a_picture(address):
    check_page(address)
