"""Which of the sources shows or claims what a preset shows."""

# Names of presets by the source; `docs/claims.md` has what each of them claims.
ORIGINS: dict[str, tuple[str, ...]] = {
    "tuning": (
        *("sum-convex", "sum-convex-starts", "alpha-convex", "sum-concave"),
        *("sum-concave-blind", "alpha-concave", "alpha-concave-blind", "total-hides"),
        *("perfect-symmetry", "sum-mixed", "alpha-mixed", "alpha-jump"),
        "alpha-jump-after",
    ),
    "tunable": (
        *("perfect-symmetry", "dual-convex", "dual-concave", "dual-concave-blind"),
        *("hard-convex", "hard-concave", "hard-concave-outside", "hard-convex-noise"),
        *("bdmm-convex", "bdmm-convex-early", "bdmm-concave", "cherry-pick"),
        *("mdmm-convex", "mdmm-concave", "mdmm-concave-blind", "mdmm-convex-noise"),
        *("damping-weak", "damping-stranded", "damping-bias"),
        *("lambda-exact-zero", "lambda-softplus"),
    ),
    "slides": (
        *("wrong-sign", "as-printed", "bdmm-convex", "bdmm-convex-early"),
        *("bdmm-concave", "mdmm-convex", "mdmm-concave", "mdmm-mixed", "damping-fades"),
        *("damping-halved", "damping-weak", "damping-strong", "damping-stranded"),
        "damping-bias",
    ),
    "digest": (
        *("sum-convex", "alpha-convex", "alpha-concave", "alpha-concave-blind"),
        *("dual-convex", "dual-concave", "dual-concave-blind", "hard-concave"),
        *("bdmm-convex", "bdmm-concave", "mdmm-convex", "mdmm-concave"),
    ),
    "thread": ("learned-weight", "learned-weight-stalls"),
}
# Of a preset that none of the sources has.
HERE = "here"


def origins(name: str) -> tuple[str, ...]:
    """Keys of the sources of a preset, or `HERE` alone."""
    found = tuple(source for source, names in ORIGINS.items() if name in names)
    return found or (HERE,)
