// The sheet: its pages, its words, how it looks, printing and saving.

/** @type {any} */
let made = null;
/** @type {Uint8Array} */
let pdf;
let asText = matchMedia("(max-width: 40rem)").matches;

/** @param {string} [back] the switch from which it is made anew: who moved it stays there */
async function makeSheet(back = "") {
  tell(say(program.ready ? "making" : "make-wait"));
  made = await program.ask("sheet", answers, asked());
  if (made.outcome === "wrong") {
    tell("");
    return review(made.problems);
  }
  pdf = await program.ask("file", "pdf");
  tell("");
  await showSheet(back);
  await keepNow();
}

/**
 * The words of the sheet, asked for once they are wanted.
 * @param {number} below how many levels its headings stand below its own
 */
async function words(below) {
  made.text ??= new TextDecoder().decode(await program.ask("file", "markdown"));
  return reading(made.text, below);
}

/** @param {string} back */
async function showSheet(back) {
  const stop = made.outcome === "see_clinician";
  // The page that sends to a clinician has its own title, and nothing stands above it.
  const said = stop ? await words(0) : null;
  const view = el("section", { class: "view" });
  show(
    stop ? null : el("h1", {}, say("sheet-title")),
    said ? el("div", { class: "stop" }, said) : null,
    stop ? null : unread(),
    el("div", { class: "actions" },
      button(say("print"), printPages, "main"),
      button(say("save-pdf"), () => save(pdf, `${made.named}.pdf`, "application/pdf")),
      stop ? null : button(say("save-ics"), saveCalendar),
      button(say("save-yaml"), saveProfile),
    ),
    el("p", { class: "fine" }, say("save-yaml-hint")),
    looks(stop),
    view,
    keepBox(),
    el("div", { class: "actions" },
      button(say("edit"), () => review()),
      button(say("again"), again, "quiet"),
    ),
  );
  const switched = document.getElementById(back);
  if (switched) {
    switched.focus();
    tell(say("remade"));
  }
  await showView(view, stop);
}

function unread() {
  if (!made.unread.length) return null;
  return el("div", { class: "stop mild" },
    el("h2", {}, say("unread-title")),
    el("ul", {}, ...made.unread.map((/** @type {any} */ one) => el("li", {}, one.text))),
    el("p", {}, say("unread-help")));
}

/**
 * Switches for what changes the look of the sheet, and how much of it is printed; none changes what is safe.
 * @param {boolean} stop whether it is one page, of which no less can be printed
 */
function looks(stop) {
  const paper = DATA.questions.find((/** @type {Question} */ one) => one.key === "paper");
  const remake = (/** @type {string} */ key, /** @type {any} */ value) => guarded(() => {
    answer(key, value);
    return makeSheet(`s-${key}`);
  });
  const editions = ["", "short", "easy"];
  return el("fieldset", { class: "looks" },
    el("legend", {}, say("switches")),
    stop ? null : el("label", { class: "line" }, el("span", {}, say("switch-edition")),
      el("select", { id: "s-edition", "aria-describedby": "s-edition-hint", onchange: (/** @type {any} */ event) => remake("edition", event.target.value || undefined) },
        ...editions.map((one) => el("option", { value: one, selected: one === (answers.edition ?? "") }, say(`edition-${one || "full"}`))))),
    el("label", { class: "line" }, el("input", { type: "checkbox", id: "s-large_print", checked: answers.large_print === "yes",
      onchange: (/** @type {any} */ event) => remake("large_print", event.target.checked ? "yes" : undefined) }),
    el("span", {}, say("switch-large"))),
    el("label", { class: "line" }, el("span", {}, say("switch-paper")),
      el("select", { id: "s-paper", onchange: (/** @type {any} */ event) => remake("paper", event.target.value || undefined) },
        ...[{ value: "", label: say("paper-usual") }, ...paper.options].map((one) =>
          el("option", { value: one.value, selected: one.value === (answers.paper ?? "") }, one.label)))),
    stop ? null : el("p", { class: "fine", id: "s-edition-hint" }, say("edition-hint")));
}

/**
 * @param {HTMLElement} view
 * @param {boolean} stop whether the words stand above already
 */
async function showView(view, stop) {
  forget();
  const choose = (/** @type {boolean} */ text) => {
    asText = text;
    guarded(() => showView(view, stop));
  };
  const tab = (/** @type {string} */ key, /** @type {boolean} */ text) =>
    el("button", { type: "button", "aria-pressed": String(asText === text), onclick: () => choose(text) }, say(key));
  const home = el("div", { class: "pages" });
  view.replaceChildren(...(stop ? [] : [el("div", { class: "tabs" }, tab("see-pages", false), tab("see-text", true))]), home);
  if (asText && !stop) home.replaceChildren(await words(1));
  else await drawPages(home);
}

async function saveCalendar() {
  save(await program.ask("file", "ics"), `${made.named}.ics`, "text/calendar");
}
