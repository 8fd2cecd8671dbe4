/* The worker of /van: keeps the pages of today for whoever is signed in, and sends what was kept when the network
   is back. Nothing of it outlives the day, a sign-out, or somebody else's signing in. */
"use strict";
const PAGES = "van-pages-", STATIC = "van-static-", ABOUT = "/van/kept-until";
const LATE = 6000, FRESH = 5 * 60000;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

const names = async (start) => (await caches.keys()).filter((name) => name.startsWith(start));
async function forget(keep = "") {
  for (const name of [...await names(PAGES), ...await names(STATIC)]) if (!keep || !name.endsWith(keep)) await caches.delete(name);
}
async function about() {
  for (const name of await names(PAGES)) {
    const found = await (await caches.open(name)).match(ABOUT);
    if (!found) continue;
    const told = await found.json();
    if (Date.now() < told.until) return told;
    await forget();
  }
  return null;
}
const pagesOf = async (told) => caches.open(PAGES + told.version);

async function keep(told, anew) {
  const before = await about();
  if (before && (before.who !== told.who || before.until !== told.until)) await forget();
  await forget(told.version);
  const pages = await pagesOf(told), statics = await caches.open(STATIC + told.version);
  await pages.put(ABOUT, new Response(JSON.stringify(told), { headers: { "Content-Type": "application/json" } }));
  for (const address of told.statics) if (!await statics.match(address)) await statics.add(address).catch(() => {});
  for (const kept of await pages.keys()) {
    const path = new URL(kept.url).pathname;
    if (path !== ABOUT && !told.pages.includes(path)) await pages.delete(kept);
  }
  for (const path of told.pages) if (anew || !await isFresh(pages, path)) await fetched(path, path).catch(() => {});
}
async function isFresh(pages, path) {
  const found = await pages.match(path);
  return found && Date.now() - Number(found.headers.get("X-Kept-At")) < FRESH;
}
/* A page from the network, kept when it is one of today's; signing in anew means that nothing is to be kept. */
async function fetched(request, path) {
  const answer = await fetch(request, typeof request === "string" ? { credentials: "same-origin", redirect: "manual" } : undefined);
  if (answer.type === "opaqueredirect") { await forget(); return answer; }
  const told = await about();
  const html = (answer.headers.get("Content-Type") || "").startsWith("text/html");
  if (told && answer.ok && html && told.pages.includes(path)) {
    const headers = new Headers(answer.headers);
    headers.set("X-Kept-At", String(Date.now()));
    const copy = answer.clone();
    const pages = await pagesOf(told);
    await pages.put(path, new Response(await copy.blob(), { status: 200, headers }));
  }
  return answer;
}
async function page(request, path) {
  const told = await about();
  const kept = told && await (await pagesOf(told)).match(path);
  const asked = fetched(request, path);
  if (!kept) return asked.catch(() => nothing(told));
  const slow = new Promise((done) => { setTimeout(() => done(null), LATE); });
  const answer = await Promise.race([asked.catch(() => null), slow]);
  return answer && answer.status < 500 ? answer : kept.clone();
}
function nothing(told) {
  const text = (told && told.nothing) || "You are offline, and nothing is kept on this phone. Vous êtes hors ligne.";
  const safe = text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const body = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Possible</title><h1>Possible</h1><p>${safe}</p><p><a href="/van">/van</a></p>`;
  return new Response(body, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "default-src 'none'" } });
}
async function asset(request) {
  for (const name of await names(STATIC)) {
    const found = await (await caches.open(name)).match(request);
    if (found) return found;
  }
  return fetch(request);
}
addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (address.origin !== location.origin || event.request.method !== "GET") return;
  if (address.pathname.startsWith("/static/")) event.respondWith(asset(event.request));
  else if (event.request.mode === "navigate" && !address.pathname.startsWith("/van/photos/")) event.respondWith(page(event.request, address.pathname));
});
async function tellAll(message) {
  for (const client of await clients.matchAll()) client.postMessage(message);
}
async function sendKept() {
  const { sent, left } = await VanQueue.send();
  if (sent) await tellAll({ kind: "sent" });
  if (left === "later") throw new Error("later");
}
addEventListener("sync", (event) => { if (event.tag === "van") event.waitUntil(sendKept()); });
addEventListener("message", (event) => {
  const { kind, told, anew } = event.data || {};
  const answer = () => event.ports[0]?.postMessage({ kind: "done" });
  if (kind === "keep") event.waitUntil(keep(told, anew).then(answer));
  if (kind === "forget") event.waitUntil(forget().then(answer));
});
