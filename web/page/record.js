// What was taken from a file, in words: each thing can be left out before the form is filled with the rest.

/**
 * @typedef {{given: Record<string, any>, entries: Record<string, any[]>, partly: string[],
 *   left_out: [string, number][], wrong: {key: string, text: string}[]}} Found
 */

/**
 * @param {Found} found
 * @param {string} names of the files
 */
function record(found, names) {
  /** @type {Map<string, HTMLInputElement>} */
  const whole = new Map();
  /** @type {Map<string, HTMLInputElement[]>} */
  const boxes = new Map();
  const isList = (/** @type {string} */ key) => Array.isArray(found.given[key]) || found.given[key] === "none";
  const keys = Object.keys(found.given);
  const about = keys.filter((key) => !isList(key)).map((key) => taken(found, key, boxes, whole)).flat();
  const parts = keys.filter(isList).map((key) =>
    el("fieldset", { class: "taken" }, el("legend", {}, named(key)), ...taken(found, key, boxes, whole)));
  const use = () => {
    answers = {};
    partly = new Set();
    for (const [key, some] of boxes) {
      const value = found.given[key];
      const ticked = some.filter((one) => one.checked);
      if (!ticked.length) continue;
      // Who leaves out all that a list names, says nothing of what there is.
      answer(key, Array.isArray(value) ? value.filter((_, at) => some[at].checked) : value);
      if (whole.has(key) && !whole.get(key)?.checked) partly.add(key);
    }
    review();
    tell(say("open-done"));
  };
  show(
    el("h1", {}, say("record-title")),
    el("p", { class: "file" }, names),
    el("p", { class: "lead" }, say("record-help")),
    Object.keys(answers).length ? el("p", { class: "stop mild" }, say("record-replaces")) : null,
    about.length ? el("fieldset", { class: "taken" }, el("legend", {}, say("record-about")), ...about) : null,
    ...parts,
    notTaken(found),
    el("div", { class: "actions" }, button(say("record-use"), use, "main"), button(say("back"), leave)),
  );
}

/** Back to the first page: what somebody answers next is somebody's own. */
function leave() {
  keeping.on = false;
  welcome();
}

/** @param {string} key @returns {Question | undefined} */
function questionOf(key) {
  return DATA.questions.find((/** @type {Question} */ one) => one.key === key);
}

/**
 * The short name of a key; of what no question asks, the words for it.
 * @param {string} key
 */
function named(key) {
  return questionOf(key)?.short ?? say(`key-${key}`);
}

/**
 * One key with a box for each thing that it says.
 * @param {Found} found
 * @param {string} key
 * @param {Map<string, HTMLInputElement[]>} boxes
 * @param {Map<string, HTMLInputElement>} whole
 */
function taken(found, key, boxes, whole) {
  const value = found.given[key];
  const one = questionOf(key);
  const single = !Array.isArray(value) && value !== "none";
  const rows = Array.isArray(value)
    ? value.map((text, at) => ({ text, row: found.entries[key][at] }))
    : [{ text: one ? shown(one, value) : key === "edition" ? say(`edition-${value}`) : String(value), row: null }];
  const made = rows.map(({ text, row }) => {
    const box = el("input", { type: "checkbox", checked: true });
    return { box, shown: el("label", { class: row ? `entry take is-${row.is}` : "entry take" }, box, el("span", {},
      single ? el("span", { class: "key" }, `${named(key)}: `) : null,
      el("strong", {}, text), ...(row ? understood(key, row) : []))) };
  });
  boxes.set(key, made.map((each) => each.box));
  const parts = made.map((each) => each.shown);
  if (found.partly.includes(key)) {
    const box = el("input", { type: "checkbox" });
    whole.set(key, box);
    parts.push(el("label", { class: "entry take" }, box, el("span", {}, say("record-whole"))));
  }
  return parts;
}

/** @param {Found} found */
function notTaken(found) {
  const rows = [
    ...found.wrong.map((one) => `${named(one.key)}: ${one.text}`),
    ...found.left_out.map(([reason, count]) => `${DATA.words[`reason-${reason}`] ?? reason}${count > 1 ? ` (${count})` : ""}`),
  ];
  if (!rows.length) return null;
  return el("section", {},
    el("h2", {}, say("record-left-out")),
    el("ul", {}, ...rows.map((text) => el("li", {}, text))));
}
