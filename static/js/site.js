// Starts the parts of GOV.UK Frontend that we use. Every page works without this file.
import {
  Button,
  CharacterCount,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "../vendor/govuk-frontend/govuk-frontend.min.js";
import { tellWhatIsUnsent, watchSigningOut } from "./signing_out.js";

// GOV.UK Frontend sets these in an inline script, which our Content-Security-Policy does without.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

createAll(Button);
createAll(CharacterCount);
createAll(ErrorSummary);
createAll(NotificationBanner);
createAll(PasswordInput);
createAll(ServiceNavigation);
createAll(SkipLink);

document.querySelectorAll("form[data-unsent-of]").forEach(watchSigningOut);
document.querySelectorAll("[data-unsent-count]").forEach(tellWhatIsUnsent);
