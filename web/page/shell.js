// Hands the payload to the frame in which everything happens. Nothing that a person says ever comes here.

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
  if (event.source !== frame.contentWindow || event.data !== "ready") return;
  await arrived;
  const element = document.getElementById("payload");
  if (!element) return;
  const bytes = bytesOf(/** @type {string} */ (element.textContent));
  element.remove();
  // The frame has an origin of its own that nobody can name.
  /** @type {Window} */ (frame.contentWindow).postMessage(bytes, "*", [bytes.buffer]);
});
