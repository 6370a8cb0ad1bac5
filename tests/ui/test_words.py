import ast
import functools
import re
import string
from pathlib import Path

import pytest

from starts import STARTS
from ui import assets
from ui.header import pages
from ui.state import CHOICES, CUSTOM, FLAGS, SERIES, THEMES, WHOLES
from ui.words import DEFAULT, LANGUAGES, say, section, words_of
from verdicts import Verdict

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("pages", "ui", "exports")
FILES = [ROOT / "app.py", *(file for part in PARTS for file in (ROOT / part).rglob("*.py"))]
# Sections that go to the browser as a whole, and the files of the component that has them.
SENT = {
    "player": ("player.js", "player.html"),
    "address": ("address_bar.js", "address.html"),
    "cards": ("gallery.js",),
    "preflight": ("preflight.js",),
    "hands": ("hands.js",),
}
ENGLISH = dict(words_of(DEFAULT))
# What problems and the like say of themselves stands in their own files.
del ENGLISH["plug_ins"]
KEYS = {f"{part}.{name}" for part, words in ENGLISH.items() for name in words}

# A key is looked up by one of these, or is handed on to one.
KEY = re.compile(r"[a-z_]+\.[a-z_0-9]+")
FILE = re.compile(r"\.(py|js|css|html|md)$")
FIRST = re.compile(rf"(?:{'|'.join(ENGLISH)})\.")


@functools.cache
def sources():
    return {
        str(file.relative_to(ROOT)): ast.parse(file.read_text("utf-8")) for file in FILES
    }


def says(tree):
    """Every call of `say`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say":
            yield node


def literal_keys():
    """Every literal that looks like a key, wherever it stands, with its place."""
    for name, tree in sources().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value
                if KEY.fullmatch(text) and FIRST.match(text) and not FILE.search(text):
                    yield text, f"{name}:{node.lineno}"


def patterns_of_keys():
    """Every f-string that makes a key, as a pattern, with its place."""
    for name, tree in sources().items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.JoinedStr):
                continue
            parts = [
                re.escape(part.value) if isinstance(part, ast.Constant) else "([a-z_0-9-]*)"
                for part in node.values
            ]
            if isinstance(node.values[0], ast.Constant) and FIRST.match(
                node.values[0].value
            ):
                yield "".join(parts), f"{name}:{node.lineno}"


@functools.cache
def names_in_code():
    """What can fill a hole in a key: names, and literals of the code."""
    literals = {
        node.value
        for tree in sources().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return literals | {*Verdict, *WHOLES}.union(*CHOICES.values())


def placeholders(key):
    part, name = key.split(".")
    return {
        field for _, field, *_ in string.Formatter().parse(ENGLISH[part][name]) if field
    }


def test_some_keys_are_found_in_the_code():
    assert len(set(dict(literal_keys()))) > 30
    assert len(set(dict(patterns_of_keys()))) >= 5


def test_every_key_in_the_code_has_words():
    missing = [(key, place) for key, place in literal_keys() if key not in KEYS]
    assert not missing


def keys_put_together(pattern):
    names = names_in_code()
    matches = [re.fullmatch(pattern, key) for key in KEYS]
    return {match[0] for match in matches if match and set(match.groups()) <= names}


def test_every_key_that_is_put_together_can_have_words():
    for pattern, place in patterns_of_keys():
        assert keys_put_together(pattern), place


def test_no_words_are_left_over():
    used = {key for key, _ in literal_keys()}
    for pattern, _ in patterns_of_keys():
        used |= keys_put_together(pattern)
    # The rest of the section of the controls are the names of whole numbers; for what goes
    # to the browser there is a test of its own.
    used |= keys_put_together(r"controls\.(\w+)")
    used |= {f"pages.{name}" for name in ENGLISH["pages"]}
    used |= {"language.name"} | {f"texts.{name}" for name in longer_texts()}
    left = {key for key in KEYS - used if key.split(".")[0] not in SENT}
    assert not left


def test_names_that_the_code_puts_into_keys_all_have_words():
    assert set(ENGLISH["starts"]) == {*STARTS, CUSTOM}
    assert set(ENGLISH["pages"]) == set(pages().values())
    assert set(ENGLISH["themes"]) == set(THEMES)
    assert set(ENGLISH["series"]) == set(SERIES)
    assert set(ENGLISH["names"]) == set(CHOICES)
    assert set(ENGLISH["short"]) == set(Verdict)
    assert set(ENGLISH["verdicts"]) == {*Verdict, "settled_unconstrained"}
    assert set(CHOICES["view"]) - {"figure"} <= set(ENGLISH["app"])
    assert set(WHOLES) <= set(ENGLISH["controls"])
    switches = set(FLAGS) - {"play"}
    assert {f"{name}_help" for name in switches} | switches <= set(ENGLISH["controls"])


@pytest.mark.parametrize("part", SENT)
def test_the_browser_has_the_words_that_it_asks_for_and_no_others(part):
    script, *pages = SENT[part]
    source = assets.module(script) + "".join(map(assets.text, pages))
    asked = set(re.findall(r"\bwords(?:\(\))?\??\.(\w+)", source))
    asked |= set(re.findall(r'data-control="(\w+)"', source)) - {"counter"}
    assert len(asked) >= 2
    assert asked <= set(ENGLISH[part])
    # What is looked up by a name in a list, such as that of the tabs, or by two.
    named = set(re.findall(r'"(\w+)"', source))
    pairs = {f"{one}_{other}" for one in named for other in named}
    assert set(ENGLISH[part]) <= asked | named | pairs


def test_placeholders_are_those_that_the_code_fills_in():
    checked = 0
    for name, tree in sources().items():
        for call in says(tree):
            key = call.args[0]
            given = {keyword.arg for keyword in call.keywords}
            if not isinstance(key, ast.Constant) or None in given:
                continue
            assert placeholders(key.value) <= given, f"{name}:{call.lineno}"
            if key.value != "notes.inactive":
                assert given == placeholders(key.value), f"{name}:{call.lineno}"
            checked += 1
    assert checked > 30


def longer_texts():
    """Names of all texts that the code asks for."""
    for tree in sources().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "text":
                (name,) = node.args
                if isinstance(name, ast.Constant):
                    yield name.value
                else:
                    yield from set(ENGLISH["texts"]) & names_in_code()


def test_words_are_there_in_full_and_tidy():
    for part, words in ENGLISH.items():
        for name, text in words.items():
            assert text.strip(), f"{part}.{name}"
            assert part == "texts" or "  " not in text
            assert "..." not in text


def test_every_language_has_the_same_keys_and_placeholders():
    assert LANGUAGES[0] == DEFAULT
    for code in LANGUAGES:
        other = dict(words_of(code))
        del other["plug_ins"]
        assert {part: set(words) for part, words in other.items()} == {
            part: set(words) for part, words in ENGLISH.items()
        }
        for part, words in other.items():
            # Markdown with formulas, in which nothing is filled in.
            if part == "texts":
                continue
            for name, text in words.items():
                fields = {field for _, field, *_ in string.Formatter().parse(text) if field}
                assert fields == placeholders(f"{part}.{name}")


def test_says_words_with_their_placeholders_filled_in():
    assert say("sentence.by_step", step=12) == ", by step 12"
    assert section("sentence")["by_step"] == ", by step {step}"


@pytest.mark.parametrize("key", ["app.nothing", "nothing.title", "sentence.by_step"])
def test_an_unknown_key_or_a_missing_placeholder_is_an_error(key):
    with pytest.raises(KeyError):
        say(key)
