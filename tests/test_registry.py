import itertools
import sys

import pytest

from optimizers import OPTIMIZERS
from registry import discover
from toy_problems import PROBLEMS

BASE = """
import abc

class Shape(abc.ABC):
    menu_order = 100

    @abc.abstractmethod
    def area(self): ...
"""
CIRCLE = """
from {package}.base import Shape

class Circle(Shape):
    label = "Circle"
    def area(self): return 3.14
"""
SQUARE = """
from {package}.base import Shape

class Square(Shape):
    label = "A square"
    def area(self): return 1
"""
FIRST = """
from {package}.base import Shape
from {package}.circle import Circle

class Zigzag(Shape):
    label = "Zigzag"
    menu_order = 1
    def area(self): return 0
"""
names = (f"shapes_{number}" for number in itertools.count())


@pytest.fixture
def found_in(tmp_path, monkeypatch):
    """What `discover` makes of a package with the given files."""

    def found(**files):
        package = next(names)
        folder = tmp_path / package
        folder.mkdir()
        for name, text in {"__init__": "", "base": BASE, **files}.items():
            (folder / f"{name}.py").write_text(text.format(package=package))
        monkeypatch.syspath_prepend(tmp_path)
        base = __import__(f"{package}.base", fromlist=["Shape"]).Shape
        return discover(package, [str(folder)], base)

    yield found
    for name in [name for name in sys.modules if name.startswith("shapes_")]:
        del sys.modules[name]


def test_each_file_is_one_entry_named_after_it(found_in):
    found = found_in(circle=CIRCLE, square=SQUARE)
    assert {name: kind.__name__ for name, kind in found.items()} == {
        "circle": "Circle",
        "square": "Square",
    }


def test_entries_are_in_the_order_of_the_menu_and_then_of_the_labels(found_in):
    """`first` has order 1; “A square” comes before “Circle”."""
    assert list(found_in(circle=CIRCLE, first=FIRST, square=SQUARE)) == [
        "first",
        "square",
        "circle",
    ]


def test_a_class_that_a_file_only_imports_does_not_count(found_in):
    assert found_in(circle=CIRCLE, first=FIRST)["first"].__name__ == "Zigzag"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", r"\[\]"),
        (BASE, r"\[\]"),
        ("from {package}.base import Shape\nclass Half(Shape): ...", r"\[\]"),
        (
            CIRCLE + "class Disc(Circle): ...",
            r"\['Circle', 'Disc'\]",
        ),
    ],
)
def test_a_file_without_exactly_one_class_is_refused(found_in, text, found):
    message = rf"shapes_\d+\.odd` should define exactly one .*`Shape`\. Found {found}"
    with pytest.raises(TypeError, match=message):
        found_in(odd=text)


def test_an_unknown_name_is_answered_with_the_known_ones(found_in):
    registry = found_in(circle=CIRCLE, square=SQUARE)
    with pytest.raises(KeyError, match=r"one of square, circle\. Found 'cube'"):
        registry["cube"]
    assert "cube" not in registry


def test_menus_start_with_what_the_sources_start_with():
    assert list(PROBLEMS)[:3] == ["concave", "convex", "mixed"]
    assert list(OPTIMIZERS)[:5] == [
        "linear",
        "dual",
        "hard_constraint_first",
        "bdmm",
        "mdmm",
    ]


@pytest.mark.parametrize("registry", [PROBLEMS, OPTIMIZERS])
def test_labels_tell_entries_apart(registry):
    assert len({kind.label for kind in registry.values()}) == len(registry)
