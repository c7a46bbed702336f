"""Somebody at work in the admin, whose every click and every filled in field is counted."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass
class Clerk:
    """Clicks and fields are what a person does; waiting and looking cost nothing.

    Choosing from a list, ticking, and pointing out a file in the window of the browser count as
    clicks. A field counts once, however much is typed in it.
    """

    page: Page
    clicks: int = 0
    fields: int = 0

    @property
    def effort(self) -> tuple[int, int]:
        return self.clicks, self.fields

    def press(self, name: str, inside: Page | Locator | None = None) -> None:
        """Click a button by its exact name."""
        self.click((inside or self.page).get_by_role("button", name=name, exact=True).first)

    def follow(self, name: str, inside: Page | Locator | None = None, exact: bool = False) -> None:
        """Click the first link with this name, or with a name that begins or ends so."""
        self.click((inside or self.page).get_by_role("link", name=name, exact=exact).first)

    def click(self, target: Locator) -> None:
        target.click()
        self.clicks += 1

    def tick(self, target: Locator) -> None:
        target.check()
        self.clicks += 1

    def choose(self, field: str, value: str) -> None:
        """Pick from a list that opens."""
        self.page.locator(f"[name='{field}']").select_option(label=value)
        self.clicks += 1

    def look_up(self, field: str, name: str) -> None:
        """Open the window in which something is chosen, and click on it."""
        chooser = self.page.locator(f"#id_{field}-chooser")
        self.click(chooser.locator("[data-chooser-action-choose]").first)
        self.follow(name, self.page.locator(".modal"))
        chooser.get_by_text(name).first.wait_for()

    def fill(self, field: str | Locator, text: str) -> None:
        """Type in a field, by its name or as it is found."""
        if isinstance(field, str):
            field = self.page.locator(f"[name='{field}']")
        field.fill(text)
        # The calendar that opens at a date would cover what comes next.
        field.press("Tab")
        self.fields += 1

    def write(self, editor: Locator, text: str) -> None:
        """Type in an editor of text."""
        editor.press_sequentially(text)
        self.page.wait_for_timeout(500)  # the editor hands its text over after a quarter second
        self.fields += 1

    def title(self, text: str) -> None:
        """Type a title key by key, as a person does: the address follows."""
        self.page.locator("[name='title']").press_sequentially(text)
        self.page.keyboard.press("Tab")
        expect(self.page.locator("[name='slug']")).not_to_have_value("")
        self.fields += 1

    def point_out(self, field: str, path: str) -> None:
        """Choose a file: a click on the field, and one in the window of the computer."""
        self.page.locator(field).set_input_files(path)
        self.clicks += 2

    def see(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()
