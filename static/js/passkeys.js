/* Passkeys: the browser asks the device, its answer goes into the form's hidden field, and the form is sent. */
(() => {
  "use strict";
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const ids = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const asked = (options) => ({
    ...options,
    challenge: bytes(options.challenge),
    ...(options.user && { user: { ...options.user, id: bytes(options.user.id) } }),
    allowCredentials: ids(options.allowCredentials),
    excludeCredentials: ids(options.excludeCredentials),
  });

  const said = (key) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
      if (key.response[name]) response[name] = text(key.response[name]);
    return JSON.stringify({ id: key.id, rawId: text(key.rawId), type: key.type, response, clientExtensionResults: {} });
  };

  const offer = (place) => {
    if (place.dataset.ready || !window.PublicKeyCredential) return;
    place.dataset.ready = "yes";
    place.hidden = false;
    const form = place.closest("form"), notice = place.querySelector("[role=status]");
    place.querySelector("button").addEventListener("click", async () => {
      notice.textContent = "";
      try {
        const publicKey = asked(JSON.parse(place.dataset.options));
        form.elements.credential.value = said(await navigator.credentials[place.dataset.passkey]({ publicKey }));
      } catch {
        notice.textContent = place.dataset.failed;
        return;
      }
      form.requestSubmit();
    });
  };
  house.dress(() => document.querySelectorAll("[data-passkey]").forEach(offer));
})();
