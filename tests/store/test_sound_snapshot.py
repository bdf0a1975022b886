"""Whether a snapshot is as it was written: told by its checksum, whatever another program left there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.engine.embedded import snapshot

WRITTEN = snapshot.encode(snapshot.Snapshot({"wishes": {"1": {"id": 1, "title": "灯"}}}, seq=1))


def test_a_snapshot_as_it_was_written_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "xingfu.json"
    path.write_bytes(WRITTEN)
    assert snapshot.sound(path)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"[]", b"null", "不是 JSON".encode(), WRITTEN[:-9], WRITTEN[:20], WRITTEN.replace("灯".encode(), "门".encode()),
        WRITTEN.replace(b'"crc"', b'"sum"'), WRITTEN + WRITTEN, b'{"wishes": {"1": {"id": 1}}, "_meta": {"1": {}}}',
        b'{"wishes": {}, "_meta": {"1": 7}}', b'{"wishes": {}}',
    ],
)  # fmt: skip
def test_anything_else_is_not(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "xingfu.json"
    path.write_bytes(content)
    assert not snapshot.sound(path)
