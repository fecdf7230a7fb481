// The way from the page to the program in its worker.

class Program {
  constructor() {
    const url = URL.createObjectURL(new Blob([DATA.worker], { type: "text/javascript" }));
    this.worker = new Worker(url);
    this.waiting = new Map();
    this.count = 0;
    this.ready = false;
    /** @type {(started: Promise<void>) => void} */
    this.begin = () => {};
    /** Questions may be asked before the parts of the program have come. */
    this.started = new Promise((resolve) => {
      this.begin = resolve;
    });
    /** @type {(stage: string) => void} */
    this.onstage = () => {};
    this.worker.onerror = (event) => {
      for (const { reject } of this.waiting.values()) reject(new Error(event.message));
    };
    this.worker.onmessage = (event) => {
      const { id, result, error, stage } = event.data;
      if (stage) return this.onstage(stage);
      const { resolve, reject } = this.waiting.get(id);
      this.waiting.delete(id);
      if (error === undefined) resolve(result);
      else reject(new Error(error));
    };
  }

  /** @param {Uint8Array} payload */
  start(payload) {
    const started = this.post({ start: payload }, [payload.buffer]).then(() => {
      this.ready = true;
    });
    this.begin(started);
    return started;
  }

  /**
   * @param {string} name
   * @param {unknown[]} args
   * @returns {Promise<any>}
   */
  async ask(name, ...args) {
    await this.started;
    return this.post({ name, args });
  }

  /**
   * Reads files of a person: what they say, as `opened` of the program tells it.
   * @param {Uint8Array[]} files
   * @returns {Promise<any>}
   */
  async open(files) {
    await this.started;
    return this.post({ files }, files.map((one) => one.buffer));
  }

  /**
   * @param {object} message
   * @param {Transferable[]} [moved]
   * @returns {Promise<any>}
   */
  post(message, moved = []) {
    const id = ++this.count;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, ...message }, moved);
    });
  }
}
