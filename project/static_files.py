"""Static files of production: collected under names that change with them, and compressed beforehand."""

from typing import Any

import brotli
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

QUALITY = 9
"""Of 11. The last two save a tenth, and keep a first start waiting half a minute for Plotly."""


class QuickCompressor(Compressor):
    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return bytes(brotli.compress(data, quality=QUALITY))


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's own, in seconds."""

    def create_compressor(self, **options: Any) -> Compressor:
        return QuickCompressor(**options)
