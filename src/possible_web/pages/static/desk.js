/* The desk, livelier: pages renew themselves when something happens, forms answer in place, keys, drafts.
   Every form and link works without this file. */
"use strict";
(() => {
  const body = document.body;
  const said = (name) => document.getElementById("live")?.dataset[name] || "";
  let sent = 0, sending = 0;

  /* ---- a page in place of another, with what is being written left alone ------------------------------- */
  const atEnd = () => { const chat = document.getElementById("chat"); return !chat || chat.scrollHeight - chat.scrollTop - chat.clientHeight < 40; };
  const heard = () => document.querySelectorAll("#chat .chat > li:not([class])").length;
  const toEnd = () => { const chat = document.getElementById("chat"); if (chat) chat.scrollTop = chat.scrollHeight; };
  function show(text, address) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const follow = atEnd();
    const rang = document.querySelectorAll("#rings .ring").length;
    document.title = page.title;
    const written = Kept.taken(), before = heard();
    Idiomorph.morph(body, page.body.innerHTML, { morphStyle: "innerHTML" });
    Kept.back(written);
    // What was being written has arrived.
    if (heard() > before) { const line = document.getElementById("writing"); if (line) line.textContent = ""; }
    if (address && new URL(address).pathname !== location.pathname) { history.pushState({}, "", address); scrollTo(0, 0); listen(); }
    if (follow) toEnd();
    ready();
    if (document.querySelectorAll("#rings .ring").length > rang) tone();
  }
  let renewing = false, again = false;
  async function renew() {
    // While a form is on its way, its answer is the newer page; a page that one has left is shown no more.
    if (renewing || sending) { again = true; return; }
    renewing = true;
    const before = sent, here = location.href;
    try {
      const answer = await fetch(here, { headers: { "X-Renew": "1" }, credentials: "same-origin" });
      if (answer.redirected && location.href === here && new URL(answer.url).pathname !== location.pathname) location.assign(answer.url);
      else if (answer.ok) {
        const text = await answer.text();
        if (sent === before && !sending && location.href === here) show(text); else again = true;
      }
    } catch { /* the stream tells that the connection is lost */ }
    renewing = false;
    if (again) { again = false; later(); }
  }
  let waits;
  const later = () => { clearTimeout(waits); waits = setTimeout(renew, 120); };
  // Lists change with every turn of every case: whoever looks at one sees it anew every three seconds at most.
  let list;
  const lists = () => { list ||= setTimeout(() => { list = undefined; later(); }, 3000); };

  /* ---- what happens elsewhere --------------------------------------------------------------------------- */
  let stream, retry = 1000, address = "", told = {};
  function lost(is) {
    let line = document.getElementById("lost");
    if (is && !line) {
      line = document.createElement("p");
      Object.assign(line, { id: "lost", className: "off", textContent: said("lost") });
      line.setAttribute("role", "status");
      body.prepend(line);
    } else if (!is && line) { line.remove(); }
  }
  function listen() {
    if (!said("live")) return;
    const topics = new URL(said("live"), location.href).searchParams.get("topics");
    if (stream && address === topics && stream.readyState !== EventSource.CLOSED) return;
    if (stream) stream.close();
    address = topics;
    stream = new EventSource(said("live"));
    const mine = stream;
    for (const topic of topics.split(" ")) mine.addEventListener(topic, () => (topic.startsWith("writing-") ? writes(topic) : topic === "desk-cases" ? lists() : later()));
    mine.onopen = () => { if (document.getElementById("lost")) later(); lost(false); retry = 1000; };
    mine.onerror = () => {
      lost(true);
      if (mine.readyState === EventSource.CLOSED && mine === stream) { setTimeout(() => { if (mine === stream) { stream = undefined; listen(); } }, retry); retry = Math.min(retry * 2, 15000); }
    };
  }
  function writes(topic) {
    const who = topic.split(".")[1], line = document.getElementById("writing");
    if (!line || (who === "agent" && Date.now() - (told.me || 0) < 4000)) return;
    line.textContent = said("writes").replace("%", said(who));
    clearTimeout(told.timer);
    told.timer = setTimeout(() => { line.textContent = ""; }, 6000);
  }

  /* ---- forms -------------------------------------------------------------------------------------------- */
  addEventListener("submit", async (event) => {
    const form = event.target, by = event.submitter;
    if (form.method !== "post" || form.hasAttribute("data-plain")) return;
    event.preventDefault();
    if (form.dataset.going) return;
    form.dataset.going = "yes";
    sent += 1;
    sending += 1;
    const fields = new FormData(form, by || undefined);
    const to = by && by.hasAttribute("formaction") ? by.formAction : form.action;
    try {
      const answer = await fetch(to, { method: "POST", body: fields, credentials: "same-origin" });
      const kind = answer.headers.get("Content-Type") || "";
      if (answer.ok) for (const box of form.querySelectorAll("textarea")) clearTimeout(box.timer);
      if (answer.ok) Kept.done(form);
      delete form.dataset.going;
      delete form.dataset.sent;
      if (kind.startsWith("text/html")) show(await answer.text(), answer.redirected || answer.ok ? answer.url : "");
      document.querySelector("[role=alert][tabindex]")?.focus();
    } catch {
      delete form.dataset.going;
      delete form.dataset.sent;
      const line = document.createElement("p");
      Object.assign(line, { className: "off", textContent: said("failed") });
      line.setAttribute("role", "alert");
      form.prepend(line);
      setTimeout(() => line.remove(), 15000);
    }
    sending -= 1;
    if (again && !sending) { again = false; later(); }
  });

  /* ---- drafts ------------------------------------------------------------------------------------------- */
  async function keep(box) {
    const form = new FormData();
    form.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    form.set("kind", box.dataset.kind);
    form.set("text", box.value);
    told.me = Date.now();
    try { await fetch(box.dataset.draft, { method: "POST", body: form, credentials: "same-origin", keepalive: true }); } catch { /* kept on the page */ }
  }
  addEventListener("input", (event) => {
    const box = event.target;
    if (box.nodeName !== "TEXTAREA" || !box.dataset.draft) return;
    clearTimeout(box.timer);
    box.timer = setTimeout(() => keep(box), 700);
  });
  addEventListener("click", (event) => {
    const link = event.target.closest("[data-insert]");
    if (!link) return;
    event.preventDefault();
    const box = document.getElementById("reply");
    box.value = box.value ? `${box.value}\n${link.dataset.insert}` : link.dataset.insert;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  });

  /* ---- who looks ---------------------------------------------------------------------------------------- */
  function look(left) {
    const to = document.getElementById("looking")?.dataset.look;
    if (!to) return;
    const form = new FormData();
    form.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    if (left) form.set("left", "yes");
    fetch(to, { method: "POST", body: form, credentials: "same-origin", keepalive: true }).catch(() => {});
  }
  addEventListener("pagehide", () => { look(true); for (const box of document.querySelectorAll("textarea[data-draft]")) if (Kept.has(box)) keep(box); });

  /* ---- keys --------------------------------------------------------------------------------------------- */
  const typing = (el) => /^(TEXTAREA|SELECT)$/.test(el.nodeName) || (el.nodeName === "INPUT" && !/radio|checkbox|button|submit/.test(el.type));
  let leader = 0;
  addEventListener("keydown", (event) => {
    const el = event.target, key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && key === "k") { event.preventDefault(); palette(); return; }
    if ((event.ctrlKey || event.metaKey) && key === "enter" && el.form) { event.preventDefault(); el.form.requestSubmit(el.form.querySelector("[data-send]") || undefined); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(el) || document.querySelector("dialog[open]")) {
      if (el.id === "palette-q" && key === "enter") { const first = document.querySelector("#palette-found a"); if (first) { event.preventDefault(); first.click(); } }
      if (el.id === "palette-q" && key === "arrowdown") { event.preventDefault(); document.querySelector("#palette-found a")?.focus(); }
      if (key === "escape" && typing(el) && !document.querySelector("dialog[open]")) el.blur();
      return;
    }
    if (key === "?") { event.preventDefault(); help(); return; }
    if (leader && Date.now() - leader < 1500) { leader = 0; const to = { d: 0, c: 1 }[key]; if (to !== undefined) { document.querySelectorAll("body > header nav a")[to].click(); return; } }
    if (key === "g") { leader = Date.now(); return; }
    if (/^[1-9]$/.test(key)) { const choice = document.querySelectorAll("#ask input[type=radio]")[Number(key) - 1]; if (choice) { choice.click(); choice.focus(); } return; }
    if (key === "j" || key === "k") { walk(key === "j" ? 1 : -1); return; }
    const found = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === key && each.offsetParent !== null);
    if (!found) return;
    event.preventDefault();
    if (found.nodeName === "SUMMARY") { found.parentElement.open = true; found.parentElement.querySelector("textarea, select, input:not([type=hidden]), button")?.focus(); }
    else if (/^(TEXTAREA|INPUT)$/.test(found.nodeName)) { found.focus(); }
    else { found.click(); }
  });
  function walk(by) {
    const all = [...document.querySelectorAll("[data-walk] > li > a:first-child, .rail .list > li > a")].filter((each) => each.offsetParent !== null);
    const here = all.indexOf(document.activeElement);
    all[(here + by + all.length) % all.length]?.focus();
  }

  /* ---- palette and help --------------------------------------------------------------------------------- */
  async function fill(address, part, into) {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.getElementById(into).replaceChildren(...page.getElementById(part).childNodes);
  }
  function palette() {
    const dialog = document.getElementById("palette"), box = document.getElementById("palette-q");
    if (dialog.open) { dialog.close(); return; }
    dialog.showModal();
    box.value = "";
    box.oninput = () => { clearTimeout(box.timer); box.timer = setTimeout(() => seek(box.value), 120); };
    seek("");
    box.focus();
  }
  const seek = (text) => fill(`${said("palette")}?q=${encodeURIComponent(text)}`, "found", "palette-found").catch(() => {});
  function help() { fill(said("help"), "keys", "help-inside").then(() => document.getElementById("help").showModal()).catch(() => {}); }

  /* ---- clocks, the tone, the beginning ------------------------------------------------------------------- */
  setInterval(() => {
    for (const bar of document.querySelectorAll("progress[data-left]")) {
      bar.value = Math.max(0, bar.value - 1000);
      if (bar.value === 0 && !bar.dataset.over) { bar.dataset.over = "yes"; later(); }
    }
  }, 1000);
  setInterval(() => look(false), 20000);
  let sound;
  addEventListener("pointerdown", () => { sound ||= new AudioContext(); }, { once: true });
  function tone() {
    const name = document.querySelector("#rings .ring h2")?.textContent.trim();
    if (name) document.title = `● ${name}`;
    if (!sound || sound.state !== "running") return;
    for (const [when, pitch] of [[0, 660], [0.22, 880]]) {
      const wave = sound.createOscillator(), loud = sound.createGain();
      wave.frequency.value = pitch;
      loud.gain.setValueAtTime(0.06, sound.currentTime + when);
      loud.gain.exponentialRampToValueAtTime(0.0001, sound.currentTime + when + 0.2);
      wave.connect(loud).connect(sound.destination);
      wave.start(sound.currentTime + when);
      wave.stop(sound.currentTime + when + 0.22);
    }
  }
  function ready() {
    if (document.querySelector("#rings .ring")) { const name = document.querySelector("#rings .ring h2").textContent.trim(); document.title = `● ${name}`; }
  }
  addEventListener("popstate", () => location.reload());
  addEventListener("online", () => later());
  const begin = () => { listen(); look(false); toEnd(); ready(); };
  if (document.readyState === "complete") begin(); else addEventListener("load", begin);
})();
