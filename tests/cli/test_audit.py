"""`tracker audit` tells what was done with accounts by random ids; `tracker user role` says who looks after them."""


def test_deeds_are_told_oldest_first_without_a_name(command):
    command("user", "add", "efua@example.com", "--zone", "UTC")
    command("user", "add", "kofi@example.com", "--zone", "UTC")
    command("user", "role", "owner", "--user", "kofi@example.com")
    command("user", "wipe", "--user", "efua@example.com", "--yes", "efua@example.com")
    said = command("audit").stdout
    assert [line.split("  ")[1].strip() for line in said.splitlines()] == ["began", "began", "made owner", "ended"]
    assert "@" not in said


def test_one_accounts_deeds_alone_as_json(command):
    command("user", "add", "efua@example.com", "--zone", "UTC")
    command("user", "add", "kofi@example.com", "--zone", "UTC")
    kofi = command.json("user", "list", "--json")[1]["id"]
    (one,) = command.json("audit", "--user", kofi, "--json")
    assert (one["user"], one["deed"], one["via"]) == (kofi, "began", "command")


def test_the_last_owner_stays_one_by_command_too(command):
    command("user", "add", "efua@example.com", "--zone", "UTC")
    command("user", "add", "kofi@example.com", "--zone", "UTC")
    assert "owner first" in command.complaint("user", "role", "member", "--user", "efua@example.com")
    assert "kofi@example.com is owner now" in command("user", "role", "owner", "--user", "kofi@example.com").stdout
    assert "is member now" in command("user", "role", "member", "--user", "efua@example.com").stdout
