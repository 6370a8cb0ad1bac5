// Chips that leave the cards of a front, of a method or of a source.

/** Below this width, in CSS pixels, chips would take the place of the cards. */
const NARROW = "(max-width: 640px)";

/** Of one kind any of the chosen chips will do; a card has to fit those of every kind. */
export class Filters {
  /**
   * @param {HTMLElement} root Of the chips and the cards.
   * @param {Record<string, string>} words
   */
  constructor(root, words) {
    this.words = words;
    const all = (css) => /** @type {HTMLElement[]} */ ([...root.querySelectorAll(css)]);
    this.chips = all(".chip");
    this.cards = all(".card");
    this.groups = all(".group");
    this.status = all(".found [role=status]")[0];
    this.everything = all("[data-all]")[0];
    const [box] = /** @type {HTMLDetailsElement[]} */ (all(".filters"));
    // Whoever comes back from a card finds the same others beside it.
    this.chosen = chosenBefore();
    if (matchMedia(NARROW).matches && !this.chosen.size) box.open = false;
    for (const chip of this.chips) chip.addEventListener("click", () => this.#toggle(chip));
    this.everything.addEventListener("click", () => {
      this.clear();
      box.querySelector("summary").focus();
    });
    this.#apply();
  }

  /** Show all cards. */
  clear() {
    this.chosen.clear();
    this.#apply();
  }

  #toggle(chip) {
    const name = nameOf(chip);
    if (!this.chosen.delete(name)) this.chosen.add(name);
    this.#apply();
  }

  #apply() {
    for (const chip of this.chips) {
      chip.setAttribute("aria-pressed", String(this.chosen.has(nameOf(chip))));
    }
    for (const card of this.cards) card.hidden = !this.#fits(card);
    for (const group of this.groups) group.hidden = !group.querySelector(".card:not([hidden])");
    const shown = this.cards.filter((card) => !card.hidden).length;
    const said = shown ? this.words.found : this.words.none;
    this.status.textContent = said.replace("{shown}", String(shown)).replace("{all}", String(this.cards.length));
    this.everything.hidden = !this.chosen.size;
  }

  #fits(card) {
    const chosen = this.chips.filter((chip) => this.chosen.has(nameOf(chip)));
    return chosen.every(({ dataset: { kind } }) =>
      chosen.some(({ dataset }) => dataset.kind === kind && card.dataset[kind].split(" ").includes(dataset.value)),
    );
  }
}

function nameOf({ dataset }) {
  return `${dataset.kind} ${dataset.value}`;
}

/** @returns {Set<string>} The same for as long as the window is open. */
function chosenBefore() {
  const page = /** @type {any} */ (window);
  page.paretoscopeFilters ??= new Set();
  return page.paretoscopeFilters;
}
