from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .choices import JobState
from .models import Job
from .permissions import may_watch_job
from .selectors import progress_of
from .services import stop_job


class AboutAJob(View):
    """Something about the job whose key stands in the address, for those who may watch it."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not may_watch_job(request.user, self.job):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def job(self) -> Job:
        return get_object_or_404(Job, key=self.kwargs["key"])


class JobView(WagtailAdminTemplateMixin, AboutAJob, TemplateView):
    """How far it is. Once it is done, whoever looks is led to what came of it."""

    template_name = "jobs/job.html"
    header_icon = "cogs"

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if self.job.state == JobState.DONE and self.job.where:
            return redirect(self.job.where)
        return super().get(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return self.job.title

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.job.title}]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        progress = progress_of(self.job, at=timezone.now())
        return super().get_context_data(**kwargs) | {"job": self.job, "progress": progress}


class JobProgressView(AboutAJob):
    """The same for the page's script, which asks every second or so."""

    http_method_names = ("get",)

    def get(self, request: HttpRequest, key: str) -> JsonResponse:
        return JsonResponse(progress_of(self.job, at=timezone.now()).as_json())


class StopJobView(AboutAJob):
    http_method_names = ("post",)

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        job = stop_job(job=self.job, at=timezone.now())
        if job.state == JobState.STOPPED:
            messages.success(request, _("It was stopped."))
        elif not job.has_ended:
            messages.warning(request, _("It took effect already, so it can no longer be stopped."))
        else:
            messages.warning(request, _("It was over before it could be stopped."))
        return redirect("jobs:job", job.key)
