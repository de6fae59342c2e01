"""A program that asks at the door, and what it is told of a problem."""

from tracker.web.api.door import VERSION


class Program:
    """A program with its user's token, or none."""

    def __init__(self, app, secret=""):
        self.client = app.test_client()
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        self.secret = secret

    def ask(self, method, address, *, key="", **but):
        headers = self.headers | ({"Idempotency-Key": key} if key else {}) | but.pop("headers", {})
        return self.client.open(f"/api/{VERSION}{address}", method=method, headers=headers, **but)

    def get(self, address, **but):
        return self.ask("GET", address, **but)

    def post(self, where, /, key="", **said):
        return self.ask("POST", where, key=key, json=said)


def problem(answer):
    """Its status, and the name of its kind."""
    return answer.status_code, answer.json["type"].rpartition("/")[2]


def told(answer):
    """The words of a problem, and what it says is to be done."""
    return f"{answer.json['title']}. {answer.json['remedy']}"
