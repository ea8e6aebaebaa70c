"""URLs of vendors, contracts and vendor users: /vendors/."""

from django.urls import path

from vendors.views import contract, person, vendor

app_name = "vendors"

urlpatterns = [
    path("", vendor.vendor_list, name="list"),
    path("new/", vendor.vendor_create, name="create"),
    path("<int:pk>/", vendor.vendor_detail, name="detail"),
    path("<int:pk>/edit/", vendor.vendor_edit, name="edit"),
    path("<int:pk>/contracts/new/", contract.contract_create, name="contract_create"),
    path("<int:pk>/persons/new/", person.person_add, name="person_add"),
    path("persons/<int:pk>/invite/", person.person_invite, name="person_invite"),
    path("persons/<int:pk>/end/", person.person_end, name="person_end"),
    path("persons/<int:pk>/resume/", person.person_resume, name="person_resume"),
    path("contracts/", contract.contract_list, name="contracts"),
    path("contracts/<int:pk>/", contract.contract_detail, name="contract_detail"),
    path("contracts/<int:pk>/edit/", contract.contract_edit, name="contract_edit"),
    path("contracts/<int:pk>/amendments/new/", contract.amendment_create, name="amendment_create"),
]
