/* Several like rows in one form: the server adds one (_form.html); here one is taken away and can be called back. */
(() => {
  "use strict";
  const FIELDS = "input:not([type=hidden]), select, textarea";
  const rowsOf = (holder) => [...holder.querySelectorAll(":scope > [data-row]")];
  const adderOf = (holder) => holder.querySelector(":scope > .rows-add > [data-row-add]");
  const limit = (holder) => { adderOf(holder).disabled = rowsOf(holder).length >= Number(holder.dataset.rowsMax); };
  const changed = (holder) => {
    limit(holder);
    holder.dispatchEvent(new CustomEvent("rows:changed", { bubbles: true }));
  };

  house.rows = {
    of: rowsOf,
    /** Ask the server for rows until there are as many, without moving the focus. */
    async ensure(holder, count) {
      for (let before = -1; rowsOf(holder).length < count && rowsOf(holder).length > before;) {
        before = rowsOf(holder).length;
        await htmx.ajax("POST", "", { source: adderOf(holder), quiet: true });
      }
    },
  };
  document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
    const button = ctx.sourceElement;
    if (button.matches("[data-row-add]")) ctx.request.action = button.form.getAttribute("action");
  });
  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    if (!ctx.sourceElement.matches("[data-row-add]")) return;
    const holder = ctx.sourceElement.closest("[data-rows]");
    changed(holder);
    if (!ctx.quiet) rowsOf(holder).pop().querySelector(FIELDS)?.focus();
  });

  document.addEventListener("click", (event) => {
    const remover = event.target.closest("[data-row-remove]");
    if (!remover) return;
    const row = remover.closest("[data-row]"), holder = row.parentElement;
    const at = rowsOf(holder).indexOf(row), next = row.nextSibling;
    row.remove();
    changed(holder);
    (rowsOf(holder)[at] || rowsOf(holder).pop())?.querySelector(FIELDS)?.focus();
    house.toast(house.say("row-removed", { count: at + 1 }), "info", {
      label: house.say("undo"),
      run: () => {
        holder.insertBefore(row, next?.parentNode === holder ? next : adderOf(holder).parentElement);
        changed(holder);
      },
    });
  });
  house.dress((root) => root.querySelectorAll("[data-rows]").forEach(limit));
})();
