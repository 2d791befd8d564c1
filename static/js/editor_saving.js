/* Keeps the editor's own saving and a press of Publish, Submit or Save draft apart.

   Left alone, a press in the middle of the first autosave of something new makes two of it: the
   draft that was being saved, and the one that was sent. So the press waits for the saving to end,
   and once it is sent nothing is autosaved any more. */

const HELD = "data-held-back";
let saving = false;
let sent = false;
let waiting = null;

document.addEventListener("w-autosave:save", (event) => {
  if (sent) event.preventDefault();
  else saving = true;
});

for (const outcome of ["w-autosave:success", "w-autosave:error", "w-autosave:deactivated"]) {
  document.addEventListener(outcome, () => {
    saving = false;
    if (!waiting) return;
    const send = waiting;
    waiting = null;
    send();
  });
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.matches("[data-controller~='w-autosave']")) return;
    if (!saving) {
      sent = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const pressed = event.submitter;
    waiting = () => {
      form.querySelectorAll(`[${HELD}]`).forEach((input) => input.remove());
      if (pressed && pressed.name) {
        // The pressed button may be disabled by now, and would then not be sent itself.
        const input = document.createElement("input");
        input.type = "hidden";
        input.name = pressed.name;
        input.value = pressed.value;
        input.setAttribute(HELD, "");
        form.append(input);
      }
      sent = true;
      form.requestSubmit();
    };
  },
  true,
);

// Back in the editor by the browser's Back button: the page is as it was left.
window.addEventListener("pageshow", () => {
  sent = false;
});
