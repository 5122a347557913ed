"""The window: where the panels stand, and who hears whom. Panels know nothing of each other."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from bfl_studio.state.image_cache import ImageCache
from bfl_studio.state.library_model import LibraryModel
from bfl_studio.state.reports import Reports
from bfl_studio.state.studio import Studio
from bfl_studio.ui import actions, theme
from bfl_studio.ui.batch_strip import BatchStrip
from bfl_studio.ui.commands import Commands
from bfl_studio.ui.compose_panel import ComposePanel
from bfl_studio.ui.controls import Surface, column, divider
from bfl_studio.ui.focus_ring import FocusRings
from bfl_studio.ui.generate_foot import GenerateFoot
from bfl_studio.ui.job_list import JobList
from bfl_studio.ui.library_view import LibraryRail, LibraryView
from bfl_studio.ui.notice_area import NoticeArea
from bfl_studio.ui.splitter import ThinSplitter
from bfl_studio.ui.text import label
from bfl_studio.ui.toolbar import Toolbar
from bfl_studio.ui.viewer import Viewer
from bfl_studio.ui.viewer_bar import ViewerBar

NARROW = 1366
WIDE = 1550
