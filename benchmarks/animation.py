"""How long animations take: 100 frames of 256 runs, and those of all presets.

    python -m benchmarks.animation [--presets]

A figure beyond its goal is said to be. The goals are for two cores that do nothing else.
"""

import argparse
import statistics
import time

from exports import animation
from exports.lecture_pack import MOVING
from ui.link import read
from ui.presets import PRESETS

MANY = "p=concave&m=mdmm&starts=random&n=256&steps=400"
SIZES = ((640, 640), (1280, 720), (1920, 1080))
TRIES = 3
# Seconds for an animation, and for all presets; bytes of a GIF of one.
LONGEST, LONGEST_OF_ALL, LARGEST = 15.0, 180.0, 1_000_000


def many_runs():
    """Times of an animation of 256 runs, for each kind and size."""
    state = read(MANY).state
    # Compiles what runs them, and reads the fonts.
    animation.animation(state, (320, 240), "gif")
    print(
        f"{'':>8} {'size':>11} {'median s':>9} {'least s':>8} {'processor s':>12} {'kB':>6}"
    )
    for kind in animation.kinds():
        for size in SIZES:
            times, used, file = [], [], b""
            for _ in range(TRIES):
                begun, of_processor = time.perf_counter(), time.process_time()
                file = animation.animation(state, size, kind)
                times.append(time.perf_counter() - begun)
                used.append(time.process_time() - of_processor)
            median = statistics.median(times)
            shown = f"{size[0]}×{size[1]}"
            missed = "" if median <= LONGEST else "   MISSED"
            print(
                f"{kind:>8} {shown:>11} {median:9.2f} {min(times):8.2f} "
                f"{statistics.median(used):12.2f} {len(file) / 1000:6.0f}{missed}"
            )


def all_presets():
    """Time of the GIFs of all presets, and how large they are."""
    begun, of_processor = time.perf_counter(), time.process_time()
    made = ((name, read(f"fig={name}").state) for name in PRESETS)
    sizes = {name: len(animation.animation(one, MOVING, "gif")) for name, one in made}
    took = time.perf_counter() - begun
    largest = max(sizes, key=lambda name: sizes[name])
    missed = "" if took <= LONGEST_OF_ALL else "   MISSED"
    print(
        f"{len(sizes)} GIFs: {took:.0f} s, "
        f"{time.process_time() - of_processor:.0f} s of a processor{missed}"
    )
    missed = "" if sizes[largest] <= LARGEST else "   MISSED"
    print(
        f"GIFs: median {statistics.median(sizes.values()) / 1000:.0f} kB, "
        f"largest {sizes[largest] / 1000:.0f} kB, {largest}{missed}; "
        f"all files {sum(sizes.values()) / 1e6:.1f} MB"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--presets", action="store_true", help="all presets, too")
    asked = parser.parse_args()
    many_runs()
    if asked.presets:
        all_presets()
