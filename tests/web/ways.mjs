// Every way out of a page that we know of; each is tried inside the closed frame, with an address that listens.

export const WAYS = {
  fetch: (base) => fetch(`${base}/fetch`),
  request: (base) => {
    const request = new XMLHttpRequest();
    request.open("GET", `${base}/xhr`, false);
    request.send();
  },
  beacon: (base) => navigator.sendBeacon(`${base}/beacon`, "x"),
  events: (base) => void new EventSource(`${base}/events`),
  socket: (base) => void new WebSocket(base.replace("http", "ws")),
  image: (base) => void (new Image().src = `${base}/image`),
  font: (base) => new FontFace("x", `url(${base}/font)`).load(),
  style: (base) => document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: `${base}/style` })),
  "style of an element": (base) => {
    document.body.style.backgroundImage = `url(${base}/background)`;
  },
  script: (base) => document.head.append(Object.assign(document.createElement("script"), { src: `${base}/script` })),
  module: (base) => import(`${base}/module`),
  prefetch: (base) => document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", href: `${base}/prefetch` })),
  preload: (base) => document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "image", href: `${base}/preload` })),
  media: (base) => document.body.append(Object.assign(document.createElement("video"), { src: `${base}/media`, autoplay: true })),
  object: (base) => document.body.append(Object.assign(document.createElement("object"), { data: `${base}/object` })),
  form: (base) => {
    const form = Object.assign(document.createElement("form"), { action: `${base}/form`, method: "post" });
    document.body.append(form);
    form.submit();
  },
  frame: (base) => document.body.append(Object.assign(document.createElement("iframe"), { src: `${base}/frame` })),
  "inner frame": (base) => {
    const inner = document.body.appendChild(document.createElement("iframe"));
    inner.contentWindow.location = `${base}/inner`;
  },
  "pop-up": (base) => void window.open(`${base}/pop-up`),
  "self navigation": (base) => void (location.href = `${base}/self`),
  "top navigation": (base) => void (top.location.href = `${base}/top`),
  "link to the top": (base) => {
    const link = Object.assign(document.createElement("a"), { href: `${base}/link`, target: "_top", ping: `${base}/ping` });
    document.body.append(link);
    link.click();
  },
  "link to itself": (base) => {
    const link = Object.assign(document.createElement("a"), { href: `${base}/link` });
    document.body.append(link);
    link.click();
  },
  "download of an address": (base) => {
    const link = Object.assign(document.createElement("a"), { href: `${base}/download`, download: "x" });
    document.body.append(link);
    link.click();
  },
  refresh: (base) => document.head.append(Object.assign(document.createElement("meta"), { httpEquiv: "refresh", content: `0;url=${base}/refresh` })),
  "browser to browser": async (_, port) => {
    const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] });
    peer.createDataChannel("x");
    await peer.setLocalDescription(await peer.createOffer());
    await new Promise((resolve) => setTimeout(resolve, 2000));
  },
  "browser to browser, in a frame": async (_, port) => {
    const code = `const p = new RTCPeerConnection({ iceServers: [{ urls: "stun:127.0.0.1:${port}" }] }); p.createDataChannel("x"); p.setLocalDescription();`;
    const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    const inner = document.createElement("iframe");
    inner.srcdoc = `<script src="${url}"></script><script>${code}</script>`;
    document.body.append(inner);
    await new Promise((resolve) => setTimeout(resolve, 2000));
  },
  "fetch in a worker": (base) => work(`fetch("${base}/worker").then(() => postMessage("out"), (e) => postMessage(String(e)))`),
  "script in a worker": (base) => work(`try { importScripts("${base}/worker-script"); } catch (e) { postMessage(String(e)); }`),
};

// `work` has to travel with the ways that use it.
for (const name of ["fetch in a worker", "script in a worker"]) {
  const code = WAYS[name].toString();
  WAYS[name] = new Function("base", `
    const work = (code) => new Promise((resolve) => {
      const worker = new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
      worker.onmessage = (event) => resolve(event.data);
      setTimeout(resolve, 1500);
    });
    return (${code})(base);`);
}
