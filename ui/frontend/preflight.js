// Checks of the browser, the network and the frame that a page stands in.

/**
 * @typedef {"good" | "fair" | "bad"} Result
 * @typedef {{name: string, result: Result, values?: Record<string, string | number>}} Found
 */

const SMALLEST = { width: 320, height: 180 };
const WIDE = 960;
/** Frames a second. */
const SMOOTH = 45;
const SLOW = 20;
/** Milliseconds for one answer of the server. */
const QUICK = 150;
const LATE = 600;
const ANSWERS = 5;
/** How long a frame may take to load. */
const LONGEST = 10_000;

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
/** @param {number} value @param {number} good @param {number} fair @returns {Result} */
const atLeast = (value, good, fair) => (value >= good ? "good" : value >= fair ? "fair" : "bad");

/** @returns {Promise<Found>} */
async function server() {
  const times = [];
  try {
    for (let i = 0; i < ANSWERS; i++) {
      const begun = performance.now();
      const answer = await fetch(new URL("_stcore/health", root()), { cache: "no-store" });
      if (!answer.ok) throw new Error(answer.statusText);
      times.push(performance.now() - begun);
    }
  } catch {
    return { name: "server", result: "bad", values: { time: "–" } };
  }
  const time = Math.round(times.sort((a, b) => a - b)[ANSWERS >> 1]);
  return { name: "server", result: atLeast(-time, -QUICK, -LATE), values: { time } };
}

/** What keeps the page alive: some proxies let pages through, and these not. @returns {Promise<Found>} */
function socket() {
  const address = new URL("_stcore/stream", root());
  address.protocol = address.protocol.replace("http", "ws");
  return new Promise((resolve) => {
    const done = (/** @type {Result} */ result) => {
      clearTimeout(waiting);
      resolve({ name: "socket", result });
    };
    const probe = new WebSocket(address, ["streamlit"]);
    const waiting = setTimeout(() => done("bad"), LONGEST);
    probe.onopen = () => {
      probe.close();
      done("good");
    };
    probe.onerror = () => done("bad");
  });
}

/** Whether another page may show this one: a proxy may forbid it. @returns {Promise<Found>} */
async function framing() {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.src = String(new URL("_stcore/health", root()));
  const loaded = new Promise((resolve) => (frame.onload = resolve));
  document.body.append(frame);
  await Promise.race([loaded, sleep(LONGEST)]);
  let said = "";
  try {
    said = frame.contentDocument?.body?.textContent ?? "";
  } catch {
    // What is forbidden stands in for a page of another origin.
  }
  frame.remove();
  return { name: "framing", result: said.trim() ? "good" : "bad" };
}

/** @returns {Found} */
function sandbox() {
  const framed = window.top === window ? "alone" : "framed";
  return { name: framed, result: self.origin === "null" ? "bad" : "good" };
}

/** @returns {Found} */
function room() {
  const { innerWidth: width, innerHeight: height } = window;
  const result = width >= WIDE ? "good" : width >= SMALLEST.width && height >= SMALLEST.height ? "fair" : "bad";
  return { name: "room", result, values: { width, height } };
}

/** Whether letters have shapes of their own: a missing one is drawn as the box of all such. @returns {Found} */
function fonts() {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  const shape = (letter) => {
    canvas.width = canvas.height = 32;
    pen.font = `24px ${getComputedStyle(document.body).fontFamily}`;
    pen.fillText(letter, 2, 26);
    return canvas.toDataURL();
  };
  const missing = shape("\u{10ffff}");
  const lacks = ["ε", "λ", "₂", ...(document.documentElement.lang === "zh" ? ["乘", "损"] : [])];
  const found = lacks.filter((letter) => shape(letter) === missing);
  return { name: "fonts", result: found.length ? "bad" : "good" };
}

/** @returns {Promise<Found>} */
async function frames() {
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  const begun = performance.now();
  let count = 0;
  while (performance.now() - begun < 1000) {
    await frame();
    count++;
  }
  return { name: "frames", result: atLeast(count, SMOOTH, SLOW), values: { count } };
}

/** The plane is the one page that needs it. @returns {Found} */
function solid() {
  const drawn = document.createElement("canvas").getContext("webgl");
  return { name: "solid", result: drawn ? "good" : "fair" };
}

/** @returns {Found} */
function motion() {
  const { matches } = matchMedia("(prefers-reduced-motion: reduce)");
  return { name: "motion", result: matches ? "fair" : "good" };
}

/** The first page, whatever path the app has. */
function root() {
  return new URL(".", location.href);
}

/** Called by Streamlit when the component appears and at each change of its data. */
export default function mount({ data, parentElement }) {
  const [list, status, button] = parentElement.querySelector(".preflight").children;
  const { words } = data;
  button.type = "button";
  button.textContent = words.again;
  const begin = async () => {
    button.disabled = true;
    list.replaceChildren();
    status.textContent = words.under_way;
    /** @type {Result[]} */
    const results = [];
    for (const check of [server, socket, framing, sandbox, room, fonts, frames, solid, motion]) {
      const found = await check();
      results.push(found.result);
      list.append(row(found, words));
    }
    const worst = results.includes("bad") ? "bad" : results.includes("fair") ? "fair" : "good";
    status.textContent = words[["all", worst].join("_")];
    status.dataset.result = worst;
    button.disabled = false;
  };
  button.onclick = begin;
  // A rerun of the page is no reason to check again.
  if (!list.childElementCount && !button.disabled) begin();
}

/** @param {Found} found @param {Record<string, string>} words */
function row({ name, result, values = {} }, words) {
  const item = document.createElement("li");
  item.dataset.result = result;
  item.dataset.check = name;
  const mark = document.createElement("b");
  mark.setAttribute("aria-label", words[result]);
  mark.setAttribute("role", "img");
  const [title, said] = [document.createElement("span"), document.createElement("span")];
  title.textContent = words[name];
  const sentence = words[`${name}_${result}`];
  said.textContent = sentence.replace(/\{(\w+)\}/g, (_, key) => String(values[key] ?? ""));
  item.append(mark, title, said);
  return item;
}
