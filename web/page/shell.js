// Hands the payload to the frame in which everything happens. Nothing that a person says ever comes here.

// The letters of base 85, in the order of their values, as web/page.py writes them.
const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;.=>?@^_`{|}~";

/**
 * @param {string} text five letters for four bytes
 * @returns {Uint8Array}
 */
function bytesOf(text) {
  const values = new Uint8Array(128);
  for (let i = 0; i < LETTERS.length; i++) values[LETTERS.charCodeAt(i)] = i;
  const bytes = new Uint8Array((text.length / 5) * 4);
  for (let i = 0, at = 0; i < text.length; at += 4) {
    let value = 0;
    for (const end = i + 5; i < end; i++) value = value * 85 + values[text.charCodeAt(i)];
    bytes[at] = value >>> 24;
    bytes[at + 1] = value >>> 16;
    bytes[at + 2] = value >>> 8;
    bytes[at + 3] = value;
  }
  return bytes;
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
