/* What was done without a network: kept in order in the phone's own database, sent in that order, each under
   the name that it got here. The page and its worker both hold this file; one of them sends at a time. */
"use strict";
const VanQueue = (() => {
  const ask = (request) => new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = () => failed(request.error); });
  function open() {
    const request = indexedDB.open("van", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("acts", { keyPath: "seq", autoIncrement: true });
    return ask(request);
  }
  async function within(mode, work) {
    const base = await open();
    try {
      const change = base.transaction("acts", mode, { durability: "strict" });
      const ended = new Promise((done, failed) => { change.oncomplete = done; change.onabort = change.onerror = () => failed(change.error); });
      const found = await work(change.objectStore("acts"));
      await ended;
      return found;
    } finally { base.close(); }
  }
  const add = (act) => within("readwrite", (store) => ask(store.add(act)));
  const all = () => within("readonly", (store) => ask(store.getAll()));
  const put = (act) => within("readwrite", (store) => ask(store.put(act)));
  const drop = (seq) => within("readwrite", (store) => ask(store.delete(seq)));
  const name = () => (crypto.randomUUID ? crypto.randomUUID() : [...crypto.getRandomValues(new Uint8Array(16))].map((each) => each.toString(16).padStart(2, "0")).join(""));

  async function tokenOf() {
    const answer = await fetch("/van/token", { headers: { Accept: "application/json" }, credentials: "same-origin", redirect: "manual", cache: "no-store" });
    return answer.ok && answer.type === "basic" ? answer.json() : null;
  }
  function formOf(act) {
    const form = new FormData();
    for (const [field, value] of act.fields) form.append(field, value);
    form.set("key", act.key); form.set("kind", act.kind); form.set("visit", act.visit); form.set("at", act.at);
    if (act.file) form.append("file", act.file, act.fileName || "photo.jpg");
    return form;
  }
  async function post(act, token) {
    const answer = await fetch("/van/act", { method: "POST", body: formOf(act), headers: { Accept: "application/json", "X-CSRFToken": token }, credentials: "same-origin", redirect: "manual" });
    const json = (answer.headers.get("Content-Type") || "").includes("json");
    return { status: answer.status, said: json ? await answer.json() : null };
  }
  /* Returns what became of it: `sent` (how many), and `left`: "" (all is sent), "later" (no network), "sign-in". */
  async function sendAll() {
    let sent = 0, token = null;
    for (const act of await all()) {
      if (act.state !== "kept") continue;
      try {
        token ||= await tokenOf();
        if (!token) return { sent, left: "sign-in" };
        if (act.who !== token.who) continue;
        const { status, said } = await post(act, token.token);
        if (said && said.outcome === "done") { await drop(act.seq); sent += 1; }
        else if (said && said.outcome === "refused") { await put({ ...act, state: "refused", said: said.said, attempt: said.attempt }); sent += 1; }
        else if (status === 413 || status === 400) { await put({ ...act, state: "refused", said: String(status), attempt: "" }); sent += 1; }
        else return { sent, left: status === 0 || status === 403 ? "sign-in" : "later" };
      } catch { return { sent, left: "later" }; }
    }
    return { sent, left: "" };
  }
  const send = () => (globalThis.navigator?.locks ? navigator.locks.request("van-send", sendAll) : sendAll());
  return { add, all, put, drop, send, name };
})();
