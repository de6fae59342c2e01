// Keys for the pages on which one answers and ticks off: each presses the button that bears it. Without this file every
// answer is a tap all the same: forms are sent by the browser, and "saved" is what the server says once it has.
//
// Single keys may be turned off (WCAG 2.2, 2.1.4): the list of keys holds the switch, and it is remembered. In lists of
// promises what changes something works on the line that has the focus alone, so that no stray key delivers anything.
"use strict";
(() => {
  const OFF = "keys-off";
  const PLACE = "keys-place";
  const page = document.documentElement;
  const TYPES = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";
  const ROW = "[data-row]";
  let sent = false;
  let keyed = false; // whether a key, and no finger, was used last

  const on = () => localStorage.getItem(OFF) === null;
  const seen = (one) => one.checkVisibility();
  const rows = () => [...document.querySelectorAll(ROW)].filter(seen);
  const held = () => document.activeElement.closest(ROW);
  const row = () => held() ?? document.querySelector(`${ROW}:not([data-row=focus])`);
  const named = (key) => `[data-key="${CSS.escape(key)}"]`;
  const within = (key, where) => [...(where?.querySelectorAll(named(key)) ?? [])].find(seen);
  const outside = (key) => [...document.querySelectorAll(named(key))].find((one) => seen(one) && !one.closest(ROW));

  const show = () => {
    page.classList.add("scripted");
    page.classList.toggle("keys", on());
    for (const one of document.querySelectorAll("[data-keys-off]")) one.textContent = on() ? one.dataset.keysOff : one.dataset.keysOn;
    for (const one of document.querySelectorAll("[data-key]")) {
      if (on()) one.setAttribute("aria-keyshortcuts", one.dataset.key);
      else one.removeAttribute("aria-keyshortcuts");
    }
  };

  // A row itself where it can have the focus, else what stands first in it.
  const enter = (one) => {
    (one?.matches("[tabindex]") ? one : one?.querySelector("a, button, summary"))?.focus();
    one?.scrollIntoView({ block: "nearest" });
  };

  // Down and up in a list: the next row, on which the keys then act.
  const step = (key) => {
    const all = rows();
    const at = all.indexOf(held());
    enter(all[at < 0 ? 0 : at + (key === "j" ? 1 : -1)]);
  };

  const press = (key) => {
    const button = within(key, row()) ?? outside(key);
    if (button) button.click();
    else if (key === "y") outside("1")?.focus(); // yes, but due when: that is the choice
    else if ((key === "j" || key === "k") && rows().length) step(key);
    else return false;
    return true;
  };

  document.addEventListener("keydown", (event) => {
    keyed = true;
    if (event.key === "Escape") return leave(event);
    if (!on() || sent || event.repeat || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest(TYPES)) return;
    if (document.querySelector(":popover-open") && event.key !== "?") return;
    if (press(event.key.toLowerCase())) event.preventDefault();
  });
  document.addEventListener("pointerdown", () => {
    keyed = false;
  });

  // Out of a form that is being edited, as it was.
  const leave = (event) => {
    const edit = event.target.closest("details.edit[open]");
    if (!edit) return;
    edit.querySelector("form").reset();
    edit.open = false;
    edit.querySelector("summary").focus();
  };

  // One answer a page: what is pressed while one is on its way would else answer the same question twice. The line
  // says at once that it is being saved, and never that it was: that is for the page that comes.
  document.addEventListener("submit", (event) => {
    if (sent) return event.preventDefault();
    sent = true;
    event.target.setAttribute("aria-busy", "true");
    const saving = document.querySelector("[data-saving]");
    if (saving && event.target.method === "post") saving.textContent = saving.dataset.saving;
    const at = rows().indexOf(event.target.closest(ROW));
    if (keyed && at >= 0) sessionStorage.setItem(PLACE, `${location.pathname} ${at}`);
  });
  addEventListener("pageshow", () => {
    sent = false;
    for (const one of document.querySelectorAll("form[aria-busy]")) one.removeAttribute("aria-busy");
    for (const one of document.querySelectorAll("[data-saving]")) one.textContent = "";
  });

  // After a line was answered by a key, the one that took its place has the focus, and tells what was done.
  const stay = () => {
    const [path, at] = (sessionStorage.getItem(PLACE) ?? "").split(" ");
    sessionStorage.removeItem(PLACE);
    const all = rows();
    if (path !== location.pathname || document.activeElement !== document.body || !all.length) return;
    enter(all[Math.min(Number(at), all.length - 1)]);
    const note = document.querySelector(".note[role=status]");
    if (!note) return;
    note.id ||= "just-done";
    document.activeElement.setAttribute("aria-describedby", note.id);
  };

  document.addEventListener("toggle", (event) => {
    if (!event.target.matches("details.edit[open]")) return;
    const first = event.target.querySelector("input:not([type=hidden])");
    first.focus();
    first.setSelectionRange(first.value.length, first.value.length);
  }, true);

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-keys-off]")) return;
    if (on()) localStorage.setItem(OFF, "yes");
    else localStorage.removeItem(OFF);
    show();
  });

  show();
  stay();
})();
