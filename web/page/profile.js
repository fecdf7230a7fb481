// A profile as a file, saved from the form; and the way of a file, a profile or a health record, to the page.

/** Where a file is chosen or dropped. */
function chooser() {
  const input = el("input", { type: "file", id: "file", multiple: true, accept: ".yaml,.yml,.json,.xml,.ndjson,.jsonl",
    "aria-describedby": "file-hint", onchange: () => input.files.length && guarded(() => open([...input.files])) });
  return el("section", { class: "open", "aria-labelledby": "open-title" },
    el("h2", { id: "open-title" }, say("open-title")),
    el("p", { id: "file-hint" }, say("open-hint")),
    el("div", { class: "drop" },
      el("label", { for: "file" }, say("open")),
      input,
      el("p", { class: "fine" }, say("open-drop"))));
}

/**
 * @param {File[]} files
 * @param {boolean} [own] whether it is what this device kept, which goes on being kept
 */
async function open(files, own = false) {
  keeping.on = own;
  const names = files.map((one) => one.name).join(", ");
  if (files.reduce((all, one) => all + one.size, 0) > DATA.most_bytes) return refused({ refused: "large" }, names);
  const wait = el("p", { class: "lead" }, say(program.ready ? "record-reading" : "record-wait"));
  show(el("h1", {}, names), wait, el("div", { class: "actions" }, button(say("back"), welcome)));
  /** @type {Uint8Array[]} */
  const read = [];
  try {
    for (const file of files) read.push(new Uint8Array(await file.arrayBuffer()));
  } catch (error) {
    // A folder, or a file that has gone meanwhile.
    if (error instanceof DOMException) return refused({ refused: "unreadable" }, names);
    throw error;
  }
  const found = await program.open(read);
  // Who has gone on meanwhile is not called back.
  if (!wait.isConnected) return;
  if (found.refused) refused(found, names);
  else record(found, names);
}

/**
 * Says in plain words why nothing was read.
 * @param {any} found
 * @param {string} names of the files
 */
function refused(found, names) {
  const reasons = { large: "record-large", people: "record-people", nobody: "record-nobody", dead: "record-dead",
    files: "record-files", unreadable: "record-unreadable", kind: "record-kind", wrong: "record-wrong" };
  show(el("h1", {}, say("open-wrong")),
    el("p", { class: "file" }, names),
    el("p", { class: "lead" }, say(/** @type {any} */ (reasons)[found.refused], { what: found.what ?? "" })),
    found.problems ? el("ul", {}, ...found.problems.map((/** @type {any} */ one) => el("li", {}, one.text))) : null,
    chooser(),
    el("div", { class: "actions" }, button(say("back"), welcome)));
}

addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  const files = [...(event.dataTransfer?.files ?? [])];
  if (files.length) guarded(() => open(files));
});

async function saveProfile() {
  const problems = await program.ask("check", answers, asked());
  if (problems.length) return review(problems);
  save(await program.ask("profile", answers, asked()), "cramp-answers.yaml", "application/yaml");
}
