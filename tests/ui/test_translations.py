"""Words of every language but English: complete, tidy, and read well when joined."""

import re
import string

import pytest

from applications import APPLICATIONS
from damping.notation import NOTATIONS, OURS
from kept_trainings import kept
from optimizers import OPTIMIZERS
from optimizers.base import hyperparameters
from toy_problems import PROBLEMS
from ui.state import OF_ANY_RUN
from ui.words import DEFAULT, LANGUAGES, speaking, translated, translated_inside, words_of

OTHERS = [code for code in LANGUAGES if code != DEFAULT]
# What is called the same in other languages: names of methods, of programs and of people.
NAMES = {
    *("MDMM", "BDMM", "νPI", "Adam MDMM", "Softplus MDMM", "Lasso", "Dirac-GAN"),
    *("Paretoscope", "Pedro", "Held", "cooper", "crowsonkb/mdmm", "NumPy"),
    *("reveal.js", "Quarto", "Jupyter Book", "Markdown"),
    *("CSV", "Parquet", "GIF", "MP4", "PNG", "SVG", "WebM", "Python"),
    # Titles of papers, and names of columns in a file.
    "“Constrained differential optimization”, 1987",
    "“How we can make machine learning algorithms tunable”, 2021",
    *("bp", *(f"s{number}" for number in range(1, 7))),
}
LATIN = re.compile(r"[A-Za-z]{2,}")


def plug_in_texts():
    """All that problems, methods, applications and sources say of themselves."""
    for problem in PROBLEMS.values():
        yield problem.label
    for method in OPTIMIZERS.values():
        yield method.label
        yield from (values.name for values, _ in hyperparameters(method).values())
    yield from (values.name for values, _ in OF_ANY_RUN.values())
    for name, application in APPLICATIONS.items():
        yield from (application.label, application.pictured)
        for quantity in (application.minimized, *application.bounded):
            yield from (quantity.name, quantity.unit)
        yield from pictured(kept(name).first.picture)
    for notation in (OURS, *NOTATIONS):
        yield notation.label
    for notation in NOTATIONS:
        yield notation.source


def pictured(parts):
    """The words in a picture; a label may have several parts, of which some are numbers."""
    for part in parts:
        if isinstance(part, tuple):
            yield from pictured(part)
        elif isinstance(part, str):
            pieces = part.split(", ")
            whole = part if "=" not in part and part in words_of("zh")["plug_ins"] else None
            yield from [whole] if whole else [one for one in pieces if "=" not in one]


def to_translate():
    return {text for text in plug_in_texts() if LATIN.search(text)} - NAMES


@pytest.mark.parametrize("code", OTHERS)
def test_all_that_plug_ins_say_is_translated_and_nothing_else_is(code):
    assert len(to_translate()) > 50
    found = words_of(code)["plug_ins"]
    assert to_translate() - set(found) == set()
    assert set(found) - set(plug_in_texts()) == set()


@pytest.mark.parametrize("code", OTHERS)
def test_nothing_is_left_in_english(code):
    same = [
        text
        for part, words in words_of(code).items()
        for name, text in words.items()
        if text == words_of(DEFAULT)[part].get(name, name)
        and LATIN.search(re.sub(r"{.+?}", "", text))
    ]
    assert set(same) <= NAMES


@pytest.mark.parametrize("code", OTHERS)
def test_numbers_are_written_with_the_same_digits(code):
    def fields(text):
        parts = string.Formatter().parse(text)
        return sorted((name, spec) for _, name, spec, _ in parts if name)

    for part, words in words_of(code).items():
        if part in ("texts", "plug_ins"):
            continue
        for name, text in words.items():
            assert fields(text) == fields(words_of(DEFAULT)[part][name]), f"{part}.{name}"


@pytest.mark.parametrize("code", OTHERS)
def test_formulas_code_and_links_of_the_longer_texts_are_the_same(code):
    def kept_as_they_are(text):
        blocks = re.findall(r"\$\$(.+?)\$\$", text, re.S)
        return (
            sorted(re.sub(r"\\text\{.*?\}|\s|[.,]$", "", block) for block in blocks),
            sorted(re.findall(r"`(.+?)`", text)),
            sorted(re.findall(r"\]\((.+?)\)", text)),
            text.count("\n|"),
        )

    for name, text in words_of(code)["texts"].items():
        found, english = map(kept_as_they_are, (text, words_of(DEFAULT)["texts"][name]))
        assert found[1:] == english[1:], name
        assert [one.rstrip(",.") for one in found[0]] == [
            one.rstrip(",.") for one in english[0]
        ], name


def sentences_of(code):
    for part, words in words_of(code).items():
        yield from ((f"{part}.{name}", text) for name, text in words.items())


def test_chinese_has_the_marks_and_spaces_of_chinese():
    for name, text in sentences_of("zh"):
        for wrong in (r"[\u4e00-\u9fff][,;:!?]", r"[，。；：、！？] (?![*(|])"):
            found = re.search(wrong, text)
            assert not found, f"{name}: {found[0]!r} in {text[:40]}"
        # Between a Chinese character and a Latin letter or a digit stands a space.
        plain = re.sub(r"[`$<{].*?[`$>}]", "", text, flags=re.S)
        found = re.search(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9%][\u4e00-\u9fff]", plain)
        assert not found, f"{name}: {found[0]!r}"


def test_bold_words_of_chinese_are_bold():
    """Markdown takes `**` after a mark for the end only where no letter follows."""
    for name, text in sentences_of("zh"):
        for inner, after in re.findall(r"\*\*(.+?)\*\*(.?)", text, re.S):
            ends_in_mark = not (inner[-1].isalnum() or inner[-1] in "}")
            assert not (ends_in_mark and after.isalnum()), f"{name}: {inner}"


def test_a_plug_in_that_nobody_has_translated_stays_in_english():
    with speaking("zh"):
        assert translated("Heavy ball") == "Heavy ball"
        assert translated("Concave") == translated_inside("Concave") == "凹"
        assert translated_inside("Straight") == "straight"
    assert (translated("Concave"), translated_inside("Concave")) == ("Concave", "concave")
