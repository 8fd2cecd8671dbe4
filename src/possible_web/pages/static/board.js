/* The board, livelier: a visit is dragged, or moved by arrow keys, to somebody else or to another time.
   The forms beside and on the page of the visit do the same without this file. */
"use strict";
(() => {
  const QUARTER = 15 * 60 * 1000;
  const table = () => document.querySelector("table.board");
  const rows = () => [...document.querySelectorAll("table.board tbody tr:not([data-away])")];
  let dragged = null, keyed = null;

  function move(visit, technician, at) {
    const form = document.getElementById("place");
    if (!form) return;
    form.action = form.dataset.action.replace("/0/", `/${visit}/`);
    form.elements.technician.value = technician;
    form.elements.at.value = at;
    form.requestSubmit();
  }

  /* ---- dragging ----------------------------------------------------------------------------------------- */
  addEventListener("dragstart", (event) => {
    const job = event.target.closest?.("[data-visit]");
    if (!job) return;
    dragged = { visit: job.dataset.visit, hold: event.clientX - job.getBoundingClientRect().left };
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", job.dataset.name);
  });
  addEventListener("dragover", (event) => {
    const row = event.target.closest?.("tr[data-technician]:not([data-away])");
    if (!dragged || !row) return;
    event.preventDefault();
    for (const each of rows()) each.toggleAttribute("data-over", each === row);
  });
  addEventListener("dragend", () => { dragged = null; for (const each of rows()) each.removeAttribute("data-over"); });
  addEventListener("drop", (event) => {
    const row = event.target.closest?.("tr[data-technician]:not([data-away])");
    if (!dragged || !row) return;
    event.preventDefault();
    const { visit, hold } = dragged;
    dragged = null;
    move(visit, row.dataset.technician, timeAt(row, event.clientX - hold));
  });
  function timeAt(row, x) {
    const box = row.getBoundingClientRect(), head = row.querySelector("th").getBoundingClientRect();
    const whole = Number(table().dataset.quarters);
    const mirrored = document.documentElement.dir === "rtl";
    const far = mirrored ? head.left - x : x - head.right;
    const number = Math.max(0, Math.min(whole - 1, Math.round((far / (box.width - head.width)) * whole)));
    return Number(table().dataset.opens) + number * QUARTER;
  }

  /* ---- arrow keys --------------------------------------------------------------------------------------- */
  addEventListener("keydown", (event) => {
    const job = event.target.closest?.("[data-visit]");
    if (!job || event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (steps) { event.preventDefault(); step(job, steps); return; }
    if (event.key === "Escape" && keyed) { event.preventDefault(); forget(); return; }
    if (event.key === "Enter" && keyed) { event.preventDefault(); const to = keyed; forget(); move(job.dataset.visit, to.row.dataset.technician, to.at); }
  });
  addEventListener("focusout", () => { if (keyed) forget(); });
  function step(job, [down, across]) {
    const all = rows();
    if (document.documentElement.dir === "rtl") across = -across;
    if (!keyed) keyed = { row: job.closest("tr"), at: Math.round(Number(job.dataset.starts) / QUARTER) * QUARTER };
    keyed.row = all[Math.max(0, Math.min(all.length - 1, all.indexOf(keyed.row) + down))];
    const first = Number(table().dataset.opens), last = first + (Number(table().dataset.quarters) - 1) * QUARTER;
    keyed.at = Math.max(first, Math.min(last, keyed.at + across * QUARTER));
    for (const each of all) each.toggleAttribute("data-over", each === keyed.row);
    tell(job);
  }
  function tell(job) {
    const line = document.getElementById("moving");
    const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", timeZone: line.dataset.zone });
    line.textContent = line.dataset.ask.replace("%visit", job.dataset.name).replace("%name", keyed.row.dataset.shown).replace("%time", time.format(keyed.at));
  }
  function forget() {
    keyed = null;
    document.getElementById("moving").textContent = "";
    for (const each of rows()) each.removeAttribute("data-over");
  }
})();
