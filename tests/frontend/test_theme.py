import pytest

pytestmark = pytest.mark.browser

DARK = "(prefers-color-scheme: dark)"
# What the page is told after each theme that was forced, and how often it was to ask again.
FORCE = """
const { forceTheme } = await import("/theme.js");
let prints = 0;
addEventListener("afterprint", () => prints++);
return given.map((theme) => {
  prints = 0;
  forceTheme(theme);
  const { matches, media } = matchMedia("(prefers-color-scheme: dark)");
  return { matches, media, prints, shown: document.documentElement.dataset.theme };
});
"""


@pytest.fixture(params=["light", "dark"])
def system(request, page_thread):
    """What the system prefers."""
    page, thread = page_thread
    thread.submit(page.emulate_media, color_scheme=request.param).result()
    yield request.param
    thread.submit(page.emulate_media, color_scheme="light").result()


@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
def test_an_address_has_its_theme_whatever_the_system_prefers(theme, system, evaluate):
    (found,) = evaluate(FORCE, [theme])
    expected = {"matches": theme == "dark", "media": DARK, "prints": 1, "shown": theme}
    assert found == expected


def test_without_a_theme_the_system_is_asked(system, evaluate):
    found = evaluate(FORCE, ["auto", "dark", "light", "auto"])
    dark = system == "dark"
    assert [one["matches"] for one in found] == [dark, True, False, dark]
    assert [one["prints"] for one in found] == [0, 1, 1, 1]
    assert found[-1]["shown"] == "auto"


def test_the_page_asks_again_only_when_the_theme_is_another(evaluate):
    found = evaluate(FORCE, ["dark", "dark", "light", "light"])
    assert [one["prints"] for one in found] == [1, 0, 1, 0]


def test_other_questions_are_answered_by_the_system(system, evaluate):
    script = """
    const { forceTheme } = await import("/theme.js");
    const queries = ["(min-width: 1px)", "(max-width: 1px)", "print", "(pointer: fine)",
      "(prefers-color-scheme: light)"];
    const asked = () => queries.map((query) => matchMedia(query).matches);
    const before = asked();
    forceTheme(given);
    return [before, asked()];
    """
    before, after = evaluate(script, "dark" if system == "light" else "light")
    assert after == before
    assert before[:3] == [True, False, False]


def test_who_asks_can_still_listen_for_changes(system, evaluate, page_thread):
    page, thread = page_thread
    evaluate(
        """const { forceTheme } = await import("/theme.js");
        forceTheme("dark");
        globalThis.heard = [];
        const asked = matchMedia("(prefers-color-scheme: dark)");
        const hear = (event) => heard.push(event.matches);
        asked.addEventListener("change", hear);"""
    )
    other = "dark" if system == "light" else "light"
    thread.submit(page.emulate_media, color_scheme=other).result()
    # A change is told with one of the next frames.
    script = """
    for (let k = 0; k < 100 && !heard.length; k++) await new Promise(requestAnimationFrame);
    return heard;
    """
    assert evaluate(script) == [other == "dark"]
