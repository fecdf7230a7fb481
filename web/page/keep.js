// Answers kept on this device, where a server offers the page and somebody ticked it. The frame has no storage of its own:
// the page around it keeps one text, a saved profile, and is told to forget it.

/** @type {{can: boolean, text: string | null, on: boolean}} */
const keeping = { can: false, text: null, on: false };

/** @param {{can: boolean, text: string | null}} told by the page around */
function mayKeep(told) {
  Object.assign(keeping, { can: told.can === true, text: typeof told.text === "string" ? told.text : null });
  const words = document.getElementById("stores");
  if (words && keeping.can) words.textContent = say("private-server");
  document.getElementById("kept")?.replaceWith(keptBox());
}

/** @param {string | null} text */
function keep(text) {
  keeping.text = text;
  parent.postMessage({ keep: text }, "*");
}

/** Keeps the answers as they are now, if that is wanted and they make sense. */
async function keepNow() {
  if (!keeping.can || !keeping.on || !Object.keys(answers).length) return;
  const problems = await program.ask("check", answers, asked());
  if (!problems.length && keeping.on) keep(new TextDecoder().decode(await program.ask("profile", answers, asked())));
}

function forgetKept() {
  keeping.on = false;
  keep(null);
  for (const box of document.querySelectorAll("#keep")) /** @type {HTMLInputElement} */ (box).checked = false;
  document.getElementById("kept")?.replaceWith(keptBox());
  for (const gone of document.querySelectorAll("button.forget")) gone.remove();
  tell(say("kept-forgotten"));
}

/** On the first page: what is kept from another day. */
function keptBox() {
  if (!keeping.text) return el("div", { id: "kept", hidden: true });
  return el("section", { id: "kept", class: "private", "aria-labelledby": "kept-title" },
    el("h2", { id: "kept-title" }, say("kept-title")),
    el("p", {}, say("kept-help")),
    el("div", { class: "actions" },
      button(say("kept-use"), async () => {
        await open([new File([String(keeping.text)], say("kept-name"))], true);
      }),
      button(say("kept-forget"), forgetKept)));
}

/** Beside the answers and the sheet: whether to keep them. */
function keepBox() {
  if (!keeping.can) return null;
  return el("fieldset", { class: "looks" },
    el("legend", {}, say("keep-title")),
    el("label", { class: "line" },
      el("input", { type: "checkbox", id: "keep", checked: keeping.on, "aria-describedby": "keep-hint",
        onchange: (/** @type {any} */ event) => guarded(async () => {
          if (!event.target.checked) return forgetKept();
          keeping.on = true;
          await keepNow();
          tell(say(keeping.text ? "keep-done" : "keep-not-yet"));
        }) }),
      el("span", {}, say("keep-on"))),
    el("p", { class: "fine", id: "keep-hint" }, say("keep-hint")),
    keeping.text ? el("button", { type: "button", class: "quiet forget", onclick: forgetKept }, say("kept-forget")) : null);
}
