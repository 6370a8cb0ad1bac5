"""Figures and claims of the sources that a link opens by name: `fig=mdmm-concave`.

Each is what the address of that picture says beyond the defaults. The authors did not keep
θ in its box, and took steps of 0.02.
"""

import difflib

PRESETS = {
    "sum-convex": "p=convex&m=linear&alpha=0.75&starts=one&steps=400",
    "sum-convex-starts": "p=convex&m=linear&alpha=1&steps=400",
    "sum-concave": "p=concave&m=linear&alpha=1&steps=400",
    "sum-mixed": "p=mixed&m=linear&alpha=1&starts=row&n=49&steps=400",
    "total-hides": "p=concave&m=linear&alpha=1&steps=400&total=1",
    "dual-convex": "p=convex&m=dual&eps=0.3&steps=400",
    "dual-concave": "p=concave&m=dual&eps=0.7&steps=400",
    "hard-convex": "p=convex&m=hard_constraint_first&eps=0.3&steps=400",
    "hard-concave": "p=concave&m=hard_constraint_first&eps=0.7&steps=400",
    "bdmm-convex": "p=convex&m=bdmm&eps=0.3&steps=400&box=0",
    "bdmm-concave": "p=concave&m=bdmm&eps=0.7&steps=600&box=0",
    "mdmm-convex": "p=convex&m=mdmm&eps=0.3&delta=10&steps=200",
    "mdmm-concave": "p=concave&m=mdmm&eps=0.7&delta=10&steps=200",
    "mdmm-mixed": "p=mixed&m=mdmm&eps=0.7&delta=10&steps=400",
    "damping-weak": "p=concave&m=mdmm&eps=0.9&delta=10&steps=400",
}


def closest(name: str) -> str:
    """The name of a preset that is most like another name."""
    found = difflib.get_close_matches(name.lower(), PRESETS, n=1, cutoff=0)
    return found[0] if found else next(iter(PRESETS))
