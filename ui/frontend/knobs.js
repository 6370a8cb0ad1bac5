// A column of knobs by themselves, for controls that stand apart from a plot.

import { Sender, showKnobs } from "./knob.js";

const columns = new WeakMap();

/** Called by Streamlit when the component appears and at each change of its data. */
export default function mount({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".knobs");
  if (!columns.has(root)) {
    const column = { knobs: new Map(), send: setStateValue };
    column.sender = new Sender((message) => column.send("input", message));
    columns.set(root, column);
  }
  const column = columns.get(root);
  column.send = setStateValue;
  column.sender.acknowledge(data.acknowledged);
  showKnobs(root, column.knobs, data.knobs, (name, value) => column.sender.change(name, value));
}
