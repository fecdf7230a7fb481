// Elements made from plain values: a text is always text, never markup.

/**
 * @param {string} tag
 * @param {Record<string, any>} [given] attributes; `on…` are listeners, `false` and `null` are left out
 * @param {...(Node | string | null | false | undefined)} inner
 * @returns {any}
 */
function el(tag, given = {}, ...inner) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, String(value));
  }
  made.append(...inner.filter((one) => one !== null && one !== false && one !== undefined));
  return made;
}

/**
 * @param {string} key of the words of the page
 * @param {Record<string, string | number>} [filled]
 */
function say(key, filled = {}) {
  const text = DATA.words[key];
  if (text === undefined) throw new Error(`no words: ${key}`);
  return text.replace(/\{(\w+)\}/g, (/** @type {string} */ _, /** @type {string} */ name) => String(filled[name]));
}

/**
 * @param {string} text
 * @param {() => any} onclick
 * @param {string} [kind] "main", "quiet" or nothing
 */
function button(text, onclick, kind = "") {
  return el("button", { type: "button", class: kind, onclick: () => guarded(onclick) }, text);
}

/**
 * Shows a step of the page, and leads keyboard and screen reader to its head.
 * @param {...(Node | null | false)} inner
 */
function show(...inner) {
  const main = /** @type {HTMLElement} */ (document.getElementById("main"));
  main.replaceChildren(.../** @type {Node[]} */ (inner.filter(Boolean)));
  forget();
  // What was said of the step before; while the program is loading, that goes on being said.
  if (program.ready) tell("");
  const head = main.querySelector("h1");
  if (head) {
    head.tabIndex = -1;
    head.focus({ preventScroll: true });
  }
  scrollTo(0, 0);
}

/** @param {string} text said to everybody, and read out by a screen reader */
function tell(text) {
  const status = /** @type {HTMLElement} */ (document.getElementById("status"));
  status.textContent = text;
  status.hidden = !text;
}

/**
 * @param {Uint8Array} bytes
 * @param {string} name
 * @param {string} type
 */
function save(bytes, name, type) {
  const url = URL.createObjectURL(new Blob([/** @type {BlobPart} */ (bytes)], { type }));
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  tell(say("saved", { file: name }));
}
