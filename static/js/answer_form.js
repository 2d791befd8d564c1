// The form of one question: what is given in it, and where its buttons lead.

const { gettext, interpolate } = window.django ?? window;

export function fieldsOf(form) {
  const own = ["csrfmiddlewaretoken", "idempotency_key", "after", "left_over", "token"];
  return [...new FormData(form)].filter(([name]) => !own.includes(name));
}

// The same text for the same answer.
export function asText(form) {
  return JSON.stringify(fieldsOf(form));
}

export function isEmpty(form) {
  return fieldsOf(form).every(([, value]) => !value.trim());
}

// Show in the form what was answered before.
export function fill(form, fields) {
  const steps = form.querySelector(".steps");
  if (steps) {
    for (const [name, value] of fields) {
      if (name !== "order") continue;
      const step = steps.querySelector(`input[value="${CSS.escape(value)}"]`)?.closest("li");
      if (step) steps.append(step);
    }
    return;
  }
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden" || field.type === "submit") continue;
    const values = fields.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "radio" || field.type === "checkbox") {
      field.checked = values.includes(field.value);
    } else {
      field.value = values[0] ?? "";
    }
  }
}

// A reply in a conversation is given with its own button, and the server says what follows.
export function isSaidWithAButton(form) {
  return form.querySelector("button[name=move]") && !form.querySelector(".steps");
}

// Where the last button leads: past this question, or back to all the answers.
export function nextAfter(form) {
  return [...form.querySelectorAll("button[name=to]")].at(-1).value;
}

// Send it as if the button had just been pressed.
export function sendWith(form, { name, value }) {
  const pressed = Object.assign(document.createElement("input"), { type: "hidden", name, value });
  form.append(pressed);
  form.submit();
  pressed.remove();
}

// Move a step up or down, and say where it is now. Says whether it moved.
export function moveStep(form, button) {
  const [way, which] = button.value.split(/:(.*)/s);
  const step = form.querySelector(`.steps input[value="${CSS.escape(which)}"]`).closest("li");
  const other = way === "up" ? step.previousElementSibling : step.nextElementSibling;
  if (!other) return false;
  if (way === "up") other.before(step);
  else other.after(step);
  button.focus();
  const place = [...step.parentElement.children].indexOf(step) + 1;
  const total = step.parentElement.children.length;
  form.querySelector("[data-moved]").textContent = interpolate(
    gettext("%s is now %s of %s"),
    [step.querySelector(".steps__text").textContent, place, total],
  );
  return true;
}
