import pytest

from exports.given import state_of, write


def test_takes_a_whole_link_or_its_query(capsys):
    bare = state_of("fig=mdmm-convex")
    assert state_of("https://example.org/scope/?fig=mdmm-convex") == bare
    assert capsys.readouterr().err == ""
    assert state_of("eps=abc").problem == "concave"
    assert "ε should be a number" in capsys.readouterr().err


def test_writes_a_file_or_prints(tmp_path, capsys):
    write(["command", "query", str(tmp_path / "a.txt")], lambda query: query + " λ")
    assert (tmp_path / "a.txt").read_text("utf-8") == "query λ"
    write(["command", "query"], lambda query: query.encode())
    assert capsys.readouterr().out == "query\n"


def test_says_what_is_missing():
    with pytest.raises(SystemExit, match="should be a query"):
        write(["command"], str)
    with pytest.raises(SystemExit, match="no listing"):
        write(["command", "query"], lambda query: "")
