// Keeps the page of a job up to date, and leads on when the job is over. Without this file, people
// press Refresh.
const PAUSE = 1000;
const LONGEST_PAUSE = 15000;
// A screen reader hears a change of amount this often; a change of words, in the same rhythm.
const QUIET = 10000;

const page = document.querySelector("[data-job]");
const part = (name) => page.querySelector(`[data-${name}]`);
const bar = page.querySelector("progress");
let saidAt = Date.now();

function show(progress) {
  part("told").textContent = progress.told;
  part("amount").textContent = progress.amount;
  part("nobody-works").hidden = !progress.nobody_works;
  if (progress.total) {
    bar.max = progress.total;
    bar.value = progress.done;
  } else {
    bar.removeAttribute("value");
  }
  const words = `${progress.told} ${progress.amount}`;
  if (Date.now() - saidAt > QUIET && part("said").textContent !== words) {
    part("said").textContent = words;
    saidAt = Date.now();
  }
}

async function watch(pause) {
  await new Promise((resolve) => setTimeout(resolve, pause));
  try {
    const response = await fetch(page.dataset.job, { headers: { Accept: "application/json" } });
    const progress = await response.json();
    if (progress.has_ended) {
      location.reload();
      return;
    }
    show(progress);
    watch(PAUSE);
  } catch {
    // The network or the server is away, or somebody has signed out: ask less and less often.
    watch(Math.min(pause * 2, LONGEST_PAUSE));
  }
}

page.querySelectorAll("[data-without-script]").forEach((each) => {
  each.hidden = true;
});
watch(PAUSE);
