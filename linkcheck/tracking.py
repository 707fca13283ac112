"""Parameters that only say where a URL's reader came from: the page is the same without them.

They make a URL that nobody else has, so that an archive lacks it, and tell the site who shared it.
"""

from __future__ import annotations

from urllib.parse import unquote_plus

TRACKERS = frozenset(
    [
        "utm",
        "gclid",
        "gclsrc",
        "dclid",
        "gbraid",
        "wbraid",
        "fbclid",
        "msclkid",
        "yclid",
        "twclid",
        "ttclid",
        "igshid",
        "igsh",
        "mc_cid",
        "mc_eid",
        "_ga",
        "_gl",
        "_hsenc",
        "_hsmi",
        "mkt_tok",
        "vero_id",
        "oly_enc_id",
        "oly_anon_id",
        "rb_clickid",
        "s_cid",
        "cmpid",
        "ocid",
        "ncid",
        "smid",
        "ns_campaign",
        "ns_mchannel",
        "ns_source",
        "ns_linkname",
        "ref_src",
        "ref_url",
        "__twitter_impression",
        "subscriberid",
        "subscriber_id",
        "subscriber",
        "recipient_id",
        "campaign_id",
        "mailing_id",
        "wt_mc",
        "spm",
        "spm_id_from",
        "vd_source",
        "share_source",
        "share_medium",
        "share_plat",
        "isappinstalled",
        "nsukey",
    ]
)
TRACKER_PREFIXES = ("utm_", "pk_", "mtm_", "hsa_", "at_", "_branch_")


def trackers_in(url: str) -> tuple[str, ...]:
    """The names of the tracking parameters of a URL, as written."""
    names = (part.partition("=")[0] for part in _query(url).split("&"))
    return tuple(name for name in names if name and _is_tracker(name))


def _query(url: str) -> str:
    return url.partition("#")[0].partition("?")[2]


def without_trackers(url: str) -> str:
    """The URL without the parameters that only say where its reader came from; all else byte by byte as it was."""
    head, mark, query = url.partition("#")[0].partition("?")
    kept = [part for part in query.split("&") if not _is_tracker(part.partition("=")[0])]
    return head + (mark if kept and kept != [""] else "") + "&".join(kept) if mark else head


def _is_tracker(name: str) -> bool:
    name = unquote_plus(name).lower()
    return name in TRACKERS or name.startswith(TRACKER_PREFIXES)
