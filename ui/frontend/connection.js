// Says when the server cannot be reached, and when it is back.

const SHOWN_MS = 3000;

/**
 * @param {HTMLElement} element Where it is said.
 * @param {() => Record<string, string>} words
 * @param {(search: string) => void} onBack Called with the address, to which what was moved
 *     just before the loss or since may have been added, and the new server nothing yet.
 * @returns {() => void} Stops watching.
 */
export function watchConnection(element, words, onBack) {
  const app = document.querySelector("[data-test-connection-state]");
  let isLost = false;
  let timer = 0;
  const look = () => {
    const isConnected = app.getAttribute("data-test-connection-state") === "CONNECTED";
    if (!isConnected && !isLost) {
      isLost = true;
      clearTimeout(timer);
      element.textContent = words().lost;
      element.hidden = false;
    } else if (isConnected && isLost) {
      isLost = false;
      onBack(location.search);
      element.textContent = words().back;
      timer = setTimeout(() => (element.hidden = true), SHOWN_MS);
    }
  };
  const observer = new MutationObserver(look);
  if (app) observer.observe(app, { attributes: true, attributeFilter: ["data-test-connection-state"] });
  return () => {
    observer.disconnect();
    clearTimeout(timer);
  };
}
