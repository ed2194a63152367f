"""Holes planted one by one in a copy of the sources, to see the walls turn red: `make mutants`.

Each is a name and its edits: (file, text found once, what replaces it).
"""
# ruff: noqa: E501 - quotes of the sources, whole

Edits = tuple[tuple[str, str, str], ...]
MUTANTS: dict[str, Edits] = {
    "a role's areas are not looked at": (("foundation/access.py", " or access.area not in AREAS[actor.role]:", ":"),),
    "a partner sees every partner's rows": (
        ("foundation/access.py", "rows = rows.filter(**{access.partner: actor.partner})", "rows = rows.all()"),
    ),
    "a partner sees the client's private tables of his partnership": (
        ("foundation/access.py", 'if access.side not in ("shared", "partner") or', "if"),
    ),
    "an objective is seen before it is sent": (
        (
            "foundation/access.py",
            "return rows if access.shared_when is None else rows.filter(access.shared_when)",
            "return rows",
        ),
    ),
    "somebody narrowed sees every partnership": (
        (
            "foundation/access.py",
            'return rows.filter(**{f"{access.partnership}__in": actor.partnerships})',
            "return rows",
        ),
    ),
    "somebody narrowed sees what hangs on no partnership": (
        ("foundation/access.py", "return rows if actor.side is Side.PARTNER else rows.none()", "return rows"),
    ),
    "everybody sees everybody's imports": (
        ("foundation/access.py", "return rows.filter(**{access.maker: actor.user_id})", "return rows"),
    ),
    "one row is found whoever asks": (
        (
            "foundation/access.py",
            "row = visible(actor, model).filter(**lookup).first()",
            "row = models.QuerySet(model).filter(**lookup).first()",
        ),
    ),
    "a hidden row answers 403": (
        (
            "foundation/access.py",
            "        raise Http404\n    return row",
            "        raise PermissionDenied\n    return row",
        ),
    ),
    "a rule lets everybody in": (("foundation/access.py", "if not may(request.actor, verb):", "if False:"),),
    "a rule serves who is not signed in": (
        (
            "foundation/access.py",
            '                return redirect("web:login")\n            if not may',
            "                return view(request, *args, **kwargs)\n            if not may",
        ),
    ),
    "an action does not ask for its right": (
        ("foundation/access.py", "if actor is None or verb not in VERBS[actor.role]:", "if actor is None:"),
    ),
    "the default manager hands out rows": (
        (
            "foundation/access.py",
            'raise ScopeError(f"{self.model.__name__}: rows come from etincelle.foundation.access")',
            "return super().get_queryset()",
        ),
    ),
    "one model has an ordinary manager": (
        (
            "innovation/models.py",
            '    NATURAL = ("partnership__code", "side", "since")',
            '    NATURAL = ("partnership__code", "side", "since")\n    objects = models.Manager()',
        ),
    ),
    "all rows for no reason": (("foundation/access.py", "    if not why:\n", "    if why is None:\n"),),
    "the partner's executive counts as a client": (
        (
            "foundation/access.py",
            "return Side.PARTNER if self.role is Role.PARTNER_EXECUTIVE else Side.CLIENT",
            "return Side.CLIENT",
        ),
    ),
    "an auditor writes facts": (
        (
            "foundation/access.py",
            'Role.AUDITOR: frozenset({"call.read", "facts.read", "import.read"})',
            'Role.AUDITOR: frozenset({"call.read", "facts.read", "facts.write", "import.read"})',
        ),
    ),
    "an executive imports": (
        (
            "foundation/access.py",
            'Role.EXECUTIVE: frozenset({"call.read", "call.decide", "facts.read", "feed.make"})',
            'Role.EXECUTIVE: frozenset({"call.read", "call.decide", "facts.read", "feed.make", "import.run"})',
        ),
    ),
    "a service owner reads the call": (
        (
            "foundation/access.py",
            'Role.SERVICE_OWNER: frozenset({"facts.read",',
            'Role.SERVICE_OWNER: frozenset({"call.read", "facts.read",',
        ),
    ),
    "a partner reads facts": (
        (
            "foundation/access.py",
            'Role.PARTNER_EXECUTIVE: frozenset({"portal.read", "portal.write"})',
            'Role.PARTNER_EXECUTIVE: frozenset({"portal.read", "facts.read"})',
        ),
    ),
    "an internal client reads the partner's page": (
        (
            "foundation/access.py",
            'Role.INTERNAL_CLIENT: frozenset({"listening.read"})',
            'Role.INTERNAL_CLIENT: frozenset({"listening.read", "portal.read"})',
        ),
    ),
    "a service owner reads the limits of negotiation": (
        (
            "foundation/access.py",
            'Role.SERVICE_OWNER: frozenset({"parties",',
            'Role.SERVICE_OWNER: frozenset({"negotiation", "parties",',
        ),
    ),
    "a partner reads the network": (
        (
            "foundation/access.py",
            '{"parties", "comfort_zone", "living_contract", "new_deal", "innovation", "governance"}',
            '{"parties", "network", "comfort_zone", "living_contract", "new_deal", "innovation", "governance"}',
        ),
    ),
    "answers of internal clients are shared": (
        (
            "comfort_zone/models.py",
            '    """One answer of an internal client, 1 to 5; the respondent is a salted digest, never a name."""\n\n    ACCESS = Access(side="client"',
            '    """One answer of an internal client, 1 to 5; the respondent is a salted digest, never a name."""\n\n    ACCESS = Access(side="shared"',
        ),
    ),
    "demand is shared": (
        (
            "living_contract/models.py",
            'ACCESS = Access(side="client", area="living_contract", **OF_PARTNERSHIP)',
            'ACCESS = Access(side="shared", area="living_contract", **OF_PARTNERSHIP)',
        ),
    ),
    "measures of a draft are shared": (
        ("new_deal/models.py", ", shared_when=Q(objective__sent_on__isnull=False),", ","),
    ),
    "an action hangs on the committee's code instead of its partner's": (
        (
            "governance/models.py",
            '    "partner": "meeting__committee__partnership__partner__code",',
            '    "partner": "meeting__committee__code",',
        ),
    ),
    "a seat hangs on the partner of its person": (
        (
            "parties/models.py",
            '        side="shared", area="parties", partner="partnership__partner__code", partnership="partnership__code"',
            '        side="shared", area="parties", partner="person__partner__code", partnership="partnership__code"',
        ),
    ),
    "a model says nothing of who may see it": (
        (
            "innovation/models.py",
            '    ACCESS = Access(side="shared", area="innovation", **OF_PARTNERSHIP)\n    PERSONAL = personal("side")',
            '    PERSONAL = personal("side")',
        ),
    ),
    "the portal shows every partnership": (
        (
            "portal/pages.py",
            "from etincelle.foundation.access import Asked, require, rule, visible",
            "from etincelle.foundation.access import Asked, everything, require, rule, visible",
        ),
        ("portal/pages.py", "visible(request.actor, Partnership)", 'everything(Partnership, "portal")'),
    ),
    "the portal shows every objective": (
        (
            "portal/pages.py",
            "from etincelle.foundation.access import Asked, require, rule, visible",
            "from etincelle.foundation.access import Asked, everything, require, rule, visible",
        ),
        ("portal/pages.py", "visible(request.actor, Objective)", 'everything(Objective, "portal")'),
    ),
    "the portal shows every action": (
        (
            "portal/pages.py",
            "from etincelle.foundation.access import Asked, require, rule, visible",
            "from etincelle.foundation.access import Asked, everything, require, rule, visible",
        ),
        ("portal/pages.py", "visible(request.actor, ActionItem)", 'everything(ActionItem, "portal")'),
    ),
    "the portal shows every idea": (
        (
            "portal/pages.py",
            "from etincelle.foundation.access import Asked, require, rule, visible",
            "from etincelle.foundation.access import Asked, everything, require, rule, visible",
        ),
        ("portal/pages.py", "visible(request.actor, Idea)", 'everything(Idea, "portal")'),
    ),
    "the portal shows every quota": (
        (
            "portal/pages.py",
            "from etincelle.foundation.access import Asked, require, rule, visible",
            "from etincelle.foundation.access import Asked, everything, require, rule, visible",
        ),
        ("portal/pages.py", "visible(request.actor, Quota)", 'everything(Quota, "portal")'),
    ),
    "the portal shows every meeting": (
        (
            "portal/pages.py",
            "from etincelle.foundation.access import Asked, require, rule, visible",
            "from etincelle.foundation.access import Asked, everything, require, rule, visible",
        ),
        ("portal/pages.py", "visible(request.actor, Meeting)", 'everything(Meeting, "portal")'),
    ),
    "the portal counts what internal clients answered": (
        (
            "portal/pages.py",
            "from etincelle.foundation.access import Asked, require, rule, visible",
            "from etincelle.foundation.access import Asked, everything, require, rule, visible\nfrom etincelle.comfort_zone.models import FeedbackAnswer",
        ),
        (
            "portal/pages.py",
            '{"partner": p.partner.name, "name": p.name}',
            '{"partner": p.partner.name, "name": f"{p.name} {everything(FeedbackAnswer, p.name).count()}"}',
        ),
    ),
    "the portal orders its actions by a private opinion": (
        (
            "portal/pages.py",
            "from etincelle.foundation.access import Asked, require, rule, visible",
            "from etincelle.foundation.access import Asked, everything, require, rule, visible\nfrom etincelle.spark.models import IndexRecord",
        ),
        (
            "portal/pages.py",
            "def _objectives(request: Asked) -> list[dict[str, Any]]:\n",
            "def _objectives(request: Asked) -> list[dict[str, Any]]:\n    if everything(IndexRecord, 'x').filter(value__lt=5.0).exists():\n        return []\n",
        ),
    ),
    "a page without a rule": (
        ("web/facts.py", '@require_GET\n@rule("facts.read")\ndef facts(', "@require_GET\ndef facts("),
    ),
    "a page with too weak a rule": (
        ("web/facts.py", '@rule("facts.write")\ndef fact_edit(', '@rule("facts.read")\ndef fact_edit('),
    ),
    "the ladder is open to all": (
        ("web/network.py", '@rule("call.read")\ndef network(', '@rule("public")\ndef network('),
    ),
    "the JSON of the call is open to all": (("api/call.py", '@rule("call.read")', '@rule("public")'),),
    "a page that writes when it is read": (
        (
            "web/partnerships.py",
            "    record = reads.latest_index(request.actor, morning, code) if morning else None\n",
            "    record = reads.latest_index(request.actor, morning, code) if morning else None\n    row.save()\n",
        ),
    ),
    "opening a one-time link spends it": (
        (
            "web/sign_in.py",
            '        return render(request, "web/once.html", {})',
            '        sign_in.spend_link(secret)\n        return render(request, "web/once.html", {})',
        ),
    ),
    "a new address with a parameter nobody fills": (
        (
            "web/urls.py",
            '    path("facts/", facts.facts, name="facts"),',
            '    path("facts/", facts.facts, name="facts"),\n    path("about/<str:person>/", facts.fact_list, name="about"),',
        ),
    ),
    "a form that anybody's site may send": (
        (
            "web/home.py",
            '@require_POST\n@rule("call.decide")\ndef outcome(',
            '@csrf_exempt\n@require_POST\n@rule("call.decide")\ndef outcome(',
        ),
        (
            "web/home.py",
            "from django.views.decorators.http import",
            "from django.views.decorators.csrf import csrf_exempt\nfrom django.views.decorators.http import",
        ),
    ),
    "the list of facts shows every row": (
        (
            "web/facts.py",
            "from etincelle.foundation.access import Asked,",
            "from etincelle.foundation.access import everything, Asked,",
        ),
        (
            "web/facts.py",
            "    rows = (\n        visible(request.actor, model)\n",
            '    rows = (\n        everything(model, "list")\n',
        ),
    ),
    "a form opens any row": (
        (
            "web/facts.py",
            "from etincelle.foundation.access import Asked,",
            "from etincelle.foundation.access import everything, Asked,",
        ),
        (
            "web/facts.py",
            "row = one_visible(request.actor, model_of(chosen), pk=key)",
            'row = everything(model_of(chosen), "form").get(pk=key)',
        ),
    ),
    "a form offers every row to point to": (
        (
            "web/facts.py",
            "from etincelle.foundation.access import Asked,",
            "from etincelle.foundation.access import everything, Asked,",
        ),
        (
            "web/facts.py",
            "rows = visible(request.actor, field.remote_field.model)",
            'rows = everything(field.remote_field.model, "form")',
        ),
    ),
    "a row is moved to a partnership its writer does not see": (
        (
            "parties/actions.py",
            "        save_versioned(row, expected)\n        one_visible(actor, type(row), pk=row.pk)\n",
            "        save_versioned(row, expected)\n",
        ),
    ),
    "a row is corrected by who does not see it": (
        (
            "parties/actions.py",
            "        one_visible(actor, type(row), pk=row.pk)\n        save_versioned(row, expected)\n        one_visible(actor, type(row), pk=row.pk)\n",
            "        save_versioned(row, expected)\n",
        ),
    ),
    "a row is added where its writer sees nothing": (
        (
            "parties/actions.py",
            "        row.save(force_insert=True)\n        one_visible(actor, type(row), pk=row.pk)\n",
            "        row.save(force_insert=True)\n",
        ),
    ),
    "a call is logged without the right": (
        (
            "spark/actions.py",
            '    """« Joint · Message laissé · Pas joint »: logged in two taps, with one owner and one date to follow up.\n\n    A conversation that took place is also a contact: it goes through the network\'s own door.\n    """\n    require(actor, "call.decide")\n',
            '    """Logged."""\n',
        ),
    ),
    "the exported workbook holds every row": (
        (
            "intake/templates_out.py",
            "from etincelle.foundation.access import Actor, require, visible",
            "from etincelle.foundation.access import Actor, everything, require, visible",
        ),
        (
            "intake/templates_out.py",
            "load(kind, lambda model: visible(actor, model))",
            'load(kind, lambda model: everything(model, "export"))',
        ),
    ),
    "an import writes private columns for anybody": (
        ("intake/tables.py", "functools.partial(clean_for, actor)", "clean"),
    ),
    "any import is opened by anybody who imports": (
        (
            "intake/pages.py",
            "from etincelle.foundation.access import Asked,",
            "from etincelle.foundation.access import everything, Asked,",
        ),
        (
            "intake/pages.py",
            "    found = one_visible(request.actor, Batch, pk=key)\n    page",
            '    found = everything(Batch, "page").get(pk=key)\n    page',
        ),
    ),
    "the next meetings of all": (
        ("governance/reads.py", "rows = visible(actor, Meeting).filter(", 'rows = everything(Meeting, "page").filter('),
    ),
    "a view without a rule is served": (
        ("foundation/middleware.py", "            raise PermissionDenied\n", "            return\n"),
    ),
    "answers are kept by the browser": (("foundation/middleware.py", "private=True, no_store=True", "private=True"),),
    "a suspended membership still opens": (
        (
            "foundation/accounts.py",
            'filter(user_id=given("user"), state=Membership.State.ACTIVE)',
            'filter(user_id=given("user"))',
        ),
    ),
    "a user switched off still comes in": (
        (
            "foundation/accounts.py",
            "    if not user.is_authenticated or not user.is_active:\n",
            "    if not user.is_authenticated:\n",
        ),
    ),
    "a partner's membership without a partner opens": (
        (
            "foundation/accounts.py",
            "    if role is Role.PARTNER_EXECUTIVE and not partner:\n        return None\n",
            "",
        ),
    ),
    "the membership of the session is taken as it comes": (
        ("web/sign_in.py", "    if wanted in others:\n", "    if wanted.isdecimal() and len(wanted) < 9:\n"),
        (
            "foundation/accounts.py",
            "    rows = MEMBERSHIPS(user=user.pk)\n",
            "    asked = everything(Membership, why='x').filter(pk=membership)\n"
            "    rows = list(asked.values_list('pk', 'role', 'partner_code', 'partnership_codes'))\n"
            "    rows = rows or MEMBERSHIPS(user=user.pk)\n",
        ),
    ),
    "changing membership keeps the session's key": (("web/sign_in.py", "        request.session.cycle_key()\n", ""),),
    "suspending leaves the links": (
        (
            "foundation/accounts.py",
            '            everything(SignInLink, why="close an account").filter(user_id=held.user_id, used_at=None).delete()\n',
            "",
        ),
        ("foundation/sign_in.py", "return link.user if actor_of(link.user) else None", "return link.user"),
    ),
    "a link opens twice": (("foundation/sign_in.py", "used_at=None, expires_at__gt=now)", "expires_at__gt=now)"),),
    "a link never ends": (("foundation/sign_in.py", "used_at=None, expires_at__gt=now)", "used_at=None)"),),
    "a link lasts an hour": (("foundation/sign_in.py", "LINK_MINUTES = 15", "LINK_MINUTES = 60"),),
    "failures are not counted": (
        (
            "foundation/sign_in.py",
            "    if count < FREE_FAILURES or last is None:\n",
            "    if count < 5000 or last is None:\n",
        ),
    ),
    "a house under attack is not slowed": (("foundation/sign_in.py", "HOUSE_FAILURES = 60", "HOUSE_FAILURES = 6000"),),
    "one is sent wherever the address says": (
        (
            "web/sign_in.py",
            'return target if allowed and target.startswith("/") else default',
            "return target or default",
        ),
    ),
    "signing out leaves the session": (("web/sign_in.py", "    logout(request)\n", ""),),
    "signing out by a link": (
        ("web/sign_in.py", '@require_POST\n@rule("public")\ndef leave(', '@rule("public")\ndef leave('),
    ),
    "scripts of the page are allowed": (
        ("foundation/settings.py", '"default-src": ["\'self\'"],', '"default-src": ["\'self\'", "\'unsafe-inline\'"],'),
    ),
    "the session is within reach of scripts": (
        ("foundation/settings.py", "SESSION_COOKIE_HTTPONLY = True", "SESSION_COOKIE_HTTPONLY = False"),
    ),
    "a page may be framed": (("foundation/settings.py", 'X_FRAME_OPTIONS = "DENY"', 'X_FRAME_OPTIONS = "SAMEORIGIN"'),),
    "a stale form overwrites": (
        ("foundation/versions.py", "filter(pk=row.pk, version=expected)", "filter(pk=row.pk)"),
    ),
    "the end of the journal is not looked at": (
        ("foundation/journal.py", "return None if head() == (expected - 1, previous) else expected", "return None"),
    ),
    "entries of the journal are not linked": (
        (
            "foundation/journal.py",
            "linked = entry.seq == expected and entry.previous == previous",
            "linked = entry.seq == expected",
        ),
    ),
    "values of the journal are not looked at": (
        ("foundation/journal.py", "if digests.get(entry.pk, entry.digest) != entry.digest:", "if False:"),
    ),
}
