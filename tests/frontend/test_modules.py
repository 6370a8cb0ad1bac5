import pytest

from ui import assets

pytestmark = pytest.mark.browser

ENTRIES = (
    *("hands.js", "told.js"),
    *("player.js", "knobs.js", "preload.js", "address_bar.js", "gallery.js", "share.js"),
    *("plain_chart.js", "sweep_player.js", "plane_player.js", "twin.js"),
)


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_joined_module_is_a_module_with_one_function(entry, evaluate):
    exported = evaluate(
        """const blob = new Blob([given], { type: "text/javascript" });
        const module = await import(URL.createObjectURL(blob));
        return Object.entries(module).map(([name, value]) => [name, typeof value]);""",
        assets.module(entry),
    )
    assert exported == [["default", "function"]]
