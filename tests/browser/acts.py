"""What a person does on a page before it is looked at: unfolds it, types, is refused."""

from playwright.sync_api import expect


def opened(page):
    """With all that can be unfolded unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


def refused(button, **typed):
    """A form sent with what it must refuse, past the browser's own checks."""

    def send(page):
        page.evaluate("for (const form of document.forms) form.noValidate = true")
        for name, value in typed.items():
            page.locator(f"[name={name}]").first.fill(value)
        page.get_by_role("button", name=button, exact=True).first.click()
        expect(page.get_by_role("alert").or_(page.locator("h1", has_text="Look in"))).to_have_count(1)

    return send


def feed_made(page):
    """A private address is made, unless there is one."""
    make = page.get_by_role("button", name="Make the address")
    if make.count():
        make.click()
    expect(page.get_by_label("Your private address")).to_have_count(1)


def token_made(page):
    """A token for a program is made, whose secret stands on this one page."""
    page.get_by_label("Which program is it for?").fill("Morning script")
    page.get_by_role("button", name="Make the token").click()
    expect(page.get_by_text("Copy it now")).to_have_count(1)


def hooked(page):
    """A program is told, unless one is already, and sent a test, which nobody takes."""
    if not page.get_by_role("link", name="127.0.0.1").count():
        page.get_by_label("Address").fill("http://127.0.0.1:4/hook")
        page.get_by_role("button", name="Add").click()
    else:
        page.get_by_role("link", name="127.0.0.1").click()
    page.get_by_role("button", name="Send a test").click()
    expect(page.get_by_text("The test did not arrive.")).to_have_count(1)


def set_weeks(page):
    """A tag is given weeks of its own."""
    for name, typed in (("tag", "mentor"), ("ideal", "4"), ("longest", "6")):
        page.locator(f"#{name}").fill(typed)
    page.get_by_role("button", name="Set").click()
    expect(page.get_by_text("every 4 weeks, 6 weeks at most").first).to_be_visible()


CARDS = b"""BEGIN:VCARD
VERSION:3.0
FN:Abena Darko
EMAIL:abena@example.com
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:T. Novak
EMAIL:tomas@example.com
END:VCARD
BEGIN:VCARD
TEL:1
END:VCARD
"""


def looked_at(page):
    """A file of three cards: one new, one of somebody named, one that says nothing."""
    page.locator("[name=file]").set_input_files({"name": "book.vcf", "mimeType": "text/vcard", "buffer": CARDS})
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_text("adds to Tomas Novak")).to_have_count(1)


def edited(page):
    page.get_by_role("link", name="Edit", exact=True).click()
    opened(page)


def invited(page):
    """Somebody is asked, or was a moment ago, and is not written to again."""
    page.get_by_label("Mail address").fill("nils@example.com")
    page.get_by_role("button", name="Send the invitation").click()
    page.get_by_role("heading", name="Invited, not here yet").wait_for()


def refused_edit(page):
    opened(page)
    refused("It is a promise", due_on="")(page)


def checked_first(page):
    """What one's own history says, before anything is kept."""
    page.get_by_label("What is promised").fill("send the slides")
    page.get_by_label("Between you and").fill("Kofi")
    page.get_by_label("Due on").fill("2030-01-09")
    page.get_by_role("button", name="Check first").click()
    expect(page.get_by_role("status").filter(has_text="Before you promise")).to_have_count(1)


def refused_due(page):
    opened(page)
    page.evaluate("for (const form of document.forms) form.noValidate = true")
    page.get_by_role("button", name="Move it").click()
    expect(page.get_by_role("alert")).to_have_count(1)


def done_there(page):
    page.get_by_role("link", name="Return the ladder").click()
    expect(page.get_by_role("button", name="Yes, delivered then")).to_have_count(1)
