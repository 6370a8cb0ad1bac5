// A show of hands: for each option a bar, and a counter to click or to fill in.

const ROW_TEMPLATE = `
  <span class="hands-option"></span>
  <span class="hands-bar" aria-hidden="true"><span></span></span>
  <button type="button" class="hands-fewer">−</button>
  <input type="number" inputmode="numeric" min="0" step="1">
  <button type="button" class="hands-more">+</button>`;

/** The counters of one question. */
class Hands {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {number[]} */
    this.counted = [];
    /** @type {HTMLElement[]} */
    this.rows = [];
  }

  update(data, send) {
    this.send = send;
    this.data = data;
    this.root.setAttribute("aria-label", data.title);
    const isOther = data.options.join("\n") !== this.key;
    this.key = data.options.join("\n");
    if (isOther) this.#build();
    // What somebody is counting is newer than what the server says.
    if (isOther || !this.isCounting) this.counted = [...data.counted];
    this.isCounting = false;
    this.#show();
  }

  #build() {
    this.rows = this.data.options.map((option, index) => {
      const row = document.createElement("div");
      row.className = "hands-row";
      row.innerHTML = ROW_TEMPLATE;
      const [name, , fewer, count, more] = /** @type {any} */ (row.children);
      name.textContent = option;
      const { words, most } = this.data;
      count.max = String(most);
      count.setAttribute("aria-label", words.count.replace("{option}", option));
      fewer.setAttribute("aria-label", words.fewer.replace("{option}", option));
      more.setAttribute("aria-label", words.more.replace("{option}", option));
      fewer.addEventListener("click", () => this.#count(index, this.counted[index] - 1));
      more.addEventListener("click", () => this.#count(index, this.counted[index] + 1));
      count.addEventListener("change", () => this.#count(index, Math.floor(Number(count.value))));
      return row;
    });
    this.root.replaceChildren(...this.rows);
  }

  #count(index, found) {
    const count = Number.isFinite(found) ? found : this.counted[index];
    this.counted[index] = Math.max(0, Math.min(this.data.most, count));
    this.#show();
    clearTimeout(this.timer);
    this.isCounting = true;
    // Several clicks in a row are one message.
    this.timer = setTimeout(() => this.send("counted", [...this.counted]), 250);
  }

  #show() {
    const most = Math.max(1, ...this.counted);
    this.rows.forEach((row, index) => {
      const [, bar, , count] = /** @type {any} */ (row.children);
      bar.firstElementChild.style.width = `${(100 * this.counted[index]) / most}%`;
      if (Number(count.value) !== this.counted[index] || count.value === "") count.value = String(this.counted[index]);
      row.classList.toggle("hands-right", index === this.data.right);
    });
  }
}

const shown = new WeakMap();

/** Called by Streamlit when the component appears and at each change of its data. */
export default function mount({ data, parentElement, setStateValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".hands"));
  if (!shown.has(root)) shown.set(root, new Hands(root));
  shown.get(root).update(data, setStateValue);
}
