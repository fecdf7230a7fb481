// One scene in a browser, told as JSON: node play.mjs SCENE URL, with what it needs as JSON on standard input.
import { createHash } from "node:crypto";
import { createSocket } from "node:dgram";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launched, opened } from "./browser.mjs";
import { WAYS } from "./ways.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A folder into which a browser saves. */
async function saving(seen) {
  const folder = mkdtempSync(join(tmpdir(), "page-"));
  const session = await seen.browser.target().createCDPSession();
  await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
  return {
    folder,
    /** Presses a button, and returns the file that comes of it. */
    async press(text) {
      await seen.press(text);
      for (let tries = 0; tries < 400; tries++) {
        const [name] = readdirSync(folder).filter((one) => !one.endsWith(".crdownload") && !one.startsWith("."));
        if (name) {
          const data = readFileSync(join(folder, name));
          rmSync(join(folder, name));
          return { name, data };
        }
        await wait(25);
      }
      throw new Error(`nothing was saved by: ${text}; ${seen.said.join(" | ")}`);
    },
    end: () => rmSync(folder, { recursive: true }),
  };
}

const sum = (data) => createHash("sha256").update(data).digest("hex");

const scenes = {
  /** What is saved for each of many profiles, as sums. */
  async bytes(url, { profiles }) {
    const seen = await opened(url);
    const saved = await saving(seen);
    const made = [];
    for (const profile of profiles) {
      await seen.give(profile);
      await seen.make();
      const pdf = await saved.press("Save as PDF");
      const stop = await seen.frame.evaluate(() => Boolean(document.querySelector(".stop h1")));
      const ics = stop ? null : sum((await saved.press("Save for my calendar")).data);
      made.push({ pdf: sum(pdf.data), ics, name: pdf.name });
    }
    saved.end();
    await seen.close();
    return made;
  },

  /** Somebody of 75 with three medicines, a slip of the hand and an unknown, all by hand, without a network. */
  async walk(url, { width, shots }) {
    const seen = await opened(url, { width, height: width < 600 ? 720 : 900, offline: true });
    const { frame } = seen;
    const heads = [];
    const wide = [];
    const look = async (name) => {
      wide.push(await frame.evaluate(() => document.documentElement.scrollWidth - innerWidth));
      if (shots) await seen.page.screenshot({ path: join(shots, `${width}-${String(wide.length).padStart(2, "0")}-${name}.png`) });
    };
    const form = seen.age;
    await frame.evaluate(() => {
      globalThis.presses = globalThis.keys = 0;
      document.addEventListener("click", (event) => { globalThis.presses += event.isTrusted || event.detail === 0 ? 1 : 0; }, true);
      document.addEventListener("keydown", () => globalThis.keys++, true);
    });
    await look("welcome");
    await seen.press("One question at a time");
    let read = [];
    for (let step = 0; step < 30; step++) {
      const head = await seen.head();
      heads.push(head);
      if (head === "Your answers") break;
      if (head.startsWith("How old")) await frame.type("#f-age", "75");
      if (head.startsWith("Which sex")) await frame.evaluate(() => document.querySelector("input[value=female]").click());
      if (head.startsWith("Which medicines")) {
        await frame.type("textarea", "furosemide 40 mg\nLipitoor 20 mg\nblorbacillin");
        await seen.until(() => document.querySelectorAll(".entry").length === 3);
        await look("slip");
        read = await frame.evaluate(() => [...document.querySelectorAll(".entry")].map((one) => one.className));
        await frame.evaluate(() => document.querySelector(".offer").click());
        await seen.until(() => !document.querySelector(".offer"));
      }
      if (head.startsWith("Which illnesses")) await frame.evaluate(() => document.querySelector("input[value=none]").click());
      if (head.startsWith("Where do")) await frame.evaluate(() => document.querySelector("input[value=calf]").click());
      if (head.startsWith("Which country")) await frame.select("#f-country", "GB");
      await look(`question-${step}`);
      await seen.press("Next");
    }
    await look("answers");
    const listed = await frame.evaluate(() => document.querySelector(".answers").innerText);
    await seen.warm();
    const ready = Number(await frame.evaluate(() => document.documentElement.dataset.ready));
    const before = Date.now();
    await seen.make();
    const first = Date.now() - before;
    const [presses, keys] = await frame.evaluate(() => [globalThis.presses, globalThis.keys]);
    await look("sheet");
    const text = await frame.evaluate(() => document.querySelector("main").innerText);
    await seen.press("See the pages");
    await seen.until(() => document.querySelectorAll("figure canvas").length === document.querySelectorAll("figure").length);
    await look("pages");
    const pages = await frame.evaluate(() => document.querySelectorAll("figure canvas").length);
    await frame.evaluate(() => document.querySelector("#s-large_print").click());
    await seen.until((few) => document.querySelectorAll("figure").length > few, pages);
    const large = await frame.evaluate(() => document.querySelectorAll("figure").length);
    await seen.press("Change my answers");
    const back = await seen.head();
    const result = { heads, read, listed, text, pages, large, back, wide, form, ready, first, presses, keys, total: seen.age, said: seen.said };
    await seen.close();
    return result;
  },

  /** Every way out that a page has, tried inside the frame and inside a worker; what came out, and what was said. */
  async ways(url) {
    const came = [];
    const server = createServer((request, response) => {
      came.push(request.url);
      response.setHeader("Access-Control-Allow-Origin", "*");
      response.end("x");
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const socket = createSocket("udp4");
    socket.on("message", () => came.push("udp"));
    await new Promise((resolve) => socket.bind(0, "127.0.0.1", resolve));
    const base = `http://127.0.0.1:${server.address().port}`;
    const tried = {};
    const browser = await launched();
    for (const [name, way] of Object.entries(WAYS)) {
      const seen = await opened(url, { browser });
      await seen.until(() => document.querySelector(".private"));
      let threw = "";
      try {
        await seen.frame.evaluate(way, base, socket.address().port);
      } catch (error) {
        threw = String(error);
      }
      await wait(400);
      tried[name] = { came: came.splice(0), said: seen.said.map((one) => one.slice(0, 200)), threw: threw.slice(0, 200), top: seen.page.url() === url };
      await seen.page.close();
    }
    await browser.close();
    server.close();
    socket.close();
    return tried;
  },

  /** What axe finds on each step, wide and narrow. */
  async axe(url, { width, profile, record, stop }) {
    const seen = await opened(url, { width, height: 800 });
    const found = {};
    const look = async (name) => {
      await seen.frame.evaluate(AXE);
      found[name] = await seen.frame.evaluate(async () => {
        const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
        const options = { runOnly: tags, rules: { "color-contrast-enhanced": { enabled: true } } };
        const { violations } = await globalThis.axe.run(document, options);
        return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`);
      });
    };
    await look("welcome");
    await seen.press("All questions on one page");
    await look("all");
    await seen.press("Back");
    await seen.press("One question at a time");
    await seen.press("Next");
    await seen.press("Next");
    await look("needed");
    await seen.frame.type("#f-age", "40");
    await seen.press("Next");
    for (let step = 0; (await seen.head()) !== "Your answers"; step++) {
      await look(`${step} ${await seen.head()}`);
      if ((await seen.head()).startsWith("Which medicines")) {
        await seen.frame.type("textarea", "Lipitoor\nfurosemide\nblorbacillin");
        await seen.until(() => document.querySelectorAll(".entry").length === 3);
        await look("understood");
      }
      await seen.press("Next");
    }
    await look("answers");
    await seen.drop({ "record.json": JSON.stringify(record) });
    await look("what a record says");
    await seen.drop({ "a.pdf": "%PDF-1.7" });
    await look("a file that is none");
    for (const [name, given] of Object.entries({ plan: profile, stop })) {
      await seen.give(given);
      await seen.make();
      await look(`${name} as it comes`);
      for (const view of name === "plan" ? ["See the pages", "Read it as text"] : []) {
        await seen.press(view);
        await wait(1500);
        await look(`${name}: ${view}`);
      }
    }
    await seen.close();
    return found;
  },

  /** From the first question to a saved sheet with the keyboard alone. */
  async keyboard(url) {
    const seen = await opened(url);
    const keys = seen.page.keyboard;
    const saved = await saving(seen);
    const held = () => seen.frame.evaluate(() => document.activeElement?.textContent?.trim() || document.activeElement?.id);
    const to = async (words) => {
      for (let tries = 0; tries < 60; tries++) {
        if ((await held()) === words) return;
        await keys.press("Tab");
      }
      throw new Error(`the keyboard never came to: ${words}`);
    };
    await seen.ready();
    await to("One question at a time");
    await keys.press("Enter");
    await to("Next");
    await keys.press("Enter");
    await to("f-age");
    await keys.type("75");
    await keys.press("Enter");
    const second = await seen.head();
    await to("Check my answers");
    await keys.press("Enter");
    await to("Make my sheet");
    await keys.press("Enter");
    await seen.until(() => document.querySelector(".view"));
    const focus = await held();
    await to("Save as PDF");
    await keys.press("Enter");
    let name = "";
    for (let tries = 0; tries < 200 && !name; tries++) {
      name = readdirSync(saved.folder).find((one) => one.endsWith(".pdf")) ?? "";
      await wait(25);
    }
    saved.end();
    await seen.close();
    return { second, focus, name };
  },

  /** What a screen reader is told of a question and of the sheet. */
  async tree(url, { profile }) {
    const seen = await opened(url);
    const names = async () => {
      const tree = await seen.page.accessibility.snapshot({ includeIframes: true, interestingOnly: false });
      const flat = (node) => [`${node.role}: ${node.name ?? ""}`, ...(node.children ?? []).flatMap(flat)];
      return flat(tree).filter((one) => !/^(none|generic|StaticText|InlineTextBox|paragraph)\b/.test(one));
    };
    await seen.press("One question at a time");
    await seen.press("Next");
    await seen.frame.type("#f-age", "75");
    await seen.press("Next");
    const question = await names();
    await seen.give(profile);
    await seen.make();
    await seen.press("Read it as text");
    await wait(500);
    const sheet = await names();
    await seen.close();
    return { question, sheet };
  },

  /** Files dropped on the page: what was taken from each, or why nothing was. */
  async files(url, { files, width = 1280, shots, use }) {
    const seen = await opened(url, { width, height: 800 });
    const made = {};
    for (const [name, text] of Object.entries(files)) {
      await seen.drop({ [name]: text });
      if (shots) await seen.page.screenshot({ path: join(shots, `${width}-file-${name}.png`) });
      if (use) await seen.press("Use these answers");
      const wide = await seen.frame.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      made[name] = { text: await seen.frame.evaluate(() => document.querySelector("main").innerText), wide };
    }
    await seen.close();
    return made;
  },

  /** A file that is too large; and one that takes a while to read, on which nobody waits. */
  async large(url, { most }) {
    const seen = await opened(url);
    await seen.ready();
    const drop = (size, start) => seen.frame.evaluate((length, text) => {
      document.querySelector("h1").dataset.before = "";
      const dropped = new DataTransfer();
      dropped.items.add(new File([text, new Uint8Array(length).fill(32)], "large.json"));
      document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: dropped }));
    }, size, start);
    await drop(most + 1, "{");
    await seen.until(() => !document.querySelector("[data-before]"));
    const refused = await seen.frame.evaluate(() => document.querySelector("main").innerText);
    await drop(most / 4, '{"resourceType": "Bundle", "entry": [');
    await seen.until(() => !document.querySelector("[data-before]"));
    await seen.press("Back");
    await seen.press("One question at a time");
    await seen.frame.type("#f-name", "Ana");
    await seen.press("Next");
    await seen.frame.type("#f-age", "75");
    await seen.press("Next");
    await seen.press("Next");
    // What is asked after the file is answered after it: by then it has been read.
    await seen.frame.type("textarea", "furosemide");
    await seen.until(() => document.querySelector(".entry"));
    const result = { refused, head: await seen.head() };
    await seen.close();
    return result;
  },

  /** A record: something is left out, the form is filled with the rest, saved, and a sheet is made in each edition. */
  async record(url, { file: name, text, leave }) {
    const seen = await opened(url);
    const saved = await saving(seen);
    await seen.drop({ [name]: text });
    await seen.frame.evaluate((words) => {
      [...document.querySelectorAll(".take")].find((one) => one.textContent.includes(words)).click();
    }, leave);
    await seen.press("Use these answers");
    await seen.until(() => document.querySelector(".answers"));
    const answers = await seen.frame.evaluate(() => document.querySelector(".answers").innerText);
    const again = await saved.press("Save my answers");
    const sheets = {};
    await seen.make();
    for (const edition of ["", "short", "easy"]) {
      if (edition) {
        await seen.frame.evaluate(() => { document.querySelector(".view").dataset.before = ""; });
        await seen.frame.select("#s-edition", edition);
        await seen.until(() => !document.querySelector("[data-before]") && document.querySelector(".view figure canvas, .view .reading"));
      }
      const focus = await seen.frame.evaluate(() => document.activeElement.id);
      sheets[edition] = { pdf: sum((await saved.press("Save as PDF")).data), focus };
    }
    saved.end();
    await seen.close();
    return { answers, file: again.data.toString(), sheets };
  },

  /** Answers kept on a device: ticked, there again after another visit, and forgotten. */
  async keep(url, { profile, shots }) {
    const seen = await opened(url);
    const stored = () => seen.page.evaluate(() => (location.protocol === "file:" ? {} : { ...localStorage }));
    const again = async () => {
      await seen.page.goto(url);
      seen.frame = await (await seen.page.$("#frame")).contentFrame();
      await seen.ready();
      return seen.frame.evaluate(() => document.querySelector("#kept:not([hidden])")?.innerText ?? "");
    };
    await seen.give(profile);
    await seen.make();
    const before = await stored();
    const offered = await seen.frame.evaluate(() => Boolean(document.querySelector("#keep")));
    if (!offered) {
      const result = { offered, before, again: await again(), words: await seen.frame.evaluate(() => document.querySelector("#stores").textContent) };
      await seen.close();
      return result;
    }
    await seen.frame.evaluate(() => document.querySelector("#keep").click());
    for (let tries = 0; tries < 100 && !Object.keys(await stored()).length; tries++) await wait(50);
    if (shots) await seen.page.screenshot({ path: join(shots, "keep-ticked.png"), fullPage: true });
    const kept = await stored();
    const there = await again();
    if (shots) await seen.page.screenshot({ path: join(shots, "keep-again.png") });
    await seen.press("Use them");
    await seen.press("Use these answers");
    await seen.until(() => document.querySelector(".answers"));
    const answers = await seen.frame.evaluate(() => document.querySelector(".answers").innerText);
    await again();
    await seen.press("Forget my answers");
    for (let tries = 0; tries < 100 && Object.keys(await stored()).length; tries++) await wait(50);
    const result = { offered, before, kept, there, answers, after: await stored(), gone: await again() };
    await seen.close();
    return result;
  },

  /** How much the browser holds after the first sheet, and after fifty. */
  async memory(url, { profile, times }) {
    const seen = await opened(url);
    await seen.warm();
    const took = [];
    const held = [];
    for (let count = 0; count < times; count++) {
      await seen.give({ ...profile, age: 40 + (count % 50) });
      const before = Date.now();
      await seen.make();
      took.push(Date.now() - before);
      if (count % 7 === 0) held.push(resident(seen.browser.process().pid));
    }
    await seen.close();
    return { held, took };
  },

  /** The page that sends somebody to a clinician. */
  async stop(url, { profile, width, shots }) {
    const seen = await opened(url, { width, height: 800 });
    await seen.give(profile);
    await seen.make();
    if (shots) await seen.page.screenshot({ path: join(shots, `${width}-stop.png`) });
    const result = await seen.frame.evaluate(() => ({
      head: document.querySelector("h1").textContent,
      text: document.querySelector(".stop").innerText,
      size: Number.parseFloat(getComputedStyle(document.querySelector(".stop p")).fontSize),
      buttons: [...document.querySelectorAll("button")].map((one) => one.textContent),
    }));
    await seen.close();
    return result;
  },

  /** What would be printed: the pages, each a picture on a sheet of its own. */
  async print(url, { profile }) {
    const seen = await opened(url);
    await seen.give(profile);
    await seen.make();
    await seen.frame.evaluate(() => {
      globalThis.print = () => {
        globalThis.printed = [...document.querySelectorAll("#paper img")].map((one) => [one.naturalWidth, one.naturalHeight]);
        globalThis.rule = document.adoptedStyleSheets[0].cssRules[0].cssText;
      };
    });
    await seen.press("Print");
    await seen.until(() => globalThis.printed);
    const result = await seen.frame.evaluate(() => ({ pictures: globalThis.printed, rule: globalThis.rule }));
    await seen.close();
    return result;
  },
};

/** Bytes that a process and all below it hold. */
function resident(pid) {
  const children = existsSync(`/proc/${pid}/task/${pid}/children`) ? readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8") : "";
  const own = Number(/RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) * 1024;
  return children.trim().split(/\s+/).filter(Boolean).reduce((all, child) => all + resident(Number(child)), own);
}

const [scene, url] = process.argv.slice(2);
const given = JSON.parse(readFileSync(0, "utf8") || "{}");
// What is long is not written in one go: the end waits for it.
process.stdout.write(JSON.stringify(await scenes[scene](url, given)), () => process.exit(0));
