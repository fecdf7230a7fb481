// Where the page begins: the form at once, the program as soon as its parts have come.

const program = new Program();
/** How long the start takes on an ordinary machine. */
const SECONDS = 5;

/**
 * Runs what may fail in ways that nobody foresaw, and says so.
 * @param {() => any} work
 */
async function guarded(work) {
  try {
    await work();
  } catch (error) {
    console.error(error);
    tell(say("broke"));
  }
}

addEventListener("unhandledrejection", (event) => {
  console.error(event.reason);
  tell(say("broke"));
});

addEventListener("message", async (event) => {
  if (event.source !== parent) return;
  if (!(event.data instanceof Uint8Array)) return mayKeep(event.data);
  const parts = unpack(event.data);
  for (const name of ["pdf.min.mjs", "pdf.worker.min.mjs"]) {
    viewerParts.set(name, /** @type {Uint8Array} */ (parts.get(name)).slice());
  }
  const began = performance.now();
  try {
    await program.start(event.data);
  } catch (error) {
    console.error(error);
    return tell(say("failed"));
  }
  document.documentElement.dataset.ready = String(Math.round(performance.now() - began));
  tell(say("ready"));
  await program.ask("warm", "words");
  await program.ask("warm", "drawing");
  await viewer();
  document.documentElement.dataset.warm = String(Math.round(performance.now() - began));
});

// The key that prints, prints the sheet and not this page.
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "p" && made) {
    event.preventDefault();
    guarded(printPages);
  }
});

program.onstage = (/** @type {string} */ stage) => tell(`${say("loading", { seconds: SECONDS })} ${say(stage)}`);
welcome();
tell(say("loading", { seconds: SECONDS }));
parent.postMessage("ready", "*");
