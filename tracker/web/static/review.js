// Keys for the pages that ask: each presses the button that bears it. Without this file every answer is a tap all the
// same: forms are sent by the browser, and "saved" is what the server says once it has.
"use strict";
(() => {
  const OFF = "keys-off";
  const page = document.documentElement;
  const TYPES = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";
  const ROW = "[data-row]";
  let sent = false;

  const on = () => localStorage.getItem(OFF) === null;
  const seen = (one) => one.checkVisibility();
  const rows = () => [...document.querySelectorAll(ROW)];
  const row = () => document.activeElement.closest(ROW) ?? rows()[0];
  const bearing = (key, where) => [...(where?.querySelectorAll(`[data-key="${CSS.escape(key)}"]`) ?? [])].find(seen);

  const show = () => {
    page.classList.add("scripted");
    page.classList.toggle("keys", on());
    for (const one of document.querySelectorAll("[data-keys-off]")) one.textContent = on() ? "Turn keys off" : "Turn keys on";
  };

  // Down and up in a list: the next row, on which the keys then act.
  const step = (key) => {
    const all = rows();
    const at = all.indexOf(document.activeElement.closest(ROW));
    const to = all[at < 0 ? 0 : at + (key === "j" ? 1 : -1)];
    to?.focus();
    to?.scrollIntoView({ block: "nearest" });
  };

  const press = (key) => {
    const button = bearing(key, row()) ?? bearing(key, document);
    if (button) button.click();
    else if (key === "y") bearing("1", document)?.focus(); // yes, but due when: that is the choice
    else if ((key === "j" || key === "k") && rows().length) step(key);
    else return false;
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return leave(event);
    if (!on() || sent || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest(TYPES)) return;
    if (document.querySelector(":popover-open") && event.key !== "?") return;
    if (press(event.key.toLowerCase())) event.preventDefault();
  });

  // Out of a form that is being edited, as it was.
  const leave = (event) => {
    const edit = event.target.closest("details.edit[open]");
    if (!edit) return;
    edit.querySelector("form").reset();
    edit.open = false;
    edit.querySelector("summary").focus();
  };

  // One answer a page: what is pressed while one is on its way would else answer the same question twice.
  document.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
    event.target.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", () => {
    sent = false;
  });

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
})();
