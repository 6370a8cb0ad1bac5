"""Which erratum of the sources a figure of the gallery belongs to."""

# Names of presets by the erratum; `ui/errata.py` has what else is known of each.
CARDS: dict[str, tuple[str, ...]] = {
    "e1": ("wrong-sign", "as-printed"),
    "e2": ("damping-fades",),
    "e3": ("damping-halved",),
    "e4": ("damping-weak", "damping-strong", "damping-stranded"),
    "e5": ("damping-bias", "damping-one-sided"),
    "e6": ("hard-concave-outside",),
    "e7": ("bdmm-convex-early",),
    "e10": ("learned-weight", "learned-weight-stalls"),
    "e11": ("perfect-symmetry",),
}


def erratum_of_figure(figure: str) -> str:
    """The erratum that a figure of the gallery belongs to; empty for none."""
    return next((name for name, figures in CARDS.items() if figure in figures), "")
