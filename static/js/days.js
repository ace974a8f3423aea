/* A day that was copied somewhere (2026年12月31日, 2026/12/31, 12-31) is pasted into the picker of the browser: the server reads
   it, as it does where it is sent as text. What cannot be read is said beside the field, and nothing is put into it. */
(() => {
  "use strict";
  const says = (input) => {
    const value = input.closest(".field-value, td") ?? input.parentElement;
    let place = value.querySelector(`:scope .field-says[data-of="${input.id}"]`);
    if (!place) {
      place = house.make("div", { class: "field-says", "data-of": input.id, "aria-live": "polite" });
      input.after(place);
    }
    return place;
  };
  const read = async (input, typed) => {
    const asked = new URLSearchParams({ typed });
    if (input.type === "datetime-local") asked.set("time", "1");
    if (input.dataset.back !== undefined) asked.set("back", "1");
    const answer = await fetch(`/readings/days?${asked}`, { headers: { Accept: "application/json" } });
    const { day, refused } = await answer.json();
    const place = says(input);
    place.replaceChildren();
    if (refused) place.append(house.make("p", { class: "error" }, refused));
    if (!day) return;
    input.value = day;
    for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
  };
  document.addEventListener("paste", (event) => {
    const input = event.target.closest?.("input[type=date], input[type=datetime-local]");
    const typed = event.clipboardData?.getData("text").trim();
    if (!input || input.readOnly || !typed) return;
    event.preventDefault();
    read(input, typed).catch(() => {}); // signed out or without a connection nothing is put in, as nothing was typed
  }, true);
})();
