// The sheet as it reads: the planner's own Markdown as elements. Only what the planner writes is known here.

/** @param {string} text with `**…**` for what is strong, and a backslash before signs */
function inline(text) {
  const made = document.createDocumentFragment();
  const pieces = text.split(/(?<!\\)\*\*/);
  pieces.forEach((piece, place) => {
    const plain = piece.replace(/\\([\\`*_[\]<>#|~])/g, "$1").trimEnd();
    const words = place < pieces.length - 1 || piece === plain ? piece.replace(/\\([\\`*_[\]<>#|~])/g, "$1") : plain;
    if (words) made.append(place % 2 ? el("strong", {}, words) : words);
  });
  return made;
}

/**
 * @param {string} markdown
 * @param {number} below how many levels its headings stand below those of the sheet
 * @returns {HTMLElement}
 */
function reading(markdown, below) {
  const home = el("div", { class: "reading" });
  blocks(markdown.split("\n"), home, below);
  return home;
}

/**
 * @param {string[]} lines
 * @param {HTMLElement} home
 * @param {number} below
 */
function blocks(lines, home, below) {
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    const rest = (/** @type {RegExp} */ form) => {
      const end = lines.findIndex((one, place) => place > at && !form.test(one));
      return lines.slice(at, end < 0 ? lines.length : end);
    };
    let taken = 1;
    if (/^#{1,3} /.test(line)) {
      const level = line.indexOf(" ");
      home.append(el(`h${level + below}`, {}, inline(line.slice(level + 1))));
    } else if (line.startsWith(">")) {
      const inner = rest(/^>/);
      taken = inner.length;
      const box = el("div", { class: "note" });
      blocks(inner.map((one) => one.replace(/^> ?/, "")), box, below);
      home.append(box);
    } else if (line.startsWith("|")) {
      const rows = rest(/^\|/);
      taken = rows.length;
      home.append(table(rows));
    } else if (/^(- |\d+\. )/.test(line)) {
      const ordered = /^\d/.test(line);
      const inner = rest(ordered ? /^(\d+\. | +\S)/ : /^(- | +\S)/);
      taken = inner.length;
      home.append(list(inner, ordered));
    } else if (line.trim()) {
      home.append(el("p", {}, inline(line)));
    }
    at += taken;
  }
}

/**
 * @param {string[]} lines
 * @param {boolean} ordered
 */
function list(lines, ordered) {
  const first = ordered ? Number.parseInt(lines[0], 10) : 1;
  const made = el(ordered ? "ol" : "ul", { start: ordered && first !== 1 ? first : false });
  for (const line of lines) {
    if (/^ /.test(line)) made.lastElementChild?.append(el("div", {}, inline(line.trim())));
    else made.append(el("li", {}, inline(line.replace(/^(- \[ \] |- |\d+\. )/, ""))));
  }
  return made;
}

/** @param {string[]} lines */
function table(lines) {
  const cells = (/** @type {string} */ row) => row.slice(2, -2).split(/(?<!\\) \| /);
  // What has no words heads nothing.
  const heading = (/** @type {string} */ cell, /** @type {string} */ scope) =>
    cell.trim() ? el("th", { scope }, inline(cell)) : el("td", {});
  const head = cells(lines[0]);
  const named = head.filter((cell) => cell.trim());
  const rows = lines.slice(2).map((line) => {
    const [first, ...others] = cells(line);
    return el("tr", {}, heading(first, "row"), ...others.map((cell) => el("td", {}, inline(cell))));
  });
  const top = named.length ? el("thead", {}, el("tr", {}, ...head.map((cell) => heading(cell, "col")))) : null;
  // A table may be wider than the screen: then it is moved by itself, with the keyboard too.
  const label = named.join(", ") || say("table");
  return el("div", { class: "wide", tabindex: 0, role: "group", "aria-label": label },
    el("table", {}, top, el("tbody", {}, ...rows)));
}
