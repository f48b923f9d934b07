"""Ground rules: what other areas ask of them."""

from core.handlers.ground.agreeing import may_present, must_have_agreed, short_reminder, to_agree
from core.handlers.ground.drafting import go_through, have_gone_through

__all__ = ["go_through", "have_gone_through", "may_present", "must_have_agreed", "short_reminder", "to_agree"]
