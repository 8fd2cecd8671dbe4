/* The technician's page, livelier: forms are kept first and sent then, photos are made smaller, one signs with a
   finger. Every form and link works without this file while there is a network. */
"use strict";
(() => {
  const van = document.getElementById("van");
  if (!van) return;
  const told = JSON.parse(van.dataset.kept), said = van.dataset;
  const locale = document.documentElement.lang === "ar-XB" ? "en" : document.documentElement.lang;
  const time = (at) => {
    const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: told.zone }).format(at);
    return locale === "fr" ? clock.replace(/^0?(\d+):/, "$1\u00a0h\u00a0") : clock;
  };
  const worker = navigator.serviceWorker;
  let canKeep = "indexedDB" in window;

  /* ---- the worker ---------------------------------------------------------------------------------------- */
  async function ask(kind, more = {}) {
    const there = worker && (await worker.getRegistration("/van"))?.active;
    if (!there) return;
    await new Promise((done) => {
      const line = new MessageChannel();
      line.port1.onmessage = done;
      there.postMessage({ kind, ...more }, [line.port2]);
      setTimeout(done, 20000);
    });
  }
  async function begin() {
    if (!worker) return;
    await worker.register(said.worker, { scope: "/van", updateViaCache: "none" }).catch(() => {});
    if (!(await worker.getRegistration("/van"))) return;
    await worker.ready;
    if (navigator.onLine) await ask("keep", { told, anew: sessionStorage.getItem("van-anew") === "yes" });
    sessionStorage.removeItem("van-anew");
    document.documentElement.dataset.kept = "yes";
  }
  worker?.addEventListener("message", (event) => { if (event.data?.kind === "sent") again(); });

  /* ---- offline, and what is kept ------------------------------------------------------------------------- */
  let lost = !navigator.onLine;
  function since(is) {
    if (!is) { localStorage.removeItem("van-off"); return 0; }
    const before = Number(localStorage.getItem("van-off"));
    if (before) return before;
    localStorage.setItem("van-off", String(Date.now()));
    return Date.now();
  }
  async function render(note = "") {
    const acts = canKeep ? await VanQueue.all().catch(() => { canKeep = false; return []; }) : [];
    const mine = acts.filter((act) => act.who === told.who), others = acts.find((act) => act.who !== told.who);
    const waiting = mine.filter((act) => act.state === "kept");
    const lines = [];
    if (lost) {
      const count = waiting.length;
      const kept = count === 1 ? said.offOne : count ? said.offMore.replace("%", count) : said.offNone;
      lines.push(said.off.replace("%", time(since(true))), kept);
    } else since(false);
    if (note) lines.push(note);
    if (others) lines.push(said.others.replace("%", others.who));
    if (!canKeep) lines.push(said.broken);
    const off = document.getElementById("off");
    off.textContent = lines.join(" ");
    off.hidden = !lines.length;
    list(mine);
    for (const part of document.querySelectorAll("[data-marked]")) { part.hidden = part.dataset.marked === "yes"; delete part.dataset.marked; }
    for (const act of mine) mark(act);
  }
  function list(acts) {
    const place = document.getElementById("kept-list");
    place.replaceChildren(...acts.map(item));
    const kept = document.getElementById("kept"), refused = acts.some((act) => act.state === "refused");
    kept.hidden = !acts.length;
    if (refused && kept.previousElementSibling) kept.parentElement.prepend(kept);
    document.getElementById("send-now").hidden = !acts.some((act) => act.state === "kept");
  }
  function item(act) {
    const line = document.createElement("li"), title = document.createElement("strong"), small = document.createElement("small");
    title.textContent = act.name ? `${act.title} · ${act.name}` : act.title;
    small.textContent = `${time(act.at)} · ${act.state === "kept" ? said.waits : said.refused}`;
    line.append(title, small);
    if (act.state !== "refused") return line;
    const why = document.createElement("span"), read = document.createElement("button");
    why.className = "late";
    why.textContent = `${act.said} ${act.attempt}`;
    Object.assign(read, { type: "button", className: "quiet", textContent: said.read });
    read.addEventListener("click", async () => { await VanQueue.drop(act.seq); await render(); });
    line.append(why, read);
    return line;
  }
  /* A visit looks as what is kept of it will make it. */
  function mark(act) {
    if (act.state !== "kept" || !act.visit) return;
    const show = (part, hidden) => { part.dataset.marked ??= part.hidden ? "yes" : "no"; part.hidden = hidden; };
    for (const part of document.querySelectorAll(`[data-of="${act.visit}"]`)) if (part.dataset.hide.split(" ").includes(act.kind)) show(part, true);
    const place = document.querySelector(`[data-state-of="${act.visit}"]`);
    if (!place || act.kind === "photo") return;
    place.textContent = `${act.title} · ${time(act.at)} · ${said.waits}`;
    show(place, false);
  }

  /* ---- sending ------------------------------------------------------------------------------------------- */
  const busy = () => [...document.querySelectorAll("#main textarea, #main input:not([type=hidden]), #main select")].some((field) => field.dataset.touched);
  function again(then = "") {
    sessionStorage.setItem("van-anew", "yes");
    if (then && then !== location.pathname) location.assign(then);
    else if (busy()) render();
    else location.reload();
  }
  async function send(then = "") {
    if (!canKeep) return;
    const { sent, left } = await VanQueue.send();
    lost = left === "later";
    if (left === "later") await (await worker?.getRegistration("/van"))?.sync?.register("van").catch(() => {});
    const refused = (await VanQueue.all()).some((act) => act.state === "refused");
    // What was refused is read on the day's page: the visit's own may be somebody else's by now.
    if (sent) return again(refused ? said.day : left ? "" : then);
    await render(left === "sign-in" ? said.sign : "");
    if (then && left && then !== location.pathname) location.assign(then);
  }
  addEventListener("online", () => send());
  addEventListener("offline", () => { lost = true; render(); });
  document.getElementById("send-now").addEventListener("click", () => send());
  document.addEventListener("input", (event) => { event.target.dataset.touched = "yes"; });

  async function smaller(file) {
    if (!file || !file.type.startsWith("image/")) return file;
    try {
      const picture = await createImageBitmap(file), scale = Math.min(1, 1600 / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale); canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const made = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.8); });
      return made && made.size < file.size ? made : file;
    } catch { return file; }
  }
  async function actOf(form, button) {
    const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !["csrfmiddlewaretoken", "key", "kind", "visit"].includes(name));
    if (button?.name) fields.push([button.name, button.value]);
    const input = form.querySelector("input[type=file]");
    const file = input?.files[0] ? await smaller(input.files[0]) : await signature(form);
    const own = { who: told.who, key: VanQueue.name(), kind: form.dataset.kind, visit: Number(form.dataset.visit), at: Date.now() };
    return { ...own, fields, file, title: form.dataset.title, name: form.dataset.name, state: "kept" };
  }
  let keeping = false;
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.dataset.kind || !canKeep) return;
    event.preventDefault();
    event.stopPropagation();
    if (keeping) return;
    keeping = true;
    try {
      await VanQueue.add(await actOf(form, event.submitter));
    } catch {
      canKeep = keeping = false;
      await render();
      form.submit();
      return;
    }
    for (const field of document.querySelectorAll("[data-touched]")) delete field.dataset.touched;
    if (form.dataset.kind === "photo") form.reset();
    await render();
    await send(form.dataset.then);
    keeping = false;
  });

  /* ---- times that passed since the page was kept --------------------------------------------------------- */
  function passed() {
    for (const part of document.querySelectorAll("[data-before]")) if (Date.now() >= Number(part.dataset.before)) part.remove();
    for (const part of document.querySelectorAll("[data-from]")) if (Date.now() >= Number(part.dataset.from)) part.hidden = false;
  }

  /* ---- the signature ------------------------------------------------------------------------------------- */
  const sign = document.getElementById("sign"), canvas = sign?.querySelector("canvas");
  let signed = false;
  async function signature(form) {
    if (!canvas || !signed || !form.contains(canvas)) return null;
    return new Promise((done) => { canvas.toBlob(done, "image/png"); });
  }
  if (canvas) {
    const pen = canvas.getContext("2d");
    let drawing = false;
    const at = (event) => { const box = canvas.getBoundingClientRect(); return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height]; };
    const clear = () => { pen.fillStyle = "#fff"; pen.fillRect(0, 0, canvas.width, canvas.height); signed = false; };
    Object.assign(pen, { lineWidth: 4, lineCap: "round", strokeStyle: "#112" });
    clear();
    canvas.addEventListener("pointerdown", (event) => { drawing = true; canvas.setPointerCapture(event.pointerId); pen.beginPath(); pen.moveTo(...at(event)); });
    canvas.addEventListener("pointermove", (event) => { if (drawing) { pen.lineTo(...at(event)); pen.stroke(); signed = true; } });
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { drawing = false; });
    document.getElementById("sign-again").addEventListener("click", clear);
    sign.hidden = false;
  }

  /* ---- signing out: nothing stays ------------------------------------------------------------------------ */
  document.getElementById("leave").addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (canKeep && navigator.onLine) await VanQueue.send();
    const left = canKeep ? (await VanQueue.all()).filter((act) => act.who === told.who) : [];
    if (left.length) { await render(said.leave); document.getElementById("off").scrollIntoView(); return; }
    await ask("forget");
    (await worker?.getRegistration("/van"))?.unregister();
    localStorage.removeItem("van-off");
    event.target.submit();
  });

  /* ---- waiting for the dispatcher's word: only while there is something to wait for ------------------------ */
  async function word() {
    const there = await fetch(said.day, { credentials: "same-origin" }).catch(() => null);
    const fresh = there?.ok && new DOMParser().parseFromString(await there.text(), "text/html").getElementById("stuck");
    if (fresh) document.getElementById("stuck")?.replaceChildren(...fresh.childNodes);
    return Boolean(fresh) && !fresh.dataset.topic;
  }
  const stuck = document.querySelector("#stuck[data-topic]");
  if (stuck) {
    const stream = new EventSource(`/live?topics=${stuck.dataset.topic}&after=${stuck.dataset.after}`);
    stream.addEventListener(stuck.dataset.topic, async () => { if (await word()) stream.close(); });
  }

  passed();
  setInterval(passed, 30000);
  begin();
  render().then(() => { if (navigator.onLine) VanQueue.all().then((acts) => acts.some((act) => act.state === "kept" && act.who === told.who) && send()).catch(() => {}); });
})();
