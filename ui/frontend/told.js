// What is said once a chapter is revealed, read out when it comes.

/** Called by Streamlit when the component appears and at each change of its data. */
export default function mount({ data, parentElement }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".told"));
  const [verdict, why] = root.children;
  // A new text is read out, the same one is not to be.
  if (verdict.textContent !== data.verdict) verdict.textContent = data.verdict;
  if (why.textContent !== data.why) why.textContent = data.why;
  root.dataset.right = String(data.right ?? "");
}
