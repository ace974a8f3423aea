/* Photos become small before they leave the phone (2,000 px, JPEG); files too large are named before they are sent. */
(() => {
  "use strict";
  const EDGE = 2000, WORTH = 900 * 1024;
  const size = (bytes) => (bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`);

  const shrink = async (file) => {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < WORTH || !window.createImageBitmap) return file;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, EDGE / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      const pen = canvas.getContext("2d");
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
      if (!blob || blob.size >= file.size) return file;
      return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg", lastModified: file.lastModified });
    } catch { return file; }
  };

  document.addEventListener("change", async (event) => {
    const input = event.target;
    const box = input.matches?.("input[type=file]") && input.closest("[data-shrink-images]");
    if (!box || !input.files.length) return;
    const before = [...input.files], after = await Promise.all(before.map(shrink));
    if (after.some((file, n) => file !== before[n]) && window.DataTransfer) {
      const carrier = new DataTransfer();
      after.forEach((file) => carrier.items.add(file));
      input.files = carrier.files;
    }
    const most = Number(input.dataset.maxBytes || 0);
    const list = box.querySelector(".file-list") || box.appendChild(house.make("ul", { class: "file-list", "aria-live": "polite" }));
    list.replaceChildren(...after.map((file, n) => {
      const large = most && file.size > most, key = large ? "too-large" : file === before[n] ? "file" : "shrunk";
      const words = house.say(key, { name: file.name, size: size(large ? most : file.size) });
      return house.make("li", { class: large ? "error" : "" }, words);
    }));
  });
})();
