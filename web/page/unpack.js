// Many files as one: takes apart what web/pack.py put together. Shared by the page, the worker and the build.
"use strict";

/**
 * @param {Uint8Array} packed
 * @returns {Map<string, Uint8Array>} each file by its name; the bytes are views, not copies
 */
function unpack(packed) {
  const size = new DataView(packed.buffer, packed.byteOffset, 4).getUint32(0, true);
  /** @type {[string, number][]} */
  const list = JSON.parse(new TextDecoder().decode(packed.subarray(4, 4 + size)));
  const files = new Map();
  let at = 4 + size;
  for (const [name, length] of list) {
    files.set(name, packed.subarray(at, at + length));
    at += length;
  }
  return files;
}

/**
 * @param {Uint8Array} squeezed
 * @returns {Promise<Uint8Array>}
 */
async function unsqueeze(squeezed) {
  const stream = new Blob([/** @type {BlobPart} */ (squeezed)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * Writes a tree of files into Pyodide's file system, as nobody but the user may change them.
 * @param {any} FS
 * @param {Map<string, Uint8Array>} files
 */
function plant(FS, files) {
  const made = new Set();
  for (const [name, data] of files) {
    const folder = name.slice(0, name.lastIndexOf("/"));
    if (!made.has(folder)) {
      FS.mkdirTree(folder, 0o755);
      made.add(folder);
    }
    FS.writeFile(name, data, { canOwn: true });
    FS.chmod(name, 0o644);
  }
}
