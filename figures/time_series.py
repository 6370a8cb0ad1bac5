import numpy as np, plotly.graph_objects as go


def nice_extent(values):
    v = np.asarray(values)
    v = v[np.isfinite(v)]
    v = np.clip(v, -10, 10) if v.size else np.array([0, 1.0])
    lo, hi = float(v.min()), float(v.max())
    return (lo - 0.1, hi + 0.1)


def time_series(steps, extent, theme, axis_titles):
    f = go.Figure()
    f.update_layout(
        template="none",
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        margin=dict(l=40, r=6, t=6, b=34),
        font={"color": theme.ink},
        showlegend=False,
        uirevision=True,
        xaxis={"range": [0, steps]},
        yaxis={"range": list(extent)},
    )
    return f


def level_shapes(level, steps, theme):
    return (
        []
        if level is None
        else [{"type": "line", "x0": 0, "x1": steps, "y0": level, "y1": level}]
    )
