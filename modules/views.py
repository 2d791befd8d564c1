"""The staff pages of a module. Whether the person may open them was asked before any of these."""

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from learning.people.models import StaffMember
from learning.people.selectors import staff_member_of
from modules.models import ModuleIndexPage, ModulePage
from modules.rules.content import Section
from modules.rules.way import Next
from modules.selectors import (
    claims_of,
    known_from_test,
    last_completion,
    next_step,
    on_the_shelf,
    parts_of,
    standing_in,
    steps_of,
    what_it_showed,
)
from modules.services import (
    SectionsUnread,
    confirm_sections_read,
    mark_section_read,
    version_in_force,
)
from quizzes.selectors import chances_of
from quizzes.services import NotYet, start_attempt

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def shelf(request: HttpRequest, *, page: ModuleIndexPage) -> HttpResponse:
    """Every module that the person may open, with its minutes and how they stand in it."""
    items = on_the_shelf(request.user, _reader(request), on=localdate())
    return _show(request, "modules/shelf.html", page, {"items": items})


@require_safe
def shelf_in_admin(request: HttpRequest) -> HttpResponse:
    """Where modules are written: the shelf, as the CMS lists it."""
    found = ModuleIndexPage.objects.first()
    return redirect("wagtailadmin_explore", found.pk) if found else redirect("wagtailadmin_home")


@require_safe
def overview(request: HttpRequest, *, page: ModulePage) -> HttpResponse:
    """What the module is, how far the person has come, and the one thing to do next."""
    standing = standing_in(page, _reader(request), on=localdate())
    context = {
        "standing": standing,
        "steps": steps_of(page, standing),
        "next_step": next_step(page, standing),
        "claims": claims_of(page),
    }
    return _show(request, "modules/overview.html", page, context)


@read_or_send
def section(request: HttpRequest, *, page: ModulePage, number: int) -> HttpResponse:
    """One section to read. Sent back, it is remembered as read, and the next one follows."""
    sections = page.section_list
    if not 1 <= number <= len(sections):
        raise Http404
    current = sections[number - 1]
    if request.method == "POST":
        reader = _reader(request)
        if reader is not None:
            mark_section_read(staff_member=reader, page=page, section_id=current.id, at=now())
        return redirect(_place_after(page, current, reader))
    parts = parts_of(
        current,
        check_id=request.GET.get("check", ""),
        choice_id=request.GET.get("choice", ""),
    )
    before = page.place("section", number=number - 1) if number > 1 else page.path_on_site
    context = {"section": current, "parts": parts, "total": len(sections), "back_url": before}
    return _show(request, "modules/section.html", page, context)


@read_or_send
def quiz(request: HttpRequest, *, page: ModulePage) -> HttpResponse:
    """What to know before the quiz. Sent back, it starts an attempt or goes on with the last."""
    if not page.has_quiz:
        return redirect(page.place("finish"))
    reader = _reader(request)
    question_count = page.quiz.question_count() if page.quiz.live else 0
    standing = standing_in(page, reader, on=localdate())
    may_start = question_count > 0 or standing.is_in_quiz
    if request.method == "POST" and reader is not None and may_start:
        with suppress(NotYet):  # the page says until when
            return _start(page, reader, is_test_first=standing.way.next == Next.TEST_FIRST)
    context = {
        "standing": standing,
        "question_count": question_count,
        "waits_for_a_trainer": page.quiz.live and page.quiz.waits_for_a_trainer(),
        "chances": reader and chances_of(reader, page.quiz, page.activity_key, at=now()),
        "asks_confidence": page.quiz.live and page.quiz.asks_confidence(),
        "reader": reader,
    }
    return _show(request, "modules/quiz.html", page, context)


@read_or_send
def finish(request: HttpRequest, *, page: ModulePage) -> HttpResponse:
    """A module without a quiz: the person confirms that they have read every section."""
    if page.has_quiz:
        return redirect(page.place("quiz"))
    reader = _reader(request)
    if request.method == "POST" and reader is not None:
        try:
            confirm_sections_read(
                staff_member=reader, page=page, after=_uuid(request.POST.get("after")), at=now()
            )
        except SectionsUnread:
            messages.info(request, _("There is a section still to read before you can finish."))
            return redirect(page.path_on_site)
        return redirect(page.place("done"))
    standing = standing_in(page, reader, on=localdate())
    sections = steps_of(page, standing)[:-1]
    unread = [step for step in sections if not (step.is_done or standing.is_current)]
    context = {"standing": standing, "unread": unread, "reader": reader}
    return _show(request, "modules/finish.html", page, context)


@require_safe
def done(request: HttpRequest, *, page: ModulePage) -> HttpResponse:
    """What was recorded, where it counts and when it is next due."""
    standing = standing_in(page, _reader(request), on=localdate())
    if standing.completion is None:
        return redirect(page.path_on_site)
    context = {
        "completion": standing.completion,
        "lasting": standing.lasting,
        "showed": what_it_showed(standing.completion),
    }
    return _show(request, "modules/done.html", page, context)


@require_safe
def all_sections(request: HttpRequest, *, page: ModulePage) -> HttpResponse:
    """Every section on one page, for whoever checks a draft. Nobody else has use for it."""
    if not getattr(request, "is_preview", False):
        raise Http404
    sections = [(section, parts_of(section)) for section in page.section_list]
    return _show(request, "modules/all_sections.html", page, {"sections": sections})


def _start(page: ModulePage, reader: StaffMember, *, is_test_first: bool) -> HttpResponse:
    at = now()
    activity, version = version_in_force(page=page, at=at)
    attempt = start_attempt(
        staff_member=reader,
        quiz=page.quiz,
        activity=activity,
        content_version=version.number,
        content_sha256=version.sha256,
        at=at,
        is_test_first=is_test_first,
    )
    return redirect("attempt", attempt.key)


def _show(
    request: HttpRequest, template: str, page: object, context: dict[str, object]
) -> TemplateResponse:
    return TemplateResponse(request, template, {"page": page} | context)


def _reader(request: HttpRequest) -> StaffMember | None:
    """Whose progress this is. Nobody's, for trainers who are not staff and for previews."""
    if getattr(request, "is_preview", False):
        return None
    return staff_member_of(request.user)


def _place_after(page: ModulePage, current: Section, reader: StaffMember | None) -> str:
    """The next section that is to be read; after the last, what ends the module."""
    known: frozenset[str] = frozenset()
    if page.tests_first and reader is not None:
        known = known_from_test(page, reader, last_completion(reader, page.activity_key))
    for section in page.section_list[current.number :]:
        if section.id not in known:
            return page.place("section", number=section.number)
    return page.place("quiz" if page.has_quiz else "finish")


def _uuid(text: str | None) -> UUID | None:
    """What the form carried, or nothing where somebody has meddled with it."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
