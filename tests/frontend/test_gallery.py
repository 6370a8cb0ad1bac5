"""The gallery's part in the browser: pictures that come late, chips, and what is sent."""

import pytest

from ui.gallery import _page
from ui.presets import PRESETS
from ui.words import section

pytestmark = pytest.mark.browser

# Puts the gallery into a page; `show(pictures)` is what the server does.
MOUNTED = """
  const { default: mount } = await import("/gallery.js");
  const parentElement = document.body.appendChild(document.createElement("div"));
  const sent = [];
  const send = (name, value) => sent.push([name, value]);
  const { html, words } = given;
  const showIn = (parentElement, pictures) => mount({
    data: { html, words, plotly: "none.js", pictures },
    parentElement,
    setTriggerValue: send,
  });
  const show = (pictures) => showIn(parentElement, pictures);
  const all = (css) => [...parentElement.querySelectorAll(css)];
  const chip = (value) => all(`.chip[data-value=${value}]`)[0];
  const shown = () => all(".card:not([hidden])").map((card) => card.dataset.name);
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
"""
SVG = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0l9 9#'/></svg>"
)


@pytest.fixture
def in_gallery(evaluate):
    def in_gallery(body, meant="", **more):
        given = {"html": _page(meant), "words": section("cards"), "svg": SVG, **more}
        return evaluate(MOUNTED + body, given)

    return in_gallery


def test_pictures_are_asked_for_until_all_are_there_and_stay_as_they_are(in_gallery):
    found = in_gallery(
        """const picture = { svg: given.svg, text: "said & done" };
        show({});
        const names = shown();
        const before = all(".picture img").length;
        await wait(1000);
        const asked = sent.length;
        show({ [names[0]]: picture });
        const [first] = all(".picture img");
        await first.decode();
        show(Object.fromEntries(names.map((name) => [name, picture])));
        await wait(100);
        const [then, images] = [sent.length, all(".picture img")];
        await wait(1000);
        const { alt, naturalWidth: width } = first;
        return { before, asked, names, isSame: images[0] === first, alt, width, sent,
          count: images.length, late: sent.length - then };"""
    )
    assert found["names"] == list(PRESETS)
    assert (found["before"], found["count"]) == (0, len(PRESETS))
    assert found["asked"] >= 1
    assert found["late"] == 0
    assert found["isSame"]
    assert found["alt"] == "said & done"
    assert found["width"] > 0
    assert all(one == ["waits", True] for one in found["sent"])


def test_nobody_waits_for_a_picture_that_cannot_be_drawn_or_while_a_dialogue_is_open(
    in_gallery,
):
    found = in_gallery(
        """show({});
        const dialog = document.body.appendChild(document.createElement("div"));
        dialog.setAttribute("role", "dialog");
        await wait(1000);
        const during = sent.length;
        dialog.remove();
        show(Object.fromEntries(shown().map((name) => [name, { svg: "", text: "" }])));
        await wait(1000);
        return [during, sent.length, all("img").length];"""
    )
    assert found == [0, 0, 0]


def test_chips_of_one_kind_add_up_and_chips_of_two_kinds_narrow_down(in_gallery):
    steps = in_gallery(
        """show({});
        const steps = [];
        const note = () => steps.push({ shown: shown(),
          said: all(".found [role=status]")[0].textContent,
          groups: all(".group:not([hidden]) h2").map((one) => one.textContent),
          pressed: all(".chip[aria-pressed=true]").map((one) => one.dataset.value),
          clears: !all("[data-all]")[0].hidden });
        note();
        for (const value of ["mixed", "bdmm", "mdmm", "thread"]) {
          chip(value).click();
          note();
        }
        all("[data-all]")[0].click();
        note();
        return steps;"""
    )
    everything = list(PRESETS)

    def of(front=None, methods=None):
        return [
            name
            for name in everything
            if f"p={front}&" in PRESETS[name].query
            and (not methods or any(f"m={one}&" in PRESETS[name].query for one in methods))
        ]

    first, mixed, bdmm, both, none, last = steps
    assert first["shown"] == last["shown"] == everything
    assert first["said"] == f"{len(everything)} of {len(everything)} figures"
    assert (first["clears"], mixed["clears"], last["clears"]) == (False, True, False)
    assert mixed["shown"] == of("mixed")
    assert mixed["said"] == f"{len(of('mixed'))} of {len(everything)} figures"
    assert bdmm["shown"] == of("mixed", ["bdmm"])
    assert both["shown"] == of("mixed", ["bdmm", "mdmm"])
    assert both["groups"] == ["BDMM", "MDMM"]
    assert both["pressed"] == ["mixed", "bdmm", "mdmm"]
    assert (none["shown"], none["groups"]) == ([], [])
    assert none["said"] == "No figure fits all of these."
    assert last["pressed"] == []


def test_whoever_comes_back_finds_the_same_chips_pressed(in_gallery):
    count = sum("m=dual&" in preset.query for preset in PRESETS.values())
    assert in_gallery(
        """show({});
        chip("dual").click();
        const before = shown();
        parentElement.replaceChildren();
        const other = document.body.appendChild(document.createElement("div"));
        showIn(other, {});
        const after = [...other.querySelectorAll(".card:not([hidden])")];
        const isSame = after.map((card) => card.dataset.name).join() === before.join();
        return [before.length, isSame];"""
    ) == [count, True]


def test_a_link_to_a_card_that_chips_have_left_out_brings_it_back(in_gallery):
    assert in_gallery(
        """show({});
        chip("convex").click();
        const [from, to] = all("#figure-sum-convex-starts, #figure-sum-concave");
        const wasHidden = to.hidden;
        from.querySelector("a[href='#figure-sum-concave']").click();
        return [wasHidden, shown().length, document.activeElement.closest(".card") === to,
          all("[data-at]").map((card) => card.dataset.name), location.hash];"""
    ) == [True, len(PRESETS), True, ["sum-concave"], ""]


def test_what_a_card_does_is_sent_by_name_and_another_window_is_left_to_the_browser(
    in_gallery,
):
    sent = in_gallery(
        """show({});
        document.addEventListener("click", (event) => {
          if (!event.defaultPrevented) sent.push(["browser", event.target.className]);
          event.preventDefault();
        });
        const [card] = all("#figure-mdmm-concave");
        const open = card.querySelector(".open");
        open.click();
        const options = { bubbles: true, cancelable: true, ctrlKey: true };
        open.dispatchEvent(new MouseEvent("click", options));
        card.querySelector("[data-does=embed]").click();
        card.querySelector(".link").click();
        return sent;"""
    )
    assert sent == [
        ["chosen", "mdmm-concave"],
        ["browser", "open"],
        ["shared", "mdmm-concave"],
        ["browser", "link"],
    ]


def test_the_page_of_sources_is_told_of_the_theme(in_gallery):
    href = in_gallery(
        """show({});
        document.documentElement.dataset.theme = "dark";
        document.addEventListener("click", (event) => event.preventDefault());
        const [link] = all("#figure-wrong-sign .erratum");
        link.click();
        return link.href;"""
    )
    assert href == "http://frontend.test/About?theme=dark#e1"
