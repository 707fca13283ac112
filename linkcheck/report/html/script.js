"use strict";
// Runs before the list has come: filters by outcome are the style's work, so that they hold for what is still to come.
(() => {
  const $ = (selector) => document.querySelector(selector);
  const lists = () => [...document.querySelectorAll("main > section > ol")];
  const items = () => [...document.querySelectorAll("main > section > ol > li")];
  const chips = [...document.querySelectorAll(".chips button")];
  const severity = { dead: 0, suspect: 1, unsure: 2, alive: 3, skipped: 4 };
  const texts = new WeakMap();
  const text = (item) => {
    if (!texts.has(item)) texts.set(item, item.querySelector("summary, .summary").textContent.toLowerCase());
    return texts.get(item);
  };
  const passes = {
    "": () => true,
    needs: (item) => severity[item.dataset.outcome] < severity.alive,
  };

  function show() {
    const chip = chips.find((each) => each.getAttribute("aria-pressed") === "true");
    document.body.dataset.show = chip.dataset.outcome;
    return passes[chip.dataset.outcome] || ((item) => item.dataset.outcome === chip.dataset.outcome);
  }

  function filter() {
    const pass = show(), role = $("#role").value;
    const words = $("#search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const all = items(), filled = new Set();
    let shown = 0;
    for (const item of all) {
      const fit = (!role || item.dataset.role === role) && words.every((word) => text(item).includes(word));
      if (item.hidden === fit) item.hidden = !fit;
      if (fit && pass(item)) {
        shown += 1;
        filled.add(item.parentElement.parentElement);
      }
    }
    for (const section of document.querySelectorAll("main > section")) section.hidden = !filled.has(section);
    $("#none").hidden = shown > 0;
    $("#count").textContent = $("#count").dataset.of.replace("{shown}", shown).replace("{all}", all.length);
  }

  const number = (item) => Number(item.id.slice(1));
  const keys = {
    order: () => 0,
    worst: (item) => severity[item.dataset.outcome],
    host: (item) => item.dataset.host,
  };
  function sort() {
    const key = keys[$("#sort").value];
    const compare = (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : number(a) - number(b));
    for (const section of document.querySelectorAll("main > section")) {
      const sorted = [...section.querySelectorAll(":scope > ol > li")].sort(compare);
      for (const list of section.querySelectorAll(":scope > ol")) list.append(...sorted.splice(0, list.children.length));
    }
  }

  let open = null;
  function toggled(event) {
    const details = event.target;
    if (details.open && open && open !== details) open.open = false;
    if (details.open) open = details;
    else if (open === details) open = null;
    details.parentElement.classList.toggle("open", details.open);
    for (const list of lists()) list.classList.toggle("open", open !== null && list.contains(open));
    document.body.classList.toggle("reading", open !== null);
    if (details.open) details.querySelector(".story").scrollTop = 0;
  }

  function move(step) {
    const shown = [...document.querySelectorAll("main summary")].filter((each) => each.checkVisibility());
    const at = shown.indexOf(document.activeElement);
    const next = shown[Math.min(Math.max(at + step, 0), shown.length - 1)];
    if (next) next.focus();
  }

  const pressed = {
    "/": () => $("#search").focus(),
    ArrowDown: () => move(1),
    j: () => move(1),
    ArrowUp: () => move(-1),
    k: () => move(-1),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && open) {
      open.querySelector("summary").focus();
      open.open = false;
    } else if (!event.target.matches("input, select") && pressed[event.key]) {
      event.preventDefault();
      pressed[event.key]();
    }
  });
  for (const chip of chips) chip.addEventListener("click", () => {
    for (const other of chips) other.setAttribute("aria-pressed", String(other === chip));
    filter();
  });
  $("#role").addEventListener("change", filter);
  $("#search").addEventListener("input", filter);
  $("#sort").addEventListener("change", sort);
  document.addEventListener("toggle", toggled, true);
  document.addEventListener("DOMContentLoaded", filter);
  $("#controls").hidden = false;
  show();
})();
