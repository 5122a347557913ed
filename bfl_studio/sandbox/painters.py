"""The threads that paint, and where their pictures go."""

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from typing import cast

from bfl_studio.sandbox import painter, submission
from bfl_studio.sandbox.contract import models
from bfl_studio.sandbox.folder import Folder, write_whole
from bfl_studio.sandbox.paint_request import PaintRequest
from bfl_studio.sandbox.task import Task

_THREADS = 2


class Painters:
    """Owns the painting threads; `flat` serves one prebuilt picture per format and size."""

    def __init__(self, folder: Folder, flat: bool) -> None:
        self._folder = folder
        self._paint = self._copy if flat else self._scene
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="painter")

    async def paint(self, task: Task) -> None:
        """Put the task's picture into the folder; raises whatever stops the painter."""
        if not self._folder.picture(task).exists():
            await asyncio.get_running_loop().run_in_executor(self._threads, self._paint, task)

    def close(self) -> None:
        """Wait for the pictures begun and drop the rest."""
        self._threads.shutdown(cancel_futures=True)

    def _scene(self, task: Task) -> None:
        # Decoded again from the body on disk: waiting tasks hold no pixels, and a restart can.
        wanted = submission.read(models()[task.path], self._folder.body(task))
        mask = wanted.pictures.mask
        request = PaintRequest(
            model=wanted.model.name,
            prompt=task.prompt,
            seed=task.seed,
            width=task.width,
            height=task.height,
            format=task.format,
            references=tuple(picture.pixels for picture in wanted.pictures.references),
            painting=wanted.model.painting,
            mask=None if mask is None else mask.pixels,
            place=wanted.layout.place,
            dilate=cast(int, wanted.values.get("dilate_pixels", 0)),
        )
        write_whole(self._folder.picture(task), painter.render(request))

    def _copy(self, task: Task) -> None:
        prebuilt = self._folder.flat_picture(task.format, task.width, task.height)
        if not prebuilt.exists():
            request = PaintRequest("flat", "", 0, task.width, task.height, task.format)
            write_whole(prebuilt, painter.render(request))
        partial = self._folder.picture(task).with_suffix(".part")
        shutil.copyfile(prebuilt, partial)
        partial.replace(self._folder.picture(task))
