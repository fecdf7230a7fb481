// A profile as a file: opened into the form, by choosing or dropping it, and saved from it.

function chooser() {
  const input = el("input", { type: "file", id: "file", accept: ".yaml,.yml,.json", "aria-describedby": "file-hint",
    onchange: () => input.files[0] && open(input.files[0]) });
  return el("div", { class: "open" },
    el("h2", {}, say("open-title")),
    el("label", { for: "file" }, say("open")),
    input,
    el("p", { class: "fine", id: "file-hint" }, say("open-hint"), " ", say("open-drop")));
}

/** @param {File} file */
async function open(file) {
  tell(say("loading-plans"));
  const found = await program.ask("opened", await file.text(), file.name);
  if (found.problems) {
    tell(say("open-wrong"));
    show(el("h1", {}, say("open-wrong")),
      el("ul", {}, ...found.problems.map((/** @type {any} */ one) => el("li", {}, one.text))),
      el("div", { class: "actions" }, button(say("back"), welcome, "main")));
    return;
  }
  answers = found.given;
  review();
  const left = found.left_out.length ? ` ${say("open-left-out")} ${found.left_out.join(", ")}` : "";
  tell(say("open-done") + left);
}

addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  const file = event.dataTransfer?.files[0];
  if (file) guarded(() => open(file));
});

async function saveProfile() {
  const problems = await program.ask("check", answers);
  if (problems.length) return review(problems);
  save(await program.ask("profile", answers), "cramp-answers.yaml", "application/yaml");
}
