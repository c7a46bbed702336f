"""From the example texts to page bodies with links to pages of this site."""

import re

INTERNAL_LINK = re.compile(r'<a href="(/[^"#]*)(#[^"]*)?">')


class Links:
    """Finds pages by their path on the demo site, such as `/helpdesk/spelregels/`."""

    def __init__(self, home):
        self.home = home
        self._ids = {}

    def add(self, page) -> None:
        self._ids["/" + page.url_path.removeprefix(self.home.url_path)] = page.pk

    def page_id(self, path: str) -> int:
        """The page at that path.

        Raises:
            KeyError: when the example texts name a page that does not exist.
        """
        return self._ids[path]

    def rich_text(self, html: str) -> str:
        """Rich text in which links follow the page when it moves."""

        def replace(match: re.Match) -> str:
            return f'<a linktype="page" id="{self.page_id(match[1])}">'

        return INTERNAL_LINK.sub(replace, html.strip())


def story(blocks: list[dict], links: Links) -> list[dict]:
    """The blocks of a page body as StreamField data."""
    return [{"type": block["type"], "value": _value(block, links)} for block in blocks]


def _value(block: dict, links: Links):
    match block["type"]:
        case "heading":
            return block["text"]
        case "text":
            return links.rich_text(block["html"])
        case "quote":
            return {"text": block["text"], "attribution": block.get("attribution", "")}
        case "accordion":
            return [
                {"title": item["title"], "text": links.rich_text(item["html"])}
                for item in block["items"]
            ]
        case "call_to_action":
            return {
                "title": block["title"],
                "text": block.get("text", ""),
                "label": block["label"],
                "page": links.page_id(block["path"]),
            }
        case unknown:
            raise ValueError(f"No such block in the example texts: {unknown}")
