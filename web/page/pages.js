// The pages of a PDF as pictures, drawn by pdf.js inside the page: a browser shows no PDF in a closed frame.

/** @type {Map<string, Uint8Array>} */
let viewerParts = new Map();
/** @type {Promise<any> | null} */
let pdfjs = null;
/** What was drawn and may be shown. @type {Set<HTMLCanvasElement>} */
const canvases = new Set();
/** Dots for an inch on paper. */
const PRINTED = 200;

/** @param {string} name */
async function viewerPart(name) {
  const source = await unsqueeze(/** @type {Uint8Array} */ (viewerParts.get(name)));
  const url = URL.createObjectURL(new Blob([/** @type {BlobPart} */ (source)], { type: "text/javascript" }));
  try {
    return await import(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** pdf.js, made ready once. */
function viewer() {
  pdfjs ??= (async () => {
    // Where its worker is at hand like this, pdf.js starts no other.
    /** @type {any} */ (globalThis).pdfjsWorker = await viewerPart("pdf.worker.min.mjs");
    return viewerPart("pdf.min.mjs");
  })();
  return pdfjs;
}

async function openPdf() {
  const { getDocument } = await viewer();
  return getDocument({ data: pdf.slice(), useWorkerFetch: false, useWasm: false, isEvalSupported: false, verbosity: 0 }).promise;
}

/**
 * @param {any} page
 * @param {number} scale dots for a point
 */
async function drawn(page, scale) {
  const viewport = page.getViewport({ scale });
  const canvas = el("canvas", { width: Math.round(viewport.width), height: Math.round(viewport.height) });
  await page.render({ canvas, viewport }).promise;
  page.cleanup();
  canvases.add(canvas);
  return canvas;
}

/**
 * Gives back what pictures hold: a browser does so late, and on a telephone too late.
 * @param {Iterable<HTMLCanvasElement>} [given] by default all
 */
function forget(given = [...canvases]) {
  for (const canvas of given) {
    canvas.width = canvas.height = 0;
    canvases.delete(canvas);
  }
}

/** @param {HTMLElement} home */
async function drawPages(home) {
  home.replaceChildren(el("p", { class: "wait" }, say("pages-wait")));
  const opened = await openPdf();
  const count = opened.numPages;
  const frames = Array.from({ length: count }, (_, place) =>
    el("figure", {}, el("figcaption", {}, say("page-of", { page: place + 1, pages: count }))));
  home.replaceChildren(el("p", { class: "label" }, say(count === 1 ? "sheet-page" : "sheet-pages", { count })), ...frames);
  for (let at = 0; at < count && home.isConnected; at++) {
    const page = await opened.getPage(at + 1);
    const width = frames[at].clientWidth || 800;
    const scale = (Math.min(width, 900) * Math.min(devicePixelRatio, 2)) / page.getViewport({ scale: 1 }).width;
    const canvas = await drawn(page, scale);
    if (!home.isConnected) forget([canvas]);
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", say("page-alt", { page: at + 1, pages: count }));
    frames[at].prepend(canvas);
  }
  await opened.destroy();
}

async function printPages() {
  tell(say("pages-wait"));
  const opened = await openPdf();
  const paper = el("div", { id: "paper" });
  let size = "";
  for (let at = 1; at <= opened.numPages; at++) {
    const page = await opened.getPage(at);
    const { width, height } = page.getViewport({ scale: 1 });
    size = `${width}pt ${height}pt`;
    const canvas = await drawn(page, PRINTED / 72);
    /** @type {Blob} */
    const picture = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    forget([canvas]);
    const image = el("img", { src: URL.createObjectURL(picture), alt: say("page-of", { page: at, pages: opened.numPages }) });
    await image.decode();
    paper.append(image);
  }
  await opened.destroy();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@page { size: ${size}; margin: 0 }`);
  document.adoptedStyleSheets = [sheet];
  document.getElementById("paper")?.remove();
  document.body.append(paper);
  tell("");
  // On a telephone `print` comes back before anything is printed.
  addEventListener("afterprint", () => {
    for (const image of paper.querySelectorAll("img")) URL.revokeObjectURL(image.src);
    paper.remove();
  }, { once: true });
  print();
}
