"""Every action of the window: one row each, with its keys and its place in the menu."""

from __future__ import annotations

from bfl_studio.ui.action_spec import ActionSpec as ActionSpec
from bfl_studio.ui.action_spec import Place as Place
from bfl_studio.ui.prompt_actions import PROMPT_ACTIONS
from bfl_studio.ui.translation import QT_TRANSLATE_NOOP

_INTO_SLOTS = (
    QT_TRANSLATE_NOOP("actions", "Into slot 1"),
    QT_TRANSLATE_NOOP("actions", "Into slot 2"),
    QT_TRANSLATE_NOOP("actions", "Into slot 3"),
    QT_TRANSLATE_NOOP("actions", "Into slot 4"),
    QT_TRANSLATE_NOOP("actions", "Into slot 5"),
    QT_TRANSLATE_NOOP("actions", "Into slot 6"),
    QT_TRANSLATE_NOOP("actions", "Into slot 7"),
    QT_TRANSLATE_NOOP("actions", "Into slot 8"),
)

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "generate",
        QT_TRANSLATE_NOOP("actions", "Generate"),
        Place.MAKE,
        ("Ctrl+Enter", "Ctrl+Return"),
        glyph="aperture",
    ),
    ActionSpec(
        "one_more",
        QT_TRANSLATE_NOOP("actions", "One more picture"),
        Place.MAKE,
        ("Ctrl+PgUp",),
        repeats=True,
    ),
    ActionSpec(
        "one_fewer",
        QT_TRANSLATE_NOOP("actions", "One fewer"),
        Place.MAKE,
        ("Ctrl+PgDown",),
        repeats=True,
    ),
    ActionSpec(
        "new_recipe", QT_TRANSLATE_NOOP("actions", "New recipe"), Place.MAKE, ("Ctrl+N",), group=1
    ),
    ActionSpec(
        "add_references",
        QT_TRANSLATE_NOOP("actions", "Add references"),
        Place.MAKE,
        ("Ctrl+O",),
        glyph="images",
        group=1,
    ),
    ActionSpec(
        "add_address",
        QT_TRANSLATE_NOOP("actions", "Add a picture from the web"),
        Place.MAKE,
        glyph="globe",
        group=1,
    ),
    ActionSpec(
        "clear_references",
        QT_TRANSLATE_NOOP("actions", "Clear references"),
        Place.MAKE,
        group=1,
    ),
    ActionSpec(
        "size_as_first",
        QT_TRANSLATE_NOOP("actions", "Size as image 1"),
        Place.MAKE,
        ("Ctrl+I",),
        group=1,
    ),
    ActionSpec(
        "swap_sides", QT_TRANSLATE_NOOP("actions", "Swap sides"), Place.MAKE, ("Ctrl+T",), group=1
    ),
    ActionSpec(
        "random_seed",
        QT_TRANSLATE_NOOP("actions", "Random seed on or off"),
        Place.MAKE,
        ("Ctrl+J",),
        group=1,
    ),
    ActionSpec("undo", QT_TRANSLATE_NOOP("actions", "Undo"), Place.EDIT, ("Ctrl+Z",), repeats=True),
    ActionSpec(
        "redo",
        QT_TRANSLATE_NOOP("actions", "Redo"),
        Place.EDIT,
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        ("Ctrl+Shift+Z",),
        repeats=True,
    ),
    ActionSpec(
        "paste",
        QT_TRANSLATE_NOOP("actions", "Paste picture to next slot"),
        Place.EDIT,
        ("Ctrl+V",),
        group=1,
    ),
    *PROMPT_ACTIONS,
    ActionSpec(
        "edit",
        QT_TRANSLATE_NOOP("actions", "Edit: picture to slot 1"),
        Place.PICTURE,
        ("Ctrl+E",),
        glyph="pencil",
    ),
    ActionSpec(
        "reuse",
        QT_TRANSLATE_NOOP("actions", "Reuse recipe, new seed"),
        Place.PICTURE,
        ("Ctrl+R",),
        glyph="repeat",
    ),
    ActionSpec(
        "reuse_exactly",
        QT_TRANSLATE_NOOP("actions", "Reuse exactly, seed too"),
        Place.PICTURE,
        ("Ctrl+Shift+R",),
    ),
    ActionSpec(
        "copy_picture",
        QT_TRANSLATE_NOOP("actions", "Copy picture"),
        Place.PICTURE,
        ("Ctrl+C",),
        glyph="copy",
        group=1,
    ),
    ActionSpec(
        "copy_prompt",
        QT_TRANSLATE_NOOP("actions", "Copy its prompt"),
        Place.PICTURE,
        ("Ctrl+Shift+C",),
        group=1,
    ),
    ActionSpec(
        "show_in_folder",
        QT_TRANSLATE_NOOP("actions", "Show file in folder"),
        Place.PICTURE,
        ("Ctrl+Shift+O",),
        glyph="folder-open",
        group=1,
    ),
    ActionSpec(
        "open_folder",
        QT_TRANSLATE_NOOP("actions", "Open the library folder"),
        Place.PICTURE,
        group=1,
    ),
    *(
        ActionSpec(f"slot_{number}", words, Place.SLOTS, (f"Alt+{number}",), (f"Ctrl+{number}",))
        for number, words in enumerate(_INTO_SLOTS, start=1)
    ),
    ActionSpec(
        "pick_colour",
        QT_TRANSLATE_NOOP("actions", "Pick a colour from a picture"),
        Place.EDIT,
        glyph="pipette",
        group=1,
    ),
    ActionSpec(
        "zoom_in",
        QT_TRANSLATE_NOOP("actions", "Zoom in"),
        Place.VIEW,
        ("Ctrl++", "Ctrl+="),
        repeats=True,
    ),
    ActionSpec(
        "zoom_out", QT_TRANSLATE_NOOP("actions", "Zoom out"), Place.VIEW, ("Ctrl+-",), repeats=True
    ),
    ActionSpec("fit", QT_TRANSLATE_NOOP("actions", "Fit"), Place.VIEW, ("Ctrl+0",)),
    ActionSpec("actual_size", QT_TRANSLATE_NOOP("actions", "100 %"), Place.VIEW),
    ActionSpec(
        "fold_compose",
        QT_TRANSLATE_NOOP("actions", "Fold compose"),
        Place.VIEW,
        ("F7",),
        ("Ctrl+Meta+1",),
        group=1,
    ),
    ActionSpec(
        "fold_library",
        QT_TRANSLATE_NOOP("actions", "Fold library"),
        Place.VIEW,
        ("F8",),
        ("Ctrl+Meta+2",),
        group=1,
    ),
    ActionSpec(
        "fold_both",
        QT_TRANSLATE_NOOP("actions", "Fold both"),
        Place.VIEW,
        ("F9",),
        ("Ctrl+Meta+0",),
        group=1,
    ),
    ActionSpec(
        "full_screen",
        QT_TRANSLATE_NOOP("actions", "Full screen"),
        Place.VIEW,
        ("F11",),
        ("Ctrl+Meta+F",),
        group=1,
    ),
    ActionSpec(
        "scheme_system",
        QT_TRANSLATE_NOOP("actions", "Colours of the system"),
        Place.VIEW,
        group=2,
        checkable=True,
    ),
    ActionSpec(
        "scheme_light", QT_TRANSLATE_NOOP("actions", "Light"), Place.VIEW, group=2, checkable=True
    ),
    ActionSpec(
        "scheme_dark", QT_TRANSLATE_NOOP("actions", "Dark"), Place.VIEW, group=2, checkable=True
    ),
    ActionSpec(
        "hide_prices",
        QT_TRANSLATE_NOOP("actions", "Hide prices"),
        Place.VIEW,
        group=3,
        toggles=True,
    ),
    ActionSpec("to_prompt", QT_TRANSLATE_NOOP("actions", "To the Prompt"), Place.GO, ("Ctrl+L",)),
    ActionSpec("to_model", QT_TRANSLATE_NOOP("actions", "To Model"), Place.GO, ("Ctrl+Shift+M",)),
    ActionSpec("to_jobs", QT_TRANSLATE_NOOP("actions", "To Jobs"), Place.GO, ("Ctrl+Shift+J",)),
    ActionSpec(
        "to_library", QT_TRANSLATE_NOOP("actions", "To Library"), Place.GO, ("Ctrl+Shift+L",)
    ),
    ActionSpec(
        "to_notices", QT_TRANSLATE_NOOP("actions", "To Notices"), Place.GO, ("Ctrl+Shift+K",)
    ),
    ActionSpec("next_pane", QT_TRANSLATE_NOOP("actions", "Next pane"), Place.GO, ("F6",), group=1),
    ActionSpec(
        "pane_before", QT_TRANSLATE_NOOP("actions", "Pane before"), Place.GO, ("Shift+F6",), group=1
    ),
    ActionSpec("menu", QT_TRANSLATE_NOOP("actions", "Menu"), Place.GO, ("F10",), group=1),
    ActionSpec(
        "context_menu",
        QT_TRANSLATE_NOOP("actions", "Context menu"),
        Place.GO,
        ("Shift+F10",),
        ("Meta+Enter", "Meta+Return"),
        group=1,
    ),
    ActionSpec(
        "endpoint", QT_TRANSLATE_NOOP("actions", "Endpoint"), Place.STUDIO, ("Ctrl+Shift+G",)
    ),
    ActionSpec("your_key", QT_TRANSLATE_NOOP("actions", "Your key"), Place.STUDIO),
    ActionSpec("resume_queue", QT_TRANSLATE_NOOP("actions", "Resume sending"), Place.STUDIO),
    ActionSpec(
        "settings",
        QT_TRANSLATE_NOOP("actions", "Settings"),
        Place.STUDIO,
        ("Ctrl+,",),
        glyph="settings",
        group=1,
    ),
    ActionSpec(
        "all_keys",
        QT_TRANSLATE_NOOP("actions", "All keys"),
        Place.STUDIO,
        ("F1",),
        ("Ctrl+?",),
        group=1,
    ),
    ActionSpec("about", QT_TRANSLATE_NOOP("actions", "About"), Place.STUDIO, group=1),
    ActionSpec(
        "close", QT_TRANSLATE_NOOP("actions", "Close window"), Place.STUDIO, ("Ctrl+W",), group=2
    ),
    ActionSpec("quit", QT_TRANSLATE_NOOP("actions", "Quit"), Place.STUDIO, ("Ctrl+Q",), group=2),
)
