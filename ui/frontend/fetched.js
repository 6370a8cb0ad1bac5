// In place of a module that is served as a file. Streamlit sends the script of a component along
// with each change of what it shows, and its page hashes it each time: this is short.

import { appFile } from "./app_file.js";

const { default: mount } = await import(appFile("MODULE"));

export default mount;
