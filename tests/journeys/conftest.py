from playwright.sync_api import expect

# As patient as `open_page` makes the pages themselves.
expect.set_options(timeout=15_000)
