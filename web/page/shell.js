// Hands the payload to the frame in which everything happens. Nothing that a person says ever comes here, but what she
// asked to be kept on her device: one text, put into the store of the browser and given back when the page is opened again.

const KEPT = "cramp-planner";
/** No profile is larger. */
const MOST = 1_000_000;

/** The store of the browser, where the page came from a server over a closed line; a file has none of its own. */
function store() {
  try {
    return isSecureContext && /^https?:$/.test(location.protocol) ? localStorage : null;
  } catch {
    return null;
  }
}

function remembered() {
  try {
    return store()?.getItem(KEPT) ?? null;
  } catch {
    return null;
  }
}

/** @param {string | null} text */
function remember(text) {
  try {
    if (text === null) store()?.removeItem(KEPT);
    else store()?.setItem(KEPT, text);
  } catch {
    // A store that is full or shut keeps nothing.
  }
}

/**
 * Reads bytes as web/page_html.py writes them: two in a letter, but a letter that HTML would change stands behind a sign.
 * @param {string} text
 * @returns {Uint8Array}
 */
function bytesOf(text) {
  const pairs = new Uint16Array(text.length);
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    pairs[count++] = code === 1 ? text.charCodeAt(++i) ^ 0x8000 : code;
  }
  // Every machine that has a browser keeps the lower byte first, as the file does.
  return new Uint8Array(pairs.buffer.slice(0, count * 2));
}

/** The frame may be ready long before the payload below it has arrived. */
const arrived = new Promise((resolve) => addEventListener("DOMContentLoaded", resolve, { once: true }));

addEventListener("message", async (event) => {
  const frame = /** @type {HTMLIFrameElement} */ (document.getElementById("frame"));
  if (event.source !== frame.contentWindow) return;
  const wish = event.data?.keep;
  if (wish === null || (typeof wish === "string" && wish.length < MOST)) remember(wish);
  if (event.data !== "ready") return;
  // The frame has an origin of its own that nobody can name.
  /** @type {Window} */ (frame.contentWindow).postMessage({ can: store() !== null, text: remembered() }, "*");
  await arrived;
  const element = document.getElementById("payload");
  if (!element) return;
  const bytes = bytesOf(/** @type {string} */ (element.textContent));
  element.remove();
  /** @type {Window} */ (frame.contentWindow).postMessage(bytes, "*", [bytes.buffer]);
});
