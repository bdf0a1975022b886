"""What a file is, told from its first bytes, and under which name it may be opened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tui.rules.attaching.naming import MOST_CALLED, called

_MAGIC: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"{\\rtf", "application/rtf"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf1", "audio/aac"),
    (b"OggS", "audio/ogg"),
    (b"#!AMR", "audio/amr"),
    (b"fLaC", "audio/flac"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ", "application/x-executable"),
    (b"#!", "application/x-executable"),
)
_BRANDS: Final[Mapping[bytes, str]] = {
    b"heic": "image/heic", b"heix": "image/heic", b"mif1": "image/heic", b"avif": "image/avif", b"M4A ": "audio/mp4",
    b"qt  ": "video/quicktime",
}  # fmt: skip

# The endings with which a file of each type may be opened, the usual one first: nothing that runs when it is opened.
_ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "image/jpeg": ("jpg", "jpeg", "jpe"),
    "image/png": ("png",),
    "image/gif": ("gif",),
    "image/bmp": ("bmp",),
    "image/tiff": ("tif", "tiff"),
    "image/webp": ("webp",),
    "image/heic": ("heic", "heif"),
    "image/avif": ("avif",),
    "application/pdf": ("pdf",),
    "application/zip": ("zip", "docx", "xlsx", "pptx", "odt", "ods", "odp", "ofd"),
    "application/x-ole": ("doc", "xls", "ppt", "wps", "et", "dps"),
    "application/vnd.rar": ("rar",),
    "application/x-7z-compressed": ("7z",),
    "application/rtf": ("rtf",),
    "audio/mpeg": ("mp3",),
    "audio/aac": ("aac",),
    "audio/ogg": ("ogg", "oga", "opus"),
    "audio/amr": ("amr",),
    "audio/flac": ("flac",),
    "audio/mp4": ("m4a",),
    "audio/wav": ("wav",),
    "video/mp4": ("mp4", "m4v"),
    "video/quicktime": ("mov",),
    "video/x-msvideo": ("avi",),
    "text/plain": ("txt", "csv", "tsv", "md", "log", "ics", "vcf"),
}


def media_type(head: bytes) -> str:
    """What a file is, from its first bytes; `application/octet-stream` for what is not known."""
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}.get(
            head[8:12], _UNKNOWN
        )
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return "image/bmp"
    for magic, media in _MAGIC:
        if head.startswith(magic):
            return media
    return "text/plain" if _is_text(head) else _UNKNOWN


_UNKNOWN: Final = "application/octet-stream"


def _is_text(head: bytes) -> bool:
    if not head:
        return False
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return True
    if any(byte < 0x20 and byte not in b"\t\n\r\x0c\x1b" for byte in head):
        return False
    for coding in ("utf-8", "gb18030"):
        for cut in range(4):  # a character may be cut at the end
            try:
                head[: len(head) - cut].decode(coding)
            except ValueError:
                continue
            return True
    return False


def opens_as(name: str, media: str) -> str:
    """The name with which a file is handed to the program that shows it; empty for what is not opened.

    Its ending says what the content is, whatever the name says: a file that runs when opened is never opened.
    """
    endings = _ENDINGS.get(media)
    if endings is None:
        return ""
    safe = called(name).lstrip("-~ ") or "file"
    if safe.rpartition(".")[2].lower() in endings and "." in safe:
        return safe
    return f"{safe[: MOST_CALLED - 6]}.{endings[0]}"
