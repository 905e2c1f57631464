"""Addresses of sharing: the pages inside, and the two that open without an account."""

from django.urls import path

from cocreation.sharing.views import links, outside, partners

SHARE = "initiatives/<uuid:public_id>/share/"

app_name = "sharing"
urlpatterns = [
    path(SHARE, links.share, name="share"),
    path(f"{SHARE}links/<uuid:link_id>/stop/", links.revoke, name="revoke"),
    path(f"{SHARE}links/<uuid:link_id>/restore/", links.restore, name="restore"),
    path(f"{SHARE}links/<uuid:link_id>/again/", links.renew, name="renew"),
    path(f"{SHARE}partners/", partners.replies, name="replies"),
    path(f"{SHARE}partners/<uuid:partner_id>/link/", partners.make_link, name="make_link"),
    path(f"{SHARE}personal/<uuid:personal_id>/stop/", partners.revoke_link, name="revoke_link"),
    path(
        f"{SHARE}personal/<uuid:personal_id>/restore/", partners.restore_link, name="restore_link"
    ),
    path(f"{SHARE}offers/<uuid:offer_id>/accept/", partners.accept, name="accept"),
    path(f"{SHARE}offers/<uuid:offer_id>/decline/", partners.decline, name="decline"),
    path(f"{SHARE}offers/<uuid:offer_id>/reopen/", partners.reopen, name="reopen"),
    path("shared/<slug:reading_token>/", outside.shared, name="shared"),
    path("partner/<slug:partner_token>/", outside.partner, name="partner"),
]
