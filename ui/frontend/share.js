// The button that asks for a link to what is on the screen.

import { shared } from "./shared.js";

const buttons = new WeakMap();

/** Called by Streamlit when the component appears and at each change of its data. */
export default function mount({ data, parentElement, setTriggerValue }) {
  if (!buttons.has(parentElement)) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "share";
    button.dataset.testid = "share";
    parentElement.append(button);
    buttons.set(parentElement, button);
  }
  const button = buttons.get(parentElement);
  button.textContent = data.label;
  button.onclick = () => {
    const { clock, selection } = shared();
    clock.pause();
    setTriggerValue("asked", { frame: clock.position, pinned: selection.pinned + 1 });
  };
}
