// How the planner reads a list while it is typed: what it understood, what it did not, and what may have been meant.

const PAUSE = 350;
/** Entries that somebody wants to keep as they wrote them. */
const kept = new Set();
/** @type {WeakMap<HTMLElement, {count: number, timer: number}>} */
const readings = new WeakMap();

/**
 * @param {string} key
 * @param {string | string[]} given a text, or the entries of a file
 * @param {HTMLElement} panel
 * @param {(text: string) => void} replace puts another text in the place of this one
 */
function understanding(key, given, panel, replace) {
  const text = typeof given === "string" ? given : given.join("\n");
  const mine = readings.get(panel) ?? { count: 0, timer: 0 };
  readings.set(panel, mine);
  clearTimeout(mine.timer);
  const count = ++mine.count;
  if (!text.trim()) return panel.replaceChildren();
  if (!program.ready) panel.replaceChildren(el("p", { class: "wait" }, say("read-wait")));
  mine.timer = window.setTimeout(async () => {
    const rows = await program.ask("understand", key, given);
    if (mine.count !== count) return;
    const again = () => understanding(key, given, panel, replace);
    panel.replaceChildren(
      el("p", { class: "label" }, say("read-title")),
      el("ul", { class: "entries" }, ...rows.map((/** @type {any} */ row) => entry(key, row, text, replace, again))),
    );
  }, PAUSE);
}

/**
 * What an entry was read as, and how well.
 * @param {string} key
 * @param {any} row
 * @param {boolean} [settled] whether it is to stay as it was written
 */
function understood(key, row, settled = false) {
  const names = row.read.map((/** @type {any} */ one) => {
    const status = one.status === "current" ? "" : `status-${one.status}`;
    return DATA.words[status] ? `${one.label} (${say(status)})` : one.label;
  });
  const nothing = key === "dislikes" ? "read-dislike" : "read-nothing";
  const words = { read: "read-ok", nothing, part: "read-part", unread: "read-unread", near: settled ? "kept" : "read-near" };
  const said = row.is === "wrong" ? row.text : say(/** @type {any} */ (words)[row.is]);
  const found = row.is === "near" || !names.length ? [] : [el("span", { class: "found" }, names.join("; "))];
  return [...found, el("span", { class: "said" }, said)];
}

/**
 * @param {string} key
 * @param {any} row
 * @param {string} text
 * @param {(text: string) => void} replace
 * @param {() => void} again
 */
function entry(key, row, text, replace, again) {
  const settled = row.is === "near" && kept.has(`${key} ${row.given}`);
  return el("li", { class: `entry is-${row.is}` },
    el("span", { class: "sign", "aria-hidden": "true" }, { read: "✓", nothing: "✓" }[/** @type {string} */ (row.is)] ?? "?"),
    el("div", {},
      row.given ? el("strong", {}, row.given) : null,
      ...understood(key, row, settled),
      settled ? null : offers(key, row, text, replace, again),
    ));
}

/**
 * @param {string} key
 * @param {any} row
 * @param {string} text
 * @param {(text: string) => void} replace
 * @param {() => void} again
 */
function offers(key, row, text, replace, again) {
  if (!row.near.length) return null;
  const take = (/** @type {any} */ one) => {
    const at = text.indexOf(row.given);
    if (at >= 0) replace(text.slice(0, at) + one.becomes + text.slice(at + row.given.length));
  };
  return el("div", { class: "offers", role: "group", "aria-label": say("did-you-mean") },
    el("span", {}, say("did-you-mean")),
    ...row.near.map((/** @type {any} */ one) =>
      button(one.plain ? `${one.becomes} (${one.plain})` : one.becomes, () => take(one), "offer")),
    button(say("keep"), () => {
      kept.add(`${key} ${row.given}`);
      again();
    }, "quiet"));
}
