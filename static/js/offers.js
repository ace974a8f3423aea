/* A button that offers a value for a field (a mended code, a suggested size): with a script it is filled in at once, without
   one the form is sent and comes back with it. */
(() => {
  "use strict";
  /* A size that follows from the figures is taken as long as nobody chose one. */
  house.dress((root) => root.querySelectorAll("[data-offer-now]").forEach((offer) => {
    const chosen = offer.closest("form").querySelector(`[name="${offer.dataset.offer}"]:checked`);
    offer.removeAttribute("data-offer-now");
    const follow = chosen ? null : offer.closest("form").querySelector(`[name="${offer.dataset.offer}"][value="${offer.value}"]`);
    if (follow) follow.checked = true;
  }));
  document.addEventListener("click", (event) => {
    const offer = event.target.closest("[data-offer]");
    const form = offer?.closest("form");
    if (!form) return;
    const named = (name) => [...form.querySelectorAll(`[name="${name}"]`)];
    const fields = named(offer.dataset.offer);
    const target = fields[0]?.type === "radio" ? fields.find((one) => one.value === offer.value) : fields[0];
    if (!target) return;
    event.preventDefault();
    if (target.type === "radio") target.checked = true; else target.value = offer.value;
    const words = named(`${offer.dataset.offer}_text`)[0];
    if (words) { words.value = offer.dataset.offerText || offer.value; form.dispatchEvent(new CustomEvent("draft:filled")); }
    target.dispatchEvent(new Event("change", { bubbles: true }));
    (words || target).focus();
  });
  /* A choice that mostly means the same words fills them in where nothing is written yet; they stay what it filled in until
     somebody writes there. */
  document.addEventListener("change", (event) => {
    const field = event.target.form?.elements[event.target.dataset?.fills];
    if (!field || field.value) return;
    field.value = event.target.dataset.words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
