"""What is taken in of a body with files, at any address: one file, and no more of it than we keep.

Django would write whatever is sent to the disk before any view is asked.
"""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload

from cocreation.initiatives.files import LARGEST, MEGABYTE

MOST_SWALLOWED = 300 * MEGABYTE
"""So much of a body is read to its end for the sake of an answer in words; then we hang up."""


class OneModestFile(FileUploadHandler):
    """Hand on the first file until it is larger than what is kept; swallow the rest of the body.

    A file that is too large arrives cut, but longer than the largest that is taken in, and a second
    one arrives empty: so the form refuses both in words. A stranger's files do not arrive at all.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.files = self.read = 0

    def new_file(self, *args: Any, **options: Any) -> None:
        super().new_file(*args, **options)
        self.files += 1
        if not self._is_signed_in:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.read += len(raw_data)
        if self.read > MOST_SWALLOWED:
            raise StopUpload(connection_reset=True)
        return raw_data if self.files == 1 and start <= LARGEST else None

    def file_complete(self, file_size: int) -> None:
        return None

    @property
    def _is_signed_in(self) -> bool:
        user = getattr(self.request, "user", None)
        return bool(user and user.is_authenticated)
