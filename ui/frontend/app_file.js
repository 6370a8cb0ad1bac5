// Where this app's own server has a file, whatever page of it this is and whatever proxy
// stands before it.

/**
 * @param {string} file Path below the folder of static files.
 * @returns {string} Its address.
 */
export function appFile(file) {
  const own = /** @type {HTMLScriptElement | null} */ (
    document.querySelector('script[src*="static/js/"]')
  );
  const root = own ? own.src.replace(/static\/js\/.*$/, "") : document.baseURI;
  return new URL(`app/static/${file}`, root).href;
}
