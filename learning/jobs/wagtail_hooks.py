from django.urls import URLResolver, include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def job_urls() -> list[URLResolver]:
    return [path("", include("learning.jobs.urls"))]
