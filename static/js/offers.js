/* A button that offers a value for a field (a mended code, a suggested size): with a script it is filled in at once, without one the form is sent and comes back with it. */
(() => {
  "use strict";
  document.addEventListener("click", (event) => {
    const offer = event.target.closest("[data-offer]");
    const form = offer?.closest("form");
    const field = form?.elements[offer.dataset.offer];
    if (!field) return;
    event.preventDefault();
    const target = field instanceof RadioNodeList ? [...field].find((one) => one.value === offer.value) : field;
    if (!target) return;
    if (target.type === "radio") target.checked = true; else target.value = offer.value;
    const words = form.elements[`${offer.dataset.offer}_text`];
    if (words) { words.value = offer.dataset.offerText || offer.value; form.dispatchEvent(new CustomEvent("draft:filled")); }
    target.dispatchEvent(new Event("change", { bubbles: true }));
    (words || target).focus();
  });
})();
