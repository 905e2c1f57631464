"""Read a page as its reader does: its words, its fields, what stands beside them; and a history."""

from html.parser import HTMLParser
from typing import Any

from django.utils.html import VOID_ELEMENTS

from cocreation.people.models import Change

CONTROLS = ("input", "textarea", "select", "button")


class Node:
    """An element with its attributes and what is inside."""

    def __init__(self, name: str, attributes: dict[str, str], outer: "Node | None") -> None:
        self.name, self.attributes, self.outer = name, attributes, outer
        self.inside: list[Node | str] = []

    def __getitem__(self, attribute: str) -> str:
        return self.attributes.get(attribute, "")

    def all(self, name: str = "", **attributes: str) -> "list[Node]":
        """Return the elements inside, in order, with this name and these attributes."""
        found = []
        for child in self.inside:
            if isinstance(child, Node):
                if name in ("", child.name) and all(
                    child.has(key.rstrip("_"), value) for key, value in attributes.items()
                ):
                    found.append(child)
                found += child.all(name, **attributes)
        return found

    def has(self, attribute: str, value: str) -> bool:
        """Whether an attribute has a value; a class is one word of several."""
        mine = self[attribute]
        return mine == value or (attribute == "class" and value in mine.split())

    def one(self, name: str = "", **attributes: str) -> "Node":
        found = self.all(name, **attributes)
        assert len(found) == 1, f"{len(found)} elements {name} {attributes}"
        return found[0]

    @property
    def raw(self) -> str:
        return "".join(child if isinstance(child, str) else child.raw for child in self.inside)

    @property
    def text(self) -> str:
        """Return the words, with single spaces."""
        return " ".join(
            " ".join(
                child if isinstance(child, str) else child.text for child in self.inside
            ).split()
        )

    def is_inside(self, other: "Node") -> bool:
        node: Node | None = self
        while node is not None and node is not other:
            node = node.outer
        return node is other


class _Parser(HTMLParser):
    """Build nodes; HTML whose tags do not match fails the test."""

    def __init__(self) -> None:
        super().__init__()
        self.root = self.here = Node("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"{tag} says one thing twice: {names}"
        node = Node(tag, {name: name if value is None else value for name, value in attrs}, None)
        node.outer = self.here
        self.here.inside.append(node)
        if tag not in VOID_ELEMENTS:
            self.here = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID_ELEMENTS:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.here.name, f"</{tag}> closes <{self.here.name}>, {self.getpos()}"
        assert self.here.outer is not None
        self.here = self.here.outer

    def handle_data(self, data: str) -> None:
        self.here.inside.append(data)


class Page:
    """A response as its reader meets it."""

    def __init__(self, response: Any) -> None:
        parser = _Parser()
        parser.feed(response.content.decode())
        parser.close()
        assert parser.here is parser.root, f"<{parser.here.name}> is never closed"
        self.status: int = response.status_code
        self.root = parser.root
        ids = [node["id"] for node in self.root.all() if node["id"]]
        assert len(set(ids)) == len(ids), sorted({each for each in ids if ids.count(each) > 1})

    @property
    def text(self) -> str:
        return self.root.text

    @property
    def is_whole(self) -> bool:
        """Whether it is a page of its own, and no fragment."""
        return bool(self.root.all("html"))

    @property
    def main(self) -> Node:
        return self.root.one("main")

    @property
    def heading(self) -> str:
        return self.root.one("h1").text

    def links(self) -> list[str]:
        return [node["href"] for node in self.main.all("a")]

    def error(self, element_id: str) -> str:
        """Return the message beside a field: inside the element with this id."""
        inside = self.root.one(id=element_id)
        said = [node for node in inside.all() if node["class"] == "form-error-message"]
        return " ".join(node.text for node in said)

    def value(self, name: str) -> str:
        """Return what stands in a field, as the server would get it."""
        return self._values(self.root.all())[name]

    def form(self, element_id: str = "") -> dict[str, str]:
        """Return what a browser would post of a form; the first that keeps words unless told."""
        forms = self.root.all("form")
        form = next(f for f in forms if (f["id"] == element_id if element_id else f["data-keep"]))
        return self._values(
            node
            for node in self.root.all()
            if (node["form"] == form["id"] if node["form"] else node.is_inside(form))
        )

    def form_values(self) -> dict[str, str]:
        """Return what stands in the fields of a fragment."""
        return self._values(self.root.all())

    @staticmethod
    def _values(nodes: Any) -> dict[str, str]:
        values = {}
        for node in nodes:
            name = node["name"]
            if node.name not in CONTROLS or not name or node.name == "button":
                continue
            if node.name == "textarea":
                values[name] = node.raw.removeprefix("\n")
            elif node.name == "select":
                options = node.all("option")
                chosen = [option for option in options if option["selected"]] or options[:1]
                values[name] = chosen[0]["value"] if chosen else ""
            elif node["type"] not in ("radio", "checkbox") or node["checked"]:
                values[name] = node["value"]
        values.pop("csrfmiddlewaretoken", None)
        return values


def history(of: Any) -> list[tuple[str, str, Any, Any, str]]:
    """Return what was written about an object: verb, field, old, new and who, oldest first."""
    rows = Change.objects.filter(object_id=of.public_id).order_by("pk")
    return [(row.verb, row.field, row.old, row.new, str(row.by)) for row in rows]


def status_of(response: Any) -> int:
    """Return the status; a download is read to its end, so that its file is closed."""
    if response.streaming:
        list(response.streaming_content)
    status: int = response.status_code
    return status


def receipts(page: Page) -> list[str]:
    """Return the notices on a page."""
    return [notice.text for notice in page.root.one(id="notices").all("p")]
