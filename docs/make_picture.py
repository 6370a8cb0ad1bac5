"""Films the lesson, plays it, moves ε, and writes `docs/lab.gif` for the README.

python -m docs.make_picture
"""

import io
from pathlib import Path

from PIL import Image

from benchmarks.app_server import app_server, chromium_page

TARGET = Path(__file__).with_name("lab.gif")
PLAYER = "[data-testid=loss-player]"
WIDTH = 720
# Steps are close together at first, where the runs are fast.
STEPS = [*range(20), *range(20, 60, 2), *range(60, 140, 5), 200, 300, 400]
BOUNDS = [0.7, 0.65, 0.6, 0.55, 0.5, 0.45, 0.4, 0.35, 0.3, 0.4, 0.5, 0.6, 0.7]


def main():
    """Film the lesson step by step, then at one bound after another."""
    frames, durations = [], []
    # High enough for two plots that are as wide as the page.
    with app_server() as url, chromium_page(1060, 780) as page:
        page.goto(url)
        page.wait_for_selector(f"{PLAYER}[data-signature]")
        picture = page.locator(f"{PLAYER} .panels")

        def film(milliseconds):
            image = Image.open(io.BytesIO(picture.screenshot())).convert("RGB")
            height = round(image.height * WIDTH / image.width)
            frames.append(image.resize((WIDTH, height), Image.Resampling.LANCZOS))
            durations.append(milliseconds)

        scrubber = page.get_by_role("slider", name="Step")
        for step in STEPS:
            scrubber.fill(str(step))
            film(80)
        durations[-1] = 1500
        box = page.locator("[data-testid=knob-epsilon] .knob-number")
        for bound in BOUNDS[1:]:
            before = page.locator(PLAYER).get_attribute("data-signature")
            box.fill(str(bound))
            box.press("Enter")
            page.wait_for_selector(f"{PLAYER}:not([data-signature='{before}'])")
            page.wait_for_timeout(100)
            film(250)
        durations[-1] = 1500
    colors = frames[0].quantize(128, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    frames = [frame.quantize(palette=colors, dither=Image.Dither.NONE) for frame in frames]
    frames[0].save(
        TARGET,
        save_all=True,
        append_images=frames[1:],
        duration=durations,
        loop=0,
        optimize=True,
    )
    print(f"{TARGET}: {len(frames)} frames, {TARGET.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
