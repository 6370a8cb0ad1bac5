// Light or dark as an address asks for it, whatever the system prefers.

const DARK = "(prefers-color-scheme: dark)";

/**
 * Streamlit follows the system's preference and offers a page no other way to choose. So
 * the page answers in the system's stead, and has it asked again as after a print.
 * @param {"auto" | import("./payload.js").Shade} theme
 */
export function forceTheme(theme) {
  const page = /** @type {any} */ (window);
  document.documentElement.dataset.theme = theme;
  if (theme === (page.paretoscopeTheme ?? "auto")) return;
  page.paretoscopeTheme = theme;
  page.paretoscopeMatchMedia ??= window.matchMedia.bind(window);
  const ask = page.paretoscopeMatchMedia;
  window.matchMedia = (query) => {
    const answer = ask(query);
    if (query !== DARK || theme === "auto") return answer;
    const asked = new Proxy(answer, {
      get(target, name) {
        if (name === "matches") return theme === "dark";
        const value = Reflect.get(target, name, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
      set: (target, name, value) => Reflect.set(target, name, value),
    });
    return asked;
  };
  dispatchEvent(new Event("afterprint"));
}
