/* A signature with a finger, a pen or the mouse: drawn on a canvas, handed in as the PNG of the field for files beside it.
   Without a script the field takes a photograph of the signature. */
(() => {
  "use strict";
  const WIDTH = 900, HEIGHT = 300;

  const pad = (field) => {
    const input = field.querySelector("input[type=file]");
    if (!input || field.querySelector("canvas") || !window.DataTransfer) return;
    const canvas = house.make("canvas", { class: "pad", width: WIDTH, height: HEIGHT, role: "img", "aria-label": field.dataset.words });
    const clear = house.make("button", { type: "button", class: "btn small" }, field.dataset.clear);
    field.prepend(canvas, clear);
    const pen = canvas.getContext("2d");
    let last = null, drawn = false;

    const wipe = () => {
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, WIDTH, HEIGHT);
      drawn = false;
    };
    const place = (event) => {
      const box = canvas.getBoundingClientRect();
      return [((event.clientX - box.left) * WIDTH) / box.width, ((event.clientY - box.top) * HEIGHT) / box.height];
    };
    const hand = (files) => {
      const carrier = new DataTransfer();
      files.forEach((file) => carrier.items.add(file));
      input.files = carrier.files;
    };
    const keep = () => canvas.toBlob((blob) => {
      if (blob && drawn) hand([new File([blob], field.dataset.name, { type: "image/png" })]);
    }, "image/png");

    canvas.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      canvas.setPointerCapture(event.pointerId);
      last = place(event);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!last) return;
      const to = place(event);
      Object.assign(pen, { strokeStyle: "#111", lineWidth: 5, lineCap: "round", lineJoin: "round" });
      pen.beginPath();
      pen.moveTo(...last);
      pen.lineTo(...to);
      pen.stroke();
      [last, drawn] = [to, true];
    });
    for (const name of ["pointerup", "pointercancel"]) {
      canvas.addEventListener(name, () => { if (last) { last = null; keep(); } });
    }
    clear.addEventListener("click", () => { wipe(); hand([]); });
    wipe();
  };
  house.dress(() => document.querySelectorAll("[data-signature]").forEach(pad));
})();
