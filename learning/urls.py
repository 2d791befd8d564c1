"""Wiring: which address leads to which room."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from home.first_run import views as first_run
from learning.people.views import account_in_admin

# One door: Wagtail's own know no second step, and let somebody try passwords without end.
to_log_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("account/login/", first_run.log_in, name="account_login"),
    path("first-run/", first_run.first_run, name="first_run"),
    # The staff list says who has which e-mail address: nobody gives themselves another.
    path(
        "account/email/",
        RedirectView.as_view(pattern_name="account_change_password"),
        name="account_email",
    ),
    path("account/", include("allauth.account.urls")),
    path("account/two-step/", include("allauth.mfa.urls")),
    path("admin/login/", to_log_in, name="wagtailadmin_login"),
    path("_util/login/", to_log_in, name="wagtailcore_login"),
    path("admin/account/", account_in_admin, name="wagtailadmin_account"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("learning.organisation.urls")),
    path("", include("learning.people.urls")),
    path("", include("learning.records.urls")),
    path("", include("home.urls")),
    path("", include("quizzes.urls")),
    path("", include(wagtail_urls)),
]
