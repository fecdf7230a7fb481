// One field for each kind of question. A field shows an answer and hands on each change; no answer is `undefined`.

/**
 * @typedef {{key: string, kind: string, needed: boolean, question: string, short: string, help: string,
 *   options: {value: string, label: string}[], example?: string, unit?: string, unknown?: string, weeks?: string,
 *   have?: string, none?: string, least?: number, most?: number}} Question
 * @typedef {(value: any) => void} Changed
 */

/** @type {Record<string, (question: Question, value: any, changed: Changed) => Node[]>} */
const FIELDS = {
  text: (question, value, changed) => [line(question, value ?? "", (text) => changed(text.trim() || undefined))],
  number: numberField,
  yesno: (question, value, changed) =>
    radios(question, ["yes", "no"].map((one) => ({ value: one, label: say(one) })), value, changed),
  choice: (question, value, changed) => radios(question, question.options, value, changed),
  list: listField,
  limits: limitsField,
  cramps: crampsField,
  pregnancy: pregnancyField,
  country: countryField,
};

/**
 * @param {Question} question
 * @param {any} value
 * @param {Changed} changed
 * @returns {Node[]}
 */
function field(question, value, changed) {
  return FIELDS[question.kind](question, value, changed);
}

/**
 * @param {Question} question
 * @param {string} value
 * @param {(text: string) => void} typed
 * @param {Record<string, any>} [more]
 */
function line(question, value, typed, more = {}) {
  return el("input", {
    type: "text",
    id: `f-${question.key}`,
    value,
    autocomplete: "off",
    "aria-labelledby": `q-${question.key}`,
    "aria-describedby": `h-${question.key}`,
    oninput: (/** @type {any} */ event) => typed(event.target.value),
    ...more,
  });
}

/**
 * Radio buttons, of which the last says that nobody knows.
 * @param {Question} question
 * @param {{value: string, label: string, below?: Node}[]} options
 * @param {any} value
 * @param {Changed} changed
 * @returns {HTMLElement[]}
 */
function radios(question, options, value, changed) {
  const all = [...options, { value: "", label: question.unknown ?? say("unknown"), below: undefined }];
  return all.map((option) =>
    el("div", { class: "option" },
      el("label", {},
        el("input", {
          type: "radio",
          name: question.key,
          value: option.value,
          checked: (value ?? "") === option.value,
          onchange: () => changed(option.value || undefined),
        }),
        el("span", {}, option.label),
      ),
      option.below ?? null,
    ),
  );
}

/** @type {typeof FIELDS.number} */
function numberField(question, value, changed) {
  const error = el("p", { class: "error", id: `e-${question.key}`, role: "alert" });
  const read = () => (fitsNumber(question, input.value) ? Number(input.value) : undefined);
  const input = line(question, value === undefined ? "" : String(value), () => {
    error.textContent = "";
    input.removeAttribute("aria-invalid");
    if (!question.needed) pick(parts, input.value.trim() ? "have" : "");
    changed(read());
  }, { inputmode: "numeric", size: 5, "aria-describedby": `h-${question.key} e-${question.key}` });
  input.addEventListener("change", () => {
    const wrong = input.value.trim() !== "" && read() === undefined;
    error.textContent = wrong ? say("number-wrong", { least: Number(question.least), most: Number(question.most) }) : "";
    if (wrong) input.setAttribute("aria-invalid", "true");
  });
  const put = el("div", {}, el("div", { class: "number" }, input, el("span", {}, question.unit ?? "")), error);
  if (question.needed) return [put];
  put.className = "below";
  const options = [{ value: "have", label: String(question.have), below: put }];
  const parts = radios(question, options, value === undefined ? "" : "have", (which) => {
    if (which === "have") input.focus();
    changed(which === "have" ? read() : undefined);
  });
  return parts;
}

/**
 * Chooses one of some radio buttons.
 * @param {HTMLElement[]} parts
 * @param {string} which
 */
function pick(parts, which) {
  for (const input of parts.map((one) => /** @type {HTMLInputElement} */ (one.querySelector("input")))) {
    input.checked = input.value === which;
  }
}

/**
 * Whether somebody said that there is something, and did not say what: that must not pass for not knowing.
 * @param {string} key
 */
function leftOpen(key) {
  return answers[key] === undefined && Boolean(document.querySelector(`input[name="${key}"][value="have"]:checked`));
}

/**
 * @param {Question} question
 * @param {string} text
 */
function fitsNumber(question, text) {
  const number = Number(text);
  return /^\d+$/.test(text.trim()) && number >= Number(question.least) && number <= Number(question.most);
}

