from .dashboard import Figure, authoring_figures, shelf_id, standard_figures
from .desk import desk_figures
from .my_learning import MyLearning, my_learning, welcome

__all__ = [
    "Figure",
    "MyLearning",
    "authoring_figures",
    "desk_figures",
    "my_learning",
    "shelf_id",
    "standard_figures",
    "welcome",
]
