"""PDFs as tests need them, written by hand: a page per text, a line per line."""


def a_pdf(*pages: str, title: str = "", author: str = "") -> bytes:
    """A PDF whose pages say these texts, in Helvetica (ISO 32000-1; WinAnsi has æøå)."""
    return of_contents(*map(_content, pages), title=title, author=author)


def of_contents(*contents: bytes, title: str = "", author: str = "", filters: str = "") -> bytes:
    """A PDF with a page for each of these content streams; `filters` tells how they are packed."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
            b" /Resources << /Font << /F 3 0 R >> >> /Contents %d 0 R >>" % (5 + 2 * n)
        )
        how = f" /Filter {filters}" if filters else ""
        head = f"<< /Length {len(content)}{how} >>".encode()
        objects.append(head + b"\nstream\n" + content + b"\nendstream")
    objects.append(f"<< /Title <{_hex(title)}> /Author <{_hex(author)}> >>".encode())
    return _file(objects)


def _hex(text: str) -> str:
    return f"FEFF{text.encode('utf-16-be').hex()}"


def _content(text: str) -> bytes:
    lines = [line.translate({40: "\\(", 41: "\\)", 92: "\\\\"}) for line in text.splitlines()]
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    return f"BT /F 9 Tf 14 TL 50 790 Td {shown} ET".encode("cp1252")


def _file(objects: list[bytes]) -> bytes:
    body, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (size, size - 1)
        + b"startxref\n%d\n%%%%EOF\n" % len(body)
    )