/** @type {typeof FIELDS.list} */
function listField(question, value, changed) {
  const panel = el("div", { class: "understood", "aria-live": "polite" });
  const text = el("textarea", {
    id: `f-${question.key}`,
    rows: 4,
    spellcheck: "false",
    autocomplete: "off",
    "aria-labelledby": `q-${question.key}`,
    "aria-describedby": `h-${question.key}`,
    placeholder: say("example", { words: String(question.example) }),
  });
  text.value = Array.isArray(value) ? value.join("\n") : value && value !== "none" ? value : "";
  // What a file said is read entry by entry, as it stood there, until somebody writes.
  let given = Array.isArray(value) ? value : null;
  const read = () => understanding(question.key, given ?? text.value, panel, (/** @type {string} */ next) => {
    text.value = next;
    typed();
    text.focus();
  });
  const typed = () => {
    given = null;
    pick(parts, text.value.trim() ? "have" : "");
    changed(text.value.trim() ? text.value : undefined);
    read();
  };
  text.addEventListener("input", typed);
  const chosen = value === "none" ? "none" : value ? "have" : "";
  const options = [
    { value: "have", label: String(question.have), below: el("div", { class: "below" }, text, wholeBox(question.key), panel) },
    { value: "none", label: String(question.none) },
  ];
  const parts = radios(question, options, chosen, (which) => {
    if (which === "have") {
      changed(given ?? (text.value.trim() ? text.value : undefined));
      text.focus();
    } else changed(which);
  });
  if (text.value) read();
  return parts;
}

/**
 * For a list that a record does not claim to be whole: whether it is.
 * @param {string} key
 */
function wholeBox(key) {
  if (!partly.has(key)) return null;
  const box = el("input", { type: "checkbox", onchange: () => (box.checked ? partly.delete(key) : partly.add(key)) });
  return el("label", { class: "line" }, box, el("span", {}, say("record-whole")));
}

/** @type {typeof FIELDS.limits} */
function limitsField(question, value, changed) {
  const held = value && value !== "none" ? { ...value } : {};
  const tell = () => changed(Object.keys(held).length ? { ...held } : undefined);
  const inputs = question.options.map((option) =>
    el("label", { class: "line" }, el("span", {}, option.label),
      el("input", {
        type: "text",
        value: held[option.value] ?? "",
        placeholder: option.value === "fluid" && say("example", { words: String(question.example) }),
        autocomplete: "off",
        oninput: (/** @type {any} */ event) => {
          const text = event.target.value.trim();
          if (text) held[option.value] = text;
          else delete held[option.value];
          pick(parts, "have");
          tell();
        },
      }),
    ));
  const chosen = value === "none" ? "none" : value ? "have" : "";
  const options = [
    { value: "have", label: String(question.have), below: el("div", { class: "below" }, ...inputs) },
    { value: "none", label: String(question.none) },
  ];
  /** @type {HTMLElement[]} */
  const parts = radios(question, options, chosen, (which) => (which === "have" ? tell() : changed(which)));
  return parts;
}

/** @type {typeof FIELDS.cramps} */
function crampsField(question, value, changed) {
  const held = { ...(value ?? {}) };
  const where = new Set(held.where ?? []);
  const unknown = el("input", { type: "checkbox", checked: where.size === 0 });
  const tell = () => {
    unknown.checked = where.size === 0;
    if (where.size) held.where = question.options.map((one) => one.value).filter((one) => where.has(one));
    else delete held.where;
    changed(Object.keys(held).length ? { ...held } : undefined);
  };
  const boxes = question.options.map((option) => {
    const box = el("input", { type: "checkbox", value: option.value, checked: where.has(option.value) });
    box.addEventListener("change", () => {
      if (box.checked) where.add(option.value);
      else where.delete(option.value);
      tell();
    });
    return box;
  });
  unknown.addEventListener("change", () => {
    where.clear();
    for (const box of boxes) box.checked = false;
    tell();
  });
  const labels = [...question.options.map((one) => one.label), say("unknown")];
  return [...boxes, unknown].map((box, place) =>
    el("div", { class: "option" }, el("label", {}, box, el("span", {}, labels[place]))));
}

/** @type {typeof FIELDS.pregnancy} */
function pregnancyField(question, value, changed) {
  const told = typeof value === "object" ? value : {};
  const weeks = el("input", { type: "text", inputmode: "numeric", size: 4, autocomplete: "off", value: told.weeks ?? "" });
  const below = el("div", { class: "below" }, el("label", { class: "line" }, el("span", {}, String(question.weeks)), weeks));
  const tell = () => changed(/^\d{1,2}$/.test(weeks.value.trim()) ? { weeks: Number(weeks.value) } : "yes");
  const options = [{ value: "yes", label: say("yes"), below }, { value: "no", label: say("no") }];
  const chosen = typeof value === "object" ? "yes" : value;
  const parts = radios(question, options, chosen, (which) => {
    below.hidden = which !== "yes";
    if (which === "yes") tell();
    else changed(which);
  });
  below.hidden = chosen !== "yes";
  weeks.addEventListener("input", tell);
  return parts;
}

/** @type {typeof FIELDS.country} */
function countryField(question, value, changed) {
  const known = DATA.countries.some((/** @type {any} */ one) => one.value === value);
  const others = value && !known ? [{ value, label: value }] : [];
  const options = [{ value: "", label: say("country-unknown") }, ...others, ...DATA.countries];
  return [
    el("select", {
      id: `f-${question.key}`,
      "aria-labelledby": `q-${question.key}`,
      "aria-describedby": `h-${question.key}`,
      onchange: (/** @type {any} */ event) => changed(event.target.value || undefined),
    }, ...options.map((one) => el("option", { value: one.value, selected: one.value === (value ?? "") }, one.label))),
  ];
}
