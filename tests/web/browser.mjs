// Opens the page in a browser, and drives it as a person would.
import puppeteer from "puppeteer-core";

const PAUSE = 50;

/** Starts the browser that the tests were given. */
export function launched() {
  const path = process.env.BROWSER_FOR_TESTS;
  const args = ["--no-sandbox", "--disable-dev-shm-usage"];
  return puppeteer.launch({ executablePath: path, browser: path.includes("firefox") ? "firefox" : "chrome", args });
}

/**
 * Opens the page; `frame` is the closed frame in which everything happens.
 * @param {string} url
 * @param {{width?: number, height?: number, offline?: boolean, browser?: import("puppeteer-core").Browser}} [how]
 */
export async function opened(url, { width = 1280, height = 900, offline = false, browser = undefined } = {}) {
  const own = browser ?? (await launched());
  const page = await own.newPage();
  await page.setViewport({ width, height });
  if (offline) await page.setOfflineMode(true);
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(`error: ${error}`));
  const began = Date.now();
  await page.goto(url);
  const frame = await (await page.$("#frame")).contentFrame();
  return new Opened(own, page, frame, said, began);
}

class Opened {
  constructor(browser, page, frame, said, began) {
    Object.assign(this, { browser, page, frame, said, began });
  }

  /** Milliseconds since the page was asked for. */
  get age() {
    return Date.now() - this.began;
  }

  /** Waits until something holds in the frame; its policy forbids the waiting that the library knows. */
  async until(holds, ...given) {
    for (let tries = 0; tries < 60_000 / PAUSE; tries++) {
      const found = await this.frame.evaluateHandle(holds, ...given);
      // An element has no value that could be handed out.
      if (found.asElement() || (await found.jsonValue())) return;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    throw new Error(`never held: ${holds} ${given}; the page said: ${this.said.join(" | ")}`);
  }

  ready() {
    return this.until(() => Boolean(document.documentElement.dataset.ready));
  }

  warm() {
    return this.until(() => Boolean(document.documentElement.dataset.warm));
  }

  head() {
    return this.frame.evaluate(() => document.querySelector("h1").textContent);
  }

  async press(text) {
    await this.until((words) => [...document.querySelectorAll("button")].some((one) => one.textContent === words), text);
    await this.frame.evaluate((words) => {
      [...document.querySelectorAll("button")].find((one) => one.textContent === words).click();
    }, text);
  }

  /** Drops files on the page, and waits for what it makes of them. */
  async drop(files) {
    await this.ready();
    await this.frame.evaluate((given) => {
      document.querySelector("h1").dataset.before = "";
      const dropped = new DataTransfer();
      for (const [name, text] of Object.entries(given)) dropped.items.add(new File([text], name));
      document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: dropped }));
    }, files);
    await this.until(() => !document.querySelector("[data-before]") && document.querySelector(".taken, main .open"));
  }

  /** Puts the answers of a profile into the form as a file does, and goes to the answers. */
  async give(profile) {
    await this.drop({ "profile.json": JSON.stringify(profile) });
    await this.press("Use these answers");
    await this.until(() => document.querySelector(".answers"));
  }

  /** Makes the sheet, and returns what came of it. */
  async make() {
    await this.press("Make my sheet");
    await this.until(() => document.querySelector(".view figure canvas, .view .reading, .row.wrong"));
  }

  close() {
    return this.browser.close();
  }
}
