// What is said once a chapter is revealed, read out when it comes.

/** A new text is read out; the same one is not to be. @param {Element} element @param {string} text */
function sayOnce(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Called by Streamlit when the component appears and at each change of its data. */
export default function mount({ data, parentElement }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".told"));
  const [verdict, why] = root.children;
  sayOnce(verdict, data.verdict);
  sayOnce(why, data.why);
  root.dataset.right = String(data.right ?? "");
}
