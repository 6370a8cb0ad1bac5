// Time that stands still until it is told, for whatever is imported together with this.

const timers = new Map();
let now = 1000;
let count = 0;

Date.now = () => now;
performance.now = () => now;
globalThis.setTimeout = (call, after) => (timers.set(++count, [now + after, call]), count);
globalThis.clearTimeout = (timer) => timers.delete(timer);

/** Let a span of time go by, in milliseconds. */
export function wait(span) {
  now += span;
  for (const [timer, [due, call]] of [...timers]) {
    if (due <= now && timers.delete(timer)) call();
  }
}
