"""URLs of sign-in, passwords and second factors: only those pages of allauth that the application offers."""

from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path, re_path

from accounts import calendar_address_views, views
from accounts.access import public
from accounts.sign_in import SignInView

# The sign-in page of the admin site would bypass the second factor and the limit on wrong passwords.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("profile/calendar/renew/", calendar_address_views.renew, name="calendar_renew"),
    path("profile/calendar/revoke/", calendar_address_views.revoke, name="calendar_revoke"),
    path("resume/", views.resume, name="resume"),
    path("invitation/", views.invitation_answer, name="invitation_answer"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("login/", public(SignInView.as_view()), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("signup/", account.signup, name="account_signup"),  # says that it is closed
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", include("allauth.mfa.urls")),
]
