"""Invitations: create one, read the link of its mail, accept or withdraw it.

The link contains the signed id of the invitation. The database decides whether it is still valid: it works once,
expires after `INVITATION_DAYS` days and can be withdrawn.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.emails import InvitationEmail
from accounts.models import Invitation, InvitationState, User
from core.mail import enqueue

SALT = "siklus.invitation"


class UnusableInvitation(Exception):
    """The link cannot be used; `sentence` says why and what to do, `status` is the HTTP status."""

    def __init__(self, sentence: Promise, status: int = 410) -> None:
        super().__init__(str(sentence))
        self.sentence, self.status = sentence, status

    @property
    def is_helped_by_new_password(self) -> bool:
        """Return whether the user can sign in after requesting a new password."""
        return self.sentence in (ACCEPTED, EXPIRED)


BROKEN = _("Tautan ini tidak lengkap. Salin seluruh tautan dari surat undangan, lalu buka lagi.")
ACCEPTED = _(
    "Undangan ini sudah dipakai. Masuklah dengan alamat surel dan kata sandi yang Anda buat; bila lupa, "
    "buatlah kata sandi baru dari halaman masuk."
)
REPLACED = _("Undangan ini sudah diganti. Pakailah tautan dari surat undangan yang terbaru.")
WITHDRAWN = _("Undangan ini sudah ditarik. Bila Anda masih memerlukannya, hubungi Seksi Operasional.")
EXPIRED = _(
    "Undangan ini sudah kedaluwarsa. Tuliskan alamat surel Anda pada halaman “Lupa kata sandi”; "
    "kami kirimkan undangan yang baru."
)
CLOSED = {
    InvitationState.ACCEPTED: ACCEPTED,
    InvitationState.REPLACED: REPLACED,
    InvitationState.WITHDRAWN: WITHDRAWN,
}


@transaction.atomic
def invite(user: User, *, on_behalf_of: str) -> Invitation:
    """Send a new link to a user without a password and return the invitation; earlier links stop working."""
    _close_open(user, InvitationState.REPLACED)
    now = timezone.now()
    expires_at = now + timedelta(days=settings.INVITATION_DAYS)
    invitation = Invitation.objects.create(
        user=user, on_behalf_of=on_behalf_of, sent_at=now, expires_at=expires_at
    )
    email = InvitationEmail(
        path=reverse("invitation", args=[token_of(invitation)]),
        on_behalf_of=on_behalf_of,
        until_on=timezone.localdate(expires_at),
    )
    enqueue(email, to=[user], event_key=f"{invitation.pk}")
    return invitation


def withdraw(user: User) -> None:
    """Make the open invitation of the user unusable."""
    _close_open(user, InvitationState.WITHDRAWN)


def resend_invitation(user: User) -> bool:
    """Send the open invitation of a user without a password again; return False if there is none."""
    last = user.invitations.first()
    if last is None or not last.is_open:
        return False
    invite(user, on_behalf_of=last.on_behalf_of)
    return True


def token_of(invitation: Invitation) -> str:
    return signing.dumps(invitation.pk, salt=SALT)


def invitation_of(token: str) -> Invitation:
    """Return the invitation of a link; raise `UnusableInvitation`."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise UnusableInvitation(BROKEN, 404) from None
    invitation = Invitation.objects.select_related("user").filter(pk=pk).first()
    if invitation is None:
        raise UnusableInvitation(BROKEN, 404)
    _require_usable(invitation)
    return invitation


@transaction.atomic
def accept(invitation: Invitation, *, full_name: str, password: str) -> User:
    """Set name and password and close the invitation; raise `UnusableInvitation` if another request was first."""
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("user").get(pk=invitation.pk)
    _require_usable(locked)
    locked.close(InvitationState.ACCEPTED)
    user = locked.user
    user.full_name = full_name
    user.set_password(password)
    user.save(update_fields=["full_name", "password"])
    return user


def _require_usable(invitation: Invitation) -> None:
    if invitation.state != InvitationState.OPEN:
        raise UnusableInvitation(CLOSED[InvitationState(invitation.state)])
    if not invitation.user.is_active:
        raise UnusableInvitation(WITHDRAWN)
    if invitation.user.has_usable_password():
        raise UnusableInvitation(ACCEPTED)
    if invitation.is_expired:
        raise UnusableInvitation(EXPIRED)


def _close_open(user: User, state: InvitationState) -> None:
    open_ones = Invitation.objects.filter(user=user, state=InvitationState.OPEN)
    open_ones.update(state=state, closed_at=timezone.now())
