// A frame as another page will have it, scaled down to the room that there is.

/** It is never seen larger than it will be. */
const LARGEST = 1;

/** Called by Streamlit when the component appears and at each change of its data. */
export default function mount({ data, parentElement }) {
  const box = parentElement.querySelector(".frame-preview");
  const [frame] = box.children;
  frame.title = data.title;
  frame.width = data.width;
  frame.height = data.height;
  // Of its own accord a frame that is given the same address again loads it again.
  if (frame.getAttribute("src") !== data.source) frame.src = data.source;
  box.fit = () => {
    const scale = Math.min(LARGEST, parentElement.clientWidth / data.width);
    frame.style.transform = `scale(${scale})`;
    box.style.width = `${scale * data.width}px`;
    box.style.height = `${scale * data.height}px`;
  };
  box.fit();
  box.watch ??= new ResizeObserver(() => box.fit());
  box.watch.observe(parentElement);
}
