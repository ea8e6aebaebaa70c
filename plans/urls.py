"""URLs under /plans/."""

from django.urls import path

from plans.views import criterion, plan, planned_work, positions, scope

app_name = "plans"

urlpatterns = [
    path("", plan.plan_list, name="list"),
    path("<int:pk>/", plan.plan_detail, name="detail"),
    path("<int:pk>/edit/", plan.plan_edit, name="edit"),
    path("<int:pk>/preview/", plan.preview, name="preview"),
    path("<int:pk>/scope/", scope.scope, name="scope"),
    path("<int:pk>/scope/add/", scope.scope_add, name="scope_add"),
    path("<int:pk>/scope/remove/", scope.scope_remove, name="scope_remove"),
    path("<int:pk>/architecture/", scope.architecture, name="architecture"),
    path("<int:pk>/works/", planned_work.works, name="works"),
    path("<int:pk>/works/new/", planned_work.work_create, name="work_create"),
    path("<int:pk>/works/recurrence/", planned_work.recurrence, name="recurrence"),
    path("<int:pk>/works/<int:work_pk>/edit/", planned_work.work_edit, name="work_edit"),
    path("<int:pk>/works/<int:work_pk>/delete/", planned_work.work_delete, name="work_delete"),
    path("<int:pk>/works/<int:work_pk>/up/", positions.work, positions.UP, name="work_up"),
    path("<int:pk>/works/<int:work_pk>/down/", positions.work, positions.DOWN, name="work_down"),
    path("<int:pk>/works/<int:work_pk>/assets/", planned_work.work_assets, name="work_assets"),
    path("<int:pk>/works/<int:work_pk>/assets/add/", planned_work.work_assets_add, name="work_assets_add"),
    path(
        "<int:pk>/works/<int:work_pk>/assets/remove/",
        planned_work.work_assets_remove,
        name="work_assets_remove",
    ),
    path("<int:pk>/criteria/", criterion.criteria, name="criteria"),
    path("<int:pk>/criteria/new/", criterion.criterion_create, name="criterion_create"),
    path("<int:pk>/criteria/balance/", criterion.criteria_balance, name="criteria_balance"),
    path("<int:pk>/criteria/library/", criterion.criteria_library, name="criteria_library"),
    path("<int:pk>/criteria/<int:criterion_pk>/edit/", criterion.criterion_edit, name="criterion_edit"),
    path("<int:pk>/criteria/<int:criterion_pk>/up/", positions.criterion, positions.UP, name="criterion_up"),
    path(
        "<int:pk>/criteria/<int:criterion_pk>/down/",
        positions.criterion,
        positions.DOWN,
        name="criterion_down",
    ),
    path("<int:pk>/criteria/<int:criterion_pk>/delete/", criterion.criterion_delete, name="criterion_delete"),
]
