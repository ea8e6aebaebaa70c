"""Inviting a person, reading the link that came by mail, and coming in by it.

The link is the signed number of the invitation; whether it still holds is the database's word, so that it works
once, ends after `INVITATION_DAYS`, and can be withdrawn.
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
from core import mail as outbox

SALT = "siklus.invitation"


class UnusableInvitation(Exception):
    """The link does not let in; `sentence` says why and what to do, `status` is the answer's."""

    def __init__(self, sentence: Promise, status: int = 410) -> None:
        super().__init__(str(sentence))
        self.sentence, self.status = sentence, status

    @property
    def is_helped_by_new_password(self) -> bool:
        """Whether asking for a new password brings the person in."""
        return self.sentence in (ACCEPTED, OVER)


BROKEN = _("Tautan ini tidak lengkap. Salin seluruh tautan dari surat undangan, lalu buka lagi.")
ACCEPTED = _(
    "Undangan ini sudah dipakai. Masuklah dengan alamat surel dan kata sandi yang Anda buat; bila lupa, "
    "buatlah kata sandi baru dari halaman masuk."
)
REPLACED = _("Undangan ini sudah diganti. Pakailah tautan dari surat undangan yang terbaru.")
WITHDRAWN = _("Undangan ini sudah ditarik. Bila Anda masih memerlukannya, hubungi Seksi Operasional.")
OVER = _(
    "Undangan ini sudah kedaluwarsa. Tuliskan alamat surel Anda pada halaman “Lupa kata sandi”; "
    "kami kirimkan undangan yang baru."
)
SETTLED = {
    InvitationState.ACCEPTED: ACCEPTED,
    InvitationState.REPLACED: REPLACED,
    InvitationState.WITHDRAWN: WITHDRAWN,
}


@transaction.atomic
def invite(user: User, *, on_behalf_of: str) -> Invitation:
    """A fresh link for a person without a password, by mail; an earlier one stops working."""
    _settle_open(user, InvitationState.REPLACED)
    now = timezone.now()
    expires_at = now + timedelta(days=settings.INVITATION_DAYS)
    invitation = Invitation.objects.create(
        user=user, on_behalf_of=on_behalf_of, sent_at=now, expires_at=expires_at
    )
    letter = InvitationEmail(
        path=reverse("invitation", args=[token_of(invitation)]),
        on_behalf_of=on_behalf_of,
        until_on=timezone.localdate(expires_at),
    )
    outbox.enqueue(letter, to=[user], about=f"{invitation.pk}")
    return invitation


def withdraw(user: User) -> None:
    """The link that this person may still hold lets nobody in."""
    _settle_open(user, InvitationState.WITHDRAWN)


def resend_invitation(user: User) -> bool:
    """For a person who asks for a password without ever having had one; not once the invitation was withdrawn."""
    last = user.invitations.first()
    if last is None or not last.is_open:
        return False
    invite(user, on_behalf_of=last.on_behalf_of)
    return True


def token_of(invitation: Invitation) -> str:
    return signing.dumps(invitation.pk, salt=SALT)


def opened(token: str) -> Invitation:
    """The invitation behind a link; raises `Unusable`."""
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
    """Name and password are set, and the link is used up; raises `Unusable` when it was meanwhile."""
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("user").get(pk=invitation.pk)
    _require_usable(locked)
    locked.settle(InvitationState.ACCEPTED)
    user = locked.user
    user.full_name = full_name
    user.set_password(password)
    user.save(update_fields=["full_name", "password"])
    return user


def _require_usable(invitation: Invitation) -> None:
    if invitation.state != InvitationState.OPEN:
        raise UnusableInvitation(SETTLED[InvitationState(invitation.state)])
    if not invitation.user.is_active:
        raise UnusableInvitation(WITHDRAWN)
    if invitation.user.has_usable_password():
        raise UnusableInvitation(ACCEPTED)
    if invitation.is_over:
        raise UnusableInvitation(OVER)


def _settle_open(user: User, state: InvitationState) -> None:
    open_ones = Invitation.objects.filter(user=user, state=InvitationState.OPEN)
    open_ones.update(state=state, settled_at=timezone.now())
