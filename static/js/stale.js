/* Two people changed one record: take the other's value line by line, or keep one's own; what stands in the fields is saved. */
(() => {
  "use strict";
  const set = (id, text) => {
    const target = document.getElementById(id);
    if (!target) return;
    if (target.tagName === "SELECT") {
      const option = [...target.options].find((one) => one.text.trim() === text || one.value === text);
      if (option) target.value = option.value;
    } else if (target.type === "checkbox") target.checked = /^(y|true|1)/i.test(text);
    else if (target.matches("[role=radiogroup], div, ul")) {
      const label = [...target.querySelectorAll("label")].find((one) => one.textContent.trim() === text);
      const input = label ? label.querySelector("input") : [...target.querySelectorAll("input")].find((one) => one.value === text);
      if (input) input.checked = true;
    } else target.value = text;
    target.dispatchEvent(new Event("input", { bubbles: true }));
  };
  document.addEventListener("click", (event) => {
    const take = event.target.closest("[data-take]"), keep = event.target.closest("[data-keep]");
    if (!take && !keep) return;
    const line = (take || keep).closest("tr");
    const mine = line.querySelector("[data-mine]").textContent.trim();
    set((take ? take.dataset.take : keep.dataset.keep), take ? take.dataset.takeValue : mine === "/" ? "" : mine);
    line.querySelectorAll("td").forEach((cell) => cell.classList.toggle("taken", cell.contains(take || keep)));
  });
})();
