// The steps of the form: welcome, one question at a time or all at once, and all answers to look over.

/** @type {Record<string, any>} */
let answers = {};
/** Lists that a record does not claim to be whole, as long as nobody says that they are. @type {Set<string>} */
let partly = new Set();
let oneByOne = true;

/** The questions that can apply to what was answered so far. */
function questions() {
  return DATA.questions.filter((/** @type {Question} */ one) => !DATA.switches.includes(one.key) && applies(one.key));
}

/** What the program is told beside the answers. */
function asked() {
  return { partly: [...partly] };
}

/** @param {string} key */
function applies(key) {
  const spans = DATA.only_for[key];
  if (!spans || answers[key] !== undefined) return true;
  const told = answers.pregnancy;
  const pregnancy = told === undefined || told === "no" ? (told ?? "") : "yes";
  const age = answers.age;
  return spans.some((/** @type {any} */ span) =>
    span.sex === (answers.sex ?? "") && span.pregnancy === pregnancy && (age === undefined || (span.from <= age && age <= span.to)));
}

/**
 * @param {string} key
 * @param {any} value
 */
function answer(key, value) {
  if (value === undefined) delete answers[key];
  else answers[key] = value;
}

function welcome() {
  show(
    el("h1", {}, say("lead")),
    el("p", { class: "lead" }, say("lead-more")),
    keptBox(),
    el("div", { class: "actions" },
      button(say("start-one"), () => { oneByOne = true; question(0); }, "main"),
      button(say("start-all"), () => { oneByOne = false; everything(); }),
    ),
    el("div", { class: "private" },
      el("h2", {}, say("private-title")),
      el("p", { id: "stores" }, say(keeping.can ? "private-server" : "private")),
      el("p", {}, say("private-check")),
      el("p", { class: "fine" }, say("private-how")),
    ),
    chooser(),
  );
}

/**
 * @param {Question} one
 * @param {string} tag of its heading
 * @param {() => void} [changed]
 */
function asking(one, tag, changed = () => {}) {
  const single = ["text", "number", "country"].includes(one.kind);
  const given = { class: "ask", role: single ? false : "group", "aria-labelledby": `q-${one.key}`, "aria-describedby": `h-${one.key}` };
  return el("div", single ? { class: "ask" } : given,
    el(tag, { id: `q-${one.key}` }, one.question),
    el("p", { class: "help", id: `h-${one.key}` }, one.help),
    ...field(one, answers[one.key], (value) => {
      answer(one.key, value);
      changed();
    }));
}

/**
 * Takes Enter in a line for "next". The closed frame forbids forms, so that none can carry anything away.
 * @param {() => void} on
 */
function onEnter(on) {
  return (/** @type {any} */ event) => {
    if (event.key === "Enter" && event.target.matches("input") && !event.isComposing) {
      event.preventDefault();
      on();
    }
  };
}

/**
 * Whether all that was begun is said; if not, says what is missing and leads there.
 * @param {Question[]} asked
 * @param {HTMLElement} missing
 */
function complete(asked, missing) {
  const open = asked.find((one) => (one.needed && answers[one.key] === undefined) || leftOpen(one.key));
  if (!open) return true;
  missing.textContent = asked.length > 1 ? `${open.short}: ${say(open.needed ? "needed" : "left-open")}` : say(open.needed ? "needed" : "left-open");
  (document.getElementById(`f-${open.key}`) ?? /** @type {HTMLElement | null} */ (document.querySelector(`input[name="${open.key}"]`)))?.focus();
  return false;
}

/**
 * @param {number} at
 * @param {boolean} [single] whether only this answer is changed
 */
function question(at, single = false) {
  const all = questions();
  const one = all[at];
  const missing = el("p", { class: "error", role: "alert" });
  const on = () => {
    if (!complete([one], missing)) return;
    // What was answered may have brought questions in, or taken some away.
    const next = questions().indexOf(one) + 1;
    if (single || next >= questions().length) review();
    else question(next);
  };
  const back = () => (single ? review() : at ? question(at - 1) : welcome());
  show(
    el("p", { class: "step" }, say("step", { at: at + 1, all: all.length })),
    el("progress", { value: at, max: all.length, "aria-hidden": "true" }),
    el("div", { onkeydown: onEnter(on) },
      asking(one, "h1"),
      missing,
      el("div", { class: "actions" },
        button(say("next"), on, "main"),
        button(say("back"), back),
        answers.age !== undefined && !single && at ? button(say("to-review"), review, "quiet") : null,
      )),
  );
}

