from .dashboard import Figure, authoring_figures, shelf_id, staff_figures, standard_figures
from .my_learning import MyLearning, my_learning, welcome

__all__ = [
    "Figure",
    "MyLearning",
    "authoring_figures",
    "my_learning",
    "shelf_id",
    "staff_figures",
    "standard_figures",
    "welcome",
]
