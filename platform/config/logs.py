"""Where log lines go: one file a process name, turned over by size, safe with several processes of that name."""

import fcntl
import logging
import os
import time
from logging.handlers import WatchedFileHandler
from pathlib import Path


class LineFormatter(logging.Formatter):
    """One line an entry: time in UTC, level, logger, message; the traceback follows on its own lines."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        return time.strftime(datefmt or "%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))


class RotatingFile(WatchedFileHandler):
    """Reopens when another process has turned the file over, and turns it over itself under a lock."""

    def __init__(self, path: str, limit: int = 10 * 1024 * 1024, kept: int = 5) -> None:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        self._limit = limit
        self._kept = kept
        super().__init__(path, encoding="utf-8", delay=True)

    def emit(self, record: logging.LogRecord) -> None:
        if self.stream is not None and self._is_full():
            self._turn_over()
        super().emit(record)

    def _is_full(self) -> bool:
        try:
            return os.stat(self.baseFilename).st_size >= self._limit
        except FileNotFoundError:
            return False

    def _turn_over(self) -> None:
        with open(f"{self.baseFilename}.lock", "w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            # Another process may have done it while this one waited for the lock.
            if not self._is_full():
                return
            for age in range(self._kept - 1, 0, -1):
                older = Path(f"{self.baseFilename}.{age}")
                if older.exists():
                    older.replace(f"{self.baseFilename}.{age + 1}")
            Path(self.baseFilename).replace(f"{self.baseFilename}.1")
