"""Cards of people, as address books write them: in, with a look before anything is kept; and out."""

from flask import Blueprint

page = Blueprint("cards", __name__)


@page.get("/people/cards")
def show() -> str:
    """Where a file of cards comes in."""
    return ""


@page.get("/people/<person_id>/card.vcf")
def one(person_id: str) -> str:
    """The card of one person."""
    return person_id
