"""Users, roles, sign-in, invitations and access to pages."""
