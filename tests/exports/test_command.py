import sys

import pytest
from PIL import Image

from exports import animation, pictures
from exports.command import command


def run(monkeypatch, make, kinds, *arguments):
    monkeypatch.setattr(sys, "argv", ["command", *map(str, arguments)])
    command(make, kinds, make is animation.animation)


def test_a_query_becomes_a_file_of_the_size_that_was_asked_for(
    monkeypatch, tmp_path, capsys
):
    file = tmp_path / "a.png"
    query = "fig=mdmm-concave&nonsense=1"
    run(monkeypatch, pictures.picture, pictures.KINDS, query, file, "--size", "320x240")
    with Image.open(file) as made:
        assert made.size == (320, 240)
    said = capsys.readouterr()
    assert "nonsense" in said.err
    assert "a.png: " in said.out


def test_an_animation_too(monkeypatch, tmp_path):
    file = tmp_path / "a.GIF"
    query = "p=concave&m=linear&steps=2"
    run(monkeypatch, animation.animation, animation.KINDS, query, file, "--size", "200X200")
    with Image.open(file) as made:
        assert made.n_frames == 3


@pytest.mark.parametrize(
    ("name", "size", "said"),
    [
        ("a.exe", "320x240", "one of png, svg"),
        ("a.png", "wide", "--size should be such as 1280x720. Found wide."),
        ("a.png", "9999999999x1", "A picture should be 160 to 4096 pixels"),
        ("no/such/folder/a.png", "320x240", "No such file"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(monkeypatch, tmp_path, name, size, said):
    file = tmp_path / name
    with pytest.raises(SystemExit, match=said):
        run(monkeypatch, pictures.picture, pictures.KINDS, "steps=1", file, "--size", size)
