/* Several like rows in one form: the add button copies the last row, emptied and renumbered; a removed row can be called back. */
(() => {
  "use strict";
  const rowsOf = (holder) => [...holder.querySelectorAll("[data-row]")].filter((row) => row.closest("[data-rows]") === holder && !row.hidden);
  const base = (holder) => holder.dataset.rowsName || holder.id;

  const renumber = (row, name, from, to) => {
    const before = new RegExp(`(^|\\s|#)${name}-${from}(?=-|$|\\s)`, "g");
    for (const element of [row, ...row.querySelectorAll("*")])
      for (const attribute of ["id", "name", "for", "aria-labelledby", "aria-describedby", "aria-controls", "data-within"]) {
        const value = element.getAttribute(attribute);
        if (value) element.setAttribute(attribute, value.replace(before, `$1${name}-${to}`));
      }
  };
  const indexOf = (row, name) => {
    const input = row.querySelector(`[name^="${name}-"]`);
    return input ? Number(input.name.slice(name.length + 1).split("-")[0]) : -1;
  };
  const empty = (row) => {
    row.querySelectorAll("input, select, textarea").forEach((input) => {
      if (input.type === "radio" || input.type === "checkbox") input.checked = input.defaultChecked && input.type === "radio" && input.value === "";
      else if (input.tagName === "SELECT") input.selectedIndex = Math.max(0, [...input.options].findIndex((option) => option.defaultSelected && !option.value));
      else if (!input.hasAttribute("data-keep-value")) input.value = "";
      input.removeAttribute("aria-invalid");
      if (input.style) input.style.height = "";
    });
    row.querySelectorAll(".bad").forEach((field) => field.classList.remove("bad"));
    row.querySelectorAll(".error, .typeahead-list, .typeahead-clear, .file-list").forEach((part) => part.remove());
    row.querySelectorAll("[data-dressed]").forEach((part) => part.removeAttribute("data-dressed"));
    row.querySelectorAll(".chosen").forEach((part) => part.classList.remove("chosen"));
  };
  const tellRemoval = (holder) => {
    const rows = rowsOf(holder);
    holder.querySelectorAll("[data-row-remove]").forEach((button) => { button.hidden = rows.length < 2; });
    const add = holder.querySelector("[data-row-add]");
    if (add) add.disabled = rows.length >= Number(holder.dataset.rowsMax || 50);
  };
  const add = (holder, focus = true) => {
    const rows = rowsOf(holder), last = rows[rows.length - 1];
    if (!last) return false;
    const name = base(holder), top = Math.max(...[...holder.querySelectorAll("[data-row]")].map((row) => indexOf(row, name)));
    const row = last.cloneNode(true);
    renumber(row, name, indexOf(last, name), top + 1);
    empty(row);
    last.after(row);
    window.htmx?.process(row);
    document.dispatchEvent(new CustomEvent("htmx:after:swap"));
    tellRemoval(holder);
    if (focus) row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    holder.dispatchEvent(new CustomEvent("rows:changed", { bubbles: true }));
    return true;
  };
  house.rows = { add, ensure(holder, count) { while (holder && rowsOf(holder).length < count && add(holder, false)); } };

  document.addEventListener("click", (event) => {
    const adder = event.target.closest("[data-row-add]");
    if (adder) { if (add(adder.closest("[data-rows]"))) event.preventDefault(); return; }
    const remover = event.target.closest("[data-row-remove]");
    if (!remover) return;
    event.preventDefault();
    const row = remover.closest("[data-row]"), holder = row.closest("[data-rows]"), rows = rowsOf(holder), at = rows.indexOf(row), next = row.nextSibling;
    if (rows.length < 2) return;
    row.remove();
    tellRemoval(holder);
    (rows[at + 1] || rows[at - 1])?.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    holder.dispatchEvent(new CustomEvent("rows:changed", { bubbles: true }));
    house.toast(house.say("row-removed", { count: at + 1 }), "info", {
      label: house.say("undo"),
      run: () => { holder.insertBefore(row, next && next.parentNode === holder ? next : holder.querySelector(".rows-add")); tellRemoval(holder); holder.dispatchEvent(new CustomEvent("rows:changed", { bubbles: true })); },
    });
  });
  house.dress((root) => root.querySelectorAll("[data-rows]").forEach(tellRemoval));
})();
