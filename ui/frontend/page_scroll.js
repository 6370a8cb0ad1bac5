// The page scrolls over a picture that can be turned, until a person means the picture.

/** A finger that moves further than this, in pixels, does not tap. */
const TAP = 10;
/** How much closer a turn of the wheel by one pixel comes. */
const PER_PIXEL = 0.002;

/**
 * A finger scrolls the page until it has tapped the picture, and again once it has tapped
 * elsewhere; the wheel scrolls the page unless Ctrl is held.
 * @param {HTMLElement} area Around the chart.
 * @param {(factor: number) => void} onZoom How much farther away it is to be seen from.
 * @param {AbortSignal} signal Ends it all.
 */
export function letPageScroll(area, onZoom, signal) {
  let begin = { x: 0, y: 0 };
  const isHandle = (event) => /** @type {HTMLElement} */ (event.target).closest(".handle, button");
  const tapped = () => area.classList.contains("turnable");
  for (const name of ["touchstart", "touchmove"]) {
    area.addEventListener(
      name,
      (/** @type {TouchEvent} */ event) => {
        if (name === "touchstart") begin = placeOf(event);
        // Plotly would keep the page from scrolling.
        if (!tapped() && !isHandle(event)) event.stopPropagation();
      },
      { capture: true, passive: true },
    );
  }
  area.addEventListener("touchend", (event) => {
    const end = placeOf(event);
    const isTap = Math.hypot(end.x - begin.x, end.y - begin.y) < TAP;
    if (isTap && !isHandle(event)) area.classList.add("turnable");
  });
  document.addEventListener(
    "touchstart",
    (event) => {
      if (!event.composedPath().includes(area)) area.classList.remove("turnable");
    },
    { passive: true, signal },
  );
  area.addEventListener(
    "wheel",
    (event) => {
      // Plotly would keep the page from scrolling, and turns no wheel itself.
      event.stopPropagation();
      if (!event.ctrlKey) return;
      // The browser would make the whole page larger.
      event.preventDefault();
      onZoom(Math.exp(PER_PIXEL * event.deltaY));
    },
    { capture: true, passive: false },
  );
}

/** @param {TouchEvent} event */
function placeOf({ changedTouches: [touch] }) {
  return { x: touch.clientX, y: touch.clientY };
}
