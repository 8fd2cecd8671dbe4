/* What somebody writes, chooses or opens stays as it is when a page, or a part of one, renews itself around it. */
"use strict";
const Kept = (() => {
  const CHOSEN = /^(radio|checkbox)$/, NOBODYS = /^(hidden|submit|button|reset|image)$/;
  const written = new WeakSet();
  const ours = (field) => field.matches?.("input, select, textarea") && !NOBODYS.test(field.type);
  const fields = () => [...document.querySelectorAll("input, select, textarea")].filter(ours);
  const form = (field) => field.getAttribute("form") || field.closest("form")?.getAttribute("action") || "";
  const name = (field) => [form(field), field.name || field.id, CHOSEN.test(field.type) ? field.value : ""].join("\n");
  const alike = (field) => fields().filter((each) => each.type === field.type && each.name === field.name && form(each) === form(field));

  addEventListener("input", ({ target }) => {
    if (!ours(target)) return;
    for (const field of CHOSEN.test(target.type) ? alike(target) : [target]) written.add(field);
  }, true);
  addEventListener("reset", (event) => done(event.target), true);

  /* The fields of a form that arrived are the server's again. */
  function done(sent) {
    for (const field of [...sent.elements].filter(ours)) {
      written.delete(field);
      if (field.type === "file") field.value = "";
    }
  }
  /* What was written and is not sent, to be put back with `back` when its field was moved or made anew. */
  const taken = () => fields().filter((field) => written.has(field)).map((field) => ({ field, name: name(field), value: field.value, checked: field.checked }));
  function back(notes) {
    const moved = notes.filter((note) => !note.field.isConnected || name(note.field) !== note.name || !written.has(note.field));
    if (!moved.length) return;
    const here = new Map(fields().map((field) => [name(field), field]));
    for (const note of moved) {
      const field = here.get(note.name);
      if (!field || field.type === "file") continue;
      if (CHOSEN.test(field.type)) field.checked = note.checked; else field.value = note.value;
      written.add(field);
    }
  }
  Idiomorph.defaults.callbacks.beforeNodeMorphed = (old, fresh) => {
    if (old.nodeName === "DIALOG" && old.open) return false;
    if (old.nodeName === "DETAILS" && old.open) fresh.setAttribute("open", "");
    if (written.has(old)) {
      if (fresh.nodeName === old.nodeName && name(old) === name(fresh)) return false;
      written.delete(old);
    }
    return old.id !== "writing";
  };
  let notes = [];
  addEventListener("htmx:beforeSwap", ({ detail }) => {
    const { elt, verb } = detail.requestConfig;
    if (elt.nodeName === "FORM" && verb === "post" && detail.xhr.status < 400) done(elt);
    notes = taken();
  }, true);
  addEventListener("htmx:afterSwap", () => back(notes), true);
  return { back, done, has: (field) => written.has(field), taken };
})();
