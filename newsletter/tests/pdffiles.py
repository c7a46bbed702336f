"""A writer of small PDFs: text at a place, in two weights and any size."""

from dataclasses import dataclass

HEIGHT, WIDTH = 842, 595


@dataclass(frozen=True)
class Text:
    """A line of text; the place is of its baseline, in points from the top left."""

    text: str
    left: float
    top: float
    size: float = 10
    bold: bool = False


def column(
    left: float, top: float, paragraphs: list[tuple[str, float, bool]], leading: float = 1.25
) -> list[Text]:
    """Paragraphs (lines, size, bold) below each other, with room between them."""
    lines: list[Text] = []
    for text, size, bold in paragraphs:
        for line in text.split("\n"):
            lines.append(Text(line, left, top, size, bold))
            top += size * leading
        top += 9
    return lines


def pdf(
    pages: list[list[Text]], title: str = "", made: str = "", encrypted: bool = False
) -> bytes:
    """A PDF 1.4 with a page for each list of lines."""
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        font.format("Helvetica").encode(),
        font.format("Helvetica-Bold").encode(),
        f"<< /Title ({title}) /CreationDate ({made}) >>".encode("cp1252"),
    ]
    for number, lines in enumerate(pages):
        content = b"\n".join(map(_operators, lines))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents"
            f" {7 + 2 * number} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _file(objects, encrypted)


def _operators(line: Text) -> bytes:
    text = line.text.encode("cp1252")
    for char in (b"\\", b"(", b")"):
        text = text.replace(char, b"\\" + char)
    font = b"F2" if line.bold else b"F1"
    place = b"%.1f %.1f Td" % (line.left, HEIGHT - line.top)
    return b"BT /%s %.1f Tf %s (%s) Tj ET" % (font, line.size, place, text)


def _file(objects: list[bytes], encrypted: bool) -> bytes:
    if encrypted:
        # A password that nobody knows: the keys are no keys.
        objects.append(
            b"<< /Filter /Standard /V 1 /R 2 /P -44 /O <%s> /U <%s> >>" % (b"41" * 32, b"42" * 32)
        )
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    lock = b" /Encrypt %d 0 R /ID [<00><00>]" % len(objects) if encrypted else b""
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n" % (len(objects) + 1, table)
        + (
            b"<< /Size %d /Root 1 0 R /Info 5 0 R%s >>\nstartxref\n%d\n%%%%EOF\n"
            % (len(objects) + 1, lock, len(out))
        )
    )
