from .module_page import ModulePage, ModulePageQuerySet
from .progress import Progress
from .shelf import ModuleIndexPage
from .tags import ModuleTag, TaggedModule
from .version import ModuleVersion

__all__ = [
    "ModuleIndexPage",
    "ModulePage",
    "ModulePageQuerySet",
    "ModuleTag",
    "ModuleVersion",
    "Progress",
    "TaggedModule",
]
