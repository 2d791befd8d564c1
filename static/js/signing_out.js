// Before somebody signs out: are there answers in this browser that have not been sent?
import { countUnsent } from "./unsent.js";

const TRIES = 6;
const PAUSE = 500;

// Nothing is held up where nothing waits. A quiz keeps `data-count` up to date on its pages.
export async function watchSigningOut(form) {
  form.addEventListener("submit", (event) => {
    if (!Number(form.dataset.count)) return;
    event.preventDefault();
    askBeforeSigningOut(form);
  });
  const count = await countUnsent(form.dataset.unsentOf);
  form.dataset.count ??= count;
}

async function askBeforeSigningOut(form) {
  const { unsentOf } = form.dataset;
  let count = await countUnsent(unsentOf);
  for (let tries = 0; count && tries < TRIES; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    count = await countUnsent(unsentOf);
  }
  if (count) location.assign(form.action);
  else form.submit();
}

export async function tellWhatIsUnsent(place) {
  const count = await countUnsent(place.dataset.unsentCount);
  place.querySelector("[data-count]").textContent = count;
  place.hidden = !count;
}
