"""Tasks to begin with: what they are called, and the prompt that does them.

Each says what changes and what stays, as BFL advises for edits (`bfl-api.md` §7).
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from bfl_studio.ui.translation import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class StarterTask:
    """`template` takes what is written at `{prompt}`, or `blank` where nothing is.

    One that `needs_picture` works on the picture in slot 1.
    """

    name: str
    template: str
    blank: str
    needs_picture: bool = True


STARTER_TASKS: tuple[StarterTask, ...] = (
    StarterTask(
        QT_TRANSLATE_NOOP("starters", "Remove text"),
        QT_TRANSLATE_NOOP(
            "starters",
            "Remove {prompt} from the image and continue the surface behind it. "
            "Keep everything else exactly as it is.",
        ),
        QT_TRANSLATE_NOOP("starters", "all text and lettering"),
    ),
    StarterTask(
        QT_TRANSLATE_NOOP("starters", "Remove an object"),
        QT_TRANSLATE_NOOP(
            "starters",
            "Remove {prompt} from the image and rebuild what is behind it in the same texture, "
            "perspective and light. Keep everything else exactly as it is.",
        ),
        QT_TRANSLATE_NOOP("starters", "the object in the foreground"),
    ),
    StarterTask(
        QT_TRANSLATE_NOOP("starters", "Change the words"),
        QT_TRANSLATE_NOOP(
            "starters",
            "Replace the lettering in the image with “{prompt}”. Keep the typeface, its size, "
            "colour and place, and everything else exactly as it is.",
        ),
        QT_TRANSLATE_NOOP("starters", "NEW WORDS"),
    ),
    StarterTask(
        QT_TRANSLATE_NOOP("starters", "Relight"),
        QT_TRANSLATE_NOOP(
            "starters",
            "Change the light to {prompt}. Keep the subject, its pose, the composition and the "
            "background unchanged.",
        ),
        QT_TRANSLATE_NOOP("starters", "warm, low sunlight from the left with long soft shadows"),
    ),
    StarterTask(
        QT_TRANSLATE_NOOP("starters", "Product shot"),
        QT_TRANSLATE_NOOP(
            "starters",
            "Place the product from the image {prompt}. Keep its shape, material, colours and "
            "label exactly as they are. Product photograph, sharp from front to back.",
        ),
        QT_TRANSLATE_NOOP("starters", "on a pale grey surface in soft studio light"),
    ),
    StarterTask(
        QT_TRANSLATE_NOOP("starters", "Colourise"),
        QT_TRANSLATE_NOOP(
            "starters",
            "Colourise this black and white photograph with {prompt}. Keep the composition, the "
            "faces, the light and every detail unchanged.",
        ),
        QT_TRANSLATE_NOOP("starters", "natural colours true to its time"),
    ),
    StarterTask(
        QT_TRANSLATE_NOOP("starters", "Restore an old photograph"),
        QT_TRANSLATE_NOOP(
            "starters",
            "Restore this old photograph: repair {prompt}, and bring back contrast and sharpness. "
            "Keep the faces, the clothes, the poses and the composition exactly as they are.",
        ),
        QT_TRANSLATE_NOOP("starters", "scratches, stains, creases and fading"),
    ),
    StarterTask(
        QT_TRANSLATE_NOOP("starters", "Change the background"),
        QT_TRANSLATE_NOOP(
            "starters",
            "Change the background to {prompt}. Keep the subject in exactly the same position, "
            "scale and pose, and match its light to the new place.",
        ),
        QT_TRANSLATE_NOOP("starters", "a quiet beach at dawn"),
    ),
    StarterTask(
        QT_TRANSLATE_NOOP("starters", "Change the season or the hour"),
        QT_TRANSLATE_NOOP(
            "starters",
            "Change the scene to {prompt}. Keep the place, the composition and every building "
            "and object where it is.",
        ),
        QT_TRANSLATE_NOOP("starters", "deep winter with fresh snow at blue hour"),
    ),
    StarterTask(
        QT_TRANSLATE_NOOP("starters", "Change the outfit"),
        QT_TRANSLATE_NOOP(
            "starters",
            "Change the outfit to {prompt}. Keep the person's face, hair, body and pose, the "
            "light and the background exactly as they are.",
        ),
        QT_TRANSLATE_NOOP("starters", "a navy linen suit with a white shirt"),
    ),
    StarterTask(
        QT_TRANSLATE_NOOP("starters", "Turn into a line drawing"),
        QT_TRANSLATE_NOOP(
            "starters",
            "Turn the image into {prompt}. Keep the composition, the proportions and every "
            "outline.",
        ),
        QT_TRANSLATE_NOOP("starters", "a clean black line drawing on white paper"),
    ),
    StarterTask(
        QT_TRANSLATE_NOOP("starters", "Character sheet"),
        QT_TRANSLATE_NOOP(
            "starters",
            "Character sheet of the person in the image: {prompt}, on a plain light background. "
            "Keep the face, hair, outfit and proportions the same in every view.",
        ),
        QT_TRANSLATE_NOOP("starters", "front, side and back view, full body"),
    ),
    StarterTask(
        QT_TRANSLATE_NOOP("starters", "Poster with words"),
        QT_TRANSLATE_NOOP(
            "starters",
            "Poster with the words “{prompt}” large at the top in a heavy grotesque typeface, "
            "two colours, wide margins, one simple shape below.",
        ),
        QT_TRANSLATE_NOOP("starters", "OPEN LATE"),
        needs_picture=False,
    ),
    StarterTask(
        QT_TRANSLATE_NOOP("starters", "Product photograph"),
        QT_TRANSLATE_NOOP(
            "starters",
            "Product photograph of {prompt}, on a linen cloth, plain wall behind, soft window "
            "light from the left, 85 mm lens, sharp from front to back.",
        ),
        QT_TRANSLATE_NOOP("starters", "a ceramic teapot"),
        needs_picture=False,
    ),
    StarterTask(
        QT_TRANSLATE_NOOP("starters", "Portrait"),
        QT_TRANSLATE_NOOP(
            "starters",
            "Portrait of {prompt}, looking into the camera, head and shoulders, soft light from "
            "a large window, plain dark background, 85 mm lens, natural skin.",
        ),
        QT_TRANSLATE_NOOP("starters", "an old boat builder in a wool jersey"),
        needs_picture=False,
    ),
    StarterTask(
        QT_TRANSLATE_NOOP("starters", "Seamless pattern"),
        QT_TRANSLATE_NOOP(
            "starters",
            "Seamless repeating pattern of {prompt}, evenly spread, flat colours, block print on "
            "a plain ground.",
        ),
        QT_TRANSLATE_NOOP("starters", "olive branches and lemons"),
        needs_picture=False,
    ),
)


def translated(text: str) -> str:
    return QCoreApplication.translate("starters", text)
