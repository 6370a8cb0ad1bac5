"""The sources as entries of BibTeX, and which of them the `source` of a plug-in names."""

import hashlib
import re
from typing import NamedTuple

from ui.origins import ORIGINS


class Entry(NamedTuple):
    """An entry of a bibliography.

    Attributes:
        kind: Such as `misc`.
        fields: What it says, in TeX; those that are addresses stand as they are.
        named: What of its title stands in the `source` of whatever comes from it.
    """

    kind: str
    fields: dict[str, str]
    named: str = ""


OURS = "Paretoscope"
_BLOG = "https://www.engraved.blog"
_DEGRAVE = "Degrave, Jonas and Korshunova, Ira"
SOURCES = {
    "degrave2021why": Entry(
        "misc",
        {
            "author": _DEGRAVE,
            "title": "{Why machine learning algorithms are hard to tune and how to fix it}",
            "year": "2021",
            "url": f"{_BLOG}/why-machine-learning-algorithms-are-hard-to-tune/",
        },
        "algorithms are hard to tune",
    ),
    "degrave2021how": Entry(
        "misc",
        {
            "author": _DEGRAVE,
            "title": "{How we can make machine learning algorithms tunable}",
            "year": "2021",
            "url": f"{_BLOG}/how-we-can-make-machine-learning-algorithms-tunable/",
        },
        "make machine learning algorithms tunable",
    ),
    "platt1987": Entry(
        "inproceedings",
        {
            "author": "Platt, John C. and Barr, Alan H.",
            "title": "{Constrained Differential Optimization}",
            "booktitle": "{Neural Information Processing Systems}",
            "year": "1987",
            "pages": "612--621",
            "url": "https://papers.neurips.cc/paper/1987/hash/"
            "a87ff679a2f3e71d9181a67b7542122c-Abstract.html",
        },
        "Constrained differential optimization",
    ),
    "pedro2023": Entry(
        "misc",
        {
            "author": "Pedro, Kevin",
            "title": "{Constrained Optimization for Neural Networks: a Mini-Lesson}",
            "year": "2023",
            "note": "Slides",
        },
        "Constrained Optimization for Neural Networks",
    ),
    "viehmann": Entry(
        "misc",
        {
            "author": "Viehmann, Thomas",
            "title": "{Answer to ``Learning hyper-parameter for loss function "
            "regularization term''}",
            "howpublished": "PyTorch forum",
        },
        "Learning hyper-parameter for loss function",
    ),
    "kingma2015": Entry(
        "inproceedings",
        {
            "author": "Kingma, Diederik P. and Ba, Jimmy",
            "title": "{Adam: A Method for Stochastic Optimization}",
            "booktitle": "{International Conference on Learning Representations}",
            "year": "2015",
        },
        "Adam: a method for stochastic optimization",
    ),
    "zhang2022": Entry(
        "inproceedings",
        {
            "author": "Zhang, Guodong and Wang, Yuanhao and Lessard, Laurent and "
            "Grosse, Roger",
            "title": "{Near-optimal Local Convergence of Alternating Gradient "
            "Descent-Ascent for Minimax Optimization}",
            "booktitle": "{International Conference on Artificial Intelligence and "
            "Statistics}",
            "year": "2022",
        },
        "alternating gradient descent-ascent",
    ),
    "crowson2021": Entry(
        "misc",
        {
            "author": "Crowson, Katherine",
            "title": "{mdmm}",
            "year": "2021",
            "note": "Python package",
            "url": "https://github.com/crowsonkb/mdmm",
        },
        "K. Crowson, package mdmm",
    ),
    "rockafellar1973": Entry(
        "article",
        {
            "author": "Rockafellar, R. Tyrrell",
            "title": "{The Multiplier Method of Hestenes and Powell Applied to Convex "
            "Programming}",
            "journal": "{Journal of Optimization Theory and Applications}",
            "year": "1973",
        },
        "The multiplier method of Hestenes and Powell",
    ),
    "sohrabi2024": Entry(
        "inproceedings",
        {
            "author": "Sohrabi, Motahareh and Ramirez, Juan and Zhang, Tianyue H. and "
            "Lacoste-Julien, Simon and Gallego-Posada, Jose",
            "title": "{On {PI} Controllers for Updating {Lagrange} Multipliers in "
            "Constrained Optimization}",
            "booktitle": "{International Conference on Machine Learning}",
            "year": "2024",
        },
        "PI controllers for updating Lagrange multipliers",
    ),
}
# Of the texts that figures come from, by their names in `ui/origins.py`. The digest in
# Chinese is one of the two articles, which stand for it: few styles have its characters.
OF_ORIGIN = {
    "tuning": ("degrave2021why",),
    "tunable": ("degrave2021how",),
    "slides": ("pedro2023",),
    "digest": ("degrave2021why", "degrave2021how"),
    "thread": ("viehmann",),
}
_SYMBOLS = {
    **{character: rf"\{character}" for character in "&%$#_{}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "−": "$-$",
    "≤": r"$\le$",
    "×": r"$\times$",
    "·": r"$\cdot$",
    "∞": r"$\infty$",
    "α": r"$\alpha$",
    "β": r"$\beta$",
    "δ": r"$\delta$",
    "Δ": r"$\Delta$",
    "ε": r"$\varepsilon$",
    "η": r"$\eta$",
    "θ": r"$\theta$",
    "κ": r"$\kappa$",
    "λ": r"$\lambda$",
    "ν": r"$\nu$",
    "σ": r"$\sigma$",
    "“": "``",
    "”": "''",
    "’": "'",
    "₁": r"$_1$",
    "₂": r"$_2$",
}


def entries_of(source: str) -> dict[str, Entry]:
    """Entries for the `source` of a problem or a method, by their keys.

    Those of `SOURCES` that it names; for one that is not there, its own words as a note;
    none for what is this app's own.
    """
    if OURS in source:
        return {}
    found = {key: entry for key, entry in SOURCES.items() if entry.named in source}
    digest = hashlib.sha256(source.encode()).hexdigest()
    return found or {f"source-{digest[:8]}": Entry("misc", {"note": tex(source)})}


def keys_of_figure(name: str) -> list[str]:
    """Which of `SOURCES` a figure with a name comes from; perhaps none."""
    origins = [origin for origin, names in ORIGINS.items() if name in names]
    return [key for origin in origins for key in OF_ORIGIN[origin]]


def tex(text: str) -> str:
    """A text in which nothing has a meaning of its own to TeX, symbols by their commands.

    What TeX knows no command for, such as letters of other scripts, stays as it is.
    """
    marks = "".join(map(re.escape, _SYMBOLS))
    one_line = " ".join(text.split())
    return re.sub(f"[{marks}]", lambda found: _SYMBOLS[found[0]], one_line)


def written(key: str, entry: Entry) -> str:
    """An entry as BibTeX."""
    width = max(map(len, entry.fields))
    lines = [f"  {name:<{width}} = {{{value}}}," for name, value in entry.fields.items()]
    return "\n".join([f"@{entry.kind}{{{key},", *lines, "}"])
