"""Figures and claims of the sources that a link opens by name: `fig=mdmm-concave`.

Each is what the address of that picture says beyond the defaults. The authors did not keep
θ in its box, and took steps of 0.02.
"""

from typing import NamedTuple


class Preset(NamedTuple):
    """A picture with a name; what is said of it stands in the words, under its name.

    Attributes:
        group: Where it stands in the gallery.
        query: Its address, but for what is the default.
        next: Names of others to try after it.
    """

    group: str
    query: str
    next: tuple[str, ...]


# Groups in the order in which the sources come to them, and within a group as told best.
PRESETS = {
    "sum-convex": Preset(
        "sum",
        "p=convex&m=linear&alpha=0.75&starts=one&steps=400",
        ("sum-convex-starts", "sum-concave"),
    ),
    "sum-convex-starts": Preset(
        "sum",
        "p=convex&m=linear&alpha=1&steps=400",
        ("alpha-convex", "sum-concave"),
    ),
    "alpha-convex": Preset(
        "sum",
        "p=convex&m=linear&weights=0.2,0.5,1,2,4&starts=one&steps=400",
        ("alpha-concave", "dual-convex"),
    ),
    "sum-concave": Preset(
        "sum",
        "p=concave&m=linear&alpha=1&steps=400",
        ("sum-concave-blind", "mdmm-concave"),
    ),
    "sum-concave-blind": Preset(
        "sum",
        "p=concave&m=linear&alpha=1&steps=400&front=0",
        ("total-hides", "sum-concave"),
    ),
    "alpha-concave": Preset(
        "sum",
        "p=concave&m=linear&weights=0.2,0.5,1,2,4&starts=one&jitter=0.001&steps=400",
        ("alpha-concave-blind", "mdmm-concave"),
    ),
    "alpha-concave-blind": Preset(
        "sum",
        "p=concave&m=linear&weights=0.2,0.5,1,2,4&starts=one&jitter=0.001&steps=400"
        "&front=0",
        ("alpha-concave", "total-hides"),
    ),
    "total-hides": Preset(
        "sum",
        "p=concave&m=linear&alpha=1&steps=400&total=1",
        ("perfect-symmetry", "mdmm-concave"),
    ),
    "perfect-symmetry": Preset(
        "sum",
        "p=concave&m=linear&alpha=1&starts=1.5,1.501;1.5,1.5;1.501,1.5&steps=400",
        ("sum-mixed", "alpha-jump"),
    ),
    "sum-mixed": Preset(
        "sum",
        "p=mixed&m=linear&alpha=1&starts=row&n=49&steps=400",
        ("alpha-mixed", "mdmm-mixed"),
    ),
    "alpha-mixed": Preset(
        "sum",
        "p=mixed&m=linear&alpha=1.5&starts=row&n=49&steps=400",
        ("sum-mixed", "alpha-jump"),
    ),
    "alpha-jump": Preset(
        "sum",
        "p=mixed&m=linear&alpha=0.96&starts=0.6,1.6&steps=400",
        ("alpha-jump-after", "sum-mixed"),
    ),
    "alpha-jump-after": Preset(
        "sum",
        "p=mixed&m=linear&alpha=0.98&starts=0.6,1.6&steps=400",
        ("alpha-jump", "mdmm-mixed"),
    ),
    "learned-weight": Preset(
        "sum",
        "p=convex&m=learned_weight&alpha=1&steps=1000",
        ("learned-weight-stalls", "dual-convex", "wrong-sign"),
    ),
    "learned-weight-stalls": Preset(
        "sum",
        "p=concave&m=learned_weight&alpha=0.974&lrl=0.02&steps=1000",
        ("learned-weight", "dual-concave"),
    ),
    "dual-convex": Preset(
        "dual",
        "p=convex&m=dual&eps=0.3&steps=400",
        ("dual-concave", "hard-convex"),
    ),
    "dual-concave": Preset(
        "dual",
        "p=concave&m=dual&eps=0.7&steps=400",
        ("dual-concave-blind", "hard-concave"),
    ),
    "dual-concave-blind": Preset(
        "dual",
        "p=concave&m=dual&eps=0.7&steps=400&front=0",
        ("dual-concave", "mdmm-concave-blind"),
    ),
    "dual-mixed": Preset(
        "dual",
        "p=mixed&m=dual&eps=0.7&steps=400",
        ("sum-mixed", "mdmm-mixed"),
    ),
    "hard-convex": Preset(
        "hard",
        "p=convex&m=hard_constraint_first&eps=0.3&steps=400",
        ("hard-concave", "mdmm-convex"),
    ),
    "hard-concave": Preset(
        "hard",
        "p=concave&m=hard_constraint_first&eps=0.7&steps=400",
        ("hard-concave-outside", "hard-mixed", "bdmm-concave"),
    ),
    "hard-concave-outside": Preset(
        "hard",
        "p=concave&m=hard_constraint_first&eps=0.7&steps=200",
        ("hard-concave", "hard-mixed"),
    ),
    "hard-mixed": Preset(
        "hard",
        "p=mixed&m=hard_constraint_first&eps=0.7&steps=400",
        ("bdmm-mixed", "mdmm-mixed"),
    ),
    "bdmm-convex": Preset(
        "bdmm",
        "p=convex&m=bdmm&eps=0.3&steps=400&box=0",
        ("bdmm-convex-early", "bdmm-concave", "mdmm-convex"),
    ),
    "bdmm-convex-early": Preset(
        "bdmm",
        "p=convex&m=bdmm&eps=0.3&steps=200&box=0",
        ("bdmm-convex", "mdmm-convex"),
    ),
    "bdmm-concave": Preset(
        "bdmm",
        "p=concave&m=bdmm&eps=0.7&steps=600&box=0",
        ("cherry-pick", "mdmm-concave"),
    ),
    "cherry-pick": Preset(
        "bdmm",
        "p=concave&m=bdmm&eps=0.7&starts=one&steps=600&box=0&f=526",
        ("bdmm-concave", "mdmm-concave"),
    ),
    "bdmm-mixed": Preset(
        "bdmm",
        "p=mixed&m=bdmm&eps=0.7&steps=600&box=0",
        ("hard-mixed", "mdmm-mixed"),
    ),
    "wrong-sign": Preset(
        "bdmm",
        "p=convex&m=double_descent&eps=0.3&steps=200",
        ("as-printed", "bdmm-convex"),
    ),
    "as-printed": Preset(
        "bdmm",
        "p=convex&m=as_printed&eps=0.3&steps=800",
        ("wrong-sign", "bdmm-convex"),
    ),
    "mdmm-convex": Preset(
        "mdmm",
        "p=convex&m=mdmm&eps=0.3&delta=10&steps=200",
        ("mdmm-concave", "bdmm-convex"),
    ),
    "mdmm-concave": Preset(
        "mdmm",
        "p=concave&m=mdmm&eps=0.7&delta=10&steps=200",
        ("damping-weak", "damping-fades", "sum-concave"),
    ),
    "mdmm-concave-blind": Preset(
        "mdmm",
        "p=concave&m=mdmm&eps=0.7&delta=10&steps=200&front=0",
        ("mdmm-concave", "sum-concave-blind"),
    ),
    "mdmm-mixed": Preset(
        "mdmm",
        "p=mixed&m=mdmm&eps=0.7&delta=10&steps=400",
        ("sum-mixed", "dual-mixed"),
    ),
    "damping-fades": Preset(
        "mdmm",
        "p=concave&m=mdmm&eps=0.7&delta=10&steps=200&upper=violation&lower=damping_force",
        ("mdmm-concave", "damping-halved"),
    ),
    "damping-weak": Preset(
        "limits",
        "p=concave&m=mdmm&eps=0.9&delta=10&steps=400",
        ("damping-strong", "mdmm-concave"),
    ),
    "damping-strong": Preset(
        "limits",
        "p=concave&m=mdmm&eps=0.9&delta=25&steps=400",
        ("damping-stranded", "damping-weak", "damping-bias"),
    ),
    "damping-halved": Preset(
        "limits",
        "p=concave&m=mdmm&eps=0.8&delta=5&steps=400",
        ("damping-weak", "mdmm-concave"),
    ),
    "damping-stranded": Preset(
        "limits",
        "p=concave&m=mdmm&eps=0.05&delta=10&steps=1000&box=0",
        ("damping-weak", "mdmm-concave"),
    ),
    "damping-bias": Preset(
        "limits",
        "p=concave&m=mdmm&eps=1.3&delta=10&starts=row&n=7&steps=400",
        ("damping-one-sided", "lambda-exact-zero"),
    ),
    "damping-one-sided": Preset(
        "limits",
        "p=concave&m=mdmm_one_sided&eps=1.3&delta=10&starts=row&n=7&steps=400",
        ("hard-convex-noise", "lambda-exact-zero"),
    ),
    "hard-convex-noise": Preset(
        "limits",
        "p=convex&m=hard_constraint_first&eps=0.8&sigma=0.2&steps=5000",
        ("mdmm-convex-noise", "hard-convex"),
    ),
    "mdmm-convex-noise": Preset(
        "limits",
        "p=convex&m=mdmm&eps=0.8&delta=10&sigma=0.2&steps=5000",
        ("hard-convex-noise", "lambda-exact-zero"),
    ),
    "lambda-exact-zero": Preset(
        "limits",
        "p=concave&m=bdmm&eps=1.2&steps=2000",
        ("lambda-softplus", "damping-one-sided"),
    ),
    "lambda-softplus": Preset(
        "limits",
        "p=concave&m=mdmm_softplus&eps=1.2&delta=0&steps=2000",
        ("lambda-exact-zero", "learned-weight"),
    ),
}
