/* Dialogs, questions before what cannot be undone, the way back, choices that send their form, texts that grow. */
(() => {
  "use strict";
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open-dialog]");
    if (opener) { opener.closest("details[data-menu]")?.removeAttribute("open"); document.getElementById(opener.dataset.openDialog)?.showModal(); return; }
    const closer = event.target.closest("[data-close-dialog]");
    if (closer) return closer.closest("dialog").close();
    if (event.target.matches("dialog")) return event.target.close();
    if (event.target.closest("[data-back]")) return history.back();
    const asked = event.target.closest("[data-confirm]");
    if (asked && !window.confirm(asked.dataset.confirm)) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    const copier = event.target.closest("[data-copy]");
    if (copier) copy(document.getElementById(copier.dataset.copy));
  }, true);

  /* The clipboard interface is missing on plain http, as in most company networks: select and copy the old way. */
  const copy = (source) => {
    if (!source) return;
    const text = source.value ?? source.textContent;
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

  const grow = (area) => { area.style.height = "auto"; area.style.height = `${area.scrollHeight + 2}px`; };
  document.addEventListener("input", (event) => { if (event.target.matches?.("[data-grow]")) grow(event.target); }, true);
  house.dress((root) => {
    document.body.classList.toggle("has-actions-bar", document.querySelector(".main > [data-form] > [data-actions]") !== null);
    root.querySelectorAll("[data-back], [data-copy], [data-take], [data-keep], [data-theme-toggle], [data-open-dialog]").forEach((element) => { element.hidden = false; });
    root.querySelectorAll("textarea[data-grow]").forEach((area) => { if (area.value && area.offsetParent) grow(area); });
  });
})();
