/* Registering by camera: a photo becomes small here, is read at once, and what was read goes into its field at a press. */
(() => {
  "use strict";
  const { make, say } = house;

  document.addEventListener("change", async ({ target }) => {
    const box = target.matches?.("[data-camera] input[type=file]") && target.closest("#camera");
    if (!box || !target.files.length) return;
    const wait = box.querySelector("[data-camera-wait]"), send = box.querySelector("[data-camera-send]");
    box.querySelectorAll("[data-camera] input[type=file]").forEach((other) => { if (other !== target) other.value = ""; });
    wait.replaceChildren(make("span", { class: "spinner", "aria-hidden": "true" }), say("photo-reading"));
    box.setAttribute("aria-busy", "true");
    const before = target.files[0], after = await house.shrink(before);
    if (after !== before && window.DataTransfer) {
      const carrier = new DataTransfer();
      carrier.items.add(after);
      target.files = carrier.files;
    }
    send.click();
  });
  const done = () => {
    const box = document.getElementById("camera");
    box?.removeAttribute("aria-busy");
    box?.querySelector("[data-camera-wait]")?.replaceChildren();
    box?.querySelectorAll("[data-camera] input[type=file]").forEach((input) => { input.value = ""; });
  };
  document.addEventListener("htmx:finally:request", (event) => { if (event.target.closest?.("#camera")) done(); });

  const named = (form, name) => form.querySelector(`[name="${name}"]`);

  /* Somebody else of the firm needs a row of their own. */
  const field = async (form, name) => {
    const row = name.match(/^contacts-(\d+)-/), holder = form.querySelector("[data-rows]");
    if (row && !named(form, name) && holder) await house.rows.ensure(holder, Number(row[1]) + 1);
    return named(form, name);
  };
  const put = async (item, { gently }) => {
    const form = item.closest("form"), { field: name, value, words } = item.dataset, target = await field(form, name);
    if (!target || (gently && target.value && !("added" in item.dataset))) return false;
    if ("added" in item.dataset && target.value) {
      if (!target.value.includes(value)) target.value = `${target.value}\n${value}`;
    } else target.value = value;
    const shown = named(form, `${name}_text`);
    if (shown) { shown.value = words; form.dispatchEvent(new CustomEvent("draft:filled")); }
    for (const kind of ["input", "change"]) target.dispatchEvent(new Event(kind, { bubbles: true }));
    item.classList.add("taken");
    const button = item.querySelector("[data-adopt]");
    if (button) button.textContent = say("photo-taken");
    return true;
  };
  document.addEventListener("click", async (event) => {
    const one = event.target.closest("[data-adopt]"), all = event.target.closest("[data-adopt-all]");
    if (!one && !all) return;
    event.preventDefault();
    if (one) return void (await put(one.closest("li"), { gently: false }));
    const found = all.closest(".camera-found"), list = found.querySelector(".camera-read");
    let count = 0;
    for (const item of found.querySelectorAll("[data-with-all]")) if (await put(item, { gently: true })) count += 1;
    /* What is left to do stands on the sheet below: what was read folds away, unless a person must still look at some of it. */
    if (!found.querySelector(".camera-value:not(.taken)")) {
      list.open = false;
      list.querySelector("summary").focus();
      all.hidden = true;
    }
    house.announce(say("photo-all-taken", { count }));
  });
})();
