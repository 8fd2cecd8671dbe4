/* Passkeys (WebAuthn): a button with data-passkey="get|create" fills `credential` of its form and sends it.
   The options come with the page (data-options: the id of a JSON element) or from the form's address. */
"use strict";
for (const button of document.querySelectorAll("[data-passkey]")) {
  const form = button.form;
  const words = document.getElementById(button.dataset.words);
  const known = window.PublicKeyCredential && PublicKeyCredential.parseRequestOptionsFromJSON;
  if (!known) { button.hidden = true; continue; }
  button.hidden = false;
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    if (words) words.hidden = true;
    try {
      const options = button.dataset.options
        ? JSON.parse(document.getElementById(button.dataset.options).textContent)
        : await (await fetch(form.action, { headers: { Accept: "application/json" } })).json();
      const credential = button.dataset.passkey === "create"
        ? await create(options.creation_options || options, form)
        : await navigator.credentials.get({
            publicKey: PublicKeyCredential.parseRequestOptionsFromJSON((options.request_options || options).publicKey),
          });
      form.elements.credential.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch (error) {
      if (words) words.hidden = false;
    }
  });
}
async function create(options, form) {
  const wanted = structuredClone(options.publicKey);
  if (form.elements.passwordless && form.elements.passwordless.checked) {
    wanted.authenticatorSelection = {
      ...wanted.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required",
    };
  }
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(wanted) });
}
