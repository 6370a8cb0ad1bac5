// In place of a module that is served as a file. Streamlit sends the script of a component along
// with each change of what it shows, and its page hashes it each time: this is short.

const own = /** @type {HTMLScriptElement | null} */ (
  document.querySelector('script[src*="static/js/"]')
);
// The app's root, whatever page of it this is and whatever proxy stands before it.
const root = own ? own.src.replace(/static\/js\/.*$/, "") : document.baseURI;
const { default: mount } = await import(new URL("app/static/MODULE", root).href);

export default mount;
