"""Addresses that say by their names what they are: doors, tills, checks for machines, error pages."""

from __future__ import annotations

import re

LOGIN_PATH = re.compile(
    r"(?:^|/)(?:log[-_]?in|sign[-_]?in|logon|signon|authwall|checkpoint|passport|sso|oauth2?|authorize|saml2?|session/new|identity|wp-login\.php|servicelogin|denglu|visitor|unhuman)(?:[/.?;]|$)",
    re.IGNORECASE,
)
IDENTITY_HOST = re.compile(
    r"^(?:accounts?|login|signin|passport|sso|auth|idp|identity|secure-login|oauth|logon|cas)\d?\.|(?:^|\.)(?:auth0\.com|okta\.com|onelogin\.com|login\.microsoftonline\.com|b2clogin\.com|amazoncognito\.com|openathens\.net)$",
    re.IGNORECASE,
)
PAY_PATH = re.compile(
    r"(?:^|/)(?:subscribe|subscription|subscriptions|paywall|membership|abo|abonnement|abonnieren|suscripcion|suscribete|assine|abbonati|reg-?wall)(?:[/.?]|$)",
    re.IGNORECASE,
)
CONSENT = re.compile(
    r"^(?:consent|cmp|guce|privacy-mgmt|collector)\.|^[^/]*/(?:[^?]*/)?(?:consent|cookie-?(?:consent|wall|policy-consent)|gdpr|privacy-gate|collectconsent|cookiewall|accept-cookies)(?:[/.?]|$)",
    re.IGNORECASE,
)
"""Host and path of a page that asks for consent first."""
SEARCH = re.compile(
    r"(?:^|/)(?:search|find|suche|recherche|buscar|busca|buscador|cerca|ricerca|szukaj|zoeken|arama|ara|cari|so|s|sousuo|poisk|results?)(?:[-_]?results?)?(?:\.\w{2,5})?/?\?|^/?\?(?:[^&]*&)*(?:s|q|search|query|keywords?|wd|kw)=",
    re.IGNORECASE,
)
"""Path and query of a search: where a site looks for the words of an address that it does not know."""
CHALLENGE_PATH = re.compile(
    r"(?:^|/)(?:captcha|sorry/index|challenge|are-you-human|unhuman|antispider|verify-human|blocked|waf_?block|botcheck|bot-check|wappoc_appmsgcaptcha|human-?verification|perfdrive|distil_r_captcha|sgcaptcha|_____tmd_____|_fs-ch-[^/]*|\.safeline)(?:[/.?]|$)",
    re.IGNORECASE,
)
"""Where a redirect goes that takes us for a machine."""
ERROR_PATH = re.compile(
    r"(?:^|/)(?:(?:error|errors|err)(?:[-_/]?(?:404|page|notfound|index))?|404|http404|page[-_]?not[-_]?found|not[-_]?found|pagenotfound|missing|no[-_]?page|gone|deleted|removed|nofound)(?:/(?:index|default|404|page))?(?:\.[a-z]{3,5})?/?(?:$|\?)|(?:^|/)404/|aspxerrorpath=|[?&](?:error|err|errorcode|code|status)=404\b",
    re.IGNORECASE,
)
"""Path and query of an error page. `error` as a part of a longer name is none: `/error-handling.html` (FIELD §4.2)."""
