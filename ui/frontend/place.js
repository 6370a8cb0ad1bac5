// A place on the page that the address names: it is come to once all above it is there.

/** What is above may still grow for so long. */
const PATIENCE_MS = 15_000;
/** What a person does who wants to be somewhere else. */
const MOVES = ["wheel", "touchstart", "pointerdown", "keydown"];

/** Bring the place that the address names into sight, and keep it there until all stands still. */
export function comeToPlace() {
  const name = decodeURIComponent(location.hash.slice(1));
  if (!name) return;
  const show = () => document.getElementById(name)?.scrollIntoView();
  const grows = new ResizeObserver(show);
  const stop = () => {
    grows.disconnect();
    for (const move of MOVES) removeEventListener(move, stop, true);
  };
  const page = document.querySelector(".st-key-page");
  if (page) grows.observe(page);
  for (const move of MOVES) addEventListener(move, stop, true);
  setTimeout(stop, PATIENCE_MS);
}
