/* Hides a field while the answer to another makes it idle. Without this script it is shown, and ignored. */

for (const field of document.querySelectorAll("[data-asked-by]")) {
  const asker = document.querySelector(`[name="${field.dataset.askedBy}"]`);
  const answers = field.dataset.answers.split("|");
  const show = () => {
    field.hidden = !answers.includes(asker.value);
  };
  asker.addEventListener("change", show);
  show();
}
