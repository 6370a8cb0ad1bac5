"""The figure of the benchmark of the core: cost against work, one line for each rival."""

import plotly.graph_objects as go
from plotly.colors import qualitative
from plotly.offline import get_plotlyjs

from benchmarks.app_server import chromium_page
from benchmarks.core_findings import STEPS, Findings

WIDTH, HEIGHT = 860, 520
# Drawn in the browser that the tests drive: a picture then takes no package of its own.
DRAW = """async figure => {
    const url = await Plotly.toImage(figure, {format: "svg"});
    return decodeURIComponent(url.slice(url.indexOf(",") + 1));
}"""


def svg(findings: Findings) -> str:
    """Time of a call against runs times steps, for MDMM on the concave problem.

    A line joins the readings of 200 steps; open circles are those of more or fewer.
    """
    with chromium_page(WIDTH, HEIGHT) as page:
        page.set_content("<!doctype html><meta charset=utf-8><body></body>")
        page.add_script_tag(content=get_plotlyjs())
        return page.evaluate(DRAW, figure(findings).to_plotly_json())


def figure(findings: Findings) -> go.Figure:
    """The figure itself, both of its axes logarithmic."""
    sizes = [
        size
        for size in sorted(findings.readings, key=lambda size: size.work)
        if (size.problem, size.method) == ("concave", "mdmm")
    ]
    usual = [size for size in sizes if size.steps == STEPS]
    others = [size for size in sizes if size.steps != STEPS]
    made = go.Figure()
    names = findings.readings[sizes[0]]
    for name, color in zip(names, qualitative.D3, strict=False):
        for some, mode, symbol in (
            (usual, "lines+markers", "circle"),
            (others, "markers", "circle-open"),
        ):
            made.add_scatter(
                x=[size.work for size in some],
                y=[findings.readings[size][name].median for size in some],
                name=name,
                mode=mode,
                marker={"color": color, "symbol": symbol},
                showlegend=some is usual,
            )
    made.update_xaxes(type="log", title="runs × steps", dtick=1, exponentformat="power")
    made.update_yaxes(type="log", title="s per call", dtick=1, exponentformat="power")
    return made.update_layout(
        template="plotly_white", width=WIDTH, height=HEIGHT, margin={"t": 20, "r": 10}
    )
