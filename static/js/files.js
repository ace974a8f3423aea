/* Photos become small before they leave the phone (2,000 px, JPEG); files too large are named before they are sent. */
(() => {
  "use strict";
  const EDGE = 2000, WORTH = 900 * 1024;
  const size = (bytes) => (bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`);

  const heif = (file) => /^image\/hei[cf]/.test(file.type) || /\.hei[cf]$/i.test(file.name);

  /* HEIC, which only some browsers can read, becomes JPEG where this one can; else the server says what to do. */
  const shrink = async (file) => {
    const turn = heif(file);
    if (!window.createImageBitmap || !(turn || (/^image\/(jpeg|png|webp)$/.test(file.type) && file.size >= WORTH))) return file;
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
      if (!blob || (!turn && blob.size >= file.size)) return file;
      return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg", lastModified: file.lastModified });
    } catch { return file; }
  };

  house.shrink = shrink;

  /* Files that are pasted or dropped join those chosen; a picture from the clipboard has no name of its own. */
  const add = (input, files) => {
    const carrier = new DataTransfer();
    [...(input.multiple ? input.files : []), ...files].forEach((file) => carrier.items.add(file));
    input.files = carrier.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const inputs = () => [...document.querySelectorAll("[data-shrink-images] input[type=file]")].filter((one) => one.offsetParent);

  document.addEventListener("paste", (event) => {
    const files = [...event.clipboardData?.files || []], all = inputs();
    const input = event.target.closest?.("form")?.querySelector("[data-shrink-images] input[type=file]") || (all.length === 1 && all[0]);
    if (!files.length || !input) return;
    event.preventDefault();
    add(input, files);
  });
  document.addEventListener("dragover", (event) => {
    if (event.target.closest?.("[data-shrink-images]") && event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const input = event.target.closest?.("[data-shrink-images]")?.querySelector("input[type=file]");
    if (!input || !event.dataTransfer?.files.length) return;
    event.preventDefault();
    add(input, event.dataTransfer.files);
  });

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
