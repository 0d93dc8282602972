// Commands to copy, for programs that ask the server.
import { byId } from "./element.js";
import { chosenModel, modelPath } from "./model-choice.js";
import { toast } from "./toast.js";

export function startPrograms() {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", () => copy(byId(button.dataset.copy)));
  }
}

export function showPrograms() {
  const host = location.origin;
  byId("programs-predict").textContent = [
    `curl ${host}${modelPath()}:predict \\`,
    "  --header 'Content-Type: application/json' \\",
    `  --data "{\\"instances\\": [{\\"b64\\": \\"$(base64 < digit.png | tr -d '\\n')\\"}]}"`,
  ].join("\n");
  byId("programs-read").textContent = [
    `curl '${host}/v1/read?model=${encodeURIComponent(chosenModel())}' \\`,
    "  --header 'Content-Type: image/png' --data-binary @page.png",
  ].join("\n");
}

/** The clipboard needs HTTPS or this machine; elsewhere the text is selected, to be copied. */
async function copy(code) {
  try {
    await navigator.clipboard.writeText(code.textContent);
    toast("Copied.");
  } catch {
    getSelection().selectAllChildren(code);
    toast("Selected: press Ctrl+C to copy it.");
  }
}
