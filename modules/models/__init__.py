from .module_page import ModuleIndexPage, ModulePage, ModuleTag, TaggedModule
from .progress import Progress
from .version import ModuleVersion

__all__ = [
    "ModuleIndexPage",
    "ModulePage",
    "ModuleTag",
    "ModuleVersion",
    "Progress",
    "TaggedModule",
]
