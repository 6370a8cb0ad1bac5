from typing import NamedTuple
import numpy as np, plotly.graph_objects as go


class Contours(NamedTuple):
    t1: np.ndarray
    t2: np.ndarray
    loss_1: np.ndarray
    loss_2: np.ndarray


def parameter_space(contours, pareto_set, theme, axis_titles):
    f = go.Figure(
        [
            go.Contour(
                x=contours.t1,
                y=contours.t2,
                z=z,
                showscale=False,
                contours={"coloring": "lines", "start": 0.25, "end": 2, "size": 0.25},
                line={"dash": d, "width": 1},
                colorscale=[[0, c], [1, c]],
                hoverinfo="skip",
            )
            for z, d, c in (
                (contours.loss_1, "solid", theme.ink),
                (contours.loss_2, "dash", theme.front),
            )
        ]
    )
    f.update_layout(
        template="none",
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        margin=dict(l=40, r=6, t=6, b=34),
        font={"color": theme.ink},
        showlegend=False,
        uirevision=True,
        xaxis={"range": [contours.t1[0], contours.t1[-1]]},
        yaxis={"range": [contours.t2[0], contours.t2[-1]]},
    )
    return f


def bound_curve_shapes(curve, theme):
    return []
