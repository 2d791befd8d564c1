// Before somebody signs out: are there answers in this browser that have not been sent?
import { countUnsent } from "./unsent.js";

const TRIES = 6;
const PAUSE = 500;

// Counted when it is asked for: another page may have kept some since this one was opened. Where
// nothing waits, that holds nobody up.
export function watchSigningOut(form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    askBeforeSigningOut(form);
  });
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