function everything() {
  /** @type {Map<string, HTMLElement>} */
  const parts = new Map();
  const fit = () => {
    for (const [key, part] of parts) part.hidden = !applies(key);
  };
  for (const one of DATA.questions) {
    if (!DATA.switches.includes(one.key)) parts.set(one.key, asking(one, "h2", fit));
  }
  fit();
  const missing = el("p", { class: "error", role: "alert" });
  const on = () => {
    if (complete(questions(), missing)) review();
  };
  show(
    el("h1", {}, say("start-all")),
    el("div", { class: "all" },
      ...parts.values(),
      missing,
      el("div", { class: "actions" },
        button(say("to-review"), on, "main"),
        button(say("back"), welcome),
      )),
  );
}

/**
 * @param {Question} one
 * @param {any} value
 * @returns {string}
 */
function shown(one, value) {
  if (value === undefined) return say(one.kind === "text" ? "review-empty" : "review-unknown");
  if (Array.isArray(value)) return value.join("\n");
  if (value === "none") return String(one.none ?? say("review-none"));
  const label = (/** @type {any} */ given) => one.options.find((option) => option.value === given)?.label;
  if (one.kind === "cramps") {
    const told = [...(value.where ?? []).map(label)];
    if (value.nights_per_week !== undefined) told.push(say("cramps-nights", { count: value.nights_per_week }));
    if (value.for_weeks !== undefined) told.push(say("cramps-weeks", { count: value.for_weeks }));
    return told.join(", ") || say("review-unknown");
  }
  if (one.kind === "limits") return Object.entries(value).map(([name, text]) => `${label(name)}: ${text}`).join("; ");
  if (one.kind === "pregnancy" && typeof value === "object") return `${say("yes")} (${value.weeks ?? value.trimester})`;
  if (one.kind === "country") return DATA.countries.find((/** @type {any} */ known) => known.value === value)?.label ?? value;
  if (value === "yes" || value === "no") return say(value);
  return label(value) ?? String(value);
}

/** @param {{key: string, text: string}[]} [found] what is wrong with the answers */
function review(found = []) {
  const problems = found.map((one) => (one.key === "age" && answers.age === undefined ? { ...one, text: say("needed") } : one));
  const all = questions();
  const rows = all.map((/** @type {Question} */ one, /** @type {number} */ at) => {
    const wrong = problems.filter((problem) => problem.key === one.key);
    return el("div", { class: wrong.length ? "row wrong" : "row" },
      el("dt", {}, one.short),
      el("dd", {}, el("span", { class: answers[one.key] === undefined ? "unknown" : "" }, shown(one, answers[one.key])),
        partly.has(one.key) ? el("p", { class: "fine" }, say("record-more")) : null,
        ...wrong.map((problem) => el("p", { class: "error" }, problem.text))),
      el("dd", { class: "do" }, el("button", { type: "button", class: "quiet", "aria-label": `${say("change")}: ${one.short}`,
        onclick: () => question(at, true) }, say("change"))));
  });
  const others = problems.filter((problem) => !all.some((/** @type {Question} */ one) => one.key === problem.key));
  show(
    el("h1", {}, say(problems.length ? "problems-title" : "review-title")),
    el("p", {}, say("review-help")),
    ...others.map((problem) => el("p", { class: "error", role: "alert" }, problem.text)),
    el("dl", { class: "answers" }, ...rows, ...notAsked()),
    el("div", { class: "actions" },
      button(say("make"), () => makeSheet(), "main"),
      button(say("back"), () => (oneByOne ? question(all.length - 1) : everything())),
      button(say("save-yaml"), saveProfile),
      button(say("again"), again, "quiet"),
    ),
    keepBox(),
  );
  guarded(keepNow);
}

/** What came with a file and no question asks: it goes into the sheet, unless it is left out. */
function notAsked() {
  const keys = Object.keys(answers).filter((key) => !questionOf(key) && key !== "edition");
  return keys.map((key) => el("div", { class: "row" },
    el("dt", {}, say(`key-${key}`)),
    el("dd", {}, String(answers[key])),
    el("dd", { class: "do" }, el("button", { type: "button", class: "quiet", "aria-label": `${say("leave-out")}: ${say(`key-${key}`)}`,
      onclick: () => { answer(key, undefined); review(); } }, say("leave-out")))));
}

function again() {
  if (!confirm(say("again-sure"))) return;
  answers = {};
  partly = new Set();
  keeping.on = false;
  kept.clear();
  tell("");
  welcome();
}
