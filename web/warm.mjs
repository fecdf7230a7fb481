// Run by web/build.py in Node: starts the program once, as the page will, and keeps what that leaves behind.
// node warm.mjs FOLDER-OF-PYODIDE SITE-IN PYTHON-FILE OUT
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, site, script, out] = process.argv.slice(2);
const shared = readFileSync(new URL("./page/unpack.js", import.meta.url), "utf8");
const { unpack, plant } = new Function(`${shared}; return { unpack, plant };`)();
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const lock = { ...JSON.parse(readFileSync(`${folder}/pyodide-lock.json`, "utf8")), packages: {} };

// Sets in a fixed order, so that the same sources give the same page.
const env = { PYTHONHASHSEED: "0" };
const pyodide = await loadPyodide({ indexURL: folder, lockFileContents: lock, env, stdout: console.error, stderr: console.error });
plant(pyodide.FS, unpack(new Uint8Array(readFileSync(site))));
pyodide.runPython("import sys; sys.path.insert(0, '/site')");
try {
  pyodide.runPython(readFileSync(script, "utf8"));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
writeFileSync(out, pyodide.FS.readFile("/warm.pack"));
process.exit(0);
