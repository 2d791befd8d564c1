"""What a page must never do, and what we ask of one."""

from weakref import WeakSet

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

# Reported by the page itself, since the console's wording changes from one Chromium to the next.
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`CSP VIOLATION ${event.effectiveDirective} ${event.blockedURI}`
    + ` at ${event.sourceFile}:${event.lineNumber} ${event.sample}`);
});
"""

# The editor of the CMS slides new blocks in, and a click may land where a button has just been.
KEEP_STILL = """
let jQuery;
Object.defineProperty(window, "jQuery", {
  get: () => jQuery,
  set(loaded) {
    jQuery = loaded;
    if (jQuery?.fx) jQuery.fx.off = true;
  },
});
"""

# Halfway through fading in, a message is too pale.
SETTLED = """
Promise.all(document.getAnimations().filter(
  (animation) => animation.effect.getComputedTiming().endTime !== Infinity
).map((animation) => animation.finished.catch(() => null)))
"""

# Axe runs in the page, and would wait for ever in one of these.
WITHOUT_SCRIPTS: WeakSet[BrowserContext] = WeakSet()


class Watch:
    """Collects what the pages of a browser context did that they must not do."""

    def __init__(self, context: BrowserContext, site_url: str | None):
        self.context = context
        self.complaints: list[str] = []
        self.site_url = site_url
        context.add_init_script(REPORT_VIOLATIONS)
        context.add_init_script(KEEP_STILL)
        context.on("console", self._hear)
        context.on("weberror", lambda fault: self._complain("script error", fault.error))
        if site_url:
            context.on("request", self._see)

    def _hear(self, message) -> None:
        if "CSP VIOLATION" in message.text or "Content Security Policy" in message.text:
            self._complain(message.page.url if message.page else "a page", message.text)

    def _see(self, request) -> None:
        if not request.url.startswith((self.site_url, "data:", "blob:", "about:")):
            self._complain("request to another host", request.url)

    def _complain(self, where: str, what: object) -> None:
        self.complaints.append(f"{where}: {what}")


def sign_in(page: Page, username: str, password: str) -> None:
    """Sign in through the log-in page, as a person does."""
    page.goto("/account/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", password)
    with page.expect_navigation():
        page.locator("form:has(input[name=password]) button[type=submit]").click()
    assert "/login" not in page.url, f"{username} could not sign in:\n{page.inner_text('main')}"


def accessibility_violations(page: Page) -> dict[str, list[str]]:
    """What axe-core finds on the page: the rule, and the elements that break it."""
    assert page.context not in WITHOUT_SCRIPTS, "Axe needs scripts: open the page with them."
    page.wait_for_load_state()
    page.evaluate(SETTLED)
    found = Axe().run(page).response["violations"]
    return {
        rule["id"]: [f"{node['target']} {node['html'][:160]}" for node in rule["nodes"]]
        for rule in found
    }


def assert_accessible(page: Page, *, allowing: tuple[str, ...] = ()) -> None:
    """Fail with the rules that the page breaks, but for those named."""
    broken = {
        rule: nodes
        for rule, nodes in accessibility_violations(page).items()
        if rule not in allowing
    }
    lines = [f"{rule}: {node}" for rule, nodes in broken.items() for node in nodes]
    assert not broken, f"{page.url} is not accessible:\n" + "\n".join(lines)
