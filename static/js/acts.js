/* Small acts of a button: ask before what cannot be undone, go back, copy; and a choice that sends its form. */
(() => {
  "use strict";
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-back]")) return history.back();
    const asked = event.target.closest("[data-confirm]");
    if (asked && !window.confirm(asked.dataset.confirm)) { event.preventDefault(); return event.stopImmediatePropagation(); }
    const copier = event.target.closest("[data-copy]");
    if (copier) copy(copier.dataset.copy.split(" ").map((id) => document.getElementById(id)));
  }, true);

  /* The clipboard interface is missing on plain http, as in most company networks: select and copy the old way. */
  const copy = (sources) => {
    const text = sources.map((source) => source?.value ?? source?.textContent ?? "").filter(Boolean).join("\n\n");
    if (!text) return;
    const area = house.make("textarea", { class: "vh", readonly: true });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    house.toast(house.say("copied"), "ok");
  };

  document.addEventListener("change", (event) => {
    if (event.target.closest("[data-submit-on-change]")) event.target.form?.requestSubmit();
  });

  const NEEDED = "[data-back], [data-copy], [data-take], [data-keep], [data-theme-toggle]";
  house.dress((root) => root.querySelectorAll(NEEDED).forEach((button) => { button.hidden = false; }));
})();
