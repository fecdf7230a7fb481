// The worker: starts Python with the program, and answers what the page asks of it.

const INDEX = "memory://pyodide/";
const GIVEN = "/given";

/** @type {any} */
let pyodide = null;

/**
 * @param {Map<string, Uint8Array>} parts
 */
async function start(parts) {
  self.postMessage({ stage: "loading-engine" });
  const names = ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "stdlib.zip", "site.pack", "lock.json"];
  const [main, asm, wasm, stdlib, site, lock] = await Promise.all(
    names.map((name) => unsqueeze(/** @type {Uint8Array} */ (parts.get(name)))),
  );
  // Pyodide fetches its parts; here they are at hand, and the policy lets nothing be fetched.
  /** @type {Record<string, [Uint8Array, string]>} */
  const held = {
    [`${INDEX}pyodide.asm.wasm`]: [wasm, "application/wasm"],
    [`${INDEX}python_stdlib.zip`]: [stdlib, "application/zip"],
  };
  self.fetch = async (/** @type {any} */ url) => {
    const [body, type] = held[String(url)];
    return new Response(/** @type {BodyInit} */ (body), { headers: { "Content-Type": type } });
  };
  self.postMessage({ stage: "loading-python" });
  const { loadPyodide } = await imported(main);
  const { default: createPyodideModule } = await imported(asm);
  pyodide = await loadPyodide({
    indexURL: INDEX,
    createPyodideModule,
    lockFileContents: new TextDecoder().decode(lock),
    stdLibURL: `${INDEX}python_stdlib.zip`,
  });
  self.postMessage({ stage: "loading-plans" });
  plant(pyodide.FS, unpack(site));
  const theme = parts.get("theme.json");
  if (theme) plant(pyodide.FS, new Map([["/site/theme.json", await unsqueeze(theme)]]));
  pyodide.runPython("import sys; sys.path.insert(0, '/site'); import in_page; in_page.content()");
}

/** @param {Uint8Array} source */
async function imported(source) {
  const url = URL.createObjectURL(new Blob([/** @type {BlobPart} */ (source)], { type: "text/javascript" }));
  try {
    return await import(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/**
 * Puts files of a person where the program reads them, and takes them away again.
 * @param {Uint8Array[]} files
 */
function read(files) {
  const paths = files.map((_, at) => `${GIVEN}/${at}`);
  pyodide.FS.mkdirTree(GIVEN);
  try {
    paths.forEach((path, at) => pyodide.FS.writeFile(path, files[at], { canOwn: true }));
    return call("opened", [paths]);
  } finally {
    for (const path of paths) if (pyodide.FS.analyzePath(path).exists) pyodide.FS.unlink(path);
  }
}

/**
 * @param {string} name
 * @param {unknown[]} args
 */
function call(name, args) {
  const answer = pyodide.pyimport("in_page").call(name, JSON.stringify(args));
  if (typeof answer === "string") return JSON.parse(answer);
  try {
    return answer.toJs();
  } finally {
    answer.destroy();
  }
}

self.onmessage = async (event) => {
  const { id, start: parts, files, name, args } = event.data;
  try {
    const result = parts ? await start(unpack(parts)) : files ? read(files) : call(name, args);
    self.postMessage({ id, result });
  } catch (error) {
    self.postMessage({ id, error: String(error) });
  }
};
